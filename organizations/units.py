"""Old and new administrative units: which of today's an old one became, and which old ones one of today's holds."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from organizations.index.places import known_places, known_successions
from organizations.models import Place, PlaceKind, PlaceSuccession
from portal.kit.kept import part


@dataclass(frozen=True)
class Units:
    """The provinces and what became of them as known on a day; asks the database nothing once it is made.

    Only whole successions lead on: where a unit was split, its records stay under the old unit.
    """

    day: datetime.date
    provinces: dict[int, Place]
    becomes: dict[int, int]

    @classmethod
    def on(cls, day):
        """Read anew, in two queries."""
        places = {place.pk: place for place in Place.objects.provinces().select_related("parent")}
        return cls._among(places, PlaceSuccession.objects.all(), day)

    @classmethod
    def at(cls, kept):
        """As kept in memory, on the day of what is kept."""
        return _units(kept)

    @classmethod
    def _among(cls, places, successions, day):
        provinces = {pk: place for pk, place in places.items() if place.kind == PlaceKind.PROVINCE}
        becomes = {
            one.old_id: one.new_id
            for one in successions
            if one.is_whole and one.on <= day and {one.old_id, one.new_id} <= provinces.keys()
        }
        return cls(day=day, provinces=provinces, becomes=becomes)

    def today(self, pk: int) -> int:
        """The unit that this place is, or is part of, on the day; a place that is no province is itself."""
        return self._way_of(pk)[-1]

    def holds(self, pk: int) -> set[int]:
        """The unit itself and all units that became it."""
        return {pk} | self._origins.get(pk, set())

    def now(self, place) -> Place | None:
        """Today's unit that this old one is part of; None where the place is itself still there."""
        pk = self.today(place.pk)
        return self.provinces[pk] if pk != place.pk else None

    def current(self) -> list[Place]:
        return [place for place in self.provinces.values() if place.is_current_on(self.day)]

    def former(self) -> list[Place]:
        return [place for place in self.provinces.values() if not place.is_current_on(self.day)]

    def _way_of(self, pk: int) -> list[int]:
        """The unit, and what it became, one after the other."""
        way = [pk]
        # Staff could record two units as each other's successors: such a circle must not hang the site.
        while self.becomes.get(way[-1], pk) not in way:
            way.append(self.becomes[way[-1]])
        return way

    @cached_property
    def _origins(self) -> dict[int, set[int]]:
        origins = defaultdict(set)
        for old in self.becomes:
            for unit in self._way_of(old):
                origins[unit].add(old)
        return origins


@part
def _units(kept) -> Units:
    return Units._among(known_places(kept), known_successions(kept), kept.day)
