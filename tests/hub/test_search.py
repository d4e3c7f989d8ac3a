"""The search page: an invitation, an answer in words, and what to try when there is none."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization, Place
from portal.hub.sample_network import load_sample


@pytest.fixture
def sample(db):
    load_sample()


def said(response):
    [status] = re.findall(r'role="status">(.*?)</p>', response.content.decode(), re.DOTALL)
    return " ".join(status.split())


def test_visitor_who_typed_nothing_is_invited_and_not_told_of_results(client, db):
    response = client.get("/en/search/")

    assert b'role="status"' not in response.content
    assert b"What can be found" in response.content


def test_visitor_is_told_in_words_how_much_was_found_and_keeps_the_query(client, sample):
    response = client.get("/en/search/", {"q": "hoà bình"})

    assert said(response) == "Found 2 organizations. Found 1 place."
    assert 'value="hoà bình"' in response.content.decode()


def test_visitor_who_asks_for_npa_learns_what_else_it_stands_for(client, sample):
    response = client.get("/tim-kiem/", {"q": "NPA"})

    assert response.context["organizations"][0].acronym == "NPA"
    assert [meaning.long_vi for meaning in response.context["meanings"]] == ["hội phi lợi nhuận (Lào)"]
    assert "hội phi lợi nhuận (Lào)" in response.content.decode()


def test_old_province_leads_to_todays(client, db):
    response = client.get("/tim-kiem/", {"q": "yen bai"})

    assert [(found.place.slug, found.current.slug) for found in response.context["places"]] == [
        ("yen-bai", "lao-cai")
    ]
    assert 'href="/dia-phuong/lao-cai/"' in response.content.decode()


def test_unit_of_today_comes_before_its_namesake_of_yesterday(client, db):
    response = client.get("/tim-kiem/", {"q": "phú thọ"})

    assert [found.place.slug for found in response.context["places"]] == ["phu-tho", "phu-tho-truoc-2025"]
    assert response.context["places"][0].current is None


def test_visitor_who_finds_nothing_is_told_what_to_try(client, sample):
    response = client.get("/en/search/", {"q": "<khongcogi>"})

    assert said(response) == "Nothing was found for “&lt;khongcogi&gt;”."
    assert b"What you can try" in response.content


def test_visitor_finds_neither_draft_nor_archived(client, db):
    for publication in ("draft", "archived", "published"):
        Organization.objects.create(
            slug=publication,
            name_vi=publication,
            kind="cso",
            publication=publication,
            search_text_folded=" ngoisao",
        )

    assert [one.slug for one in client.get("/tim-kiem/?q=ngoisao").context["organizations"]] == ["published"]


def test_page_of_results_is_kept_out_of_search_engines(client, db):
    assert b'content="noindex"' in client.get("/tim-kiem/?q=a").content
    assert b"noindex" not in client.get("/tim-kiem/").content


def test_search_asks_as_often_for_two_as_for_fifty(client, sample, django_assert_num_queries):
    hanoi = Place.objects.get(slug="ha-noi")

    def add(number):
        one = Organization.objects.create(
            slug=f"so-{number}",
            name_vi="Sao",
            kind="cso",
            publication="published",
            search_text_folded=" ngoisao",
        )
        one.places.create(place=hanoi)

    add(1)
    add(2)
    with CaptureQueriesContext(connection) as few:
        client.get("/tim-kiem/?q=ngoisao")
    for number in range(3, 51):
        add(number)

    with django_assert_num_queries(len(few)):
        client.get("/tim-kiem/?q=ngoisao")
