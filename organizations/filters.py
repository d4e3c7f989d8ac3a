"""The filters of the organizations list: GET parameters in stable English words, the same in both languages.

`?q=&kind=cso&kind=ingo&region=mien-bac&province=ha-noi&at=seat&field=gender&group=pwd&goal=5&service=room&letter=M`
"""

import django_filters
from django.utils.translation import gettext_lazy as _

from organizations.models import (
    FieldOfWork,
    Goal,
    GroupServed,
    Kind,
    Organization,
    Place,
    PlaceKind,
    ServiceKind,
)
from organizations.search import read_query
from portal.kit.search import LONGEST_QUERY, fitted
from portal.kit.text import INDEX_LETTERS
from portal.kit.textfields import CleanCharField

BOTH, WORK, SEAT = "", "work", "seat"
AT = [(WORK, _("place of work")), (SEAT, _("seat"))]
PLACE_FILTERS = ("province", "region")
TERMS = {
    "field": "fields_of_work__code",
    "group": "groups_served__code",
    "goal": "goals",
    "service": "services__kind__code",
}


class CleanCharFilter(django_filters.CharFilter):
    field_class = CleanCharField


class AnyOfFilter(django_filters.MultipleChoiceFilter):
    """Chosen values widen each other; no filter here joins rows, so none can repeat an organization."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"choices": [], "distinct": False, **kwargs})


class OrganizationFilter(django_filters.FilterSet):
    """`units` tells which of today's provinces an old one became (`organizations.units.Units`)."""

    q = CleanCharFilter(method="match", label=_("Words"), max_length=LONGEST_QUERY)
    kind = AnyOfFilter(choices=Kind.choices, label=_("Kind of organization"))
    region = AnyOfFilter(method="in_chosen_places", label=_("Region"))
    province = AnyOfFilter(method="in_chosen_places", label=_("Province"))
    country = AnyOfFilter(field_name="country__slug", label=_("Country"))
    at = django_filters.ChoiceFilter(
        choices=AT, method="unchanged", label=_("Found by"), empty_label=_("both")
    )
    field = AnyOfFilter(method="with_terms", label=_("Field of work"))
    group = AnyOfFilter(method="with_terms", label=_("Group served"))
    goal = AnyOfFilter(method="with_terms", label=_("Sustainable Development Goal"))
    service = AnyOfFilter(method="with_terms", label=_("Service"))
    letter = django_filters.ChoiceFilter(
        choices=[(letter, letter) for letter in INDEX_LETTERS], method="by_letter", label=_("First letter")
    )

    class Meta:
        model = Organization
        fields = []

    def __init__(self, data=None, *args, units, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.units = units
        self.query = None
        wider = list(
            Place.objects.filter(kind__in=[PlaceKind.REGION, PlaceKind.COUNTRY]).in_alphabetical_order()
        )
        self.provinces = {place.slug: place for place in units.provinces.values()}
        # The three regions go from north to south, as they were entered, not by name.
        regions = sorted(
            (place for place in wider if place.kind == PlaceKind.REGION), key=lambda place: place.pk
        )
        self.regions = {place.slug: place for place in regions}
        self.countries = {place.slug: place for place in wider if place.kind == PlaceKind.COUNTRY}
        self.labels = {
            "kind": dict(Kind.choices),
            "province": {slug: str(place) for slug, place in self.provinces.items()},
            "region": {slug: place.name for slug, place in self.regions.items()},
            "country": {slug: place.name for slug, place in self.countries.items()},
            "field": {term.code: term.name for term in FieldOfWork.objects.all()},
            "group": {term.code: term.name for term in GroupServed.objects.all()},
            "goal": {str(goal.pk): str(goal) for goal in Goal.objects.all()},
            "service": {term.code: term.name for term in ServiceKind.objects.all()},
        }
        for name, labels in self.labels.items():
            self.filters[name].extra["choices"] = [(value, value) for value in labels]

    @property
    def role(self) -> str:
        """What ties an organization to the chosen places: `WORK`, `SEAT` or `BOTH`."""
        return self.form.cleaned_data.get("at") or BOTH

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The values in force by filter; what is empty, unknown or wrong is not among them."""
        values = {
            name: value if isinstance(value, list) else [value]
            for name, value in self.form.cleaned_data.items()
        }
        return {name: [one for one in some if one] for name, some in values.items() if any(some)}

    def sought(self) -> list[set[int]]:
        """The places of each place filter in use: an organization must have a row in every one of these sets."""
        return [self._places(name, self.chosen[name]) for name in PLACE_FILTERS if name in self.chosen]

    def without(self, *names):
        """What all filters but these find: the ground on which a facet counts its own choices."""
        queryset = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in names:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def match(self, queryset, name, value):
        # Fitted once on all organizations, so that the other filters do not change how the words are read.
        self.query = self.query or fitted(self.queryset, read_query(value))
        return queryset.matching(self.query)

    def unchanged(self, queryset, name, value):
        """Read by the place filters; on its own it narrows nothing."""
        return queryset

    def in_chosen_places(self, queryset, name, values):
        return queryset.in_places(self._places(name, values), role=self.role)

    def with_terms(self, queryset, name, values):
        having = Organization.objects.filter(**{f"{TERMS[name]}__in": values})
        return queryset.filter(pk__in=having.values("pk"))

    def by_letter(self, queryset, name, value):
        return queryset.by_letter(value)

    def region_of(self) -> dict[int, int]:
        """The region of every province, then and now, and of the region itself, by key."""
        regions = {region.pk for region in self.regions.values()}
        provinces = {
            pk: place.parent_id for pk, place in self.units.provinces.items() if place.parent_id in regions
        }
        return provinces | {pk: pk for pk in regions}

    def _places(self, name, slugs) -> set[int]:
        if name == "province":
            return set().union(*(self.units.holds(self.provinces[slug].pk) for slug in slugs))
        chosen = {self.regions[slug].pk for slug in slugs}
        return {place for place, region in self.region_of().items() if region in chosen}
