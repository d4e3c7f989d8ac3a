"""The public list of organizations, as a visitor reads and follows it."""

import re

import pytest
from django.utils.html import strip_tags

from tests.factories.organizations import draft, organization, place_of

pytestmark = pytest.mark.django_db

LIST = "/to-chuc/"


def names(response):
    return [str(one.name) for one in response.context["organizations"]]


def groups(response):
    return [
        (str(group.place), [one.name_vi for one in group.organizations])
        for group in response.context["groups"]
    ]


def text(response):
    return re.sub(r"\s+", " ", strip_tags(response.content.decode()))


def test_a_visitor_reads_the_list_in_vietnamese_order_with_the_number_in_words(client):
    for name in ("Đông", "Dung", "Ân", "An", "Bình"):
        organization(name)
    draft("Bản nháp")

    response = client.get(LIST)

    assert names(response) == ["An", "Ân", "Bình", "Dung", "Đông"]
    assert response.context["found"] == "Tìm thấy 5 tổ chức"
    assert text(response).count("Bản nháp") == 0
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize(
    ("at", "expected"),
    [("work", ["Làm việc"]), ("seat", ["Trụ sở"]), ("", ["Làm việc", "Trụ sở"])],
)
def test_a_visitor_finds_who_works_or_sits_in_a_province(client, at, expected):
    organization("Làm việc", works_in=["quang-nam"])
    organization("Trụ sở", seat="da-nang")
    organization("Nơi khác", seat="ha-noi")

    assert names(client.get(LIST, {"province": "da-nang", "at": at})) == expected


def test_a_visitor_finds_by_the_old_province_only_what_was_recorded_there(client):
    organization("Ghi Hòa Bình", works_in=["hoa-binh"])
    organization("Ghi Phú Thọ", works_in=["phu-tho"])

    assert names(client.get(LIST, {"province": "hoa-binh"})) == ["Ghi Hòa Bình"]
    assert names(client.get(LIST, {"province": "phu-tho"})) == ["Ghi Hòa Bình", "Ghi Phú Thọ"]


def test_a_visitor_searches_without_marks_and_best_matches_come_first(client):
    organization("Viện Nghiên cứu", description_vi="Làm việc với trẻ em")
    organization("Quỹ Trẻ em")
    organization("Hội Tre Em")

    response = client.get(LIST, {"q": "tre em"})

    assert names(response) == ["Hội Tre Em", "Quỹ Trẻ em", "Viện Nghiên cứu"]


def test_a_removed_tag_leaves_the_other_filters(client):
    organization("Một", works_in=["ha-noi"])

    response = client.get(
        LIST, {"province": ["ha-noi", "da-nang"], "kind": "cso", "page": "1", "by": "today"}
    )

    assert {tag.label: tag.url for tag in response.context["tags"]} == {
        "Hà Nội": "/to-chuc/?kind=cso&province=da-nang&by=today",
        "Đà Nẵng": "/to-chuc/?kind=cso&province=ha-noi&by=today",
        response.context["tags"][0].label: "/to-chuc/?province=ha-noi&province=da-nang&by=today",
    }


def test_pages_keep_the_filters_and_miss_nobody(client):
    for number in range(45):
        organization(f"Tổ chức số {number:02}", works_in=["ha-noi"])
    organization("Nơi khác", works_in=["da-nang"])

    url, seen = f"{LIST}?province=ha-noi&unknown=1", []
    while url:
        response = client.get(url)
        seen += names(response)
        url = response.context["next_url"]

    assert seen == [f"Tổ chức số {number:02}" for number in range(45)]
    assert response.context["previous_url"] == "/to-chuc/?province=ha-noi&page=2"
    assert "41–45" in text(response)


@pytest.mark.parametrize("page", ["0", "-1", "2", "999999999999999999999", "abc", "1.5", "²"])
def test_an_absurd_page_shows_the_first_one_and_says_so(client, page):
    organization("Một")

    response = client.get(LIST, {"page": page})

    assert response.status_code == 404
    assert names(response) == ["Một"]
    [problem] = response.context["problems"]
    assert f"“{page[:20]}”" in problem


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "<b>"),
        ("province", "atlantis"),
        ("region", "x" * 500),
        ("at", "nowhere"),
        ("field", "'"),
        ("goal", "18"),
        ("letter", "AB"),
        ("country", "1"),
        ("q", "a" * 121),
    ],
)
def test_a_wrong_filter_is_left_out_and_a_sentence_says_so(client, name, value):
    organization("Một")

    response = client.get(LIST, {name: value})

    assert response.status_code == 200
    assert names(response) == ["Một"]
    [problem] = response.context["problems"]
    assert len(problem) < 300
    assert "<b>" not in response.content.decode()


def test_the_list_grouped_by_todays_province_gathers_old_ones(client):
    organization("Ghi Hòa Bình", works_in=["hoa-binh", "phu-tho"])
    organization("Ghi Hà Nội", seat="ha-noi", works_in=["ha-noi"])
    organization("Chưa ghi")

    assert groups(client.get(LIST, {"by": "today"})) == [
        ("Hà Nội", ["Ghi Hà Nội"]),
        ("Phú Thọ", ["Ghi Hòa Bình"]),
        ("None", ["Chưa ghi"]),
    ]


def test_the_list_grouped_by_province_as_recorded_keeps_old_ones_apart(client):
    one = organization("Ghi Hòa Bình", works_in=["hoa-binh", "phu-tho"])
    place_of(one, "hoa-binh", period="2020")

    response = client.get(LIST, {"by": "then", "province": "phu-tho"})

    assert [(group.place.slug, group.organizations) for group in response.context["groups"]] == [
        ("hoa-binh", [one]),
        ("phu-tho", [one]),
    ]


def test_the_list_grouped_shows_only_the_chosen_provinces_and_ties(client):
    organization("Hai nơi", seat="ha-noi", works_in=["ha-noi", "da-nang"])

    assert groups(client.get(LIST, {"by": "today", "province": "da-nang"})) == [("Đà Nẵng", ["Hai nơi"])]
    assert groups(client.get(LIST, {"by": "today", "at": "seat"})) == [("Hà Nội", ["Hai nơi"])]


def test_a_grouped_list_is_paged_over_its_rows(client):
    for number in range(15):
        organization(f"Tổ chức {number:02}", works_in=["ha-noi", "da-nang"])

    second = client.get(LIST, {"by": "today", "page": 2})

    assert groups(second) == [("Hà Nội", [f"Tổ chức {number:02}" for number in range(5, 15)])]
    assert second.context["found_count"] == 15


def test_a_visitor_of_one_province_is_told_who_works_in_the_whole_country(client):
    organization("Cả nước", works_in=["viet-nam"])
    organization("Cả miền Bắc", works_in=["mien-bac"])
    organization("Cả nước Lào", works_in=["lao"])
    organization("Cả nước và Hà Nội", works_in=["viet-nam", "ha-noi"])
    organization("Miền Nam", works_in=["mien-nam"])
    draft("Nháp cả nước", works_in=["viet-nam"])

    response = client.get(LIST, {"province": "ha-noi"})

    assert names(response) == ["Cả nước và Hà Nội"]
    assert [str(one.name) for one in response.context["nationwide"]] == ["Cả miền Bắc", "Cả nước"]
    assert list(client.get(LIST, {"province": "ha-noi", "at": "seat"}).context["nationwide"]) == []


def test_an_empty_list_says_what_to_do(client):
    organization("Một", works_in=["ha-noi"])

    response = client.get(LIST, {"province": "ca-mau", "q": "biển"})

    page = response.content.decode()
    assert response.context["found"] == "Không tìm thấy tổ chức nào"
    assert 'href="/to-chuc/?province=ca-mau"' in page
    assert 'href="/to-chuc/?q=bi%E1%BB%83n"' in page
    assert 'href="/tim-kiem/?q=bi%E1%BB%83n"' in page
    assert 'href="/to-chuc/"' in page


def test_a_refreshing_browser_gets_the_same_whole_page(client):
    organization("Một", works_in=["ha-noi"])

    plain = client.get(LIST, {"province": "ha-noi"})
    refreshed = client.get(
        LIST, {"province": "ha-noi"}, headers={"HX-Request": "true", "HX-Target": "results"}
    )

    assert refreshed.content == plain.content
    assert "HX-Request" not in plain.headers.get("Vary", "")


def test_the_english_list_has_the_same_filters_and_says_what_is_vietnamese(client):
    organization("Chỉ tiếng Việt", works_in=["hoa-binh"])
    organization("Tiếng Việt", name_en="In English", works_in=["hoa-binh"])

    response = client.get("/en/organizations/", {"province": "phu-tho"})

    page = response.content.decode()
    assert names(response) == ["Chỉ tiếng Việt", "In English"]
    assert response.context["found"] == "2 organizations found working or seated in Phu Tho"
    assert '<span lang="vi">Chỉ tiếng Việt</span>' in page
    assert '<span lang="vi">Tiếng Việt</span>' not in page
    assert "Hoa Binh (now Phu Tho)" in page
