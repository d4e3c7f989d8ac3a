"""A sheet as it was read: its rows, the one with the headers among them, and the records below that."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from portal.kit.sheets.headers import COUNTING, key
from portal.kit.sheets.parser.positions import cell_name
from portal.kit.sheets.parser.wire import Cell

LOOKED_AT = 40
"""The header stands within the first rows, below titles and addresses."""


@dataclass(frozen=True)
class Record:
    """A row below the header: `number` is that of the sheet, as Excel shows it."""

    number: int
    cells: list[Cell]

    def place(self, column: int) -> str:
        """The name of its cell in the column with that index: B7."""
        return cell_name(self.number, column + 1)


@dataclass(frozen=True)
class Table:
    """`rows` begin with row 1 and column A, blank ones included; rows may differ in length."""

    file: str
    sheet: str
    kind: str
    rows: list[list[Cell]] = field(repr=False)

    def guess_header(self, known: Collection[str] = ()) -> int | None:
        """The number of the row that looks like the header, None where no row holds two cells. `known` are the
        keys (`headers.key`) of headers that are looked for: the row that holds most of them wins."""
        known = set(known) | COUNTING
        best, best_score = None, (0, 0)
        for number, row in enumerate(self.rows[:LOOKED_AT], start=1):
            texts = {key(cell) for cell in row if isinstance(cell, str)} - {""}
            filled = sum(cell is not None for cell in row)
            if filled < 2 or _counts_columns(row):
                continue
            # A header is text throughout; of rows alike the first is it, and those below are records.
            score = (len(texts & known), len(texts) if len(texts) == filled else 0)
            if best is None or score > best_score:
                best, best_score = number, score
        return best or next((number for number, row in enumerate(self.rows, 1) if any_cell(row)), None)

    def header(self, number: int) -> list[Cell]:
        return self.rows[number - 1]

    def records(self, header: int) -> Iterator[Record]:
        """The rows below the header, without blank ones and without the row (1) (2) (3) that numbers columns."""
        for number, row in enumerate(self.rows[header:], start=header + 1):
            if any_cell(row) and not (number == header + 1 and _counts_columns(row)):
                yield Record(number, row)


def any_cell(row: list[Cell]) -> bool:
    return any(cell is not None and (type(cell) is not str or cell.strip()) for cell in row)


def _counts_columns(row):
    numbers = [
        re.sub(r"\D", "", str(cell)) if re.fullmatch(r"\W*\d+\W*", str(cell)) else ""
        for cell in row
        if cell is not None
    ]
    return len(numbers) > 2 and numbers in ([str(n + first) for n in range(len(numbers))] for first in (0, 1))
