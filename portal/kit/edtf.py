"""Dates as exactly as they are known, in a part of EDTF (ISO 8601-2).

    2017-11-28  2014-03  2020         a day, a month, a year
    XXXX-11-13  XXXX-11               the year is not known
    2014?  2015-03~  2015%            inferred, approximate, both; never inside a date
    2013/2016  2013/..  ../2014       from-to, still open, open before
    2013/  /2014                      the end, the beginning is not known

Our own reader instead of the package `edtf`, tried at 5.0.2: it turns an unknown end into a made-up one ten
years away, fails with a TypeError on the bounds of an open one, gives dates without a year the years 0 and
9999, and brings two packages along to read a language of which the portal needs these lines.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class End(Enum):
    """An end of a range that is no date."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True)
class Point:
    """A day, a month or a year; without a year a day or a month of a year that is not known."""

    year: int | None
    month: int | None = None
    day: int | None = None
    uncertain: bool = False
    approximate: bool = False

    def __post_init__(self):
        if self.year is None and self.month is None:
            raise ValueError("A date needs a year or a month.")
        if self.month is None and self.day is not None:
            raise ValueError("A day needs its month.")
        # 2000 is a leap year: 29 February of a year that is not known is possible.
        month, day = (1 if part is None else part for part in (self.month, self.day))
        date(self.year or 2000, month, day)

    @property
    def qualifier(self) -> str:
        return {(False, False): "", (True, False): "?", (False, True): "~", (True, True): "%"}[
            self.uncertain, self.approximate
        ]

    @property
    def plain(self) -> "Point":
        return replace(self, uncertain=False, approximate=False)

    @property
    def edtf(self) -> str:
        parts = ["XXXX" if self.year is None else f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts) + self.qualifier

    @property
    def first(self) -> date | None:
        return self.year and date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date | None:
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


@dataclass(frozen=True)
class PartialDate:
    """A date or a range. A single date has the same point at both ends.

    `earliest` and `latest` are the bounds of what is written; «about» and «inferred» do not widen them. Open
    and unknown ends and dates without a year have none: nothing is made up.
    """

    start: Point | End
    end: Point | End

    def __post_init__(self):
        points = [end for end in (self.start, self.end) if isinstance(end, Point)]
        if not points:
            raise ValueError("A range needs at least one date.")
        if len({point.year is None for point in points}) > 1:
            raise ValueError("Both ends of a range have a year, or neither has.")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("The range ends before it begins.")

    @property
    def is_range(self) -> bool:
        return self.start != self.end

    @property
    def edtf(self) -> str:
        texts = [end.edtf if isinstance(end, Point) else end.value for end in (self.start, self.end)]
        return "/".join(texts) if self.is_range else texts[0]

    @property
    def earliest(self) -> date | None:
        return self.start.first if isinstance(self.start, Point) else None

    @property
    def latest(self) -> date | None:
        return self.end.last if isinstance(self.end, Point) else None

    def __str__(self):
        return self.edtf


_POINT = re.compile(r"(XXXX|[1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")


def looks_like_edtf(text: str) -> bool:
    """Whether the text has the form of our part of EDTF, be its numbers possible or not."""
    ends = text.split("/")
    return (
        len(ends) <= 2
        and any(ends)
        and all(_POINT.fullmatch(end) or (len(ends) == 2 and end in ("", "..")) for end in ends)
    )


def parse_edtf(text: str) -> PartialDate:
    """Raises ValidationError, code "unclear" or "impossible"."""
    if not looks_like_edtf(text):
        raise unclear(text)
    ends = [_read_end(end, text) for end in text.split("/")]
    return make(ends[0], ends[-1], text)


def _read_end(end: str, text: str) -> Point | End:
    match = _POINT.fullmatch(end)
    if not match:
        return End(end)
    year, month, day, qualifier = match.groups()
    return make_point(
        None if year == "XXXX" else int(year),
        month and int(month),
        day and int(day),
        text=text,
        uncertain=qualifier in ("?", "%"),
        approximate=qualifier in ("~", "%"),
    )


def make_point(year, month=None, day=None, *, text, uncertain=False, approximate=False) -> Point:
    """The point, or a ValidationError in words that shows `text`, what the person wrote."""
    try:
        return Point(year, month, day, uncertain=uncertain, approximate=approximate)
    except ValueError:
        raise impossible(text) from None


def make(start: Point | End, end: Point | End, text: str) -> PartialDate:
    """The partial date, or a ValidationError in words that shows `text`, what the person wrote."""
    try:
        return PartialDate(start, end)
    except ValueError:
        pass
    if isinstance(start, Point) and isinstance(end, Point) and start.first and end.first:
        raise ValidationError(
            _("“%(text)s” ends before it begins. Write the earlier date first."),
            code="backwards",
            params={"text": shown(text)},
        )
    raise unclear(text)


def shown(text: str) -> str:
    """The text as it may be repeated in a message: short, and only what can be seen."""
    text = "".join(character if character.isprintable() else "�" for character in text)
    return text if len(text) <= 60 else text[:59] + "…"


def unclear(text: str) -> ValidationError:
    return ValidationError(
        _(
            "“%(text)s” is not a date that can be read. Write it like one of these: "
            "21/8/2017, 3/2014, 2020, about 3/2015, 28-29/11/2017, 13-14/11, 2023-2026, since 2009, 2014?"
        ),
        code="unclear",
        params={"text": shown(text)},
    )


def impossible(text: str) -> ValidationError:
    return ValidationError(
        _("There is no such day or month: “%(text)s”. Write the day, then the month, then the year."),
        code="impossible",
        params={"text": shown(text)},
    )
