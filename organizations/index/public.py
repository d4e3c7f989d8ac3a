"""Which organizations are public, in which order they stand, and which of them have each value of each filter."""

from collections import defaultdict
from dataclasses import dataclass

from organizations.index.places import known_places
from organizations.index.terms import known_terms
from organizations.models import Kind, Organization, OrganizationPlace, Service
from portal.kit.kept import part
from portal.kit.sets import Gathered, KeysInText, Numbering, Order, sets_of, union
from portal.kit.translated import column


@dataclass(frozen=True)
class PublicIndex:
    """Sets (`portal.kit.sets`) of numbers that `numbering` gives.

    `everything` is what is public, `organizations` the same without networks, which are counted and listed apart.
    `values`: by filter and value; `places`: by role ("seat", "work", "" for either) and key of the place, then and
    now; `letters` and `orders`: by stored column, so `column("initial")` and `column("sort")` name those of the
    active language. `gathered` is for the next index.
    """

    numbering: Numbering
    everything: int
    organizations: int
    values: dict[str, dict[str, int]]
    places: dict[str, dict[int, int]]
    letters: dict[str, dict[str, int]]
    orders: dict[str, Order]
    gathered: dict[str, int]

    def having(self, name: str, values) -> int:
        """Those that have one of these values of a filter."""
        return union(self.values[name].get(value, 0) for value in values)

    def in_places(self, places, *, role: str = "") -> int:
        """Seated or working, then or now, in one of these places; `role` narrows to "seat" or "work"."""
        return union(self.places[role].get(place, 0) for place in places)

    def by_letter(self, letter: str) -> int:
        """Whose name begins with this letter of the index, in the active language."""
        return self.letters[column("initial")].get(letter, 0)

    @property
    def alphabetical(self) -> Order:
        """The order of the active language."""
        return self.orders[column("sort")]


@part
def public_index(kept) -> PublicIndex:
    before = kept.before(public_index)
    public = Organization.objects.public()
    # The database sorts: it has an index for each order, and the long keys by which it sorts stay there.
    in_vietnamese, in_english = (
        list(public.order_by(f"sort_{language}", "pk").values_list("pk", flat=True))
        for language in ("vi", "en")
    )
    numbering = Numbering.of(in_vietnamese, before and before.numbering)
    gathered = Gathered(numbering, before.gathered if before and before.numbering is numbering else {})
    kinds, countries, initials_vi, initials_en = _own_values(kept, public, numbering)
    everything = union(kinds.values()) & numbering.set_of(in_english)
    return PublicIndex(
        numbering=numbering,
        everything=everything,
        organizations=everything & ~kinds.get(Kind.NETWORK, 0),
        values={"kind": kinds, "country": countries, **_by_term(kept, gathered)},
        places=_by_place(gathered),
        letters={"initial_vi": initials_vi, "initial_en": initials_en},
        orders={
            "sort_vi": Order(numbering.numbers_of(in_vietnamese)),
            "sort_en": Order(numbering.numbers_of(in_english)),
        },
        gathered=gathered.sets,
    )


def _own_values(kept, public, numbering) -> list[dict[str, int]]:
    """By kind, by country, by the first letter of the Vietnamese name and of the English one."""
    slugs = {pk: place.slug for pk, place in known_places(kept).items()}
    having = [defaultdict(list) for _column in range(4)]
    kinds, countries, initials_vi, initials_en = having
    rows = public.order_by().values_list("pk", "kind", "country", "initial_vi", "initial_en")
    # Row by row: thousands of rows at once would set off Python's collector, which takes longer than the reading.
    for pk, kind, country, initial_vi, initial_en in rows.iterator(chunk_size=1000):
        number = numbering.numbers.get(pk)
        if number is not None:
            kinds[kind].append(number)
            countries[slugs.get(country)].append(number)
            initials_vi[initial_vi].append(number)
            initials_en[initial_en].append(number)
    return [sets_of(one) for one in having]


def _by_term(kept, gathered) -> dict[str, dict[str, int]]:
    sets = {}
    for name, terms in known_terms(kept).items():
        values = {term.pk: value for value, term in terms.items()}
        by_key = gathered.by_value(_links(name).annotate(keys=KeysInText("organization")))
        sets[name] = {values[key]: some for key, some in by_key.items() if key in values}
    return sets


def _links(name: str):
    """The keys of the terms of a filter, from the rows that tie organizations to them."""
    if name == "service":
        return Service.objects.order_by().values_list("kind")
    relations = {"field": "fields_of_work", "group": "groups_served", "goal": "goals"}
    relation = Organization._meta.get_field(relations[name])
    return relation.remote_field.through.objects.order_by().values_list(relation.m2m_reverse_field_name())


def _by_place(gathered) -> dict[str, dict[int, int]]:
    rows = OrganizationPlace.objects.order_by().values_list("role", "place")
    rows = rows.annotate(keys=KeysInText("organization"))
    roles = {role: {} for role in ("", *OrganizationPlace.Role.values)}
    for (role, place), some in gathered.by_value(((role, place), keys) for role, place, keys in rows).items():
        roles[role][place] = some
        roles[""][place] = roles[""].get(place, 0) | some
    return roles
