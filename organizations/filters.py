"""The filters of the organizations list: GET parameters in stable English words, the same in both languages.

`?q=&kind=cso&kind=ingo&region=mien-bac&province=ha-noi&at=seat&field=gender&group=pwd&goal=5&service=room&letter=M`
"""

from functools import cached_property

import django_filters
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from organizations.index import (
    in_order,
    known_places,
    known_short_forms,
    known_terms,
    organization_words,
    public_index,
)
from organizations.models import Kind, Organization, Place, PlaceKind
from organizations.search import read_query
from organizations.units import Units
from portal.kit.facets import Narrowed
from portal.kit.kept import part
from portal.kit.search import LONGEST_QUERY, Query
from portal.kit.text import INDEX_LETTERS
from portal.kit.textfields import CleanCharField

BOTH, WORK, SEAT = "", "work", "seat"
AT = [(WORK, _("place of work")), (SEAT, _("seat"))]
PLACE_FILTERS = ("province", "region")


class CleanCharFilter(django_filters.CharFilter):
    field_class = CleanCharField


class AnyOfFilter(django_filters.MultipleChoiceFilter):
    """Chosen values widen each other."""

    def __init__(self, **kwargs):
        super().__init__(choices=[], **kwargs)


class OrganizationFilter(django_filters.FilterSet):
    """Reads and checks the parameters; what they find comes from what is kept (`organizations.index`), as sets."""

    q = CleanCharFilter(label=_("Words"), max_length=LONGEST_QUERY)
    kind = AnyOfFilter(label=_("Kind of organization"))
    region = AnyOfFilter(label=_("Region"))
    province = AnyOfFilter(label=_("Province"))
    country = AnyOfFilter(label=_("Country"))
    at = django_filters.ChoiceFilter(choices=AT, label=_("Found by"), empty_label=_("both"))
    field = AnyOfFilter(label=_("Field of work"))
    group = AnyOfFilter(label=_("Group served"))
    goal = AnyOfFilter(label=_("Sustainable Development Goal"))
    service = AnyOfFilter(label=_("Service"))
    letter = django_filters.ChoiceFilter(
        choices=[(letter, letter) for letter in INDEX_LETTERS], label=_("First letter")
    )

    class Meta:
        model = Organization
        fields = []

    def __init__(self, data, *, kept):
        super().__init__(data)
        self.kept = kept
        self.index = public_index(kept)
        self.units = Units.at(kept)
        self.provinces = {place.slug: place for place in self.units.provinces.values()}
        self.regions = {place.slug: place for place in regions(kept)}
        self.labels = _labels(kept, get_language())
        for name, labels in self.labels.items():
            self.filters[name].extra["choices"] = _choices(labels)

    @property
    def role(self) -> str:
        """What ties an organization to the chosen places: `WORK`, `SEAT` or `BOTH`."""
        return self.chosen.get("at", [BOTH])[0]

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """The values in force by filter; what is empty, unknown or wrong is not among them."""
        self.form.errors  # noqa: B018 - reading the errors is what checks the form
        values = {
            name: value if isinstance(value, list) else [value]
            for name, value in self.form.cleaned_data.items()
        }
        return {name: [one for one in some if one] for name, some in values.items() if any(some)}

    @property
    def query(self) -> Query | None:
        """The words that are sought, as they are read."""
        return self._read[0] if "q" in self.chosen else None

    @cached_property
    def narrowed(self) -> Narrowed:
        by_filter = {name: self._having(name, values) for name, values in self.chosen.items() if name != "at"}
        return Narrowed(self.index.organizations, by_filter)

    @property
    def found(self) -> int:
        """The organizations that all filters find, as a set."""
        return self.narrowed.found

    def sought(self) -> list[set[int]]:
        """The places of each place filter in use: an organization must have a row in every one of these sets."""
        return [self._places(name, self.chosen[name]) for name in PLACE_FILTERS if name in self.chosen]

    def region_of(self) -> dict[int, int]:
        """The region of every province, then and now, and of the region itself, by key."""
        regions = {region.pk for region in self.regions.values()}
        provinces = {
            pk: place.parent_id for pk, place in self.units.provinces.items() if place.parent_id in regions
        }
        return provinces | {pk: pk for pk in regions}

    @cached_property
    def _read(self) -> tuple[Query, int]:
        # Read on all organizations, so that the other filters do not change how the words are read.
        query = read_query(self.chosen["q"][0], known_short_forms(self.kept))
        return organization_words(self.kept).find(query, self.index.organizations)

    def _having(self, name, values) -> int:
        if name == "q":
            return self._read[1]
        if name == "letter":
            return self.index.by_letter(values[0])
        if name in PLACE_FILTERS:
            return self.index.in_places(self._places(name, values), role=self.role)
        return self.index.having(name, values)

    def _places(self, name, slugs) -> set[int]:
        if name == "province":
            return set().union(*(self.units.holds(self.provinces[slug].pk) for slug in slugs))
        chosen = {self.regions[slug].pk for slug in slugs}
        return {place for place, region in self.region_of().items() if region in chosen}


def _choices(labels):
    """As a function, because a form copies a list of choices entry by entry, several times."""
    return lambda: [(value, value) for value in labels]


def regions(kept) -> list[Place]:
    """From north to south, as they were entered."""
    return sorted(
        (place for place in known_places(kept).values() if place.kind == PlaceKind.REGION),
        key=lambda place: place.pk,
    )


@part
def _labels(kept, language) -> dict[str, dict[str, str]]:
    """The choices of each filter, value to label, in the language that is active."""
    places = known_places(kept).values()
    countries = in_order(place for place in places if place.kind == PlaceKind.COUNTRY)
    return {
        "kind": {kind.value: str(kind.label) for kind in Kind},
        "province": {place.slug: str(place) for place in places if place.kind == PlaceKind.PROVINCE},
        "region": {place.slug: place.name for place in regions(kept)},
        "country": {place.slug: place.name for place in countries},
        **{
            name: {value: str(term) if name == "goal" else term.name for value, term in terms.items()}
            for name, terms in known_terms(kept).items()
        },
    }
