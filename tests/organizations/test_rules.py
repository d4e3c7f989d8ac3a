"""Rules across the rows of one organization, by whichever way the rows come."""

import pytest
from django.core.exceptions import ValidationError

from organizations.models import Organization, OrganizationName, OrganizationPlace, Place
from organizations.rules import check_names_differ, check_no_circle, check_one_open_seat
from organizations.services import change_organization, create_organization


def seat(period=""):
    return OrganizationPlace(role="seat", period=period)


def work():
    return OrganizationPlace(role="work")


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [seat()],
        [seat(), work(), work()],
        [seat("2009/2019"), seat("2020/")],
        [seat("2009/2019"), seat()],
        [seat("2009/2012"), seat("2012/2019")],
    ],
)
def test_organization_sits_in_one_place_at_a_time(rows):
    check_one_open_seat(rows)


@pytest.mark.parametrize(
    "rows", [[seat(), seat()], [seat("2009/"), seat()], [seat("2009/.."), seat("2020/")]]
)
def test_two_open_seats_are_refused_with_what_to_do(rows):
    with pytest.raises(ValidationError, match="2009-2019"):
        check_one_open_seat(rows)


def test_service_writes_nothing_when_two_seats_are_open(db):
    places = [{"place": Place.objects.get(slug=slug), "role": "seat"} for slug in ("ha-noi", "hue")]
    with pytest.raises(ValidationError):
        create_organization(by=None, name_vi="Hội Thử", kind="cso", parts={"places": places})
    assert not Organization.objects.exists()


def named(kind, text):
    return OrganizationName(kind=kind, text=text)


def test_further_name_says_something_that_the_name_does_not():
    organization = Organization(name_vi="Viện Thử", name_en="Test Institute")
    check_names_differ(organization, [named("former", "Trung tâm Thử"), named("alias", "Viện Thủ")])
    check_names_differ(organization, [named("translated", "Test Institute")])
    for text in ("Viện Thử", "Test Institute"):
        with pytest.raises(ValidationError, match=f"“{text}”"):
            check_names_differ(organization, [named("alias", text)])


def organization(name, **columns):
    return create_organization(by=None, name_vi=name, kind="cso", **columns)


@pytest.mark.parametrize("link", ["parent", "governing_body", "successor"])
def test_nobody_stands_above_or_after_themselves(db, link):
    top = organization("Trên")
    middle = organization("Giữa", **{link: top})
    bottom = organization("Dưới", **{link: middle})
    check_no_circle(bottom)
    for above in (top, middle, bottom):
        with pytest.raises(ValidationError) as refusal:
            change_organization(top, by=None, seen=top.version, **{link: above})
        assert refusal.value.message_dict.keys() >= {link}
        assert "“Trên”" in " ".join(refusal.value.message_dict[link])
    assert getattr(Organization.objects.get(pk=top.pk), link) is None


def test_body_may_govern_its_own_parent(db):
    """Ties of different kinds may cross: only one and the same must not come back."""
    parent = organization("Trên")
    child = organization("Dưới", parent=parent)
    changed = change_organization(parent, by=None, seen=parent.version, governing_body=child)
    assert changed.governing_body == child
