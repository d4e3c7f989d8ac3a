"""Sets of records as whole numbers: record number n is in a set when its bit n is 1.

`a & b`, `a | b`, `a & ~b` and `a.bit_count()` of twenty thousand records take a microsecond each.
"""

from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, count, islice

from django.db.models import Aggregate, TextField


class KeysInText(Aggregate):
    """The whole numbers of a group as one text, a space between: to read one row instead of thousands is quicker."""

    function = "string_agg"
    template = "%(function)s(CAST(%(expressions)s AS text), ' ')"
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **more):
        return self.as_sql(compiler, connection, function="group_concat", **more)


_AS_FLAGS = bytes.maketrans(b"01", b"\0\1")


def set_of(numbers: Iterable[int]) -> int:
    numbers = list(numbers)
    if not numbers:
        return 0
    bits = bytearray((max(numbers) >> 3) + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def sets_of(numbers_by_value: Mapping[Hashable, Iterable[int]]) -> dict[Hashable, int]:
    return {value: set_of(numbers) for value, numbers in numbers_by_value.items()}


def union(sets: Iterable[int]) -> int:
    together = 0
    for one in sets:
        together |= one
    return together


def numbers_in(found: int) -> list[int]:
    """The numbers of the set, smallest first."""
    digits = f"{found:b}"[::-1]
    numbers, at = [], digits.find("1")
    while at >= 0:
        numbers.append(at)
        at = digits.find("1", at + 1)
    return numbers


@dataclass(frozen=True)
class Numbering:
    """Small numbers for records with large keys: `numbers` by key, `keys` by number (None where a number is free)."""

    numbers: dict[int, int]
    keys: list[int | None]

    @classmethod
    def of(cls, keys: Iterable[int], before: "Numbering | None" = None) -> "Numbering":
        """Records keep the number they had `before`; new ones take what is free, so that numbers stay small."""
        keys, had = list(keys), before.numbers if before else {}
        if before and had.keys() == set(keys):
            return before
        numbers = {key: had[key] for key in keys if key in had}
        used = set(numbers.values())
        free = (number for number in count() if number not in used)
        numbers |= {key: next(free) for key in keys if key not in numbers}
        by_number: list[int | None] = [None] * (max(numbers.values(), default=-1) + 1)
        for key, number in numbers.items():
            by_number[number] = key
        return cls(numbers, by_number)

    @property
    def everything(self) -> int:
        return set_of(self.numbers.values())

    def numbers_of(self, keys: Iterable[int]) -> list[int]:
        """In the order of the keys; records that have no number are left out."""
        return [number for number in map(self.numbers.get, keys) if number is not None]

    def set_of(self, keys: Iterable[int]) -> int:
        return set_of(self.numbers_of(keys))


class Gathered:
    """Sets from what the database gathered with `KeysInText`. `had`: the `sets` of an earlier one under the same
    numbering; what reads as it did then, nearly all of it after a change, is not made again."""

    def __init__(self, numbering: Numbering, had: dict[str, int]):
        self.numbering = numbering
        self.sets: dict[str, int] = {}
        self._had = had

    def by_value(self, rows: Iterable[tuple[Hashable, str]]) -> dict[Hashable, int]:
        """From pairs (value, keys of the records that have it)."""
        return {value: self._set(keys) for value, keys in rows}

    def _set(self, keys: str) -> int:
        if keys not in self.sets:
            found = self._had.get(keys)
            self.sets[keys] = self.numbering.set_of(map(int, keys.split())) if found is None else found
        return self.sets[keys]


class Order:
    """All records one after the other, for example by name."""

    def __init__(self, numbers: Iterable[int]):
        self._numbers = array("I", numbers)
        self._positions = array("I", bytes(4 * (max(self._numbers, default=-1) + 1)))
        for position, number in enumerate(self._numbers):
            self._positions[number] = position

    def walk(self, found: int) -> Iterator[int]:
        """The numbers of the set in this order; who wants only the first few does not pay for all."""
        if found.bit_count() < len(self._numbers) // 16:
            return iter(sorted(numbers_in(found), key=self._positions.__getitem__))
        flags = f"{found:0{len(self._positions)}b}".encode().translate(_AS_FLAGS)[::-1]
        return compress(self._numbers, map(flags.__getitem__, self._numbers))


class InOrder:
    """Several sets one after the other, each in the same order: a list to be paged, counted and cut.

    A slice gives pairs (which set, number): the same record stands in it as often as it is in sets. The sets may come
    from an iterator, for which `length` says how many records they hold: it is asked for no more sets than are shown.
    """

    def __init__(self, sets: Iterable[int], order: Order, *, length: int | None = None):
        self._made: list[int] = []
        self._coming = iter(sets)
        self._order = order
        self._length = length

    def __len__(self):
        if self._length is None:
            self._length = sum(one.bit_count() for one in self._each())
        return self._length

    def __getitem__(self, asked: slice) -> list[tuple[int, int]]:
        start, stop, _step = asked.indices(len(self))
        rows = []
        for which, one in enumerate(self._each()):
            length = one.bit_count()
            if start < length:
                here = islice(self._order.walk(one), max(start, 0), stop)
                rows += [(which, number) for number in here]
            start, stop = start - length, stop - length
            if stop <= 0:
                break
        return rows

    def _each(self) -> Iterator[int]:
        yield from self._made
        for one in self._coming:
            self._made.append(one)
            yield one
