"""The desk for organizations: its first screen counts what its links show."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from organizations.gaps import GAPS, needing
from organizations.models import Organization, Registration
from organizations.services import create_organization
from portal.kit.text import slugify
from tests.factories.desk import add_page, change_page, officer, officer_with, press
from tests.factories.organizations import draft, organization, place, place_of

pytestmark = pytest.mark.django_db

VIETNAMESE = re.compile(r"[đĐăâêôơưĂÂÊÔƠƯ\u1ea0-\u1ef9]")
LIST = "/admin/organizations/organization/"


@pytest.fixture(autouse=True)
def lan(client):
    user = officer("lan")
    client.force_login(user)
    return user


def complete(name, **columns):
    """An organization of which nothing is missing."""
    site = f"https://{slugify(name)}.example"
    return organization(name, seat="ha-noi", name_en=f"{name} in English", website=site, **columns)


def registered(one, days, **columns):
    """With a registration that ends so many days from today."""
    end = timezone.localdate() + datetime.timedelta(days=days)
    return Registration.objects.create(organization=one, decision_number="1/QĐ", expires_on=end, **columns)


def verified(one, days):
    """Verified a year ago, until so many days from today."""
    today = timezone.localdate()
    until = today + datetime.timedelta(days=days)
    one.verifications.create(
        verified_on=today - datetime.timedelta(days=365), verified_by="Lan", valid_until=until
    )


NEEDY = {
    "publication": lambda: complete("Nháp", publication="draft"),
    **{
        f"registration-{name}": lambda days=days: registered(complete("Đăng ký"), days)
        for name, days in {"ended": -1, "30": 30, "90": 31, "180": 180}.items()
    },
    **{
        f"verification-{name}": lambda days=days: verified(complete("Thẩm tra"), days)
        for name, days in {"ended": -1, "30": 0, "90": 90, "180": 91}.items()
    },
    "place": lambda: organization("Không nơi", name_en="E", website="https://example.org"),
    "contact": lambda: organization("Không liên hệ", name_en="E", works_in=["viet-nam"]),
    "english": lambda: complete("Chưa dịch", description_vi="Chỉ có tiếng Việt."),
    "level": lambda: complete("Sở", kind="state"),
    "review": lambda: Organization.objects.filter(pk=complete("Đã lâu").pk).update(
        updated_at=timezone.now() - datetime.timedelta(days=367)
    ),
}


@pytest.mark.parametrize("name", GAPS)
def test_an_officer_is_told_of_each_gap_and_the_link_shows_exactly_those(client, name):
    complete("Đầy đủ")
    NEEDY[name]()

    [(line, message)] = client.get("/admin/").context["waiting"]
    shown = client.get(line.url).context["cl"].queryset

    assert (line.title, line.count) == (GAPS[name].label, 1)
    assert [one["name"] for one in line.first] == list(shown)
    assert message == f"{GAPS[name].label}: 1\n- {shown[0]}\nhttp://testserver{line.url}"


def test_an_officer_with_nothing_to_do_reads_so(client):
    complete("Đầy đủ")
    archived = organization("Lưu trữ", publication="archived")
    far = complete("Còn lâu")
    Registration.objects.create(
        organization=far, decision_number="2", expires_on=timezone.localdate() + datetime.timedelta(181)
    )
    Registration.objects.create(
        organization=far,
        decision_number="3",
        expires_on=timezone.localdate(),
        renewal_filed_on=timezone.localdate(),
    )

    screen = client.get("/admin/").context

    assert (screen["waiting"], [line.count for line in screen["done"]]) == ([], [0] * (len(GAPS) + 1))
    assert not needing(Organization.objects.filter(pk=archived.pk), GAPS["place"], on=timezone.localdate())


def test_staff_are_told_only_of_what_they_may_see(client):
    NEEDY["registration-30"]()
    client.force_login(officer_with("view_organization"))

    screen = client.get("/admin/").context

    assert screen["waiting"] == []
    assert "registration-30" not in [
        name for name, _label in client.get(LIST).context["cl"].filter_specs[1].lookup_choices
    ]
    client.force_login(officer_with(name="moi"))
    newcomer = client.get("/admin/")
    assert (newcomer.context["waiting"], newcomer.context["done"], newcomer.context["quick_links"]) == (
        [],
        [],
        [],
    )


def test_the_first_screen_counts_on_the_day_in_viet_nam(client):
    one = complete("Hết hạn hôm nay")
    Registration.objects.create(organization=one, decision_number="1", expires_on=datetime.date(2026, 11, 22))

    with time_machine.travel("2026-11-22 16:59Z"):
        client.force_login(officer("sang"))
        assert titles(client) == ["Đăng ký pháp lý hết hạn trong 30 ngày tới"]
    with time_machine.travel("2026-11-22 17:01Z"):
        client.force_login(officer("toi"))
        assert titles(client) == ["Đăng ký pháp lý đã hết hạn"]


def titles(client):
    return [line.title for line, _message in client.get("/admin/").context["waiting"]]


def test_a_message_for_the_group_names_ten_and_tells_how_many_more(client):
    for number in range(12):
        organization(f"Không nơi {number:02}", name_en=f"E {number}", website=f"https://{number}.example")

    [(_line, message)] = client.get("/en/admin/").context["waiting"]

    first, *names, more, address = message.splitlines()
    assert (first, len(names), more) == ("No seat and no place of work: 12", 10, "and 2 more")
    assert address == "http://testserver/en/admin/organizations/organization/?needs=place"


def test_possible_duplicates_are_a_line_that_leads_to_their_page(client):
    for name in ("Trung tâm Lúa Vàng", "Viện Lúa Vàng"):
        create_organization(
            by=None,
            publish=True,
            kind="cso",
            name_vi=name,
            name_en=name,
            website=f"https://{len(name)}.example",
            parts={"places": [{"role": "seat", "place": place("ha-noi")}]},
        )

    [(line, _message)] = client.get("/admin/").context["waiting"]

    assert (line.title, line.count) == ("Tổ chức có thể bị trùng", 1)
    assert "Viện Lúa Vàng" in client.get(line.url).content.decode()


def test_what_was_verified_is_added_and_never_changed(client):
    one = organization("Đã thẩm tra")
    one.verifications.create(verified_on=datetime.date(2026, 1, 1), verified_by="Lan")

    page = client.get(change_page(one)).content.decode()

    assert 'name="verifications-0-verified_by"' not in page
    assert 'name="verifications-0-DELETE"' not in page


def test_a_new_draft_needs_no_more_than_a_name_and_a_kind(client):
    assert press(client, add_page(Organization), name_vi="Nhóm mới", kind="informal_group").status_code == 302
    assert [(one.name_vi, one.slug, one.publication) for one in Organization.objects.all()] == [
        ("Nhóm mới", "nhom-moi", "draft")
    ]


def test_the_list_and_the_form_ask_no_more_for_many_rows(client, django_assert_max_num_queries):
    def fill(count):
        for number in range(count):
            one = organization(f"Số {number}", works_in=["ha-noi", "da-nang"])
            place_of(one, "hue", role="seat")

    fill(2)
    client.get(LIST)
    with django_assert_max_num_queries(60) as few:
        client.get(LIST)
    fill(6)
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)


def test_a_draft_is_listed_for_staff_and_named_as_such(client):
    draft("Chưa xong")

    page = client.get(reverse("admin:organizations_organization_changelist")).content.decode()

    assert "Bản nháp</span>" in page
