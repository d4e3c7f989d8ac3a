"""Home: who works where, in a picture, a table and a list that say the same."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization, OrganizationFigure, Place
from organizations.search import refresh_organizations
from organizations.units import Units
from portal.hub.tiles import POSITIONS
from portal.kit.tiles import Tile, TilePicture


def organization(slug, *places, publication="published", kind="cso"):
    made = Organization.objects.create(slug=slug, name_vi=f"Viện {slug}", kind=kind, publication=publication)
    for place in places:
        made.places.create(place=Place.objects.get(slug=place), role="work")
    return made


@pytest.fixture
def network(db):
    """Lào Cai has two, one of them from Yên Bái; Huế has one; a draft, an archive and a network count nowhere."""
    organization("mot", "lao-cai", "hue")
    organization("hai", "yen-bai", "lao-cai-truoc-2025")
    organization("nhap", "lao-cai", publication="draft")
    organization("cu", "hue", publication="archived")
    organization("luoi", "hue", kind="network")
    refresh_organizations(Organization.objects.all())


def in_tiles(html):
    """{"Lào Cai": 2} of every tile that shows a number."""
    tiles = [
        (
            " ".join(re.findall(r"<text x[^>]*>([^<]+)</text>", tile)),
            re.findall(r'class="count"[^>]*>(\d+)<', tile),
        )
        for tile in re.findall(r'<g class="tile tile-\d">(.*?)</g>', html, re.DOTALL)
    ]
    return {name: int(count[0]) for name, count in tiles if count}


def in_table(html):
    """{"Lào Cai": (2, "/to-chuc/?province=lao-cai")}."""
    row = r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th>\s*<td class="number"[^>]*>(\d+)</td>'
    return {name: (int(count), url) for url, name, count in re.findall(row, html)}


def test_picture_table_and_list_give_the_same_numbers(client, network):
    html = client.get("/").content.decode()

    table = in_table(html)

    assert {name: count for name, (count, _url) in table.items()} == {"Lào Cai": 2, "Huế": 1}
    assert in_tiles(html) == {"Lào Cai": 2, "Huế": 1}
    assert {name: client.get(url).context["found_count"] for name, (_count, url) in table.items()} == {
        "Lào Cai": 2,
        "Huế": 1,
    }


def test_every_province_of_today_has_its_own_tile_and_both_archipelagos_are_drawn(client, db):
    current = Units.on(datetime.date(2026, 11, 22)).current()

    html = client.get("/").content.decode()

    assert set(POSITIONS) == {place.slug for place in current}
    assert len(set(POSITIONS.values())) == 34
    assert html.count('class="tile tile-0"') == 34
    assert "Hoàng Sa" in html
    assert "Trường Sa" in html


def test_reader_of_the_table_learns_under_which_old_name_an_organization_was_recorded(client, network):
    organization("ba", "yen-bai")

    [row] = [row for row in client.get("/").context["rows"] if row.place.slug == "lao-cai"]

    assert {one.organization.slug: [old.slug for old in one.former] for one in row.named} == {
        "mot": [],
        "hai": [],  # recorded in the former Lào Cai too, which is called as today's
        "ba": ["yen-bai"],
    }


def test_who_says_yen_bai_is_led_to_lao_cai(client, network):
    html = client.get("/").content.decode()

    [option] = re.findall(r'<option value="([^"]+)">Yên Bái', html)

    assert option == "lao-cai"
    assert client.get("/to-chuc/", {"province": option}).context["found_count"] == 2


def test_links_to_provinces_stand_outside_the_picture(client, network):
    [picture] = re.findall(r'<svg class="picture.*?</svg>', client.get("/").content.decode(), re.DOTALL)

    assert 'role="img"' in picture
    assert "<a" not in picture


def test_newest_are_what_was_entered_last_and_no_draft(client, network):
    assert [one.slug for one in client.get("/").context["newest"]] == ["hai", "mot"]


def test_stated_figure_keeps_its_words_and_is_not_added_to_the_count(client, network):
    OrganizationFigure.objects.create(
        organization=Organization.objects.get(slug="mot"),
        what_vi="Tổ chức được kết nối",
        unit="organizations",
        value=40,
        qualifier="about",
    )
    OrganizationFigure.objects.create(
        organization=Organization.objects.get(slug="nhap"), what_vi="Chuyện chưa kể", unit="persons", value=7
    )

    response = client.get("/")

    assert response.context["organizations_count"] == 2
    assert [figure.what_vi for figure in response.context["figures"]] == ["Tổ chức được kết nối"]


def test_home_asks_as_often_with_two_organizations_as_with_fifty(client, network, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for number in range(48):
        organization(f"so-{number}", "ha-noi", "da-nang", "hoa-binh")

    with django_assert_num_queries(len(few)):
        client.get("/")


@pytest.mark.parametrize(
    ("counts", "shades"),
    [([0, 1, 2, 3, 4, 5, 9], [0, 1, 2, 3, 3, 4, 4]), ([0, 1, 30, 250], [0, 1, 2, 4]), ([0, 0], [0, 0])],
)
def test_shades_grow_with_the_network(counts, shades):
    picture = TilePicture([Tile(0, number, ["X"], count) for number, count in enumerate(counts)], [], "")

    assert [tile["shade"] for tile in picture.drawn_tiles()] == shades
