"""People find partners by what they remember of them, with or without marks."""

import unicodedata

import pytest

from organizations.models import Organization
from organizations.search import meanings_of, read_query
from organizations.services import create_organization
from portal.hub.sample_network import load_sample

SEARCH = "/tim-kiem/"


@pytest.fixture
def found(client):
    """What the search page answers, best match first."""

    def ask(typed):
        return [one.short_name for one in client.get(SEARCH, {"q": typed}).context["organizations"]]

    return ask


@pytest.fixture
def places(client):
    def ask(typed):
        return {one.place.slug for one in client.get(SEARCH, {"q": typed}).context["places"]}

    return ask


@pytest.fixture
def sample(db):
    load_sample()


@pytest.mark.parametrize(
    "typed", ["da nang", "đà nẵng", "DA NANG", unicodedata.normalize("NFD", "Đà Nẵng"), "Đà  Nẵng "]
)
def test_visitor_finds_what_is_in_da_nang(sample, typed, found, places):
    """SRD and the union of Quảng Nam, which became part of Đà Nẵng; nobody whose text merely holds «đã» and «năng»."""
    assert set(found(typed)) == {"SRD", "Liên hiệp hội tỉnh Quảng Nam"}
    assert places(typed) == {"da-nang", "da-nang-truoc-2025"}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("daklak", "dak-lak"),
        ("Đắc Lắc", "dak-lak"),
        ("tphcm", "ho-chi-minh"),
        ("TP.HCM", "ho-chi-minh"),
        ("hanoi", "ha-noi"),
    ],
)
def test_visitor_finds_a_place_by_any_usual_spelling(db, typed, slug, places):
    assert slug in places(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "vien nghien cuu msd",
        "Trung tâm Nghiên cứu Quản lý và Phát triển bền vững MSD",
        "msd quan ly",
        "phat trien ben vung msd",
    ],
)
def test_visitor_finds_msd_by_its_names_in_any_order(sample, typed, found):
    assert found(typed)[0] == "MSD"


def test_visitor_finds_the_academy_by_npa_and_learns_what_else_it_means(sample, found):
    assert found("NPA")[0] == "NPA"
    assert Organization.objects.get(acronym="NPA").name_vi == "Học viện Chính trị Quốc gia Hồ Chí Minh"
    meanings = [short.long_vi for short in meanings_of(read_query("NPA"))]
    assert any("hội phi lợi nhuận" in meaning for meaning in meanings)


def test_old_and_new_tone_placement_find_the_same(sample, found):
    assert found("hoà bình") == found("hòa bình") == found("hoa binh") != []


def test_an_does_not_find_every_ban(db, found):
    for name in ("Hội An Bình", "Ban Dân vận", "Quỹ Lan Tỏa"):
        create_organization(by=None, publish=True, name_vi=name, kind="association")
    assert found("an") == ["Hội An Bình"]


def test_exact_spelling_ranks_above_folded(db, found):
    for name in ("Nhóm Ma Đa", "Nhóm Mạ Đa", "Nhóm Má Đa"):
        create_organization(by=None, publish=True, name_vi=name, kind="informal_group")
    assert found("mạ")[0] == "Nhóm Mạ Đa"
    assert set(found("mạ")) == {"Nhóm Ma Đa", "Nhóm Mạ Đa", "Nhóm Má Đa"}


def test_short_form_finds_the_long_one_and_the_other_way_round(db, found):
    create_organization(
        by=None,
        publish=True,
        name_vi="Nhóm Xanh",
        kind="cso",
        description_vi="Vì bình đẳng giới ở trường học.",
    )
    create_organization(
        by=None, publish=True, name_vi="Nhóm Đỏ", kind="cso", description_vi="Tập huấn về BĐG."
    )
    assert set(found("BĐG")) == {"Nhóm Xanh", "Nhóm Đỏ"}
    assert set(found("bình đẳng giới")) == {"Nhóm Xanh", "Nhóm Đỏ"}


def test_old_province_is_found_then_and_now(sample, found):
    """SRD worked in Yên Bái, which is Lào Cai today."""
    assert "SRD" in found("yên bái")
    assert "SRD" in found("lào cai")


def test_query_without_words_finds_nothing(db, found):
    assert found("") == found("  … ") == []
