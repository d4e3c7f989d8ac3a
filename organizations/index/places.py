"""All places by key, with what each is part of and what became of it; there are some hundred of them."""

from collections import defaultdict

from organizations.models import Place, PlaceSuccession
from portal.kit.kept import part
from portal.kit.prefetched import give
from portal.kit.search import SEARCH_COLUMNS
from portal.kit.translated import column


@part
def known_successions(kept) -> list[PlaceSuccession]:
    return list(PlaceSuccession.objects.all())


@part
def known_places(kept) -> dict[int, Place]:
    """With `parent`, that one's `parent`, and `successors` at hand; in the order of the Vietnamese alphabet."""
    rows = Place.objects.defer(*SEARCH_COLUMNS).order_by("sort_vi", "pk")
    places = {place.pk: place for place in rows}
    became = defaultdict(set)
    for succession in known_successions(kept):
        became[succession.old_id].add(succession.new_id)
    for place in places.values():
        place.parent = places.get(place.parent_id)
        give(place, successors=[new for new in places.values() if new.pk in became[place.pk]])
    return places


def in_order(places) -> list[Place]:
    """Places in the alphabetical order of the active language."""
    return sorted(places, key=lambda place: (getattr(place, column("sort")), place.pk))
