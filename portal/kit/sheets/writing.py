"""A list as an Excel workbook: typed cells on the first sheet, what the list is on the second."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.kit.sheets.cells import MAX_ROWS
from portal.kit.sheets.columns import Column, Kind
from portal.kit.sheets.parser.positions import column_letters
from portal.kit.sheets.showing import shower, shown_date
from portal.kit.sheets.workbooks import Cells, column_format, header_format, workbook


@dataclass(frozen=True)
class About:
    """What the second sheet says: `filters` are sentences or words, one a line, empty for the whole list."""

    title: str
    as_of: datetime
    filters: Sequence[str] = ()
    notes: Sequence[str] = ()


def write_xlsx(
    stream, columns: Sequence[Column], rows: Iterable, about: About, *, rows_per_sheet: int = MAX_ROWS - 1
) -> int:
    """Writes the rows, in the language that is active, and gives their number. `stream` is binary.

    `rows` may be any iterator: one row at a time is in memory. What does not fit on one sheet goes on on the next.
    """
    with workbook(stream) as book:
        formats = [column_format(book, column) for column in columns]
        header = header_format(book)
        steps = [
            (index, column.getter(), shower(column), formats[index]) for index, column in enumerate(columns)
        ]
        sheets, count, number = [], 0, rows_per_sheet
        for row in rows:
            if number == rows_per_sheet:
                _finish(sheets, columns, number)
                sheets.append(_start(book, columns, formats, header, len(sheets)))
                put, number = sheets[-1].put, 0
            number += 1
            count += 1
            for index, get, show, cell_format in steps:
                if (cell := show(get(row))) is not None:
                    put(number, index, cell, cell_format)
        if not sheets:
            sheets.append(_start(book, columns, formats, header, 0))
            number = 0
        _finish(sheets, columns, number)
        _tell(book, about, count, sum(sheet.cut_count for sheet in sheets))
    return count


def _start(book, columns, formats, header, earlier):
    name = pgettext("name of a sheet", "List")
    sheet = book.add_worksheet(f"{name} {earlier + 1}" if earlier else name)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width_in_letters(), formats[index])
    sheet.freeze_panes(1, 0)
    cells = Cells(book, sheet)
    for index, column in enumerate(columns):
        cells.put(0, index, column.header(), header)
    return cells


def _finish(sheets, columns, last_row):
    if not sheets:
        return
    sheet = sheets[-1].sheet
    sheet.autofilter(0, 0, last_row, len(columns) - 1)
    for index, column in enumerate(columns):
        if last_row and column.kind in (Kind.IDENTIFIER, Kind.TEXT):
            # Otherwise Excel marks every tax code with a green corner.
            letters = column_letters(index + 1)
            sheet.ignore_errors({"number_stored_as_text": f"{letters}2:{letters}{last_row + 1}"})


def _tell(book, about, count, cut_count):
    sheet = book.add_worksheet(pgettext("name of a sheet", "About"))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 80)
    cells = Cells(book, sheet)
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
    bold = book.add_format({"bold": True, "valign": "top"})
    lines = [
        (_("Title"), about.title),
        *((_("Filter"), text) for text in about.filters or [_("None: the whole list")]),
        (_("As of"), shown_date(about.as_of)),
        (_("Number of rows"), count),
        *((_("Note"), text) for text in about.notes),
    ]
    if cut_count:
        lines.append((_("Note"), _cut_note(cut_count)))
    for number, (label, cell) in enumerate(lines):
        is_repeated = number and lines[number - 1][0] == label
        cells.put(number, 0, None if is_repeated else label, bold)
        cells.put(number, 1, str(cell) if not isinstance(cell, int | datetime) else cell, wrapped)


def _cut_note(count):
    return ngettext(
        "%(count)s text is too long for Excel: it is cut off where %(sign)s stands.",
        "%(count)s texts are too long for Excel: they are cut off where %(sign)s stands.",
        count,
    ) % {"count": count, "sign": "[…✂]"}
