"""A value as a cell: text, number, date, or None for an empty cell."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit.dates import typed
from portal.kit.edtf import End, parse_edtf
from portal.kit.sheets.cells import DIGITS
from portal.kit.sheets.columns import Column, Kind

Shown = str | int | float | Decimal | date | datetime | None

FIRST_DAY = date(1900, 3, 1)
"""Excel knows no day before 1900, and counts a 29 February 1900 that never was."""


def shower(column: Column) -> Callable[[object], Shown]:
    """The function that makes cells of the column's values, in the language that is active now."""
    if column.kind == Kind.BOOL:
        words = {True: _("Yes"), False: _("No")}
        return words.get
    if column.kind == Kind.CHOICE:
        labels = column.choice_labels()
        return lambda value: None if value is None else labels.get(value, str(value))
    if column.kind == Kind.LIST:
        return _list_shower(column.choice_labels())
    if column.kind == Kind.PARTIAL_DATE:
        return _partial_date
    if column.kind in (Kind.NUMBER, Kind.MONEY):
        return _number
    if column.kind == Kind.DATE:
        return shown_date
    return lambda value: None if value is None else str(value) or None


def _list_shower(labels):
    def show(values):
        texts = [labels.get(value) or str(value) for value in values or ()]
        return ("\n" if any(";" in text for text in texts) else "; ").join(texts) or None

    return show


def _number(value):
    """A number that Excel would round is shown as text, with all its digits."""
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, Decimal):
        if not value.is_finite():
            return None
        return value if len(value.normalize().as_tuple().digits) <= DIGITS else f"{value:f}"
    if isinstance(value, int):
        return value if abs(value) < 10**DIGITS else str(value)
    return None if value is None else str(value)


def shown_date(value):
    if isinstance(value, datetime):
        value = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        return value if value.date() >= FIRST_DAY else f"{value:%d/%m/}{value.year:04} {value:%H:%M}"
    if isinstance(value, date):
        return value if value >= FIRST_DAY else f"{value:%d/%m/}{value.year:04}"
    return None if value is None else str(value)


def _partial_date(value):
    if not value:
        return None
    partial = parse_edtf(value) if isinstance(value, str) else value
    point = partial.start
    if (
        not partial.is_range
        and not isinstance(point, End)
        and point == point.plain
        and point.year
        and point.day
    ):
        return shown_date(point.first)
    return typed(partial)
