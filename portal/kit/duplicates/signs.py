"""What a sign is, what a record says by it, and what is told of two records that share some."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.kit.duplicates.models import LONGEST_VALUE

LIKELY = 80
"""The weight from which a pair is worth an officer's time: one strong sign, or two weak ones."""


@dataclass(frozen=True)
class Sign:
    """A kind of key. `reason(value, said)` says in words what two records share; `said` are both records' words."""

    weight: int
    reason: Callable[[str, list[str]], str]


@dataclass(frozen=True)
class Key:
    """As `RecordKey` keeps it."""

    sign: str
    value: str
    said: str = ""

    @property
    def compared(self) -> tuple[str, str]:
        return self.sign, self.value[:LONGEST_VALUE]


@dataclass(frozen=True)
class Match:
    """A record that may be the same, and why, the weightiest reason first."""

    record: Any
    reasons: list[str]
    weight: int


@dataclass(frozen=True)
class Pair:
    """Two records and what they share; `row` is what is kept about them."""

    first: Any
    second: Any
    reasons: list[str]
    row: Any
