"""The facets of the organizations list: for each filter what its choices would find, counted on what is kept."""

from django.utils.translation import gettext_lazy as _

from organizations.filters import AT, BOTH, PLACE_FILTERS
from organizations.index import in_order
from portal.kit.facets import Choice, Facet, choices_of
from portal.kit.text import INDEX_LETTERS

COUNTED_BY_VALUE = ("kind", "field", "group", "goal", "service", "country")


def facets_of(filterset) -> list[Facet]:
    """The facets of the list that have anything to choose, in the order of the page."""
    units = filterset.units
    facets = [
        _province_facet(filterset, units.current()),
        _province_facet(filterset, units.former(), label=_("Provinces until 30 June 2025"), is_aside=True),
        _region_facet(filterset),
        *(
            _facet(filterset, name, filterset.labels[name], filterset.index.values[name])
            for name in COUNTED_BY_VALUE
        ),
    ]
    return [facet for facet in facets if facet.choices]


def ways_of(filterset) -> list[Choice]:
    """By what an organization is found in the chosen places: its place of work, its seat, or both."""
    sought = filterset.sought()
    choices = []
    for value, label in [(BOTH, _("place of work or seat")), *AT]:
        found = filterset.narrowed.without(*PLACE_FILTERS)
        for places in sought:
            found &= filterset.index.in_places(places, role=value)
        count = found.bit_count() if sought else None
        if count != 0 or value in (BOTH, filterset.role):
            choices.append(Choice(value, label, count, is_chosen=value == filterset.role))
    return choices


def letters_of(filterset) -> list[tuple[str, bool]]:
    """The letters under which the other filters leave something, all letters in order: `(letter, has_any)`."""
    found = filterset.narrowed.without("letter")
    return [(letter, bool(found & filterset.index.by_letter(letter))) for letter in INDEX_LETTERS]


def sets_by_unit(index, units, *, role: str = "") -> dict[int, int]:
    """For each of today's provinces, by key, what sits or works there, then or now."""
    return {place.pk: index.in_places(units.holds(place.pk), role=role) for place in units.current()}


def count_by_unit(index, units) -> dict[int, int]:
    """Organizations per province of today; one of them can count in several, so the counts do not add up."""
    return {pk: (some & index.organizations).bit_count() for pk, some in sets_by_unit(index, units).items()}


def _facet(filterset, name, labels, having, **more) -> Facet:
    ground, chosen = filterset.narrowed.without(name), filterset.chosen.get(name, ())
    return Facet(
        **{
            "name": name,
            "label": filterset.filters[name].label,
            "choices": choices_of(labels, having, ground, chosen),
            **more,
        }
    )


def _province_facet(filterset, places, **more) -> Facet:
    """Today's provinces, or those that ended: both are values of the one parameter `province`."""
    places, held = in_order(places), filterset.units.holds
    having = {place.slug: filterset.index.in_places(held(place.pk), role=filterset.role) for place in places}
    return _facet(filterset, "province", {place.slug: place.name for place in places}, having, **more)


def _region_facet(filterset) -> Facet:
    members = {region.pk: [] for region in filterset.regions.values()}
    for place, region in filterset.region_of().items():
        members[region].append(place)
    having = {
        slug: filterset.index.in_places(members[region.pk], role=filterset.role)
        for slug, region in filterset.regions.items()
    }
    return _facet(filterset, "region", filterset.labels["region"], having)
