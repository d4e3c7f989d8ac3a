"""What a profile page tells, put in the order in which it is read."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from organizations.index import known_places, known_terms
from organizations.models import Organization, OrganizationName, OrganizationPlace, PlaceKind, Service
from organizations.units import Units
from portal.kit.sources import Source
from portal.kit.translated import Spoken

NAMED = ["slug", "name_vi", "name_en", "acronym", "parent", "successor"]


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
    """All that the page of an organization tells `user`: read when it is made, and nothing more afterwards.

    What its rows point to, places and terms, comes from what is kept; their sources from one query for all.
    """

    def __init__(self, organization, user, kept):
        self.organization = organization
        self.units = Units.at(kept)
        self.today = kept.day
        self.lead, self.text = _opening(organization)
        places, terms = known_places(kept), known_terms(kept)
        if organization.country_id in places:
            organization.country = places[organization.country_id]
        self.fields_of_work = _chosen(organization.fields_of_work, terms["field"])
        self.groups_served = _chosen(organization.groups_served, terms["group"])
        self.goals = _chosen(organization.goals, terms["goal"])
        self.names = list(organization.names.all())
        self.places = _by_name(organization.places.order_by("pk"), places)
        self.services = _by_kind(organization.services.order_by("pk"), terms["service"])
        self.identifiers = list(organization.identifiers.select_related("scheme"))
        self.figures = list(organization.figures.all())
        self.documents = list(organization.documents.visible_to(user))
        self.sources = self._read_sources()
        self._read_related(Organization.objects.visible_to(user))

    def _read_sources(self) -> list[Source]:
        """Every document behind this page, each once: those of the whole record first."""
        sources = {source.pk: source for source in self.organization.sources.all()}
        rows = [row for row in (*self.names, *self.places, *self.services, *self.figures) if row.source_id]
        missing = {row.source_id for row in rows} - set(sources)
        further = Source.objects.in_bulk(missing) if missing else {}
        for row in rows:
            row.source = sources.get(row.source_id) or sources.setdefault(
                row.source_id, further[row.source_id]
            )
        return list(sources.values())

    def _read_related(self, visible):
        """Those above, below, before and after this one; drafts that the reader may not see stay out."""
        one = self.organization
        above = {pk for pk in (one.parent_id, one.governing_body_id, one.successor_id) if pk}
        related = visible.filter(Q(parent=one) | Q(successor=one) | Q(pk__in=above))
        found = {other.pk: other for other in related.in_alphabetical_order().only(*NAMED)}
        self.parent = found.get(one.parent_id)
        self.governing_body = found.get(one.governing_body_id)
        self.successor = found.get(one.successor_id)
        self.branches = [other for other in found.values() if other.parent_id == one.pk]
        self.predecessors = [other for other in found.values() if other.successor_id == one.pk]

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
            for name in self.names
            if name.kind == kinds.FORMER or (name.used and name.kind != kinds.TRANSLATED)
        ]
        return sorted(names, key=lambda name: (name.used_latest is not None, name.used_latest), reverse=True)

    @cached_property
    def other_names(self) -> list[OrganizationName]:
        return [name for name in self.names if name not in self.names_over_time]

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number under which each source stands on the page, by key."""
        return {source.pk: number for number, source in enumerate(self.sources, 1)}

    def _is_open(self, row) -> bool:
        return not row.has_ended_on(self.today)

    def _places(self, role) -> list[PlaceRow]:
        """The whole country and regions first, then provinces."""
        rows = [row for row in self.places if row.role == role]
        rows.sort(key=lambda row: row.place.kind == PlaceKind.PROVINCE)
        return [PlaceRow(row, self.units.now(row.place)) for row in rows]


def _chosen(relation, terms) -> list:
    """Those of the kept terms that the organization has, in their order."""
    links = relation.through.objects.filter(**{relation.source_field_name: relation.instance})
    keys = set(links.values_list(relation.target_field_name, flat=True))
    return [term for term in terms.values() if term.pk in keys]


def _by_name(rows, places) -> list[OrganizationPlace]:
    """Seats and places of work by the Vietnamese alphabet."""
    rows = _pointing(rows, "place", places)
    return sorted(rows, key=lambda row: (row.role, row.place.sort_vi))


def _by_kind(rows, terms) -> list[Service]:
    """Services in the order of their kinds."""
    kinds = {kind.pk: kind for kind in terms.values()}
    rows = _pointing(rows, "kind", kinds)
    return sorted(rows, key=lambda row: (row.kind.position, row.kind.sort_vi))


def _pointing(rows, name, kept) -> list:
    """The rows pointing to what is kept under their key; what was recorded a moment ago is read when it is shown."""
    rows = list(rows)
    for row in rows:
        key = getattr(row, f"{name}_id")
        if key in kept:
            setattr(row, name, kept[key])
    return rows


def _opening(organization) -> tuple[Spoken, Spoken]:
    """The words right under the name, and those that follow further down: no sentence is said twice."""
    if organization.mission:
        return organization.mission, organization.description
    first, _gap, rest = organization.description.partition("\n\n")
    lang = organization.description.lang
    return Spoken(first, lang), Spoken(rest, lang)
