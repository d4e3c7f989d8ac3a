"""What the public list finds, said in SQL and as slowly as it likes: the measure for what is kept in memory."""

from django.db.models import Case, Count, F, PositiveSmallIntegerField, Q, Value, When

from organizations.models import Organization, OrganizationPlace
from organizations.search import read_query
from portal.kit.search import fitted
from portal.kit.text import INDEX_LETTERS
from portal.kit.translated import column

TERMS = {
    "field": "fields_of_work__code__in",
    "group": "groups_served__code__in",
    "goal": "goals__in",
    "service": "services__kind__code__in",
    "kind": "kind__in",
    "country": "country__slug__in",
}


def organizations():
    return Organization.objects.public().organizations()


def places_of(units, name, slugs) -> set[int]:
    provinces = units.provinces.values()
    if name == "province":
        return {pk for place in provinces if place.slug in slugs for pk in units.holds(place.pk)}
    inside = {place.pk for place in provinces if place.parent and place.parent.slug in slugs}
    return inside | {place.parent_id for place in provinces if place.parent and place.parent.slug in slugs}


def found(units, *, without=(), **chosen):
    """The list under these filters (lists of values by name) but those in `without`."""
    rows, role = organizations(), chosen.get("at", [""])[0]
    for name, values in chosen.items():
        if name in without or name == "at":
            continue
        if name == "q":
            rows = rows.matching(query(values[0]))
        elif name == "letter":
            rows = rows.filter(**{column("initial"): values[0]})
        elif name in ("province", "region"):
            rows = rows.in_places(places_of(units, name, values), role=role)
        else:
            rows = rows.filter(pk__in=Organization.objects.filter(**{TERMS[name]: values}).values("pk"))
    return rows


def query(typed):
    return fitted(organizations(), read_query(typed))


def best_first(rows, sought):
    """By rank, then by name: pairs (rank, key)."""
    tests = [
        _together("search_name", sought.spelled),
        _every("search_name", sought.spelled),
        _together("search_text", sought.spelled),
        _together("search_name_folded", sought.folded),
        _every("search_name_folded", sought.folded),
        _together("search_text_folded", sought.folded),
    ]
    ranks = Case(
        *(When(test, then=Value(rank)) for rank, test in enumerate(tests)),
        default=Value(len(tests)),
        output_field=PositiveSmallIntegerField(),
    )
    return list(rows.annotate(rank=ranks).order_by("rank", column("sort"), "pk").values_list("rank", "pk"))


def counts(rows, name, units, *, role) -> dict[str, int]:
    """How many of these organizations have each value of a filter, where any have."""
    if name in ("province", "region"):
        places = units.provinces.values()
        slugs = {place.slug if name == "province" else place.parent.slug for place in places}
        found = {slug: rows.in_places(places_of(units, name, [slug]), role=role).count() for slug in slugs}
        return {slug: number for slug, number in found.items() if number}
    path = TERMS[name].removesuffix("__in")
    counted = rows.order_by().values_list(path).annotate(found=Count("pk", distinct=True))
    return {str(value): number for value, number in counted if value is not None}


def letters(rows) -> list[str]:
    """The letters of the index under which any of these stand, in the order of the index."""
    present = set(rows.values_list(column("initial"), flat=True))
    return [letter for letter in INDEX_LETTERS if letter in present]


def by_province(rows, units, *, role, then, shown) -> list[tuple[str | None, list[int]]]:
    """Pairs (slug of the province, keys by name), provinces by name; last the organizations of none of `shown`."""
    groups, rest = {}, set(rows.values_list("pk", flat=True))
    ties = OrganizationPlace.objects.filter(organization__in=rest, place__in=shown)
    for organization, place in (ties.filter(role=role) if role else ties).values_list(
        "organization", "place"
    ):
        groups.setdefault(place if then else units.today(place), set()).add(organization)
    rest -= set().union(*groups.values())
    places = sorted(
        (units.provinces[pk] for pk in groups), key=lambda place: (getattr(place, column("sort")), place.pk)
    )
    in_groups = [(place.slug, _by_name(groups[place.pk])) for place in places]
    return [*in_groups, (None, _by_name(rest))] if rest else in_groups


def _by_name(keys) -> list[int]:
    rows = Organization.objects.filter(pk__in=keys).order_by(F(column("sort")), "pk")
    return list(rows.values_list("pk", flat=True))


def _every(name, words):
    condition = Q()
    for word in words:
        condition &= Q(**{f"{name}__contains": f" {word}"})
    return condition


def _together(name, words):
    return Q(**{f"{name}__contains": " " + " ".join(words)})
