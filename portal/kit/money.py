"""Amounts of money as people in Việt Nam write them: read, and shown; a Decimal, its currency apart."""

import re
from decimal import Decimal

from babel.numbers import format_currency, format_decimal, get_currency_precision
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.kit.text import clean_text, fold

LARGEST = Decimal("9999999999999999.99")
"""What a column Decimal(18, 2) holds."""

LONGEST = 60

_UNITS = {
    "nghin": 10**3, "ngan": 10**3, "k": 10**3, "thousand": 10**3,
    "trieu": 10**6, "tr": 10**6, "million": 10**6, "mn": 10**6,
    "ty": 10**9, "ti": 10**9, "billion": 10**9, "bn": 10**9,
    "nghin ty": 10**12, "ngan ty": 10**12, "trillion": 10**12,
}  # fmt: skip
_CURRENCY_WORDS = {
    "₫": "VND", "đ": "VND", "d": "VND", "vnđ": "VND", "đồng": "VND", "dong": "VND", "đồng việt nam": "VND",
    "$": "USD", "us$": "USD", "đô la mỹ": "USD", "đô la": "USD", "€": "EUR", "£": "GBP",
    "a$": "AUD", "au$": "AUD", "₭": "LAK", "kíp": "LAK", "kip": "LAK",
}  # fmt: skip
# English of Britain, because there a plain $ is never the US dollar alone: US$, A$.
_LOCALES = {"vi": "vi", "en": "en_GB"}

_NUMBER = r"[0-9]+(?:[.,' ][0-9]+)*"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_TERM = re.compile(rf"\s*({_NUMBER})\s*({_UNIT})?(?![a-z])(\s*ruoi)?")
_GROUPS = {mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in ".,' "}


class AmbiguousAmount(ValidationError):
    """The amount can be read in two ways: `readings` holds them, the larger first, and the sentence asks."""

    def __init__(self, text, readings, currency):
        self.readings = sorted(readings, reverse=True)
        first, second = (format_money(reading, currency) for reading in self.readings[:2])
        super().__init__(
            _(
                "“%(text)s” can be read in two ways. "
                "Write all digits of the amount you mean: %(first)s or %(second)s?"
            ),
            code="ambiguous",
            params={"text": text, "first": first, "second": second},
        )


def parse_amount(text: str, currency: str = "VND") -> Decimal:
    """The amount in the currency's main unit: `1,2 tỷ`, `250tr`, `1.500.000 đ`, `1 tỷ 200 triệu`.

    Takes points and commas in either role when only one reading makes sense for the currency (đồng have
    no decimals). Raises AmbiguousAmount when two do, else ValidationError with code "unclear", "currency",
    "negative", "too_large" or "too_fine".
    """
    text = clean_text(str(text))
    if len(text) > LONGEST:
        raise _unclear(text[: LONGEST - 1] + "…")
    amount, is_negative = _without_sign(_without_currency(text, currency))
    readings = _readings(amount)
    if not readings:
        raise _unclear(text)
    if is_negative:
        raise ValidationError(_("The amount cannot be negative."), code="negative")
    exact = {reading for reading in readings if reading == round(reading, _digits(currency))}
    if not exact:
        raise _too_fine(text, currency)
    if not _digits(currency) and re.fullmatch(_NUMBER, amount):
        # Who writes 150.000 of a money without decimals means no 150 with three of them.
        exact = {max(exact)}
    fitting = {round(reading, 2) for reading in exact if reading <= LARGEST}
    if not fitting:
        raise ValidationError(
            _("“%(text)s” is more than the portal can hold. Check the number of zeros."),
            code="too_large",
            params={"text": text},
        )
    if len(fitting) > 1:
        raise AmbiguousAmount(text, fitting, currency)
    return fitting.pop()


def _without_currency(text, currency):
    lowered = text.casefold()
    codes = {currency, *_CURRENCY_WORDS.values()}
    words = {**_CURRENCY_WORDS, **{code.casefold(): code for code in codes}}
    for word in sorted(words, key=len, reverse=True):
        # «trđ» is short for triệu đồng; but the d of «thousand» is no đồng.
        apart = r"(?<![^\W0-9_])" if word.isascii() and word[0].isalpha() else ""
        sign = re.escape(word)
        if rest := re.fullmatch(rf"{sign}(?![^\W0-9_])(.*)|(.*){apart}{sign}", lowered):
            if words[word] != currency:
                raise ValidationError(
                    _(
                        "“%(text)s” names another currency than %(currency)s. "
                        "Change the amount or the currency."
                    ),
                    code="currency",
                    params={"text": text, "currency": currency},
                )
            return (rest[1] or rest[2] or "").strip()
    return lowered


def _without_sign(text):
    if re.fullmatch(r"\(.*\)", text):
        return text[1:-1], True
    shorter = re.sub(r"^\s*[-−–]\s*", "", text)
    return shorter.removeprefix("+").strip(), shorter != text


def _readings(text):
    """All amounts that the text can mean: an empty set where it means none."""
    text = fold(text)
    totals, position, previous = {Decimal(0)}, 0, None
    while position < len(text):
        term = _TERM.match(text, position)
        if not term:
            return set()
        number, unit, half = term.groups()
        factor = _UNITS.get(unit, 1)
        values = {value * factor + (Decimal(factor) / 2 if half else 0) for value in _numbers(number)}
        # «1 tỷ 200 triệu»: each further part is less than one of the unit before it. «1 tỷ 2» stays unread.
        if previous is not None and (not unit or max(values, default=previous) >= previous):
            return set()
        if half and not unit:
            return set()
        totals = {total + value for total in totals for value in values}
        position, previous = term.end(), factor
    return totals if previous else set()


def _numbers(text):
    """All numbers that the digits and separators can mean, points and commas in either role."""
    found = set()
    if text.isdigit():
        found.add(Decimal(text))
    for group, decimal_mark in ((".", ","), (",", "."), (" ", ","), (" ", "."), ("'", ".")):
        whole, mark, fraction = text.partition(decimal_mark)
        if (whole.isdigit() or _GROUPS[group].fullmatch(whole)) and (fraction.isdigit() or not mark):
            found.add(Decimal(re.sub("[^0-9]", "", whole) + "." + (fraction or "0")))
    return found


def _digits(currency):
    return min(get_currency_precision(currency), 2)


def _unclear(text):
    return ValidationError(
        _(
            "“%(text)s” is not an amount that can be read. "
            "Write it like 1.500.000, 250 triệu, 1,2 tỷ or 28.500,00."
        ),
        code="unclear",
        params={"text": "".join(c if c.isprintable() else "�" for c in text)},
    )


def _too_fine(text, currency):
    if _digits(currency) == 0:
        message = _(
            "%(currency)s has no decimals: write “%(text)s” as a whole number, or with triệu or tỷ after it."
        )
    else:
        message = _("%(currency)s has two decimals at most: “%(text)s” has more.")
    return ValidationError(message, code="too_fine", params={"text": text, "currency": currency})


def format_money(amount, currency: str, language: str | None = None) -> str:
    """All digits and the sign: «4.800.000.000 ₫», «28.500,00 US$», in English «US$28,500.00»; "" for None.

    The space before the sign is a no-break space.
    """
    if amount is None:
        return ""
    return format_currency(Decimal(amount), currency, locale=locale_of(language))


def say_amount(amount, currency: str, language: str | None = None) -> str:
    """The amount as people say it, «4,8 tỷ đồng», never rounded: the unit is one that leaves two decimals."""
    if amount is None:
        return ""
    amount = Decimal(amount)
    with translation.override(language or translation.get_language()):
        name = pgettext("unit of money", "VND") if currency == "VND" else currency
        factor, sentence = 1, _("%(number)s %(currency)s")
        if _is_short(amount / 10**9):
            factor, sentence = 10**9, _("%(number)s billion %(currency)s")
        elif _is_short(amount / 10**6):
            factor, sentence = 10**6, _("%(number)s million %(currency)s")
        return sentence % {"number": format_number(amount / factor), "currency": name}


def _is_short(number):
    return number >= 1 and number == round(number, 2)


def format_number(number, language: str | None = None) -> str:
    """The number with its thousands grouped as the language does it, decimals as they are; "" for None."""
    if number is None or number == "":
        return ""
    return format_decimal(number, locale=locale_of(language), decimal_quantization=False)


def locale_of(language: str | None = None) -> str:
    """Babel's locale for a language of the site (the active one by default)."""
    code = (language or translation.get_language() or "vi").split("-")[0]
    return _LOCALES.get(code, "vi")


class AmountFormField(forms.CharField):
    """Takes an amount as people write it, gives a Decimal or None, shows it with its thousands grouped."""

    def __init__(self, *, currency="VND", **kwargs):
        self.currency = currency
        super().__init__(**{"empty_value": None, **kwargs})

    def to_python(self, value):
        value = super().to_python(value)
        return value if value is None else parse_amount(value, self.currency)

    def prepare_value(self, value):
        if not isinstance(value, Decimal | int):
            return value
        pattern = "#,##0." + "0" * _digits(self.currency)
        return format_decimal(value, format=pattern.rstrip("."), locale=locale_of())

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "autocomplete": "off"}
