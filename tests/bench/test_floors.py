"""The bench's own addresses answer, pass the middleware of every page, and are none of the portal's."""

import io

import openpyxl
import pytest
from django.urls import resolve
from django.urls.exceptions import Resolver404

from bench import settings as bench_settings
from bench.paths import PATHS
from organizations.models import Organization
from organizations.synthetic import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench(settings):
    settings.ROOT_URLCONF = bench_settings.ROOT_URLCONF
    settings.MIDDLEWARE = bench_settings.MIDDLEWARE
    settings.TEMPLATES = bench_settings.TEMPLATES


def test_the_floor_of_bytes_returns_as_many_with_the_headers_of_a_page(client, bench):
    response = client.get("/bench/bytes/12345/")

    assert len(response.content) == 12345
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_the_plain_page_shows_25_organizations_with_one_query(client, bench):
    make(60, seed=1)

    response = client.get("/bench/plain/", headers={"X-Bench": "1"})

    assert response.content.decode().count("<li>") == 25
    assert response.headers["X-Bench-Queries"] == "1"


def test_the_count_is_told_only_to_who_asks(client, bench):
    make(5, seed=1)

    assert "X-Bench-Queries" not in client.get("/bench/plain/").headers


def test_the_change_is_one_that_staff_would_see(client, bench):
    make(5, seed=1)
    one = Organization.objects.first()

    client.get(f"/bench/change/{one.slug}/")

    assert Organization.objects.get(pk=one.pk).version == 2
    assert Organization.objects.get(pk=one.pk).history.count() == 1


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_every_measured_page_answers(path, client, admin_client, bench):
    make(200, seed=1)
    one = Organization.objects.public().first()
    address = path.address.format(profile=one.slug, profile_pk=one.pk)

    response = (admin_client if path.signed_in else client).get(address, headers={"X-Bench": "1"})

    assert response.status_code == 200
    assert int(response.headers["X-Bench-Queries"]) > 0


def test_the_floor_of_downloads_holds_the_same_cells_as_ours(admin_client, bench):
    make(5, seed=1)

    library, ours = (
        openpyxl.load_workbook(io.BytesIO(b"".join(admin_client.get(address)))).worksheets[0]
        for address in ("/bench/import-export.xlsx", "/admin/organizations/organization/sheet.xlsx")
    )

    assert list(library.values) == list(ours.values)


def test_the_portal_itself_has_no_floors(client):
    with pytest.raises(Resolver404):
        resolve("/bench/plain/")
    assert client.get("/bench/plain/").status_code in (302, 404)
