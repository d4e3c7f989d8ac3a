"""Where the filled cells of a sheet stand, told by whoever walks through the sheet before the parser sees it."""

from portal.kit.sheets.parser.limits import Limits
from portal.kit.sheets.parser.refusals import Refused

ERRORS_KEPT = 10_000


def column_letters(column: int) -> str:
    """`B` for column 2."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """`B7` for row 7, column 2: both count from 1."""
    return f"{column_letters(column)}{row}"


class FilledCells:
    """Counts filled cells of one sheet, and stops at the first that lies beyond the limits: a parser would ask for
    memory for the whole rectangle up to it."""

    def __init__(self, sheet: str, limits: Limits):
        self.sheet = sheet
        self.limits = limits
        self.filled_rows = 0
        self.last_row = 0
        self.last_column = 0
        self.errors = []
        self._row = None

    def add(self, row: int, column: int) -> None:
        if row != self._row:
            self._row = row
            self.filled_rows += 1
            if self.filled_rows > self.limits.filled_rows:
                raise Refused("too_many_rows", sheet=self.sheet, limit=self.limits.rows)
            if row > self.last_row:
                self.last_row = row
                if row > self.limits.last_row:
                    raise self._far(row, column)
        if column > self.last_column:
            self.last_column = column
            if column > self.limits.columns:
                raise self._far(row, column)

    def add_error(self, row: int, column: int) -> None:
        """The parser shows an error (#N/A, #REF!) as an empty cell: who reads must hear of it."""
        if len(self.errors) < ERRORS_KEPT:
            self.errors.append((row, column))

    def _far(self, row, column):
        return Refused(
            "far_cell",
            sheet=self.sheet,
            cell=cell_name(row, column),
            rows=self.limits.rows,
            columns=self.limits.columns,
        )
