"""An empty list to fill in: headers, drop-downs, one row that shows how, and a sheet that explains the columns."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.kit.sheets.columns import Column, Kind
from portal.kit.sheets.parser.positions import column_letters
from portal.kit.sheets.parser.wire import Cell
from portal.kit.sheets.showing import shower
from portal.kit.sheets.workbooks import Cells, column_format, header_format, workbook

LAST_ROW = 2_000
"""Drop-downs reach down to here."""

_EXAMPLE = {"italic": True, "font_color": "#5A6B75"}
_PROMPT, _PROMPT_TITLE = 255, 32
"""Characters that Excel shows beside a cell."""


def write_template(
    stream, columns: Sequence[Column], choices: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Writes to the binary stream, in the language that is active. `choices` are, by a column's name, the texts of its
    drop-down where they are not the labels of its own choices."""
    with workbook(stream, constant_memory=False) as book:
        sheet = book.add_worksheet(pgettext("name of a sheet", "List"))
        guide = book.add_worksheet(pgettext("name of a sheet", "How to fill in"))
        lists = book.add_worksheet(pgettext("name of a sheet", "Choices"))
        cells = Cells(book, sheet)
        header = header_format(book)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width_in_letters(), column_format(book, column))
            cells.put(0, index, f"{column.header()} *" if column.required else column.header(), header)
            example = None if column.example is None else shower(column)(column.example)
            cells.put(1, index, example, column_format(book, column, **_EXAMPLE))
            offered = list((choices or {}).get(column.name) or _own_choices(column))
            _offer(sheet, Cells(book, lists), index, column, offered)
        sheet.freeze_panes(1, 0)
        _explain(book, guide, columns)
        lists.hide()
        sheet.activate()


def example_test(columns: Mapping[int, Column]) -> Callable[[Sequence[Cell]], bool]:
    """Tells of a row's cells whether it is the example that somebody left in; `columns` by their place, as
    `headers.match` gives."""
    examples = {
        index: str(shower(column)(column.example))
        for index, column in columns.items()
        if column.example is not None and column.kind in (Kind.TEXT, Kind.IDENTIFIER, Kind.URL)
    }

    def is_example(cells):
        return bool(examples) and all(
            index < len(cells) and str(cells[index]).strip() == example for index, example in examples.items()
        )

    return is_example


def _own_choices(column):
    return (_("Yes"), _("No")) if column.kind == Kind.BOOL else column.choice_labels().values()


def _offer(sheet, lists, index, column, offered):
    rule = {"validate": "any", "ignore_blank": True}
    if offered:
        for number, text in enumerate(offered):
            lists.put(number, index, text)
        letter = column_letters(index + 1)
        rule |= {
            "validate": "list",
            "source": f"='{pgettext('name of a sheet', 'Choices')}'!${letter}$1:${letter}${len(offered)}",
            # Several choices in one cell, and other spellings, are read as well.
            "show_error": column.kind != Kind.LIST,
            "error_type": "warning",
            "error_title": _fitting(column.header(), _PROMPT_TITLE),
            "error_message": _fitting(_("This is none of the choices. The portal may not know it."), _PROMPT),
        }
    if help_text := _help(column):
        rule |= {
            "input_title": _fitting(column.header(), _PROMPT_TITLE),
            "input_message": _fitting(help_text, _PROMPT),
        }
    if len(rule) > 2:
        sheet.data_validation(1, index, LAST_ROW, index, rule)


def _fitting(text, length):
    return text if len(text) <= length else text[: length - 1] + "…"


def _help(column):
    general = {
        Kind.DATE: _("Day, month, year, for example 21/08/2017."),
        Kind.PARTIAL_DATE: _("As exactly as it is known: 21/08/2017, 8/2017 or 2017."),
        Kind.IDENTIFIER: _("Digits are kept as text, so zeros in front stay."),
        Kind.LIST: _("Several in one cell: write a semicolon between them."),
        Kind.BOOL: _("“Yes” or “No”."),
        Kind.MONEY: _("All digits, or with triệu or tỷ: 1.500.000, 1,2 tỷ."),
    }
    return " ".join(str(text) for text in (column.help, general.get(column.kind)) if text)


def _explain(book, guide, columns):
    cells = Cells(book, guide)
    header, wrapped = header_format(book), book.add_format({"text_wrap": True, "valign": "top"})
    guide.set_column(0, 0, 32, wrapped)
    guide.set_column(1, 1, 14, wrapped)
    guide.set_column(2, 2, 80, wrapped)
    guide.freeze_panes(1, 0)
    for index, title in enumerate((_("Column"), _("Required"), _("What to write"))):
        cells.put(0, index, title, header)
    for row, column in enumerate(columns, start=1):
        cells.put(row, 0, column.header(), wrapped)
        cells.put(row, 1, _("Yes") if column.required else None, wrapped)
        cells.put(row, 2, _help(column) or None, wrapped)
    note = _(
        "The row in italics on the first sheet is an example: write over it. Columns may be moved or left out."
    )
    cells.put(len(columns) + 2, 0, note)
