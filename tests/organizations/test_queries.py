"""A page asks the database the same number of questions whether it shows two rows or fifty."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import (
    FieldOfWork,
    Goal,
    GroupServed,
    OrganizationFigure,
    OrganizationName,
    Place,
    Service,
    ServiceKind,
    TransparencyDocument,
)
from tests.factories.organizations import organization, path_of, place, place_of, source

pytestmark = pytest.mark.django_db

FEW, MANY = 2, 50
ROWS = ["kit_data_version", "organizations_organization", "organizations_organizationplace"]


def questions(client, path):
    """What the page asks, once everything that is asked once a process is warm."""
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


def make_organizations(number):
    for _ in range(number):
        organization(seat="ha-noi", works_in=["hoa-binh", "viet-nam"], country=place("viet-nam"))
    for one in FieldOfWork.objects.all()[:3]:
        one.organizations.set(one.organizations.model.objects.all())


@pytest.mark.parametrize(
    "path",
    [
        "/to-chuc/",
        "/to-chuc/?province=phu-tho&region=mien-bac&kind=cso&at=work",
        "/to-chuc/?q=to+chuc",
        "/to-chuc/?by=today",
        "/to-chuc/?by=then&province=hoa-binh",
        "/dia-phuong/",
        "/dia-phuong/phu-tho/",
        "/dia-phuong/hoa-binh/",
        "/dia-phuong/mien-bac/",
    ],
)
def test_lists_and_places_ask_as_much_for_fifty_organizations_as_for_two(client, path):
    make_organizations(FEW)
    few = questions(client, path)
    make_organizations(MANY - FEW)
    many = questions(client, path)

    assert len(many) == len(few), "\n".join(many)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/to-chuc/", ROWS),
        ("/tim-kiem/?q=to+chuc", ROWS),
        ("/to-chuc/?q=to+chuc&province=phu-tho&kind=cso", ROWS),
        ("/dia-phuong/", ["kit_data_version"]),
    ],
)
def test_a_list_asks_for_the_version_and_for_the_rows_that_it_shows(client, path, asked):
    """Facets, counts, order, search and places come from what is kept."""
    make_organizations(FEW)

    tables = [re.search(r'FROM "?(\w+)', query)[1] for query in questions(client, path)]

    assert tables == asked


def fill(one, number):
    """`number` rows of everything that a profile shows."""
    places = list(Place.objects.filter(kind="province")[:number])
    for n, where in enumerate(places):
        document = source(f"Tài liệu {one.pk}-{n}")
        one.sources.add(document)
        place_of(one, where.slug, period="2020", source=document)
        OrganizationName.objects.create(organization=one, kind="former", text=f"Tên {n}", source=document)
        Service.objects.create(organization=one, kind=ServiceKind.objects.first(), source=document)
        OrganizationFigure.objects.create(
            organization=one, what_vi="x", unit="items", value=n, source=document
        )
        TransparencyDocument.objects.create(
            organization=one, kind="audit", year=2000 + n, url="https://example.org/", is_public=True
        )
        organization(parent=one)
        organization(successor=one)
    one.fields_of_work.set(FieldOfWork.objects.all()[:number])
    one.groups_served.set(GroupServed.objects.all()[:number])
    one.goals.set(Goal.objects.all()[:number])


def test_a_profile_asks_as_much_for_fifty_rows_of_everything_as_for_two(client):
    small, large = organization("Nhỏ"), organization("Lớn")
    fill(small, FEW)
    fill(large, MANY)

    few, many = questions(client, path_of(small)), questions(client, path_of(large))

    assert len(many) == len(few), "\n".join(many)
