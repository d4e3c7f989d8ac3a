"""Search across everything, with what else the letters may mean."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone

from organizations.cards import cards
from organizations.index import known_places, known_short_forms, organization_words, place_words, public_index
from organizations.models import Organization, Place
from organizations.search import meanings_of, read_query
from organizations.units import Units
from portal.kit.kept import kept_on
from portal.kit.search import LONGEST_QUERY
from portal.kit.sets import InOrder, numbers_in
from portal.kit.throttle import limited

SHOWN = 30


@dataclass(frozen=True)
class FoundPlace:
    """`current`: the unit of today that holds a former one, or None."""

    place: Place
    current: Place | None


@limited("search", setting="SEARCHES_PER_MINUTE")
@login_not_required
def search(request):
    """`?q=`: organizations and places; nothing typed is an invitation, nothing found says what to try."""
    kept = kept_on(timezone.localdate())
    typed = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    query = read_query(typed, known_short_forms(kept))
    organizations, organizations_count = _organizations(query, kept) if query.folded else ([], 0)
    places = _places(query, kept) if query.folded else []
    context = {
        "typed": typed,
        "organizations": organizations,
        "organizations_count": organizations_count,
        "places": _with_units(places[:SHOWN], kept),
        "places_count": len(places),
        "meanings": meanings_of(query, known_short_forms(kept)),
        "shown": SHOWN,
        "examples": ["hà nội", "da nang", "TCXH"],
    }
    return render(request, "hub/search.html", context)


def _organizations(query, kept) -> tuple[list[Organization], int]:
    """The best few and how many there are, networks too."""
    index, words = public_index(kept), organization_words(kept)
    query, found = words.find(query, index.everything)
    listed = InOrder(words.ranked(query, found), index.alphabetical, length=found.bit_count())
    return list(cards([number for _rank, number in listed[:SHOWN]], kept).values()), len(listed)


def _places(query, kept) -> list[Place]:
    """The best match first; among equals units of today, then those that ended, the last to end first."""
    numbering, words = place_words(kept)
    query, found = words.find(query, numbering.everything)
    ranks, places = words.ranked(query, found), known_places(kept)
    return [places[numbering.keys[number]] for some in ranks for number in numbers_in(some)]


def _with_units(places, kept) -> list[FoundPlace]:
    units = Units.at(kept)
    return [FoundPlace(place, units.now(place)) for place in places]
