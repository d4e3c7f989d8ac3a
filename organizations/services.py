"""The acts of staff on organizations: views, admin, imports and commands all call these."""

from django.db import transaction

from organizations.models import Organization, OrganizationPlace
from organizations.rules import check_names_differ, check_no_circle, check_one_open_seat
from organizations.search import refresh_organizations
from portal.kit.history import Way, recording
from portal.kit.publication import Publication, check_move
from portal.kit.slugs import check_slug_is_free, free_slug, keep_former_slug
from portal.kit.versions import locked, save_new_version

LISTS = ("fields_of_work", "groups_served", "goals", "sources")
PARTS = ("names", "places", "identifiers", "services", "figures", "registrations", "documents")


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


@transaction.atomic
def change_organization(organization, *, by, seen: int, way=Way.SERVICE, **changes) -> Organization:
    """Set these columns if nobody saved since version `seen` (`Conflict` otherwise)."""
    with recording(by=by, way=way):
        current = locked(Organization, organization.pk, seen=seen)
        before = current.slug
        for name, value in changes.items():
            setattr(current, name, value)
        prepare(current)
        save_new_version(current)
        keep_former_slug(current, before=before)
        finish(current)
    return current


@transaction.atomic
def move_publication(organization, *, to: str, by, seen: int, way=Way.SERVICE) -> Organization:
    """Publish, archive or return to draft."""
    with recording(by=by, way=way):
        current = locked(Organization, organization.pk, seen=seen)
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
    check_one_open_seat(OrganizationPlace.objects.filter(organization=organization))
    check_names_differ(organization, organization.names.all())
    refresh_organizations(Organization.objects.filter(pk=organization.pk))
