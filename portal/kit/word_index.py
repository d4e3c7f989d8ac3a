"""Which records hold a word that begins so, and which hold words side by side: the index of one searched text.

Texts come as `index_text` and `exact_text` make them, a space before every word. Every different word becomes one
character, so a text is kept as a short string in which words side by side are characters side by side.
"""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from portal.kit.sets import numbers_in, set_of, union

AFTER_ANY_WORD = "\U0010ffff"


class WordIndex:
    """Made of `texts`, pairs (number, text), or of those that differ from `before`. Not to be changed afterwards.

    It knows at most 1,114,111 different words.
    """

    def __init__(self, texts: Iterable[tuple[int, str]], before: "WordIndex | None" = None):
        self._letters = _Letters(before._letters if before else ())
        self._texts = list(before._texts) if before else []
        self._holders = dict(before._holders) if before else {}
        self._take_in(texts)
        self._words = sorted(self._letters)

    def beginning(self, word: str) -> int:
        """The records that hold a word which begins so."""
        return self._holding(self._letters_of(word))

    def together(self, words: list[str], among: int) -> int:
        """Those of `among` that hold these words side by side, the last at least by its beginning."""
        if not words:
            return among & set_of(number for number, text in enumerate(self._texts) if text)
        *whole, begun = words
        ends = self._letters_of(begun)
        found = among & self._holding(ends)
        if not whole:
            return found
        start = "".join(self._letters.get(word, "") for word in whole)
        if len(start) < len(whole):
            return 0
        for letter in start:
            found &= _as_set(self._holders.get(letter, 0))
        if not found:
            return 0
        side_by_side = re.compile(re.escape(start) + f"[{re.escape(''.join(ends))}]").search
        return set_of(number for number in numbers_in(found) if side_by_side(self._texts[number]))

    def _letters_of(self, beginning: str) -> set[str]:
        first, end = (bisect_left(self._words, text) for text in (beginning, beginning + AFTER_ANY_WORD))
        return {self._letters[word] for word in self._words[first:end]}

    def _holding(self, letters) -> int:
        """The records that hold one of these words."""
        holders = [self._holders[letter] for letter in letters if letter in self._holders]
        few = set_of(number for numbers in holders if isinstance(numbers, array) for number in numbers)
        return few | union(numbers for numbers in holders if isinstance(numbers, int))

    def _take_in(self, texts):
        gained, lost = defaultdict(_numbers), defaultdict(_numbers)
        letters, kept = self._letters, self._texts
        for number, text in texts:
            if number >= len(kept):
                kept.extend([""] * (number + 1 - len(kept)))
            new = "".join(map(letters.__getitem__, text.split()))
            old, kept[number] = set(kept[number]), new
            for letter in set(new) - old:
                gained[letter].append(number)
            for letter in old.difference(new):
                lost[letter].append(number)
        for letter in gained.keys() | lost.keys():
            having = _as_set(self._holders.get(letter, 0))
            self._holders[letter] = _stored(having & ~set_of(lost[letter]) | set_of(gained[letter]))


class _Letters(dict):
    """The character that stands for each word; a new word gets the next one."""

    def __missing__(self, word):
        letter = self[word] = chr(len(self) + 1)
        return letter


def _numbers():
    return array("I")


def _stored(found: int) -> int | array:
    """A set as it is kept: rare words, which most words are, take less room as an array of their numbers."""
    return array("I", numbers_in(found)) if found.bit_count() * 32 < found.bit_length() else found


def _as_set(stored: int | array) -> int:
    return stored if isinstance(stored, int) else set_of(stored)
