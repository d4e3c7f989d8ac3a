"""A list as CSV: UTF-8 with the mark by which Excel knows it."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import translation

from portal.kit.sheets.cells import guarded, safe_text
from portal.kit.sheets.columns import Column
from portal.kit.sheets.showing import shower


def write_csv(stream, columns: Sequence[Column], rows: Iterable, *, separator: str = "") -> int:
    """Writes the rows, in the language that is active, and gives their number. `stream` is binary; `rows` may be any
    iterator.

    The separator is what Excel expects on a computer of the language: a semicolon beside the decimal comma of
    Vietnamese, a comma in English.
    """
    separator = separator or (";" if (translation.get_language() or "vi").startswith("vi") else ",")
    point = "," if separator == ";" else "."
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=separator)
    steps = [(column.getter(), shower(column)) for column in columns]
    count = 0
    try:
        writer.writerow([guarded(safe_text(column.header())) for column in columns])
        for row in rows:
            writer.writerow([_written(show(get(row)), point) for get, show in steps])
            count += 1
    finally:
        text.detach()
    return count


def _written(cell, point):
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(safe_text(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    number = f"{cell:f}" if isinstance(cell, Decimal) else repr(cell)
    return number.replace(".", point)
