"""Small organizations for tests: each function makes one row, says only what matters, and leaves the rest as it is."""

from itertools import count

from organizations.models import FieldOfWork, Organization, OrganizationPlace, Place
from organizations.search import refresh_organizations
from portal.kit.publication import Publication
from portal.kit.sources import Source

_numbers = count(1)


def organization(name_vi="", *, seat=None, works_in=(), fields=(), **columns) -> Organization:
    """A published organization, found by search; `seat`, `works_in` and `fields` are slugs and codes."""
    number = next(_numbers)
    one = Organization.objects.create(
        **{
            "name_vi": name_vi or f"Tổ chức {number}",
            "slug": f"to-chuc-{number}",
            "kind": "cso",
            "publication": Publication.PUBLISHED,
            **columns,
        }
    )
    if seat:
        place_of(one, seat, role="seat")
    for slug in works_in:
        place_of(one, slug)
    one.fields_of_work.set(FieldOfWork.objects.filter(code__in=fields))
    refresh_organizations(Organization.objects.filter(pk=one.pk))
    return one


def draft(name_vi="", **columns) -> Organization:
    return organization(name_vi, publication=Publication.DRAFT, **columns)


def place(slug) -> Place:
    return Place.objects.get(slug=slug)


def place_of(one, slug, *, role="work", **columns) -> OrganizationPlace:
    return OrganizationPlace.objects.create(organization=one, place=place(slug), role=role, **columns)


def source(title="Một tài liệu", **columns) -> Source:
    return Source.objects.get_or_create(title=title, defaults=columns)[0]


def path_of(one) -> str:
    """Its Vietnamese page, whatever language the test last asked in."""
    return f"/to-chuc/{one.slug}/"
