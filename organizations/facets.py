"""How many organizations each choice of a filter would find, so that none offers a dead end.

Within one facet choices widen, across facets they narrow; each facet is counted on what the others leave: one query
a facet, whatever the length of the list.
"""

from dataclasses import dataclass, replace

from django.db.models import BigIntegerField, Case, Count, F, Value, When
from django.utils.translation import gettext_lazy as _

from organizations.filters import AT, BOTH, PLACE_FILTERS, TERMS
from organizations.models import OrganizationPlace, PlaceKind
from portal.kit.text import INDEX_LETTERS
from portal.kit.translated import column

SHORT = 8


@dataclass(frozen=True)
class Choice:
    """`count` is None where the choice does not change what is found."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """`choices` holds only what finds something or is chosen now; a long one shows its `first` and folds the `rest`."""

    name: str
    label: str
    choices: list[Choice]
    is_aside: bool = False

    @property
    def chosen_count(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)

    @property
    def first(self) -> list[Choice]:
        # One or two more do not deserve a fold of their own.
        return self.choices if len(self.choices) <= SHORT + 2 else self.choices[:SHORT]

    @property
    def rest(self) -> list[Choice]:
        return self.choices[len(self.first) :]

    @property
    def is_rest_chosen(self) -> bool:
        return any(choice.is_chosen for choice in self.rest)


def facets_of(filterset) -> list[Facet]:
    """The facets of the list that have anything to choose, in the order of the page."""
    facets = [
        *_province_facets(filterset),
        _region_facet(filterset),
        _facet(filterset, "kind", _counts(filterset.without("kind"), "kind")),
        *(_facet(filterset, name, _counts(filterset.without(name), path)) for name, path in TERMS.items()),
        _facet(filterset, "country", _counts(filterset.without("country"), "country__slug")),
    ]
    return [facet for facet in facets if facet.choices]


def ways_of(filterset) -> list[Choice]:
    """By what an organization is found in the chosen places: its place of work, its seat, or both."""
    sought = filterset.sought()
    choices = []
    for value, label in [(BOTH, _("place of work or seat")), *AT]:
        found = filterset.without(*PLACE_FILTERS)
        for places in sought:
            found = found.in_places(places, role=value)
        count = found.count() if sought else None
        if count != 0 or value in (BOTH, filterset.role):
            choices.append(Choice(value, label, count, is_chosen=value == filterset.role))
    return choices


def letters_of(filterset) -> list[tuple[str, bool]]:
    """The letters under which the other filters leave something, all letters in order: `(letter, has_any)`."""
    found = filterset.without("letter").order_by().values_list(column("initial"), flat=True)
    present = set(found.distinct())
    return [(letter, letter in present) for letter in INDEX_LETTERS]


def by_unit(queryset, units, *, role: str = "", then: bool = False):
    """Rows of seats and places of work of these organizations with `unit`: the key of the province as recorded
    (`then`) or of today's; a row whose place is no province of Viet Nam is left out."""
    rows = _rows(queryset, role).filter(place__kind=PlaceKind.PROVINCE)
    if then:
        return rows.annotate(unit=F("place"))
    return rows.annotate(
        unit=mapped("place", {pk: units.today(pk) for pk in units.becomes}, default=F("place"))
    )


def count_by_unit(queryset, units, **how) -> dict[int, int]:
    """Organizations per province; one of them can count in several, so the counts do not add up."""
    return _count_by(by_unit(queryset, units, **how), "unit")


def mapped(path: str, targets: dict[int, int], *, default):
    """What each key in the column `path` is mapped to, said in SQL; `default` for every other key."""
    sources = {}
    for source, target in targets.items():
        sources.setdefault(target, []).append(source)
    whens = [When(**{f"{path}__in": pks}, then=Value(target)) for target, pks in sources.items()]
    return Case(*whens, default=default, output_field=BigIntegerField())


def _rows(queryset, role):
    rows = OrganizationPlace.objects.filter(organization__in=queryset.order_by().values("pk"))
    return rows.filter(role=role) if role else rows


def _count_by(rows, key) -> dict[int, int]:
    return dict(rows.order_by().values_list(key).annotate(found=Count("organization", distinct=True)))


def _counts(queryset, path: str) -> dict[str, int]:
    rows = queryset.order_by().values_list(path).annotate(found=Count("pk", distinct=True))
    return {str(value): found for value, found in rows if value not in (None, "")}


def _facet(filterset, name: str, counts: dict, labels: dict | None = None) -> Facet:
    chosen = set(filterset.chosen.get(name, ()))
    choices = [
        Choice(value=value, label=label, count=counts.get(value, 0), is_chosen=value in chosen)
        for value, label in (labels or filterset.labels[name]).items()
        if counts.get(value) or value in chosen
    ]
    return Facet(name=name, label=filterset.filters[name].label, choices=choices)


def _province_facets(filterset) -> list[Facet]:
    """Today's provinces and, apart, those that ended: both are values of the one parameter `province`."""
    units, ground = filterset.units, filterset.without("province")

    def facet(places, then):
        counts = count_by_unit(ground, units, role=filterset.role, then=then)
        in_order = sorted(places, key=lambda place: getattr(place, column("sort")))
        labels = {place.slug: place.name for place in in_order}
        return _facet(
            filterset, "province", {place.slug: counts.get(place.pk, 0) for place in places}, labels
        )

    former = facet(units.former(), then=True)
    return [
        facet(units.current(), then=False),
        replace(former, label=_("Provinces until 30 June 2025"), is_aside=True),
    ]


def _region_facet(filterset) -> Facet:
    region_of = filterset.region_of()
    rows = _rows(filterset.without("region"), filterset.role).filter(place__in=region_of)
    counts = _count_by(rows.annotate(region=mapped("place", region_of, default=F("place"))), "region")
    return _facet(
        filterset, "region", {slug: counts.get(place.pk, 0) for slug, place in filterset.regions.items()}
    )
