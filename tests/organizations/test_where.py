"""The line of a card that says where an organization sits and works."""

import pytest
from django.utils import translation

from organizations.models import Organization
from organizations.templatetags.organizations import where
from tests.factories.organizations import organization, place_of

pytestmark = pytest.mark.django_db


def told(one, language="vi"):
    with translation.override(language):
        return where(Organization.objects.get(pk=one.pk))


def test_the_seat_stands_first_and_each_place_once():
    one = organization(seat="hue", works_in=["da-nang", "hue"])

    assert told(one) == "Huế, Đà Nẵng"


def test_a_unit_of_another_name_leads_to_todays_and_one_that_kept_its_name_is_todays():
    one = organization(works_in=["hoa-binh", "ho-chi-minh-truoc-2025"])

    assert told(one) == "Hòa Bình (nay thuộc Phú Thọ), Thành phố Hồ Chí Minh"
    assert told(one, "en") == "Hoa Binh (now Phu Tho), Ho Chi Minh City"


def test_planned_is_said_only_where_nothing_happens_there_yet():
    one = organization()
    place_of(one, "hue", is_planned=True)
    place_of(one, "da-nang", is_planned=True)
    place_of(one, "da-nang", period="2020")

    assert told(one) == "Đà Nẵng, Huế (dự kiến)"


def test_a_long_line_says_how_many_more():
    slugs = ["an-giang", "bac-ninh", "ca-mau", "cao-bang", "can-tho", "da-nang", "dak-lak", "dien-bien"]
    six, eight = organization(works_in=slugs[:6]), organization(works_in=slugs)

    assert told(six) == "An Giang, Bắc Ninh, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng"
    assert told(eight) == "An Giang, Bắc Ninh, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng và 2 nơi khác"


def test_nothing_is_said_where_nothing_is_known():
    assert told(organization()) == ""
