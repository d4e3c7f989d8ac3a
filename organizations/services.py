"""The acts of staff on organizations: views, admin, imports and commands all call these."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from organizations.duplicates import DUPLICATES
from organizations.models import Organization, OrganizationPlace
from organizations.rules import check_names_differ, check_no_circle, check_one_open_seat
from organizations.search import refresh_organizations, set_search_columns
from portal.kit.history import Way, record_created, recording
from portal.kit.publication import Publication, check_may_change, check_may_move, check_move
from portal.kit.slugs import FreeSlugs, check_slug_is_free, free_slug, keep_former_slug
from portal.kit.versions import locked, save_new_version

LISTS = ("fields_of_work", "groups_served", "goals", "sources")
PARTS = ("names", "places", "identifiers", "services", "figures", "registrations", "documents")
BATCH = 500
"""Records written by one statement."""


@transaction.atomic
def create_organization(
    *, by, way=Way.SERVICE, publish=False, lists=None, parts=None, **fields
) -> Organization:
    """A new organization, checked as a whole or not written at all.

    `lists`: field name to terms or sources (`LISTS`); `parts`: relation name to dicts of column values (`PARTS`).
    Raises `ValidationError`.
    """
    with recording(by=by, way=way):
        organization = Organization(**fields)
        prepare(organization)
        if publish:
            check_may_move(by, organization)
            check_move(organization, Publication.PUBLISHED)
            organization.publication = Publication.PUBLISHED
        organization.full_clean()
        organization.save()
        for name, terms in (lists or {}).items():
            getattr(organization, name).set(terms)
        for relation, rows in (parts or {}).items():
            for row in rows:
                part = getattr(organization, relation).model(organization=organization, **row)
                part.full_clean()
                part.save()
        finish(organization)
    return organization


@dataclass
class Draft:
    """A new organization that is not written yet: columns, terms by list (`LISTS`), rows by relation (`PARTS`)."""

    fields: dict[str, Any]
    lists: dict[str, list] = field(default_factory=dict)
    parts: dict[str, list[dict]] = field(default_factory=dict)


@transaction.atomic
def create_organizations(drafts: Sequence[Draft], *, by, way=Way.SERVICE) -> list[Organization]:
    """Many new organizations, unpublished, with what `create_organization` writes and a number of queries that hardly
    grows with them; all of them or none.

    Links of a draft must be to records that exist. Raises `ValidationError`, and `IntegrityError` where somebody else
    takes the same number or address meanwhile.
    """
    slugs = FreeSlugs(Organization)
    with recording(by=by, way=way):
        organizations = [Organization(**draft.fields) for draft in drafts]
        parts = {relation: _rows(relation, organizations, drafts) for relation in PARTS}
        for one in organizations:
            one.slug = slugs.take(one.acronym or one.name_vi, fallback="organization")
            _clean(one)
        set_search_columns(
            organizations, names=parts["names"], places=parts["places"], lists=[d.lists for d in drafts]
        )
        Organization.objects.bulk_create(organizations, batch_size=BATCH)
        for name in LISTS:
            _link_all(name, zip(organizations, (draft.lists.get(name, ()) for draft in drafts), strict=True))
        record_created(organizations)
        for relation, rows in parts.items():
            for row in rows:
                row.organization_id = row.organization.pk
                _clean(row)
            Organization._meta.get_field(relation).related_model.objects.bulk_create(rows, batch_size=BATCH)
            record_created(rows)
        DUPLICATES.refresh(Organization.objects.filter(pk__in=[one.pk for one in organizations]))
    return organizations


def _rows(relation, organizations, drafts) -> list:
    model = Organization._meta.get_field(relation).related_model
    return [
        model(organization=one, **row)
        for one, draft in zip(organizations, drafts, strict=True)
        for row in draft.parts.get(relation, ())
    ]


def _clean(record):
    """What can be told without asking the database, which checks the rest itself as it writes."""
    links = [column.name for column in record._meta.concrete_fields if column.is_relation]
    record.clean_fields(exclude=links)
    record.clean()


def _link_all(name, pairs):
    relation = Organization._meta.get_field(name)
    through, owner, term = (
        relation.remote_field.through,
        relation.m2m_field_name(),
        relation.m2m_reverse_field_name(),
    )
    through.objects.bulk_create(
        (through(**{owner: one, term: other}) for one, terms in pairs for other in terms), batch_size=BATCH
    )


@dataclass
class Revision:
    """What changes among the rows of one relation: new rows, columns of rows by their key, keys of rows that go."""

    added: list[dict] = field(default_factory=list)
    changed: dict[int, dict] = field(default_factory=dict)
    removed: list[int] = field(default_factory=list)


@dataclass
class Change:
    """What becomes of an organization that was last seen in version `seen`: columns, whole lists, rows by relation."""

    organization: Organization
    seen: int
    fields: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list] = field(default_factory=dict)
    parts: dict[str, Revision] = field(default_factory=dict)


def change_organization(organization, *, by, seen: int, way=Way.SERVICE, **fields) -> Organization:
    """Set these columns if nobody saved since version `seen` (`Conflict` otherwise)."""
    return change_organizations([Change(organization, seen, fields)], by=by, way=way)[0]


@transaction.atomic
def change_organizations(changes: Sequence[Change], *, by, way=Way.SERVICE) -> list[Organization]:
    """All of these changes, or none: `Conflict` when somebody saved one of them since, or another `ValidationError`."""
    with recording(by=by, way=way):
        changed = [_change(one, by) for one in changes]
        refresh_organizations(Organization.objects.filter(pk__in=[one.pk for one in changed]))
    return changed


def _change(change, by):
    current = locked(Organization, change.organization.pk, seen=change.seen)
    check_may_change(by, current)
    before = current.slug
    for name, value in change.fields.items():
        setattr(current, name, value)
    prepare(current)
    save_new_version(current)
    keep_former_slug(current, before=before)
    for name, terms in change.lists.items():
        getattr(current, name).set(terms)
    for relation, revision in change.parts.items():
        _revise(getattr(current, relation), revision, organization=current)
    check_rows(current)
    return current


def _revise(rows, revision, *, organization):
    """Rows that go make room first: a seat for another seat, a number for another number."""
    for part in rows.filter(pk__in=revision.removed):
        part.delete()
    for part in rows.filter(pk__in=revision.changed):
        for name, value in revision.changed[part.pk].items():
            setattr(part, name, value)
        part.full_clean()
        part.save()
    for row in revision.added:
        part = rows.model(organization=organization, **row)
        part.full_clean()
        part.save()


@transaction.atomic
def move_publication(organization, *, to: str, by, seen: int, way=Way.SERVICE) -> Organization:
    """Publish, archive or return to draft."""
    with recording(by=by, way=way):
        current = locked(Organization, organization.pk, seen=seen)
        check_may_move(by, current)
        check_move(current, to)
        current.publication = to
        save_new_version(current)
    return current


def prepare(organization):
    """What every way in does before the organization is checked and saved."""
    if not organization.slug:
        organization.slug = free_slug(
            Organization,
            organization.acronym or organization.name_vi,
            record=organization,
            fallback="organization",
        )
    check_slug_is_free(Organization, organization.slug, record=organization)
    check_no_circle(organization)


def finish(organization):
    """What every way in does once the organization and its rows are written: rules across rows, search."""
    check_rows(organization)
    refresh_organizations(Organization.objects.filter(pk=organization.pk))


def check_rows(organization):
    check_one_open_seat(OrganizationPlace.objects.filter(organization=organization))
    check_names_differ(organization, organization.names.all())
