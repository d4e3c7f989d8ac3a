"""The frozen places and word lists, checked as files, before any migration reads them."""

import re
import tomllib
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from portal.kit.edtf import parse_edtf

DATA = Path(__file__).parents[2] / "organizations" / "migrations" / "data"
LAST_DAY, FIRST_DAY = date(2025, 6, 30), date(2025, 7, 1)
WORD_LISTS = ["field_of_work", "group_served", "legal_form", "service_kind"]


def read(name):
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def places():
    return read("places.toml")


@pytest.fixture(scope="module")
def words():
    return read("vocabularies.toml")


def provinces(places, *, on):
    return {
        place["slug"]: place
        for place in places["place"]
        if place["kind"] == "province"
        and place.get("valid_from", date.min) <= on <= place.get("valid_to", date.max)
    }


def type_on(place, day):
    """What the unit is on the day; a year alone counts from its first day to its last."""
    for row in place["designations"]:
        starts = parse_edtf(row["from"]).earliest if row["from"] else date.min
        ends = parse_edtf(row["to"]).latest if row["to"] else date.max
        if starts <= day <= ends:
            return row["type"]
    return None


@pytest.mark.parametrize("name", ["places.toml", "vocabularies.toml"])
def test_a_data_file_is_composed_unicode(name):
    assert unicodedata.is_normalized("NFC", (DATA / name).read_text(encoding="utf-8"))


def test_places_have_63_units_before_and_34_since_1_july_2025(places):
    before, since = provinces(places, on=LAST_DAY), provinces(places, on=FIRST_DAY)
    assert (len(before), len(since), len(before.keys() & since.keys())) == (63, 34, 11)
    assert len(before.keys() | since.keys()) == 86
    assert Counter(place["parent"] for place in since.values()) == {
        "mien-bac": 15,
        "mien-trung": 11,
        "mien-nam": 8,
    }


def test_places_have_slugs_of_their_own_and_known_parents(places):
    slugs = [place["slug"] for place in places["place"]]
    assert [slug for slug, count in Counter(slugs).items() if count > 1] == []
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []
    kinds = {place["slug"]: place["kind"] for place in places["place"]}
    above = {place["kind"]: kinds.get(place.get("parent")) for place in places["place"]}
    assert above == {"country": None, "city": "country", "region": "country", "province": "region"}


def test_todays_unit_keeps_the_plain_slug_and_its_earlier_namesake_says_so(places):
    since = provinces(places, on=FIRST_DAY)
    ended = [place for place in provinces(places, on=LAST_DAY).values() if place["slug"] not in since]
    names = {place["name_vi"] for place in since.values()}
    namesakes = {place["slug"] for place in ended if place["name_vi"] in names}
    assert namesakes == {place["slug"] for place in ended if place["slug"].endswith("-truoc-2025")}
    assert len(namesakes) == 23
    assert [slug for slug in since if "2025" in slug] == []


def test_every_ended_unit_goes_whole_into_one_of_today_in_the_same_region(places):
    before, since = provinces(places, on=LAST_DAY), provinces(places, on=FIRST_DAY)
    successions = places["succession"]
    assert sorted(row["old"] for row in successions) == sorted(before.keys() - since.keys())
    assert {row["new"] for row in successions} == since.keys() - before.keys()
    assert {(row["on"], row["whole"]) for row in successions} == {(FIRST_DAY, True)}
    moved = [row for row in successions if before[row["old"]]["parent"] != since[row["new"]]["parent"]]
    assert moved == []


def test_provinces_of_the_sample_network_lead_to_todays(places):
    new = {row["old"]: row["new"] for row in places["succession"]}
    assert (new["yen-bai"], new["hoa-binh"], new["quang-nam"]) == ("lao-cai", "phu-tho", "da-nang")
    assert (new["phu-tho-truoc-2025"], new["tien-giang"]) == ("phu-tho", "dong-thap")


def test_seven_codes_mean_another_province_since_1_july_2025(places):
    before = {place["code"]: place["name_vi"] for place in provinces(places, on=LAST_DAY).values()}
    since = {place["code"]: place["name_vi"] for place in provinces(places, on=FIRST_DAY).values()}
    assert (len(before), len(since)) == (63, 34)
    assert {code: (before[code], since[code]) for code in since if before.get(code) != since[code]} == {
        "15": ("Yên Bái", "Lào Cai"),
        "24": ("Bắc Giang", "Bắc Ninh"),
        "44": ("Quảng Bình", "Quảng Trị"),
        "52": ("Bình Định", "Gia Lai"),
        "80": ("Long An", "Tây Ninh"),
        "82": ("Tiền Giang", "Đồng Tháp"),
        "91": ("Kiên Giang", "An Giang"),
    }


@pytest.mark.parametrize(
    ("day", "cities"),
    [
        (date(2024, 12, 31), {"ha-noi", "hai-phong", "da-nang", "can-tho", "ho-chi-minh"}),
        (date(2025, 1, 1), {"ha-noi", "hai-phong", "hue", "da-nang", "can-tho", "ho-chi-minh"}),
        (FIRST_DAY, {"ha-noi", "hai-phong", "hue", "da-nang", "can-tho", "ho-chi-minh"}),
        (
            date(2027, 1, 1),
            {
                "ha-noi",
                "hai-phong",
                "hue",
                "da-nang",
                "can-tho",
                "ho-chi-minh",
                "dong-nai",
                "quang-ninh",
                "bac-ninh",
            },
        ),
    ],
)
def test_a_unit_is_a_centrally_run_city_from_its_day(places, day, cities):
    units = provinces(places, on=day).values()
    assert {
        place["slug"].removesuffix("-truoc-2025") for place in units if type_on(place, day) == "city"
    } == cities
    assert [place["slug"] for place in units if type_on(place, day) is None] == []


def test_dong_nai_became_a_city_on_a_day_that_is_not_known(places):
    (unit,) = (place for place in places["place"] if place["slug"] == "dong-nai")
    assert [(row["type"], row["to"] or row["from"]) for row in unit["designations"]] == [
        ("province", "2026"),
        ("city", "2026"),
    ]


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("TP.HCM", "ho-chi-minh"),
        ("TPHCM", "ho-chi-minh"),
        ("Sài Gòn", "ho-chi-minh"),
        ("Hanoi", "ha-noi"),
        ("Danang", "da-nang"),
        ("Đắc Lắc", "dak-lak"),
        ("Daklak", "dak-lak"),
        ("Bắc Cạn", "bac-kan"),
        ("Kontum", "kon-tum"),
        ("BR-VT", "ba-ria-vung-tau"),
        ("Thừa Thiên Huế", "hue"),
        ("Vientiane", "vientiane"),
        ("ວຽງຈັນ", "vientiane"),
    ],
)
def test_a_usual_spelling_leads_to_its_place(places, spelling, slug):
    found = {place["slug"] for place in places["place"] if spelling in place.get("aliases", [])}
    assert {name.removesuffix("-truoc-2025") for name in found} == {slug}


def test_no_place_lists_a_spelling_twice(places):
    twice = [
        place["slug"]
        for place in places["place"]
        if len(set(place.get("aliases", []))) < len(place.get("aliases", []))
    ]
    assert twice == []


def test_areas_belong_to_todays_units_only(places):
    areas = {row["code"] for row in places["area"]}
    since = provinces(places, on=FIRST_DAY)
    assert {place["slug"] for place in places["place"] if "area" in place} == since.keys()
    assert {place["area"] for place in since.values()} == areas


@pytest.mark.parametrize("name", WORD_LISTS)
def test_a_word_has_a_stable_code_and_both_languages(words, name):
    codes = [term["code"] for term in words[name]]
    assert [code for code, count in Counter(codes).items() if count > 1] == []
    assert [
        code for code in codes if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) or len(code) > 40
    ] == []
    assert [term["code"] for term in words[name] if not term["name_vi"] or not term["name_en"]] == []


def test_the_goals_are_seventeen(words):
    assert [goal["number"] for goal in words["sdg"]] == list(range(1, 18))
    assert all(goal["name_vi"] and goal["name_en"] for goal in words["sdg"])


def test_a_tax_number_has_ten_or_thirteen_digits(words):
    pattern = {scheme["code"]: scheme["pattern"] for scheme in words["identifier_scheme"]}["VN-TIN"]
    assert re.fullmatch(pattern, "0123456789")
    assert re.fullmatch(pattern, "0123456789001")
    assert not re.fullmatch(pattern, "01234567890")


def test_short_forms_of_the_network_are_told_in_full(words):
    long = {form["short"]: form["long_vi"] for form in words["short_form"]}
    assert len(long) == len(words["short_form"])
    assert long["TCXH"] == "tổ chức xã hội"
    assert long["BĐG"] == "bình đẳng giới"
    assert long["UBND"] == "Ủy ban nhân dân"
    (npa,) = (form for form in words["short_form"] if form["short"] == "NPA")
    assert (npa["long_vi"], npa["long_en"]) == ("hội phi lợi nhuận (Lào)", "Non-Profit Association (Laos)")
    assert "Học viện" in npa["note_vi"]
