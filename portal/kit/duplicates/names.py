"""Names without the words that say what form a body has: «Trung tâm MSD» and «Viện MSD» share a core."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.kit.duplicates.contacts import reads_as_acronym
from portal.kit.text import clean_text, exact_text, fold

SHORTEST_WORD = 5
"""Letters of a word that may stand alone for a body; a shorter one must be written as an acronym, as in «MSD»."""

_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


@dataclass(frozen=True)
class Core:
    """`words` are what is left of a name, folded, one space between; `dropped` are the phrases left out. `alone` is the
    one word that is left where there is no more, also where it is too short to stand for the name."""

    words: str
    dropped: tuple[str, ...] = ()
    alone: str = ""


class FormWords:
    """Phrases that say the form of a body and not which body it is, as people write them.

    `first` and `last` are dropped at the beginning and at the end of a name, again and again; `inside` anywhere;
    `links` at the beginning once something was dropped there. A name that has Vietnamese marks is compared with them
    («quỹ» is dropped, «Quy Nhơn» stays), one without any is compared without.
    """

    def __init__(
        self, *, first: Iterable[str], last: Iterable[str], inside: Iterable[str], links: Iterable[str]
    ):
        self.first, self.last, self.inside = _Phrases(first), _Phrases(last, at_end=True), _Phrases(inside)
        self.links = {word for link in links for word in (link, fold(link))}

    def core(self, name: str) -> Core:
        spelled = exact_text(without_brackets(name)).split()
        folded = fold(" ".join(spelled)).split()
        compared = spelled if spelled != folded else folded
        how = "folded" if spelled == folded else "spelled"
        dropped = []
        start, end = 0, len(compared)
        while phrase := self.first.fitting(how, compared[start:end]):
            start, dropped = start + phrase.length, [*dropped, phrase.text]
            while start < end and compared[start] in self.links:
                start += 1
        while phrase := self.last.fitting(how, compared[start:end]):
            end, dropped = end - phrase.length, [*dropped, phrase.text]
        left = []
        while start < end:
            phrase = self.inside.fitting(how, compared[start:end])
            if phrase and left:
                start, dropped = start + phrase.length, [*dropped, phrase.text]
            else:
                left, start = [*left, folded[start]], start + 1
        if len(left) == 1 and len(left[0]) < SHORTEST_WORD and not _is_acronym(left[0], name):
            return Core(" ".join(folded), alone=left[0])
        return Core(" ".join(left), tuple(dict.fromkeys(dropped)), left[0] if len(left) == 1 else "")


def _is_acronym(word: str, name: str) -> bool:
    return any(reads_as_acronym(text) and fold(text) == word for text in clean_text(name).split())


@dataclass(frozen=True)
class _Phrase:
    text: str
    spelled: tuple[str, ...]
    folded: tuple[str, ...]

    @property
    def length(self) -> int:
        return len(self.spelled)


class _Phrases:
    """Phrases that are looked for at the beginning of words, or at their end; by the word that stands there."""

    def __init__(self, texts: Iterable[str], *, at_end: bool = False):
        self.at_end = at_end
        self.by_word: dict[str, dict[str, list[_Phrase]]] = {"spelled": {}, "folded": {}}
        found = []
        for text in texts:
            spelled = tuple(exact_text(text).split())
            found.append(_Phrase(text, spelled, tuple(fold(word) for word in spelled)))
        # The longest first, so that «Công ty TNHH» goes as a whole.
        for phrase in sorted(found, key=lambda phrase: -phrase.length):
            for how, by_word in self.by_word.items():
                by_word.setdefault(self._outer(getattr(phrase, how)), []).append(phrase)

    def fitting(self, how: str, words: Sequence[str]) -> _Phrase | None:
        """The phrase that stands there and leaves something over."""
        if not words:
            return None
        for phrase in self.by_word[how].get(self._outer(words), ()):
            length = phrase.length
            there = words[-length:] if self.at_end else words[:length]
            if length < len(words) and tuple(there) == getattr(phrase, how):
                return phrase
        return None

    def _outer(self, words):
        return words[-1 if self.at_end else 0]


def without_brackets(name: str) -> str:
    """The name without what stands in brackets; the whole of it where nothing else is there."""
    return _IN_BRACKETS.sub(" ", name).strip() or name


def in_brackets(name: str) -> list[str]:
    """What stands in brackets, where a name often carries its acronym."""
    return [found.strip() for found in _IN_BRACKETS.findall(clean_text(name)) if found.strip()]
