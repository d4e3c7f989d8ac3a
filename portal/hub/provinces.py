"""The rows beside the picture of Viet Nam: each province with how many organizations and which."""

from dataclasses import dataclass
from itertools import groupby

from organizations.facets import sets_by_unit
from organizations.index import in_order, public_index
from organizations.models import Organization, Place
from organizations.units import Units
from portal.kit.kept import part
from portal.kit.sets import InOrder

NAMES = 6


@dataclass(frozen=True)
class Named:
    """`former`: the old units under which alone the organization was recorded, by another name than today's."""

    organization: Organization
    former: list[Place]


@dataclass(frozen=True)
class ProvinceRow:
    """`named`: the first few organizations by name; `more_count`: how many are not named."""

    place: Place
    count: int
    named: list[Named]
    more_count: int


@dataclass(frozen=True)
class FormerProvince:
    """A unit of before 1 July 2025 whose name is no province's name today."""

    place: Place
    current: Place


@part
def province_table(kept, language) -> list[ProvinceRow]:
    """Provinces that have any, most organizations first; in the alphabetical order of the language, which is active."""
    index, units = public_index(kept), Units.at(kept)
    sets = {pk: some & index.organizations for pk, some in sets_by_unit(index, units).items()}
    first = {pk: _first(some, index) for pk, some in sets.items()}
    named = _names({number for numbers in first.values() for number in numbers}, index)
    table = []
    for unit in in_order(place for place in units.current() if sets[place.pk]):
        own = [
            Named(named[number], _former(unit, number, index, units))
            for number in first[unit.pk]
            if number in named
        ]
        count = sets[unit.pk].bit_count()
        table.append(ProvinceRow(unit, count, own, count - len(own)))
    return sorted(table, key=lambda row: -row.count)


def without_any(units, counts) -> list[tuple[Place, list[Place]]]:
    """Provinces where nothing is recorded, by region from north to south: pairs (region, provinces)."""
    quiet = [place for place in in_order(units.current()) if place.parent and not counts.get(place.pk)]
    # Regions were entered from north to south.
    quiet.sort(key=lambda place: place.parent_id)
    return [(region, list(places)) for region, places in groupby(quiet, key=lambda place: place.parent)]


def former_provinces(units) -> list[FormerProvince]:
    """The names that left the map, for people who still say them."""
    names = {place.name_vi for place in units.current()}
    left = [
        place
        for place in in_order(units.former())
        if place.name_vi not in names and place.pk in units.becomes
    ]
    return [FormerProvince(place, units.provinces[units.today(place.pk)]) for place in left]


def _first(some, index) -> list[int]:
    return [number for _which, number in InOrder([some], index.alphabetical)[:NAMES]]


def _names(numbers, index) -> dict[int, Organization]:
    named = Organization.objects.public().only("slug", "name_vi", "name_en", "acronym")
    found = named.in_bulk([index.numbering.keys[number] for number in numbers])
    return {index.numbering.numbers[key]: one for key, one in found.items()}


def _former(unit, number, index, units) -> list[Place]:
    held = [pk for pk in units.holds(unit.pk) if index.in_places([pk]) >> number & 1]
    if unit.pk in held:
        return []
    old = [units.provinces[pk] for pk in held]
    return [] if any(place.name_vi == unit.name_vi for place in old) else in_order(old)
