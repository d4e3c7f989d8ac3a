"""The rows beside the picture of Viet Nam: each province with how many organizations and which."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, Window
from django.db.models.functions import DenseRank

from organizations.facets import by_unit
from organizations.listing import in_order
from organizations.models import Organization, Place
from portal.kit.translated import column

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


def province_table(organizations, units, counts) -> list[ProvinceRow]:
    """Provinces that have any, most organizations first; two queries for any number of rows."""
    by_name = Window(
        DenseRank(),
        partition_by=F("unit"),
        order_by=[F(f"organization__{column('sort')}").asc(), F("organization").asc()],
    )
    rows = by_unit(organizations, units).annotate(number=by_name).filter(number__lte=NAMES)
    recorded: dict[int, dict[int, set[int]]] = {}
    for unit, organization, place in rows.order_by("number").values_list("unit", "organization", "place"):
        recorded.setdefault(unit, {}).setdefault(organization, set()).add(place)
    named = Organization.objects.in_bulk({pk for places in recorded.values() for pk in places})
    table = []
    for unit in in_order(place for place in units.current() if counts.get(place.pk)):
        own = [Named(named[pk], _former(unit, places, units)) for pk, places in recorded[unit.pk].items()]
        table.append(ProvinceRow(unit, counts[unit.pk], own, counts[unit.pk] - len(own)))
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


def _former(unit, places: set[int], units) -> list[Place]:
    if unit.pk in places:
        return []
    old = [units.provinces[pk] for pk in places]
    return [] if any(place.name_vi == unit.name_vi for place in old) else in_order(old)
