"""One cell of a sheet, read as what its column holds. Every refusal is a sentence that says what to write."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit.edtf import PartialDate, Point, shown
from portal.kit.money import parse_amount
from portal.kit.sheets.cells import CUT, DIGITS
from portal.kit.sheets.columns import Column, Kind
from portal.kit.sheets.parser.wire import Cell
from portal.kit.text import clean_text, has_control_characters, words
from portal.kit.typed_dates import parse_typed

_ERROR = re.compile(r"#(?:ERROR|REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC)!|#N/A|#NAME\?|#{3,}|Err:\d+")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_NUMBER = re.compile(
    r"[-−–]?\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?|[-−–]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−–]?\d+(?:[.,]\d+)?"
)
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000
"""Days as Excel counts them, 1927 to 2119: what is left of a date whose format was lost. No year is as large."""
_YES = {"co", "yes", "y", "x", "true", "dung", "1", "v", "roi"}
_NO = {"khong", "no", "n", "false", "sai", "0", "chua", "k"}


def reader(column: Column):
    """A function that gives the column's value of a cell, None for an empty one; it raises ValidationError.

    TEXT, IDENTIFIER, URL and CHOICE give str, LIST a list of str, NUMBER int or Decimal, MONEY Decimal, DATE date,
    PARTIAL_DATE a PartialDate, BOOL bool; a column with a `read` of its own what that gives. Make it once for all
    rows: it holds the choices.
    """
    read = column.read() if column.read else _READERS[column.kind](column)

    def read_cell(cell: Cell):
        if isinstance(cell, str):
            cell = _text(cell)
        if cell is not None and cell != "":
            return read(cell)
        if column.required:
            raise ValidationError(
                _("“%(column)s” is empty. Fill it in."), code="required", params={"column": column.label}
            )
        return [] if column.kind == Kind.LIST else None

    return read_cell


def _text(cell):
    text = clean_text(cell, lines="\n" in cell)
    if _ERROR.fullmatch(text):
        raise ValidationError(
            _("The cell shows an error (%(text)s). Correct the formula or write the value itself."),
            code="error_cell",
            params={"text": text},
        )
    if text.endswith(CUT):
        raise ValidationError(
            _(
                "The text was too long for Excel and is cut off here. Change it in the portal, not in the sheet."
            ),
            code="cut_text",
        )
    if has_control_characters(text):
        raise ValidationError(
            _("“%(text)s” holds characters that cannot be seen. Type it again."),
            code="control_characters",
            params={"text": shown(text)},
        )
    return text


def _as_text(cell):
    if isinstance(cell, bool):
        return _("Yes") if cell else _("No")
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:.{DIGITS}g}"
    return str(cell)


def _read_text(_column):
    return _as_text


def _read_identifier(_column):
    def read(cell):
        is_rounded = isinstance(cell, float) or (isinstance(cell, int) and abs(cell) >= 10**DIGITS)
        if is_rounded or (isinstance(cell, str) and _SHORTENED.fullmatch(cell)):
            raise ValidationError(
                _(
                    "Excel has changed the digits of “%(text)s”. Format the column as text and type the number again."
                ),
                code="rounded",
                params={"text": _as_text(cell)},
            )
        return clean_text(_as_text(cell))

    return read


def _read_number(_column):
    def read(cell):
        if isinstance(cell, float):
            return Decimal(f"{cell:.{DIGITS}g}")
        if isinstance(cell, int) and not isinstance(cell, bool):
            return cell
        if isinstance(cell, str) and _NUMBER.fullmatch(cell):
            return _number(cell)
        raise ValidationError(
            _("“%(text)s” is not a number. Write digits only, for example 1500 or 2,5."),
            code="number",
            params={"text": shown(_as_text(cell))},
        )

    return read


def _number(text):
    text = re.sub("[−–]", "-", text)
    if re.fullmatch(r"-?\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?", text):
        text = re.sub(r"[. \u00a0]", "", text)
    elif re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "")
    text = text.replace(",", ".")
    return Decimal(text) if "." in text else int(text)


def _read_money(column):
    def read(cell):
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            amount = Decimal(f"{cell:.{DIGITS}g}")
            if amount == round(amount, 2):
                # With two decimals there is no second way to read it.
                return parse_amount(f"{amount:.2f}", column.currency)
        elif isinstance(cell, str):
            return parse_amount(cell, column.currency)
        raise ValidationError(
            _("“%(text)s” is not an amount of money. Write it like 1.500.000 or 1,2 tỷ."),
            code="money",
            params={"text": shown(_as_text(cell))},
        )

    return read


def _partial_date(cell):
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, int) and not isinstance(cell, bool) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
        cell = date(1899, 12, 30) + timedelta(days=cell)
    if isinstance(cell, date):
        point = Point(cell.year, cell.month, cell.day)
        return PartialDate(point, point)
    return parse_typed(_as_text(cell))


def _read_partial_date(_column):
    return _partial_date


def _read_date(_column):
    def read(cell):
        found = _partial_date(cell)
        if found.is_range or found.earliest is None or found.earliest != found.latest:
            raise ValidationError(
                _("“%(text)s” is not a whole date. Write day, month and year, for example 21/08/2017."),
                code="not_whole",
                params={"text": shown(_as_text(cell))},
            )
        return found.earliest

    return read


def _read_choice(column):
    values = _values(column)

    def read(cell):
        text = clean_text(_as_text(cell))
        if (found := values.get(_spelling(text))) is not None:
            return found
        allowed = list(column.choice_labels().values())
        raise ValidationError(
            _("“%(text)s” is not known here. Write one of: %(allowed)s.")
            if len(allowed) <= 12
            else _(
                "“%(text)s” is not known here. Choose from the list in the template, for example %(allowed)s."
            ),
            code="choice",
            params={
                "text": shown(text),
                "allowed": ", ".join(allowed if len(allowed) <= 12 else allowed[:3]),
            },
        )

    return read


def _values(column):
    found = {}
    for text, value in column.spellings():
        found.setdefault(_spelling(text), value)
    return found


def _spelling(text):
    return " ".join(words(text))


def _read_list(column):
    one = _read_choice(column) if column.choices is not None else clean_text
    choices = _values(column)

    def read(cell):
        text = _as_text(cell)
        parts = [part for part in re.split(r"\n" if "\n" in text else ";", text) if part.strip()]
        if len(parts) == 1 and choices and _spelling(text) not in choices:
            parts = text.split(",")
        return [*dict.fromkeys(one(part) for part in (part.strip(" -•+;") for part in parts) if part)]

    return read


def _read_url(_column):
    def read(cell):
        text = clean_text(_as_text(cell))
        if not re.match(r"(?i)https?://", text):
            text = f"https://{text}"
        if not re.fullmatch(r"(?i)https?://[^\s/.]+(?:\.[^\s/.]+)+(?:/\S*)?", text):
            raise ValidationError(
                _("“%(text)s” is not a web address. Write it like https://example.org."),
                code="url",
                params={"text": shown(clean_text(_as_text(cell)))},
            )
        return text

    return read


def _read_bool(_column):
    def read(cell):
        text = _spelling(_as_text(cell)) if not isinstance(cell, bool) else ""
        if cell is True or text in _YES:
            return True
        if cell is False or text in _NO:
            return False
        raise ValidationError(
            _("“%(text)s” is neither yes nor no. Write “Có” or “Không”."),
            code="bool",
            params={"text": shown(_as_text(cell))},
        )

    return read


_READERS = {
    Kind.TEXT: _read_text,
    Kind.IDENTIFIER: _read_identifier,
    Kind.NUMBER: _read_number,
    Kind.MONEY: _read_money,
    Kind.DATE: _read_date,
    Kind.PARTIAL_DATE: _read_partial_date,
    Kind.CHOICE: _read_choice,
    Kind.LIST: _read_list,
    Kind.URL: _read_url,
    Kind.BOOL: _read_bool,
}
