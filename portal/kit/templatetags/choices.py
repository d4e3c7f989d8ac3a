"""The choices of a filter. Drawn here and not in a template, because a page shows some two hundred of them."""

from django import template
from django.template.defaultfilters import capfirst
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal.kit.templatetags.kit import spoken

register = template.Library()


@register.simple_tag(name="choices")
def draw_choices(choices, kind, name):
    """One control (`kind`: "checkbox" or "radio") of the parameter `name` for each `portal.kit.facets.Choice`."""
    name, language = escape(name), get_language()
    return mark_safe("\n".join(_control(choice, kind, name, language) for choice in choices))  # noqa: S308


def _control(choice, kind, name, language) -> str:
    value, checked, label = escape(choice.value), " checked" if choice.is_chosen else "", choice.label
    if getattr(label, "lang", language) != language:
        label = spoken(label)
    label = conditional_escape(capfirst(label))
    count = "" if choice.count is None else f'<span class="count">{choice.count}</span>'
    return (
        f'<label><input type="{kind}" id="{name}-{value or "any"}" name="{name}" value="{value}"{checked}>'
        f"<span>{label}</span>{count}</label>"
    )
