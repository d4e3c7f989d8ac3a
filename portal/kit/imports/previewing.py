"""An import read, matched and tried: what would happen, and what staff still have to answer. Writes nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from portal.kit.imports.models import KnownHeader, SheetImport
from portal.kit.imports.resource import SheetResource
from portal.kit.imports.rows import TAKEN, Outcome, Row
from portal.kit.sheets.columns import Column, Kind
from portal.kit.sheets.headers import Matching, key, known_keys, match
from portal.kit.sheets.reading import read_sheet
from portal.kit.sheets.tables import Record, Table, any_cell
from portal.kit.sheets.template import example_test

SAMPLES = 3
"""Cells shown below a header that a person has to match."""


@dataclass(frozen=True)
class Reading:
    """The sheet of an import with its headers understood as far as they are."""

    table: Table
    header: int | None
    matching: Matching | None

    @property
    def is_understood(self) -> bool:
        """Nothing is left to ask: every header means something or is left out, and nothing required is missing."""
        return self.matching is not None and not (
            self.matching.unmatched or self.matching.doubled or self.matching.missing
        )

    @cached_property
    def records(self) -> list[Record]:
        """The rows below the header, without the example that the template came with and without those that cannot
        be about a record: titles of groups, signatures."""
        is_example = example_test(self.matching.columns)
        rows = (one for one in self.table.records(self.header) if self._says_something(one))
        return [one for one in rows if not is_example(one.cells)]

    @cached_property
    def passed_over(self) -> list[int]:
        """The numbers of the rows that cannot be about a record."""
        return [one.number for one in self.table.records(self.header) if not self._says_something(one)]

    def _says_something(self, record):
        """Two cells, or one that a record needs or is known by: a signature below the list is neither."""
        placed = self.matching.columns
        said = [
            placed[index] for index, cell in enumerate(record.cells) if index in placed and any_cell([cell])
        ]
        return len(said) > 1 or any(
            column.required or column.is_only_shown or column.kind == Kind.IDENTIFIER for column in said
        )

    def samples(self, index: int) -> list[str]:
        """The first different texts of a column, to recognise it by."""
        found = {}
        for record in self.table.records(self.header):
            if index < len(record.cells) and record.cells[index] is not None:
                found[_text(record.cells[index])[:60]] = None
            if len(found) == SAMPLES:
                break
        return list(found)


def _text(cell):
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def read(sheet_import: SheetImport, columns: Sequence[Column]) -> Reading:
    """Raises SheetProblem. A header that somebody matched once, for this file or an earlier one, stays matched."""
    with sheet_import.file.open("rb") as file:
        table = read_sheet(file, sheet_import.file_name, sheet_import.sheet or None)
    header = sheet_import.header_row or table.guess_header(known_keys(columns))
    if header is None or header > len(table.rows):
        return Reading(table, None, None)
    by_hand = remembered(sheet_import.target) | sheet_import.matching
    return Reading(table, header, match(table.header(header), columns, by_hand))


def remembered(target: str) -> dict[str, str | None]:
    return {one.key: one.column or None for one in KnownHeader.objects.filter(target=target)}


@dataclass(frozen=True)
class Preview:
    """`moved` are the numbers of rows that would now do something else than when a person last looked."""

    reading: Reading
    resource: SheetResource
    rows: list[Row]
    moved: tuple[int, ...] = ()

    @cached_property
    def counts(self) -> dict[str, int]:
        found = Counter(row.outcome for row in self.rows)
        return {outcome.value: found[outcome] for outcome in Outcome}

    @property
    def taken_count(self) -> int:
        return sum(self.counts[outcome] for outcome in TAKEN)

    def rows_that_are(self, *outcomes: str) -> list[Row]:
        return [row for row in self.rows if row.outcome in outcomes]

    def marks(self) -> dict[str, str]:
        """What a person sees of each row, to know later whether it is still so."""
        return {str(row.number): row.mark() for row in self.rows}

    def reasons(self) -> dict[int, list[str]]:
        """Why rows stay outside, by their number: for the sheet that goes back to who sent it."""
        return {
            row.number: self._reasons(row)
            for row in self.rows
            if row.outcome not in (*TAKEN, Outcome.UNCHANGED)
        }

    def _reasons(self, row):
        if row.problems:
            return row.sentences
        names = ", ".join(f"{one} ({one.reference})" for one in row.proposals)
        if names:
            return [
                _(
                    "May be the same as %(names)s. If it is, write its reference into the row; if not, decide so on "
                    "the page of the import."
                )
                % {"names": names}
            ]
        return [
            _(
                "Rows %(rows)s of the sheet have the same name. Leave one, or decide on the page of the import."
            )
            % {"rows": ", ".join(map(str, row.twins))}
        ]


def preview(
    sheet_import: SheetImport,
    resource_class: type[SheetResource],
    reading: Reading | None = None,
    *,
    by=None,
) -> Preview:
    """Raises SheetProblem; `Reading.matching` must not be None. Headers that mean nothing are left out.

    `reading` is given where the sheet has just been read, `by` where a person looks: what that person may not change is
    refused.
    """
    reading = reading or read(sheet_import, resource_class.columns)
    resource = resource_class(
        reading.matching.columns,
        reading.records,
        mode=sheet_import.mode,
        decisions=sheet_import.decisions,
        constants=sheet_import.constants,
        by=by,
    )
    rows = resource.preview()
    moved = tuple(
        row.number
        for row in rows
        if sheet_import.seen and sheet_import.seen.get(str(row.number)) != row.mark()
    )
    return Preview(reading, resource, rows, moved)


def header_keys(reading: Reading) -> dict[int, str]:
    """The key of each header that a person may match, by its index."""
    return {index: key(cell) for index, cell in enumerate(reading.table.header(reading.header)) if key(cell)}
