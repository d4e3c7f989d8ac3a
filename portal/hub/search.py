"""Search across everything, with what else the letters may mean."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone

from organizations.models import Organization, Place
from organizations.search import meanings_of, read_query
from organizations.units import Units
from portal.kit.search import LONGEST_QUERY, fitted
from portal.kit.throttle import limited

SHOWN = 30
TODAY_FIRST = F("valid_to").desc(nulls_first=True)


@dataclass(frozen=True)
class FoundPlace:
    """`current`: the unit of today that holds a former one, or None."""

    place: Place
    current: Place | None


@limited("search", setting="SEARCHES_PER_MINUTE")
@login_not_required
def search(request):
    """`?q=`: organizations and places; nothing typed is an invitation, nothing found says what to try."""
    typed = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    query = read_query(typed)
    organizations, places = Organization.objects.public(), Place.objects.all()
    of_organizations, of_places = fitted(organizations, query), fitted(places, query)
    organizations, places = organizations.matching(of_organizations), places.matching(of_places)
    in_order = Organization.objects.in_alphabetical_order().query.order_by
    context = {
        "typed": typed,
        "organizations": organizations.with_rank(of_organizations)
        .order_by("rank", *in_order)
        .for_list()[:SHOWN],
        "organizations_count": organizations.count(),
        "places": _with_units(
            places.with_rank(of_places).order_by("rank", TODAY_FIRST, "sort_vi", "pk")[:SHOWN]
        ),
        "places_count": places.count(),
        "meanings": meanings_of(query),
        "shown": SHOWN,
        "examples": ["hà nội", "da nang", "TCXH"],
    }
    return render(request, "hub/search.html", context)


def _with_units(places) -> list[FoundPlace]:
    units = Units.on(timezone.localdate())
    found = []
    for place in places.select_related("parent"):
        current = units.provinces.get(units.today(place.pk))
        found.append(FoundPlace(place, current if current and current.pk != place.pk else None))
    return found
