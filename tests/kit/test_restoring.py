"""What stood there before comes back: one value, one row, a whole deleted record."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from organizations.models import FieldOfWork, Organization, OrganizationName, Person
from portal.kit.history import Way
from tests.factories.desk import change_page, officer, officer_with, press, told
from tests.factories.organizations import draft, organization, place_of

pytestmark = pytest.mark.django_db

LIST = "/admin/organizations/organization/"
DELETED = f"{LIST}deleted/"


@pytest.fixture
def lan(client):
    user = officer("lan", first_name="Lan")
    client.force_login(user)
    return user


def history_of(client, record, **asked):
    return client.get(change_page(record).replace("/change/", "/history/"), asked)


def changes(response) -> list:
    return [
        change for save in response.context["saves"] for entry in save.entries for change in entry.changes
    ]


def way_back(client, record, name) -> str:
    return next(one.address for one in changes(history_of(client, record)) if one.name == name)


def sent(page) -> dict:
    return {name: page.context[name] for name in ("seen_version", "seen_values")}


def delete(client, record):
    client.post(change_page(record).replace("/change/", "/delete/"), {"post": "yes"})


def only_deleted(client, address=DELETED) -> str:
    [row] = client.get(address).context["rows"]
    return row["address"]


def test_an_officer_asks_who_changed_the_phone_number(client, lan):
    one = organization("Một", public_phone="0900 000 000")
    press(client, change_page(one), public_email="khac@example.org")
    press(client, change_page(one), public_phone="0911 111 111")

    answer = history_of(client, one, field="public_phone")

    assert [(change.before, change.after) for change in changes(answer)] == [
        ("0900 000 000", "0911 111 111"),
        ("", "0900 000 000"),
    ]
    assert [save.by for save in answer.context["saves"]] == [lan, None]
    page = answer.content.decode()
    assert "Điện thoại công khai" in page
    assert "khac@example.org" not in page


def test_the_question_can_be_about_a_row_and_an_unknown_one_shows_everything(client, lan):
    one = organization("Một")
    row = OrganizationName.objects.create(organization=one, kind="short", text="Cũ")
    row.text = "Mới"
    row.save()

    assert [(c.before, c.after) for c in changes(history_of(client, one, field="organizationname.text"))] == [
        ("Cũ", "Mới"),
        ("", "Cũ"),
    ]
    everything = len(history_of(client, one).context["saves"])
    assert len(history_of(client, one, field="khong-co").context["saves"]) == everything


def test_an_earlier_value_comes_back_and_the_history_says_so(client, lan):
    one = organization("Một", public_phone="0900 000 000")
    press(client, change_page(one), public_phone="0911 111 111")
    address = way_back(client, one, "public_phone")

    page = client.get(address)
    client.post(address, sent(page))

    assert (page.context["back"].now, page.context["back"].then) == ("0911 111 111", "0900 000 000")
    one.refresh_from_db()
    assert (one.public_phone, one.version) == ("0900 000 000", 3)
    last = one.history.first()
    assert (last.way, last.history_user) == (Way.FORM, lan)
    assert "Điện thoại công khai" in last.history_change_reason


def test_a_list_comes_back_without_the_words_that_are_gone(client, lan):
    word = FieldOfWork.objects.create(code="passing", name_vi="Thoáng qua", name_en="Passing")
    stays = FieldOfWork.objects.get(code="gender-equality")
    one = organization("Một", fields=["passing", "gender-equality"])
    press(client, change_page(one), fields_of_work=[])
    word.delete()
    address = way_back(client, one, "fields_of_work")

    page = client.get(address)
    client.post(address, sent(page))

    assert page.context["back"].lost == ["Lĩnh vực hoạt động"]
    assert list(one.fields_of_work.all()) == [stays]


def test_a_value_of_a_row_and_a_deleted_row_come_back(client, lan):
    one = organization("Một")
    one.names.create(kind="short", text="Cũ")
    press(client, change_page(one), **{"names-0-text": "Mới"})
    address = way_back(client, one, "text")
    client.post(address, sent(client.get(address)))
    assert [row.text for row in one.names.all()] == ["Cũ"]

    press(client, change_page(one), **{"names-0-DELETE": "on"})
    [entry] = [
        e for save in history_of(client, one).context["saves"] for e in save.entries if e.what == "deleted"
    ]
    client.post(entry.address, sent(client.get(entry.address)))
    assert [row.text for row in one.names.all()] == ["Cũ"]


def test_what_another_changed_meanwhile_is_not_overwritten_by_bringing_back(client, lan):
    one = organization("Một", public_phone="0900 000 000")
    press(client, change_page(one), public_phone="0911 111 111")
    address = way_back(client, one, "public_phone")
    page = client.get(address)
    press(client, change_page(one), public_phone="0922 222 222")

    answer = client.post(address, sent(page))

    assert answer.status_code == 409
    [question] = answer.context["asked"]
    assert (question.opened, question.saved, question.typed) == (
        "0911 111 111",
        "0922 222 222",
        "0900 000 000",
    )
    assert Organization.objects.get().public_phone == "0922 222 222"


def test_a_value_that_breaks_a_rule_of_today_comes_to_the_form_and_is_not_written(client, lan):
    one = organization("Một", kind="state", state_level="central")
    press(client, change_page(one), state_level="")
    press(client, change_page(one), kind="cso")
    address = way_back(client, one, "state_level")

    answer = client.post(address, sent(client.get(address)))

    assert answer.status_code == 200
    assert f'action="{change_page(one)}"' in answer.content.decode()
    assert Organization.objects.get().state_level == ""


def test_who_may_only_look_brings_nothing_back(client, lan):
    one = organization("Một", public_phone="0900 000 000")
    press(client, change_page(one), public_phone="0911 111 111")
    address = way_back(client, one, "public_phone")
    delete(client, draft("Đã xóa"))
    undelete = only_deleted(client)
    client.force_login(officer_with("view_organization"))

    assert {change.address for change in changes(history_of(client, one))} == {""}
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403
    assert client.get(DELETED).status_code == 403
    assert client.post(undelete).status_code == 403
    assert Organization.objects.get().public_phone == "0911 111 111"


@pytest.mark.parametrize("name", ["publication", "logo", "khong-co", "row"])
def test_what_no_box_of_the_form_holds_is_not_brought_back_this_way(client, lan, name):
    one = draft("Một", public_phone="0900 000 000")
    press(client, change_page(one), public_phone="0911 111 111")
    address = way_back(client, one, "public_phone").replace("public_phone", name)

    assert client.post(address).status_code == 302
    one.refresh_from_db()
    assert (one.public_phone, one.publication) == ("0911 111 111", "draft")


def test_a_row_of_history_of_another_record_brings_nothing_back(client, lan):
    one, other = organization("Một"), organization("Hai", public_phone="0900 000 000")
    press(client, change_page(other), public_phone="0911 111 111")
    address = way_back(client, other, "public_phone").replace(f"/{other.pk}/", f"/{one.pk}/", 1)

    assert client.post(address).status_code == 302
    assert Organization.objects.get(pk=one.pk).public_phone == ""


def test_a_deleted_row_of_another_record_brings_nothing_back(client, lan):
    one, other = organization("Một"), organization("Hai")
    other.names.create(kind="short", text="Của Hai")
    press(client, change_page(other), **{"names-0-DELETE": "on"})
    gone = OrganizationName.history.get(history_type="-")
    address = change_page(one).replace("/change/", f"/history/organizationname/{gone.history_id}/row/")

    assert client.post(address).status_code == 302
    assert not OrganizationName.objects.exists()


def test_a_deleted_record_comes_back_with_its_key_lists_and_rows(client, lan):
    one = organization("Xóa nhầm", fields=["gender-equality"], seat="ha-noi", slug="xoa-nham")
    gone = one.names.create(kind="short", text="Đã bỏ từ trước")
    OrganizationName.history.filter(id=gone.pk).update(
        history_date=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    )
    gone.delete()
    OrganizationName.history.filter(id=gone.pk).update(
        history_date=datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    )
    kept = one.names.create(kind="short", text="XN")
    created = one.created_at
    delete(client, one)
    address = only_deleted(client)

    page = client.get(address)
    assert Organization.objects.count() == 0
    answer = client.post(address, follow=True)

    assert page.context["restored"].lost == []
    assert any("Xóa nhầm" in sentence for sentence in told(answer))
    back = Organization.objects.get()
    assert (back.pk, back.slug, back.publication, back.version) == (one.pk, "xoa-nham", "published", 2)
    assert back.created_at == created
    assert [word.code for word in back.fields_of_work.all()] == ["gender-equality"]
    assert [row.place.slug for row in back.places.all()] == ["ha-noi"]
    assert [(row.pk, row.text) for row in back.names.all()] == [(kept.pk, "XN")]
    assert list(client.get(LIST, {"q": "xoa nham ha noi"}).context["cl"].queryset) == [back]
    newest = back.history.filter(history_type="+").first()
    assert (newest.way, newest.history_user) == (Way.FORM, lan)
    assert newest.history_change_reason
    assert client.get(DELETED).context["rows"] == []


def test_what_has_gone_meanwhile_is_said_and_the_rest_comes_back(client, lan):
    word = FieldOfWork.objects.create(code="passing", name_vi="Thoáng qua", name_en="Passing")
    parent = organization("Tổ chức mẹ")
    one = organization("Xóa nhầm", slug="xoa-nham", parent=parent, fields=["passing"])
    person = Person.objects.create(full_name="Trần Thị Hoa")
    registration = one.registrations.create(decision_number="1/QĐ")
    registration.file.name = "registrations/khong-con/qd.pdf"
    registration.save()
    delete(client, one)
    delete(client, parent)
    word.delete()
    person.delete()
    organization("Khác", slug="xoa-nham")
    address = next(row["address"] for row in client.get(DELETED).context["rows"] if "Xóa" in row["name"])

    page = client.get(address)
    assert page.context["refusal"] == []
    lost = page.context["restored"].lost
    client.post(address)

    assert len(lost) == 4
    back = Organization.objects.get(pk=one.pk)
    assert (back.parent, list(back.fields_of_work.all()), back.slug != "xoa-nham") == (None, [], True)
    assert (back.registrations.get().decision_number, bool(back.registrations.get().file)) == ("1/QĐ", False)


def test_who_may_not_publish_gets_a_published_record_back_as_a_draft(client, lan):
    delete(client, organization("Đã công khai"))
    rights = ("view_organization", "add_organization", "delete_organization", "change_organization")
    client.force_login(officer_with(*rights))
    address = only_deleted(client)

    client.post(address)

    assert Organization.objects.get().publication == "draft"


def test_a_record_that_is_back_or_breaks_a_rule_does_not_come_twice(client, lan):
    one = organization("Một")
    one.identifiers.model  # noqa: B018
    delete(client, one)
    address = only_deleted(client)
    client.post(address)

    assert client.post(address).status_code == 302
    assert Organization.objects.count() == 1
    assert one.history.model.objects.filter(id=one.pk, history_type="+").count() == 2


def test_an_old_history_whose_choices_and_links_are_gone_can_still_be_read(client, lan):
    one = organization("Một", seat="ha-noi")
    place_of(one, "hue")
    one.history.update(kind="khong-con", legal_form_id=987654)
    with connection.cursor() as cursor:  # no way in of today would take such a date
        cursor.execute(f"UPDATE {one.history.model._meta.db_table} SET founded = %s", ["không phải ngày"])
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=False):
        one.save()
    client.force_login(lan)
    one.places.first().history.update(place_id=987654)

    page = history_of(client, one)

    assert page.status_code == 200
    assert "khong-con" in page.content.decode()
    assert "không phải ngày" in page.content.decode()
    address = way_back(client, one, "kind")
    assert client.get(address).context["back"].lost == ["Loại"]


def test_the_list_of_deleted_records_asks_no_more_for_many(client, lan, django_assert_max_num_queries):
    for number in range(2):
        delete(client, draft(f"Một {number}"))
    client.get(DELETED)
    with django_assert_max_num_queries(40) as few:
        client.get(DELETED)
    asked = len(few)
    for number in range(7):
        delete(client, draft(f"Thêm {number}"))
    with django_assert_max_num_queries(asked):
        assert len(client.get(DELETED).context["rows"]) == 9
