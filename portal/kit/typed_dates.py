"""Dates as staff type them, in Vietnamese with or without marks and in English, read into a PartialDate.

Day before month, always. What could be a guess is refused with advice: no made-up 1 January, no 3/14 turned
round, no year of two digits.
"""

import re
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit.edtf import (
    End,
    PartialDate,
    Point,
    impossible,
    looks_like_edtf,
    make,
    make_point,
    parse_edtf,
    shown,
    unclear,
)
from portal.kit.text import clean_text, fold

LONGEST = 100
"""No date, however it is written, needs more characters."""

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12, "sept": 9,
}  # fmt: skip
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}
_MONTH_NAME = rf"\b({'|'.join(_MONTHS)})\b\.?"

# What stands before and after a date or a whole range, in folded text. There «tu» is both from and fourth:
# months in Vietnamese words are not read.
_ABOUT = r"(?:khoang|about|around|approximately|approx\.?|circa|ca?\.?|~)\s*"
_INFERRED = r"\s*(?:\?|\(\?\)|\(?(?:suy ra|inferred|suy doan|uncertain)\)?)"
_NO_YEAR = r"\s*\(?(?:khong ro nam|year not known|year unknown)\)?"
_FROM = r"(?:ke tu|tu|since|from)\s+"
_UNTIL = r"(?:cho den|den|until|till|to)\s+"
_TO = r"\s+(?:cho den|den|toi|to|until|till)\s+|\s*—\s*|\s+-\s+"
_NOW = r"nay|bay gio|now|today|present|hien nay|hien tai"
_NO_END = r",?\s*\(?(?:khong ro (?:khi )?ket thuc|end not known)\)?"
_NO_START = r",?\s*\(?(?:khong ro (?:khi )?bat dau|start not known)\)?"

_FORMS = [
    r"[0-9]{4}",
    r"m?[0-9]{1,2}/[0-9]{4}",
    r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}",
    r"[0-9]{1,2}/[0-9]{1,2}",
    r"m[0-9]{1,2}",
]
"""The dates that `_numbers_only` gives; m stands before a month without its day."""


def parse_typed(text: str) -> PartialDate:
    """Raises ValidationError with a sentence that tells what to write; codes "unclear", "impossible",
    "backwards", "order", "short_year"."""
    text = clean_text(text)
    if len(text) > LONGEST:
        raise unclear(text)
    if looks_like_edtf(text):
        return parse_edtf(text)
    return _Reader(text).read()


class _Reader:
    def __init__(self, text):
        self.text = text

    def read(self) -> PartialDate:
        rest = _plain_signs(fold(self.text))
        rest, no_year = _cut(rest, end=_NO_YEAR)
        rest, no_end = _cut(rest, end=_NO_END)
        rest, no_start = _cut(rest, end=_NO_START)
        rest, starts = _cut(rest, start=_FROM)
        start, end = self.ends(rest, starts, no_start, no_end)
        result = make(start, end, self.text)
        if no_year and result.earliest:
            raise unclear(self.text)
        return result

    def ends(self, rest, starts, no_start, no_end):
        if starts:
            # «từ … đến …»: about and inferred belong to the end beside which they stand.
            left, right = self.halves(rest)
            if right is None:
                return self.single(rest), End.UNKNOWN if no_end else End.OPEN
            return self.both(left, right)
        without_until, ends = _cut(rest, start=_UNTIL)
        if ends:
            return End.UNKNOWN if no_start else End.OPEN, self.single(without_until)
        return self.range_or_point(rest)

    def range_or_point(self, rest):
        """«khoảng 2013-2015»: about and inferred belong to both ends."""
        rest, approximate = _cut(rest, start=_ABOUT)
        rest, uncertain = _cut_unless_alone(rest)
        left, right = self.halves(rest)
        if right is None:
            start = end = self.single(rest)
        else:
            start, end = self.both(left, right)
        return _qualified(start, uncertain, approximate), _qualified(end, uncertain, approximate)

    def halves(self, rest):
        if _whole_date(_numbers_only(rest)):
            return rest, None
        pieces = re.split(_TO, rest)
        if len(pieces) == 1:
            pieces = rest.split("-")
        if len(pieces) > 2:
            raise unclear(self.text)
        return pieces if len(pieces) == 2 else (rest, None)

    def both(self, left, right):
        if right == "?" or re.fullmatch(_NOW, right):
            return self.single(left), End.UNKNOWN if right == "?" else End.OPEN
        if left == "?":
            return End.UNKNOWN, self.single(right)
        left, left_marks = _marks(left)
        right, right_marks = _marks(right)
        left, right = _numbers_only(left), _numbers_only(right)
        left = _filled(left, right)
        return self.point(left, *left_marks), self.point(right, *right_marks)

    def single(self, rest):
        rest, marks = _marks(rest)
        return self.point(_numbers_only(rest), *marks)

    def point(self, numbers, uncertain, approximate):
        if not any(re.fullmatch(form, numbers) for form in _FORMS):
            raise self.refusal(numbers)
        parts = [int(part) for part in numbers.removeprefix("m").split("/")]
        year = parts.pop() if len(numbers.split("/")[-1]) == 4 else None
        month = parts.pop() if parts else None
        day = parts.pop() if parts else None
        if month and month > 12 and day and day <= 12:
            raise self.wrong_order(day, month, year)
        if year is not None and year < 1000:
            raise unclear(self.text)
        return make_point(year, month, day, text=self.text, uncertain=uncertain, approximate=approximate)

    def refusal(self, numbers):
        if re.fullmatch(r"(?:[0-9]{1,2}/){2}[0-9]{2}|m[0-9]{1,2}/[0-9]{2}", numbers):
            return ValidationError(
                _("Write the year in “%(text)s” with four digits, for example 2017."),
                code="short_year",
                params={"text": shown(self.text)},
            )
        return unclear(self.text)

    def wrong_order(self, day, month, year):
        if month > 31:
            return impossible(self.text)
        turned = f"{month}/{day}" + (f"/{year}" if year else "")
        return ValidationError(
            _(
                "Write the day before the month: there is no month %(month)s in “%(text)s”. "
                "Did you mean %(turned)s?"
            ),
            code="order",
            params={"month": month, "text": shown(self.text), "turned": turned},
        )


def _plain_signs(text):
    text = re.sub(r"[–‒‑−]", "-", text)
    text = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", text)
    # «13 và 14/11» is a range because nothing lies between; «13 và 20/11» is not.
    text = re.sub(r"\b([0-9]{1,2})\s*(?:va|and|&)\s*([0-9]{1,2})\b", _neighbours, text)
    return _day_first(text.strip(" .,;"))


def _day_first(text):
    """«August 21, 2017» and «November 28-29, 2017» with the month after the day."""
    days = r"[0-9]{1,2}(?:\s*-\s*[0-9]{1,2})?"
    return re.sub(rf"^{_MONTH_NAME}\s+({days})(?=\s*,|\s+[0-9]{{4}}|$)", r"\2 \1", text)


def _neighbours(match):
    first, second = int(match[1]), int(match[2])
    return f"{first}-{second}" if second == first + 1 else match[0]


def _cut(text, *, start="", end=""):
    """The text without that beginning or ending, and whether it was there."""
    shorter = re.sub(rf"^(?:{start})", "", text) if start else re.sub(rf"(?:{end})$", "", text)
    return shorter.strip(), shorter != text


def _cut_unless_alone(text):
    # «2013 - ?» is an end that is not known, not an inferred date.
    return (text, False) if re.search(r"-\s*\?$", text) else _cut(text, end=_INFERRED)


def _marks(text):
    text, approximate = _cut(text, start=_ABOUT)
    text, uncertain = _cut(text, end=_INFERRED)
    return text, (uncertain, approximate)


def _qualified(end, uncertain, approximate):
    if not isinstance(end, Point):
        return end
    return replace(end, uncertain=end.uncertain or uncertain, approximate=end.approximate or approximate)


def _numbers_only(text):
    """«ngày 21 tháng 8 năm 2017» and «21 August 2017» as 21/8/2017, «tháng 3» and «March» as m3."""
    text = _day_first(text)
    text = re.sub(_MONTH_NAME, lambda name: f"thang {_MONTHS[name[1]]}", text)
    text = re.sub(r"^ngay\s*", "", text)
    text = re.sub(r"\b(?:thang\s*|t(?=[0-9]))", "m", text)
    text = re.sub(r"(?<=[0-9])\s*,?\s*nam\s+(?=[0-9])", "/", text)
    text = re.sub(r"^nam\s+(?=[0-9])", "", text)
    text = re.sub(r"(?<=[0-9])\s*m(?=[0-9])", "/", text)
    text = re.sub(r"(?<=[0-9])(?:\s*[/.]\s*|\s*,\s*|\s+)(?=[0-9])", "/", text)
    if dashed := re.fullmatch(r"(m?[0-9]{1,2})\s*-\s*(?:([0-9]{1,2})\s*-\s*)?([0-9]{4})", text):
        return "/".join(part for part in dashed.groups() if part)
    return text


def _whole_date(numbers):
    return re.fullmatch(r"m?[0-9]{1,2}(?:/[0-9]{1,2})?/[0-9]{4}", numbers) is not None


def _filled(left, right):
    """The left end with the month and year it shares with the right: 28 and 29/11/2017 give 28/11/2017."""
    parts = right.removeprefix("m").split("/")
    has_year = len(parts[-1]) == 4
    if re.fullmatch(r"[0-9]{1,2}", left):
        if right.startswith("m") or (has_year and len(parts) == 2):
            return "/".join(["m" + left, *parts[1:]])
        if len(parts) > 1:
            return "/".join([left, *parts[1:]])
    if re.fullmatch(r"m[0-9]{1,2}", left) and has_year and len(parts) == 2:
        return f"{left}/{parts[1]}"
    if re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}", left) and has_year and len(parts) == 3:
        return f"{left}/{parts[2]}"
    return left
