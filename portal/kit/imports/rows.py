"""One row of a sheet: what it says, what it would change, and what stands in its way."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.kit.sheets.columns import Column, Kind


class Outcome(TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    UNDECIDED = "undecided", _("to be decided")
    REFUSED = "refused", _("refused")


TAKEN = (Outcome.NEW, Outcome.CHANGED)
"""What is written when a person agrees; the rest stays outside."""


@dataclass(frozen=True)
class Problem:
    """Why the row is refused: the cell ("B7", "" for the row as a whole), its column, and what to do."""

    cell: str
    label: str
    sentence: str

    def __str__(self):
        where = f"{self.cell} ({self.label})" if self.cell and self.label else self.cell
        return f"{where}: {self.sentence}" if where else self.sentence


@dataclass(frozen=True)
class Difference:
    """One cell beside the record: values of the column, and how they are shown.

    Put into words only when somebody looks: most rows of a long sheet are counted and not read.
    """

    column: Column
    now: Any
    then: Any
    show: Callable[[Any], Any] = field(repr=False)

    @property
    def label(self) -> str:
        return self.column.header()

    @property
    def before(self) -> str:
        """As people read it, "" for nothing."""
        return self._text(self.now)

    @property
    def after(self) -> str:
        return self._text(self.then)

    @property
    def added(self) -> list[str]:
        """What comes into a list; empty for what is no list."""
        return self._beyond(self.then, self.now)

    @property
    def removed(self) -> list[str]:
        return self._beyond(self.now, self.then)

    def _beyond(self, some, others):
        if self.column.kind != Kind.LIST:
            return []
        return [self._text([one]) for one in some if one not in others]

    def _text(self, value):
        cell = self.show(value or None)
        if cell is None:
            return ""
        return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


@dataclass(eq=False)
class Row:
    """`values` and `changes` by the column's name: what the row says, and what of it the record does not say yet.

    `number` is that of the sheet, `place` names the cell of a column ("B7"), `record` is what the row is about (None
    for a new one), `proposals` are records that may be the same, `reasons` why by their key, `twins` such rows, `notes`
    what a person should know though nothing is wrong.
    """

    number: int
    place: Callable[[str], str] = field(repr=False)
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    record: Any = None
    proposals: list = field(default_factory=list)
    reasons: dict[Any, list[str]] = field(default_factory=dict)
    twins: list[int] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    title: str = ""

    def refuse(self, error: ValidationError | str, column: Column | None = None):
        """Note every sentence of the error, at the column's cell."""
        sentences = [error] if isinstance(error, str) else error.messages
        cell, label = (self.place(column.name), column.header()) if column else ("", "")
        self.problems += [Problem(cell, label, sentence) for sentence in sentences]

    @property
    def outcome(self) -> Outcome:
        if self.problems:
            return Outcome.REFUSED
        if self.proposals or self.twins:
            return Outcome.UNDECIDED
        if self.record is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED

    @property
    def sentences(self) -> list[str]:
        return [str(problem) for problem in self.problems]

    def mark(self) -> str:
        """The same for two previews in which the row would do the same to the same version of the same record."""
        told = [
            self.outcome,
            getattr(self.record, "pk", None),
            getattr(self.record, "version", None) if self.outcome == Outcome.CHANGED else None,
            sorted((name, str(value)) for name, value in self.changes.items()),
        ]
        return hashlib.blake2s(json.dumps(told, default=str).encode(), digest_size=8).hexdigest()
