"""Tags and filters that every template may use without loading them."""

from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from portal.kit.people import name_of

register = template.Library()


@register.filter
def spoken(text):
    """`{{ organization.name|spoken }}`: text in another language than the page's is marked with its own."""
    lang = getattr(text, "lang", None)
    if not text or lang is None or lang == get_language():
        return text
    return format_html('<span lang="{}">{}</span>', lang, text)


@register.filter
def item(mapping, key):
    """`{{ counts|item:place.pk }}`: the value under this key, "" when there is none."""
    return mapping.get(key, "")


register.filter("person", name_of)


@register.filter
def label(record, field):
    """`{{ organization|label:"kind" }}`: what `get_kind_display` says, which lists all choices anew each time."""
    value = getattr(record, field)
    return str(_labels(type(record), field).get(value, value))


@cache
def _labels(model, field) -> dict:
    return dict(model._meta.get_field(field).flatchoices)
