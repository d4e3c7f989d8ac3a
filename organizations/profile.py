"""What a profile page tells, put in the order in which it is read."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from organizations.models import OrganizationName, OrganizationPlace, PlaceKind
from portal.kit.translated import Spoken


@dataclass(frozen=True)
class PlaceRow:
    """A seat or place of work; `now` is today's unit where the recorded one is no more."""

    row: OrganizationPlace
    now: object

    @property
    def says_more(self) -> bool:
        return bool(self.row.period or self.row.note or self.row.source_id)

    @property
    def kept_its_name(self) -> bool:
        return self.now is not None and self.now.name == self.row.place.name


class Profile:
    """`organization` as loaded by `for_page`; asks the database nothing more."""

    def __init__(self, organization, units, today):
        self.organization = organization
        self.units = units
        self.today = today
        self.lead, self.text = _opening(organization)

    @cached_property
    def seats(self) -> list[PlaceRow]:
        return [one for one in self._places("seat") if not one.row.has_ended_on(self.today)]

    @cached_property
    def former_seats(self) -> list[PlaceRow]:
        return [one for one in self._places("seat") if one.row.has_ended_on(self.today)]

    @cached_property
    def works_in(self) -> list[PlaceRow]:
        return [one for one in self._places("work") if self._is_open(one.row) and not one.row.is_planned]

    @cached_property
    def plans_to_work_in(self) -> list[PlaceRow]:
        return [one for one in self._places("work") if self._is_open(one.row) and one.row.is_planned]

    @cached_property
    def worked_in(self) -> list[PlaceRow]:
        return [one for one in self._places("work") if not self._is_open(one.row)]

    @cached_property
    def places_over_time(self) -> list[tuple[str, list[PlaceRow]]]:
        """Places of work of which more is known than the name, which stands among the facts, under three headings."""
        groups = [
            (_("Now"), self.works_in),
            (_("Planned"), self.plans_to_work_in),
            (_("Before"), self.worked_in),
        ]
        told = [(label, [one for one in rows if one.says_more]) for label, rows in groups]
        return [(label, rows) for label, rows in told if rows]

    @cached_property
    def names_over_time(self) -> list[OrganizationName]:
        """Former names, newest first, and such others as were seen at a known time."""
        kinds = OrganizationName.Kind
        names = [
            name
            for name in self._names
            if name.kind == kinds.FORMER or (name.used and name.kind != kinds.TRANSLATED)
        ]
        return sorted(names, key=lambda name: (name.used_latest is not None, name.used_latest), reverse=True)

    @cached_property
    def other_names(self) -> list[OrganizationName]:
        return [name for name in self._names if name not in self.names_over_time]

    @cached_property
    def sources(self) -> list:
        """Every document behind this page, each once: those of the whole record first."""
        rows = [*self._names, *self.organization.places.all(), *self.organization.services.all()]
        rows += self.organization.figures.all()
        return list(
            dict.fromkeys([*self.organization.sources.all(), *(row.source for row in rows if row.source)])
        )

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number under which each source stands on the page, by key."""
        return {source.pk: number for number, source in enumerate(self.sources, 1)}

    @property
    def _names(self):
        return list(self.organization.names.all())

    def _is_open(self, row) -> bool:
        return not row.has_ended_on(self.today)

    def _places(self, role) -> list[PlaceRow]:
        """The whole country and regions first, then provinces, each in the order in which they were loaded."""
        rows = [row for row in self.organization.places.all() if row.role == role]
        rows.sort(key=lambda row: row.place.kind == PlaceKind.PROVINCE)
        return [PlaceRow(row, self.units.now(row.place)) for row in rows]


def _opening(organization) -> tuple[Spoken, Spoken]:
    """The words right under the name, and those that follow further down: no sentence is said twice."""
    if organization.mission:
        return organization.mission, organization.description
    first, _gap, rest = organization.description.partition("\n\n")
    lang = organization.description.lang
    return Spoken(first, lang), Spoken(rest, lang)
