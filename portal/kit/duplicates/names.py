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
        self.first, self.last, self.inside = _phrases(first), _phrases(last), _phrases(inside)
        self.links = {word for link in links for word in (link, fold(link))}

    def core(self, name: str) -> Core:
        spelled = exact_text(without_brackets(name)).split()
        folded = [fold(word) for word in spelled]
        compared = spelled if spelled != folded else folded
        how = "folded" if spelled == folded else "spelled"
        dropped = []
        start, end = 0, len(compared)
        while phrase := _fitting(self.first, how, compared[start:end], at_end=False):
            start, dropped = start + phrase.length, [*dropped, phrase.text]
            while start < end and compared[start] in self.links:
                start += 1
        while phrase := _fitting(self.last, how, compared[start:end], at_end=True):
            end, dropped = end - phrase.length, [*dropped, phrase.text]
        left = []
        while start < end:
            phrase = _fitting(self.inside, how, compared[start:end], at_end=False)
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


def _phrases(texts) -> list[_Phrase]:
    """The longest first, so that «Công ty TNHH» goes as a whole."""
    found = []
    for text in texts:
        spelled = tuple(exact_text(text).split())
        found.append(_Phrase(text, spelled, tuple(fold(word) for word in spelled)))
    return sorted(found, key=lambda phrase: -phrase.length)


def _fitting(phrases: Sequence[_Phrase], how: str, words: Sequence[str], *, at_end: bool) -> _Phrase | None:
    """The phrase that stands there and leaves something over."""
    for phrase in phrases:
        sought = getattr(phrase, how)
        length = len(sought)
        there = words[-length:] if at_end else words[:length]
        if length < len(words) and tuple(there) == sought:
            return phrase
    return None


def without_brackets(name: str) -> str:
    """The name without what stands in brackets; the whole of it where nothing else is there."""
    return _IN_BRACKETS.sub(" ", name).strip() or name


def in_brackets(name: str) -> list[str]:
    """What stands in brackets, where a name often carries its acronym."""
    return [found.strip() for found in _IN_BRACKETS.findall(clean_text(name)) if found.strip()]
