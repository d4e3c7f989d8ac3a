"""What lines and pages about organizations show."""

from dataclasses import dataclass, replace

from django import template
from django.utils.html import format_html

from organizations.models import Place
from portal.kit.templatetags.kit import spoken

register = template.Library()


@dataclass(frozen=True)
class Whereabouts:
    """`now`: the unit of another name that an old `place` became."""

    place: Place
    now: Place | None
    is_planned: bool


@register.filter
def full_name(organization) -> str:
    """Its name, marked where it is in another language than the page, and its acronym unless the name says it."""
    if organization.acronym and organization.acronym not in organization.name:
        return format_html("{} ({})", spoken(organization.name), organization.acronym)
    return spoken(organization.name)


@register.filter
def where(organization) -> list[Whereabouts]:
    """Where it sits and works as loaded by `for_list`, the seat first, each place once.

    A unit that was enlarged under its own name is shown as today's; what happens goes before what is planned.
    """
    seen = {}
    for row in organization.places.all():
        one = _whereabouts(row)
        before = seen.setdefault(one.place.pk, one)
        seen[one.place.pk] = replace(before, is_planned=before.is_planned and one.is_planned)
    return list(seen.values())


def _whereabouts(row) -> Whereabouts:
    successors = row.place.successors.all()
    if len(successors) != 1:
        return Whereabouts(row.place, None, row.is_planned)
    [successor] = successors
    if successor.name == row.place.name:
        return Whereabouts(successor, None, row.is_planned)
    return Whereabouts(row.place, successor, row.is_planned)
