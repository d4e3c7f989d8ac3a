"""Dates, amounts and numbers in the language of the page."""

from django import template

from portal.kit import dates
from portal.kit import money as amounts

register = template.Library()


@register.filter
def partial_date(value):
    """«tháng 3/2014» for EDTF text or a PartialDate; "" for none."""
    return dates.say(value)


@register.filter
def partial_date_bare(value):
    """Like `partial_date`, but a year stands alone: «2020», for columns of years."""
    return dates.say(value, bare=True)


@register.filter
def money(value, currency="VND"):
    """All digits and the sign: «4.800.000.000 ₫»."""
    return amounts.format_money(value, currency)


@register.filter
def money_in_words(value, currency="VND"):
    """As people say it: «4,8 tỷ đồng»; never rounded."""
    return amounts.say_amount(value, currency)


@register.filter
def number(value):
    """A quantity with its thousands grouped: «1.234». Not for years."""
    return amounts.format_number(value)
