"""Who took a list out, who looked at a contact: written down, readable by administrators, forgotten in time."""

import datetime

import pytest
import time_machine

from organizations.models import Organization, Person
from portal.kit.access_log import AccessLog
from tests.factories.desk import change_page, officer, officer_with
from tests.factories.organizations import organization

pytestmark = pytest.mark.django_db

ORGANIZATIONS = "/admin/organizations/organization/"
PEOPLE = "/admin/organizations/person/"
LOG = "/admin/kit/accesslog/"


@pytest.fixture
def lan(client):
    user = officer("lan")
    client.force_login(user)
    return user


def lines() -> list[tuple]:
    columns = ("what", "target", "object_id", "kind", "filters", "rows")
    return list(AccessLog.objects.order_by("pk").values_list(*columns))


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
def test_a_download_is_written_down_with_its_filters_and_rows(client, lan, extension):
    organization("Hội một", kind="association")
    organization("Hội hai", kind="association")
    organization("Trung tâm")

    answer = client.get(f"{ORGANIZATIONS}sheet.{extension}", {"q": "hoi", "kind__exact": "association"})
    assert b"".join(answer.streaming_content)

    [(what, target, key, kind, filters, rows)] = lines()
    assert (what, target, key, kind, rows) == ("export", "organizations.organization", None, extension, 2)
    assert filters == ["Từ khóa: hoi", "Loại: hội, hiệp hội"]
    assert AccessLog.objects.get().by == lan


def test_a_refused_download_and_a_list_of_organizations_leave_no_line(client, lan):
    client.get(ORGANIZATIONS)
    client.get(change_page(organization("Một")))
    client.force_login(officer_with("view_organization"))
    assert client.get(f"{ORGANIZATIONS}sheet.xlsx").status_code == 403

    assert lines() == []


def test_who_looks_at_contacts_is_written_down_by_key_alone(client, lan):
    one = Person.objects.create(full_name="Trần Thị Hoa", phone="0912 345 678")
    client.get(PEOPLE, {"q": "hoa"})
    client.get(change_page(one))
    client.get(change_page(one).replace("/change/", "/history/"))

    person = "organizations.person"
    assert [line[:3] for line in lines()] == [
        ("list", person, None),
        ("record", person, one.pk),
        ("history", person, one.pk),
    ]
    assert lines()[0][5] == 1
    assert "Trần" not in str(lines())


def test_who_is_refused_a_contact_leaves_no_line(client, lan):
    one = Person.objects.create(full_name="Trần Thị Hoa")
    client.force_login(officer_with("view_organization"))

    assert client.get(change_page(one)).status_code == 403
    assert client.get(PEOPLE).status_code == 403
    assert lines() == []


def test_administrators_read_the_log_and_change_nothing_in_it(client, lan):
    one = Person.objects.create(full_name="Trần Thị Hoa")
    client.get(change_page(one))
    line = AccessLog.objects.get()

    page = client.get(LOG).content.decode()

    assert change_page(one) in page
    assert "Trần" not in page
    assert client.post(f"{LOG}{line.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{LOG}{line.pk}/change/", {}).status_code == 403
    assert client.get(f"{LOG}add/").status_code == 403
    client.force_login(officer_with("view_person"))
    assert client.get(LOG).status_code == 403


def test_lines_fall_away_when_their_days_are_over(client, settings):
    settings.ACCESS_LOG_DAYS = 30
    with time_machine.travel("2026-01-01 02:00Z", tick=False):
        AccessLog.objects.create(what="export", target=Organization._meta.label_lower, rows=1)
    with time_machine.travel("2026-01-02 02:00Z", tick=False):
        AccessLog.objects.create(what="export", target=Organization._meta.label_lower, rows=2)
    with time_machine.travel("2026-01-31 12:00Z", tick=False):
        client.force_login(officer("lan"))
        client.get(PEOPLE)
        assert [line[5] for line in lines()] == [2, 0]

    settings.ACCESS_LOG_DAYS = 0
    assert not AccessLog.objects.outlived(now=datetime.datetime(2040, 1, 1, tzinfo=datetime.UTC)).exists()
