"""Partial dates: read from what people type, kept as EDTF, told in words; notation: `portal/kit/edtf.py`."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.kit.edtf import End, PartialDate, Point, parse_edtf
from portal.kit.typed_dates import parse_typed

__all__ = ["End", "PartialDate", "Point", "parse_edtf", "parse_typed", "say", "typed"]


def say(partial: PartialDate | str | None, language: str | None = None, *, bare: bool = False) -> str:
    """The date in words of the language (the active one by default); "" for none.

    `bare=True` gives a year without the word «năm», for a column of years. Text is read as EDTF.
    """
    return _in_language(language, _say, partial, bare)


def typed(partial: PartialDate | str | None, language: str | None = None) -> str:
    """The date as staff type it (21/08/2017, 3/2014, 2023-2026), for a form; `parse_typed` reads it back."""
    return _in_language(language, _typed, partial, True)


def _in_language(language, write, partial, bare):
    if not partial:
        return ""
    if isinstance(partial, str):
        partial = parse_edtf(partial)
    with translation.override(language or translation.get_language()):
        return write(partial, bare)


def _say(partial, bare):
    return _phrase(partial, _Words(), bare)


def _typed(partial, bare):
    return _phrase(partial, _Typing(), bare)


def _phrase(partial, style, bare):
    start, end = partial.start, partial.end
    if not isinstance(end, Point):
        date_ = _qualified(style.point(start, bare), start)
        return style.open_end(date_) if end is End.OPEN else style.unknown_end(date_)
    if not isinstance(start, Point):
        date_ = _qualified(style.point(end, bare), end)
        return style.open_start(date_) if start is End.OPEN else style.unknown_start(date_)
    if not partial.is_range:
        return style.year_note(_qualified(style.point(end, bare or end.uncertain), end), end)
    if start.qualifier != end.qualifier:
        start_text, end_text = (_qualified(style.point(point, True), point) for point in (start, end))
        text = _("from %(start)s to %(end)s") % {"start": start_text, "end": end_text}
    else:
        text = _qualified(style.range(start, end), end)
    return style.year_note(text, end)


def _qualified(text, point):
    if point.uncertain:
        text = _("%(date)s (inferred)") % {"date": text}
    if point.approximate:
        text = _("about %(date)s") % {"date": text}
    return text


def _format(point, name):
    # 2000 is a leap year: 29 February of a year that is not known can be shown.
    return date_format(date(point.year or 2000, point.month or 1, point.day or 1), name)


class _Words:
    """How people read a date."""

    def point(self, point, bare=False):
        if point.year is None:
            return _format(point, "MONTH_DAY_FORMAT" if point.day else "MONTH_FORMAT")
        if point.month:
            return _format(point, "DATE_FORMAT" if point.day else "YEAR_MONTH_FORMAT")
        return str(point.year) if bare else pgettext("a year", "%(year)s") % {"year": point.year}

    def range(self, start, end):
        last = self.point(end, bare=True)
        if start.year != end.year or bool(start.day) != bool(end.day) or not start.month or not end.month:
            first = self.point(start, bare=True)
            if not start.month and not end.month:
                return f"{first}–{last}"
        elif start.day and start.month == end.month:
            return f"{_format(start, 'DAY_FORMAT')}–{last}"
        else:
            first = _format(start, "MONTH_DAY_FORMAT" if start.day else "MONTH_FORMAT")
        return f"{first} – {last}"

    def year_note(self, text, point):
        return text if point.year else _("%(date)s (year not known)") % {"date": text}

    def open_end(self, text):
        return _("since %(date)s") % {"date": text}

    def open_start(self, text):
        return _("until %(date)s") % {"date": text}

    def unknown_end(self, text):
        return _("from %(date)s, end not known") % {"date": text}

    def unknown_start(self, text):
        return _("until %(date)s, start not known") % {"date": text}


class _Typing(_Words):
    """How people type a date: numbers with the day first."""

    def point(self, point, bare=True):
        numbers = [
            point.day and f"{point.day:02}",
            point.month and f"{point.month:02}",
            point.year and str(point.year),
        ]
        if numbers[1] and not numbers[0] and not numbers[2]:
            return _format(point, "MONTH_FORMAT")
        return "/".join(number for number in numbers if number)

    def range(self, start, end):
        first, last = self.point(start), self.point(end)
        if start.day and end.day and (start.year, start.month) == (end.year, end.month):
            first = f"{start.day:02}"
        return f"{first}-{last}" if first.isdigit() else f"{first} - {last}"

    def year_note(self, text, point):
        return text
