"""The rows that were not taken, given back as a sheet to mend: cells as they came, with what to do beside them."""

from collections.abc import Mapping, Sequence

from django.utils.translation import pgettext

from portal.kit.sheets.headers import ROW_IN_FILE, WHY_NOT_TAKEN
from portal.kit.sheets.tables import Table
from portal.kit.sheets.workbooks import Cells, header_format, workbook

_WIDTH, _WIDTH_OF_REASON = 24, 70


def write_refused(stream, table: Table, header: int, reasons: Mapping[int, str | Sequence[str]]) -> None:
    """Writes to the binary stream. `reasons` are sentences by the row's number in the sheet; `header` is that of the
    header row. Brought again as it is, the sheet is read like the first: the two added columns are passed over."""
    titles = table.header(header)
    width = max([len(titles), *(len(table.rows[number - 1]) for number in reasons)])
    with workbook(stream) as book:
        sheet = book.add_worksheet(pgettext("name of a sheet", "Rows not taken"))
        cells, bold = Cells(book, sheet), header_format(book)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, max(width - 1, 0), _WIDTH)
        sheet.set_column(width, width, 12)
        sheet.set_column(width + 1, width + 1, _WIDTH_OF_REASON)
        sheet.freeze_panes(1, 0)
        for index, cell in enumerate(
            [*titles, *[None] * (width - len(titles)), str(ROW_IN_FILE), str(WHY_NOT_TAKEN)]
        ):
            cells.put(0, index, cell, bold)
        for row, number in enumerate(sorted(reasons), start=1):
            for index, cell in enumerate(table.rows[number - 1]):
                cells.put(row, index, cell)
            told = reasons[number]
            cells.put(row, width, number)
            cells.put(row, width + 1, told if isinstance(told, str) else "\n".join(told), wrapped)
        sheet.autofilter(0, 0, len(reasons), width + 1)
