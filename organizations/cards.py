"""Organizations as lists and sheets show them, loaded for the numbers that `organizations.index` gives them."""

from collections.abc import Iterator, Sequence

from organizations.index import known_places, known_terms, public_index
from organizations.models import Organization, OrganizationPlace
from portal.kit.prefetched import give
from portal.kit.sets import numbers_in, set_of

SHOWN_OF_PLACES = ("organization", "role", "place", "period", "is_planned")


def cards(numbers: Sequence[int], kept) -> dict[int, Organization]:
    """By number and in their order, each with its places and fields of work. What ceased to be public since the numbers
    were given is not among them."""
    found = _loaded(Organization.objects.public().for_list(), numbers, kept)
    places, fields = _places(found.values(), kept), _fields(found, kept)
    for number, organization in found.items():
        give(organization, places=places[organization.pk], fields_of_work=fields[number])
    return found


def sheet_rows(numbers: Sequence[int], kept, *, at_once: int) -> Iterator[Organization]:
    """In the order of the numbers, with what a row of a sheet holds; so many are in memory at once."""
    public = Organization.objects.public().for_sheet()
    for start in range(0, len(numbers), at_once):
        some = numbers[start : start + at_once]
        yield from _loaded(public, some, kept).values()


def _loaded(organizations, numbers, kept) -> dict[int, Organization]:
    keys = public_index(kept).numbering.keys
    found = organizations.in_bulk([keys[number] for number in numbers])
    return {number: found[keys[number]] for number in numbers if keys[number] in found}


def _places(organizations, kept) -> dict[int, list[OrganizationPlace]]:
    """Seats and places of work by key of the organization, in their usual order; they point to the places kept."""
    rows = {organization.pk: [] for organization in organizations}
    shown = OrganizationPlace.objects.filter(organization__in=rows).only(*SHOWN_OF_PLACES)
    known = known_places(kept)
    for row in shown.order_by():
        # A place of a moment ago is not known yet, and is read when it is shown.
        if row.place_id in known:
            row.place = known[row.place_id]
        rows[row.organization_id].append(row)
    for some in rows.values():
        some.sort(key=lambda row: (row.role, row.place.sort_vi, row.pk))
    return rows


def _fields(numbers, kept) -> dict[int, list]:
    """The fields of work by number, in the order of the word list."""
    having, shown = public_index(kept).values["field"], set_of(numbers)
    fields = {number: [] for number in numbers}
    for value, term in known_terms(kept)["field"].items():
        for number in numbers_in(shown & having.get(value, 0)):
            fields[number].append(term)
    return fields
