"""Who changed what, when, by which way, from what to what; and how a person reads it."""

import datetime

import pytest
import time_machine
from django.utils import translation

from organizations.models import (
    Affiliation,
    FieldOfWork,
    OrganizationName,
    OrganizationPlace,
    Person,
    Registration,
)
from organizations.services import change_organization, create_organization, move_publication
from portal.kit.history import Way, recording
from portal.kit.timeline import Change, timeline_of
from tests.factories.desk import change_page, officer, press
from tests.factories.organizations import organization, place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_a_change_carries_person_way_and_reason():
    lan = officer("lan")
    one = organization("Một")

    with recording(by=lan, way=Way.IMPORT, reason="danh sách 2026"):
        one.save()

    row = one.history.first()
    assert (row.history_user, row.way, row.history_change_reason) == (lan, Way.IMPORT, "danh sách 2026")


def test_what_is_written_outside_of_any_way_in_comes_from_a_program():
    assert organization("Một").history.first().way == Way.SERVICE


def test_an_inner_way_in_gives_back_to_the_outer_one():
    lan = officer("lan")
    one = organization("Một")

    with recording(by=lan, way=Way.FORM):
        with recording(way=Way.COMMAND):
            one.save()
        one.save()

    assert [(row.way, row.history_user) for row in one.history.all()[:2]] == [
        (Way.FORM, lan),
        (Way.COMMAND, None),
    ]


def test_a_reader_of_the_history_sees_each_save_with_its_rows():
    lan = officer("lan")
    with time_machine.travel("2026-10-01 08:00Z", tick=False):
        one = create_organization(
            by=lan,
            way=Way.COMMAND,
            kind="cso",
            name_vi="Tên đầu",
            lists={"fields_of_work": FieldOfWork.objects.filter(code="gender-equality")},
            parts={"places": [{"place": place("ha-noi"), "role": "seat"}]},
        )
    with time_machine.travel("2026-10-02 08:00Z", tick=False):
        one = change_organization(one, by=None, seen=1, name_vi="Tên sau", founded="2014-03~")
    with time_machine.travel("2026-10-02 09:00Z", tick=False):
        move_publication(one, to="published", by=lan, seen=2)

    published, changed, created = timeline_of(one, related=[OrganizationPlace, OrganizationName])

    assert (published.by, [entry.changes for entry in published.entries]) == (
        lan,
        [[Change("Publication", "Draft", "Published")]],
    )
    assert (changed.by, changed.at.day) == (None, 2)
    assert changed.entries[0].changes == [
        Change("Name in Vietnamese", "Tên đầu", "Tên sau"),
        Change("Founded", "", "about March 2014"),
    ]
    assert [(entry.what, entry.row) for entry in created.entries] == [
        ("created", ""),
        ("created", "Seat or place of work: Hanoi"),
    ]
    assert [change.label for change in created.entries[0].changes] == ["Fields of work"]


def test_a_removed_row_stays_in_the_history(client):
    client.force_login(officer("lan"))
    one = organization("Có tên khác")
    OrganizationName.objects.create(organization=one, kind="short", text="CTK")

    press(client, change_page(one), **{"names-0-DELETE": "on"})

    newest = timeline_of(one, related=[OrganizationName])[0]
    assert [(entry.what, entry.row) for entry in newest.entries] == [("deleted", "Other name: CTK")]


def test_the_history_outlives_what_it_names():
    one = organization("Còn lại")
    word = FieldOfWork.objects.create(code="passing", name_vi="Thoáng qua", name_en="Passing")
    person = Person.objects.create(full_name="Người đã xóa")
    Affiliation.objects.create(person=person, organization=one)
    one.fields_of_work.add(word)
    word.delete()
    person.delete()

    labels = {
        (entry.what, entry.row, *(change.after for change in entry.changes))
        for save in timeline_of(one, related=[Affiliation])
        for entry in save.entries
    }

    assert labels == {("created", "", "field of work, deleted since"), ("deleted", "Affiliation")}


def test_days_stand_in_the_history_as_people_write_them():
    one = organization("Có đăng ký")
    row = Registration.objects.create(
        organization=one, decision_number="1/QĐ", expires_on=datetime.date(2027, 2, 1)
    )
    row.expires_on = datetime.date(2030, 2, 1)
    row.save()

    changes = [
        change
        for save in timeline_of(one, related=[Registration])
        for entry in save.entries
        for change in entry.changes
    ]

    assert changes == [Change("Expires on", "01/02/2027", "01/02/2030")]


def test_an_officer_opens_the_history_page_and_a_stranger_does_not(client):
    one = organization("Một")
    address = f"/en/admin/organizations/organization/{one.pk}/history/"

    assert client.get(address).status_code == 302
    client.force_login(officer("lan"))
    press(client, change_page(one), name_vi="Hai")
    page = client.get(address).content.decode()

    assert "<del>Một</del>" in page
    assert "<ins>Hai</ins>" in page
    assert client.get(address.replace(f"/{one.pk}/", "/0/")).status_code == 302
