"""What lines and pages about organizations show."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.kit.templatetags.kit import spoken

register = template.Library()

MOST_PLACES = 6


@register.filter
def full_name(organization) -> str:
    """Its name, marked where it is in another language than the page, and its acronym unless the name says it."""
    name, acronym = organization.name, organization.acronym
    if acronym and acronym not in name:
        return format_html("{} ({})", spoken(name), acronym)
    return spoken(name)


@register.filter
def where(organization) -> str:
    """«Hà Nội, Hòa Bình (nay thuộc Phú Thọ), Huế (dự kiến) và 2 nơi khác»: where it sits and works.

    As loaded by `for_list`: the seat first, each place once, planned only where nothing happens there yet. "" when
    nothing is known.
    """
    places, planned = {}, {}
    for row in organization.places.all():
        place, now = _then_and_now(row.place)
        places.setdefault(place.pk, (place, now))
        planned[place.pk] = planned.get(place.pk, True) and row.is_planned
    words = [_in_words(*places[pk], planned[pk]) for pk in list(places)[:MOST_PLACES]]
    more_count = len(places) - len(words)
    if not more_count:
        return ", ".join(words)
    more = ngettext("and %(more_count)s more", "and %(more_count)s more", more_count)
    return f"{', '.join(words)} {more % {'more_count': more_count}}"


def _then_and_now(place):
    """The place, and the unit of another name that it became; one enlarged under its own name is today's."""
    # What has not ended has become nothing else: most places, and to ask each of them takes the longest here.
    successors = place.successors.all() if place.valid_to else ()
    if len(successors) != 1:
        return place, None
    [successor] = successors
    return (successor, None) if successor.name == place.name else (place, successor)


def _in_words(place, now, is_planned) -> str:
    words = _("%(old)s (now %(new)s)") % {"old": place.name, "new": now.name} if now else str(place)
    return words + " " + _("(planned)") if is_planned else words
