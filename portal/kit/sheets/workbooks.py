"""Excel workbooks as this portal writes them, through XlsxWriter. No text ever becomes a formula, link or number."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import xlsxwriter
from babel.numbers import get_currency_precision

from portal.kit.sheets.cells import CUT, safe_text
from portal.kit.sheets.columns import Column, Kind

DATE, DATE_AND_TIME = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
_HEADER = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EEF2"}


@contextmanager
def workbook(stream, *, constant_memory: bool = True):
    """A workbook that is written to the binary stream when the block ends without an error."""
    book = xlsxwriter.Workbook(
        stream,
        {
            "constant_memory": constant_memory,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    yield book
    book.close()


def column_format(book, column: Column, **more):
    """How the cells of a column are shown, also where a person fills in new ones."""
    return book.add_format(_style(column) | more)


def _style(column):
    if column.kind == Kind.MONEY:
        decimals = get_currency_precision(column.currency)
        return {"num_format": "#,##0" + ("." + "0" * decimals if decimals else "")}
    if column.kind in (Kind.DATE, Kind.PARTIAL_DATE):
        return {"num_format": DATE, "align": "left"}
    if column.kind in (Kind.IDENTIFIER, Kind.TEXT, Kind.URL):
        # A text format keeps the zeros that somebody types in front.
        return {"num_format": "@"}
    return {}


def header_format(book):
    return book.add_format(_HEADER)


class Cells:
    """Writes cells of one sheet by what they are, and counts the texts that had to be cut."""

    def __init__(self, book, sheet):
        self.sheet = sheet
        self.cut_count = 0
        self._moment = book.add_format({"num_format": DATE_AND_TIME, "align": "left"})
        self._day = book.add_format({"num_format": DATE, "align": "left"})
        self._hour = book.add_format({"num_format": "hh:mm"})
        self._duration = book.add_format({"num_format": "[h]:mm"})

    def put(self, row: int, column: int, cell, cell_format=None) -> None:
        """Rows in ascending order; a cell is what `showing.py` or `wire.py` gives."""
        kind = type(cell)
        if kind is str:
            text = safe_text(cell)
            self.cut_count += text is not cell and text.endswith(CUT)
            self.sheet.write_string(row, column, text, cell_format)
        elif cell is None:
            pass
        elif kind is bool:
            self.sheet.write_boolean(row, column, cell, cell_format)
        elif kind is int or kind is float or kind is Decimal:
            self.sheet.write_number(row, column, cell, cell_format)
        elif kind is date:
            self.sheet.write_datetime(row, column, cell, cell_format or self._day)
        elif isinstance(cell, datetime):
            self.sheet.write_datetime(row, column, cell, self._moment)
        elif isinstance(cell, time | timedelta):
            self.sheet.write_datetime(row, column, cell, self._hour if kind is time else self._duration)
        else:
            self.put(row, column, str(cell), cell_format)
