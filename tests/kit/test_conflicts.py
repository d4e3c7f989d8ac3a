"""Two people, one record: what only one of them changed is kept, and where both did, the second chooses."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from organizations.models import FieldOfWork, Organization, Person
from tests.factories.desk import change_page, filled, officer, officer_with, press, told
from tests.factories.organizations import draft, organization, place

pytestmark = pytest.mark.django_db

LIST = "/admin/organizations/organization/"


@pytest.fixture
def lan(client):
    user = officer("lan", last_name="Nguyễn", first_name="Lan")
    client.force_login(user)
    return user


@pytest.fixture
def binh(client_of):
    """A second browser, of another officer."""
    return client_of(officer("binh"))


@pytest.fixture
def client_of():
    def signed_in(user):
        one = Client()
        one.force_login(user)
        return one

    return signed_in


def hidden(response) -> dict:
    """What the page that asks sends again, before anything is chosen."""
    context, data = response.context, {}
    for name, value in [*context["hidden"], ("first_seen_values", context["first_seen_values"])]:
        data.setdefault(name, []).append(value)
    for one in context["asked"]:
        data.setdefault("asked", []).append(f"{one.name}|{one.key}")
        if one.edit:
            data[one.name] = [one.text]
    button = context["button"]
    return data | {button["name"]: [button["value"]]}


def chosen(client, page, response, **choices):
    data = hidden(response)
    data |= {f"choose-{name}": [side] for name, side in choices.items()}
    return client.post(page, data)


def content_of(row) -> bytes:
    with row.file.open() as file:
        return file.read()


def asked(response) -> list[tuple]:
    return [(one.name, one.opened, one.saved, one.typed) for one in response.context["asked"]]


def test_what_only_one_of_two_officers_changed_is_kept_and_said(client, lan, binh):
    one = organization("Tên", public_phone="0900 000 000")
    second = filled(binh, change_page(one), public_email="moi@example.org", _save="1")
    press(client, change_page(one), public_phone="0911 111 111")

    response = binh.post(change_page(one), second, follow=True)

    one.refresh_from_db()
    assert (one.public_phone, one.public_email, one.version) == ("0911 111 111", "moi@example.org", 3)
    said = told(response)
    assert "Nguyễn" in said[0] or "Lan" in said[0]
    assert "Điện thoại" in said[0]


def test_where_both_changed_the_same_the_second_sees_all_three_and_who(client, lan, binh):
    one = organization("Lúc mở", public_phone="0900 000 000")
    second = filled(binh, change_page(one), name_vi="Bình đặt", public_email="b@example.org")
    press(client, change_page(one), name_vi="Lan đặt", public_phone="0911 111 111")

    response = binh.post(change_page(one), second)

    assert asked(response) == [("name_vi", "Lúc mở", "Lan đặt", "Bình đặt")]
    assert response.context["asked"][0].by == lan
    assert [line.saved for line in response.context["theirs"]] == ["0911 111 111"]
    assert [line.typed for line in response.context["mine"]] == ["b@example.org"]
    one.refresh_from_db()
    assert (one.name_vi, one.version) == ("Lan đặt", 2)
    page = response.content.decode()
    assert "Lúc mở" in page
    assert "Lan đặt" in page
    assert 'value="Bình đặt"' in page


@pytest.mark.parametrize(("side", "name"), [("theirs", "Lan đặt"), ("mine", "Bình đặt")])
def test_the_second_chooses_and_saves_on_top_of_the_newest(client, lan, binh, side, name):
    one = organization("Lúc mở")
    second = filled(binh, change_page(one), name_vi="Bình đặt", public_email="b@example.org")
    press(client, change_page(one), name_vi="Lan đặt", public_phone="0911 111 111")
    page = binh.post(change_page(one), second)

    response = chosen(binh, change_page(one), page, name_vi=side)

    assert response.status_code == 302
    one.refresh_from_db()
    assert (one.name_vi, one.public_phone, one.public_email) == (name, "0911 111 111", "b@example.org")
    assert one.version == 3


def test_the_second_may_write_a_third_text(client, lan, binh):
    one = organization("Lúc mở")
    second = filled(binh, change_page(one), description_vi="Của Bình.\r\n\r\nHai.")
    press(client, change_page(one), description_vi="Của Lan.")
    page = binh.post(change_page(one), second)

    data = hidden(page) | {"choose-description_vi": "mine", "description_vi": "Của cả hai."}
    binh.post(change_page(one), data)

    assert Organization.objects.get().description_vi == "Của cả hai."


def test_who_does_not_choose_is_asked_again_and_loses_nothing(client, lan, binh):
    one = organization("Lúc mở")
    second = filled(binh, change_page(one), name_vi="Bình đặt", public_email="b@example.org")
    press(client, change_page(one), name_vi="Lan đặt")
    page = binh.post(change_page(one), second)

    again = binh.post(change_page(one), hidden(page))

    assert asked(again) == [("name_vi", "Lúc mở", "Lan đặt", "Bình đặt")]
    assert again.context["asked"][0].is_unanswered
    assert ("public_email", "b@example.org") in again.context["hidden"]
    assert Organization.objects.get().name_vi == "Lan đặt"


def test_a_third_save_while_choosing_is_asked_about_too(client, lan, binh):
    one = organization("Lúc mở")
    second = filled(binh, change_page(one), name_vi="Bình đặt")
    press(client, change_page(one), name_vi="Lan đặt")
    page = binh.post(change_page(one), second)
    press(client, change_page(one), name_vi="Lan lại đặt", public_phone="0911 111 111")

    again = chosen(binh, change_page(one), page, name_vi="mine")

    assert asked(again) == [("name_vi", "Lúc mở", "Lan lại đặt", "Bình đặt")]
    chosen(binh, change_page(one), again, name_vi="mine")
    one.refresh_from_db()
    assert (one.name_vi, one.public_phone) == ("Bình đặt", "0911 111 111")


def test_rows_that_each_added_changed_or_deleted_are_all_kept(client, lan, binh):
    one = organization("Có nhiều nơi", works_in=["ha-noi", "da-nang"])
    hanoi, danang = one.places.order_by("pk")
    numbers = {str(row.pk): number for number, row in enumerate(one.places.all())}
    second = filled(
        binh,
        change_page(one),
        rows={"places": [{"role": "work", "place": place("hue").pk}]},
        **{f"places-{numbers[str(danang.pk)]}-period": "2020"},
    )
    press(
        client,
        change_page(one),
        rows={"places": [{"role": "seat", "place": place("can-tho").pk}]},
        **{f"places-{numbers[str(hanoi.pk)]}-DELETE": "on"},
    )

    response = binh.post(change_page(one), second)

    assert response.status_code == 302
    assert sorted((row.place.slug, row.role, row.period) for row in one.places.all()) == [
        ("can-tho", "seat", ""),
        ("da-nang", "work", "2020"),
        ("hue", "work", ""),
    ]


@pytest.mark.parametrize(("side", "names"), [("theirs", []), ("mine", ["Bình sửa"])])
def test_a_row_that_one_deleted_and_the_other_changed_is_asked_about(client, lan, binh, side, names):
    one = organization("Có tên khác")
    row = one.names.create(kind="short", text="CTK")
    second = filled(binh, change_page(one), **{"names-0-text": "Bình sửa"})
    press(client, change_page(one), **{"names-0-DELETE": "on"})

    page = binh.post(change_page(one), second)

    [question] = page.context["asked"]
    assert (question.saved_is_gone, question.key, question.by) == (True, str(row.pk), lan)
    assert "CTK" in question.opened
    assert "Bình sửa" in question.typed
    chosen(binh, change_page(one), page, **{question.name: side})
    assert [row.text for row in one.names.all()] == names


@pytest.mark.parametrize(("side", "names"), [("theirs", ["Lan sửa"]), ("mine", [])])
def test_a_row_that_one_changed_and_the_other_deleted_is_asked_about(client, lan, binh, side, names):
    one = organization("Có tên khác")
    one.names.create(kind="short", text="CTK")
    second = filled(binh, change_page(one), **{"names-0-DELETE": "on"})
    press(client, change_page(one), **{"names-0-text": "Lan sửa"})

    page = binh.post(change_page(one), second)

    [question] = page.context["asked"]
    assert question.typed_is_gone
    assert "Lan sửa" in question.saved
    chosen(binh, change_page(one), page, **{question.name: side})
    assert [row.text for row in one.names.all()] == names


def test_lists_of_terms_are_compared_whatever_their_order(client, lan, binh):
    one = organization("Có lĩnh vực", fields=["gender-equality"])
    first, other = FieldOfWork.objects.exclude(code="gender-equality")[:2]
    now = FieldOfWork.objects.get(code="gender-equality")
    second = filled(binh, change_page(one), fields_of_work=[now.pk, other.pk])
    press(client, change_page(one), fields_of_work=[first.pk, now.pk])

    page = binh.post(change_page(one), second)

    [question] = page.context["asked"]
    assert (question.opened, question.edit) == (str(now), "")
    chosen(binh, change_page(one), page, fields_of_work="mine")
    assert set(one.fields_of_work.all()) == {now, other}


def test_a_chosen_file_goes_with_what_is_merged_and_is_asked_for_again_by_the_page(client, lan, binh):
    one = organization("Có đăng ký")
    row = {"decision_number": "1/QĐ", "file": SimpleUploadedFile("qd.pdf", b"%PDF-1.4 mot")}
    second = filled(binh, change_page(one), rows={"registrations": [row]})
    press(client, change_page(one), public_phone="0911 111 111")
    binh.post(change_page(one), second)
    assert content_of(one.registrations.get()) == b"%PDF-1.4 mot"

    row = {"decision_number": "2/QĐ", "file": SimpleUploadedFile("hai.pdf", b"%PDF-1.4 hai")}
    second = filled(binh, change_page(one), name_vi="Bình đặt", rows={"registrations": [row]})
    press(client, change_page(one), name_vi="Lan đặt")
    page = binh.post(change_page(one), second)

    [upload] = page.context["uploads"]
    assert upload["file"] == "hai.pdf"
    again = SimpleUploadedFile("hai.pdf", b"%PDF-1.4 hai")
    binh.post(change_page(one), hidden(page) | {"choose-name_vi": "mine", upload["name"]: again})
    assert content_of(one.registrations.get(decision_number="2/QĐ")) == b"%PDF-1.4 hai"


def test_a_contact_changed_from_the_other_side_is_not_overwritten_in_silence(client, lan, binh):
    """A row that is part of two records changes without either record changing its version."""
    one, person = organization("Một"), Person.objects.create(full_name="Trần Thị Hoa")
    link = one.affiliations.create(person=person, title="Cán bộ")
    second = filled(binh, change_page(one), public_phone="0911 111 111")
    press(client, change_page(person), **{"affiliations-0-title": "Giám đốc"})

    binh.post(change_page(one), second)

    link.refresh_from_db()
    one.refresh_from_db()
    assert (link.title, one.public_phone) == ("Giám đốc", "0911 111 111")


def test_what_was_published_meanwhile_is_looked_at_before_more_is_published(client, lan, binh):
    one = draft("Bản nháp", description_vi="Đầu.")
    second = filled(binh, change_page(one), name_vi="Bình đặt", _move="publish")
    press(client, change_page(one), description_vi="Lan viết lại.")

    page = binh.post(change_page(one), second)

    assert (page.context["asked"], page.context["moves"]) == ([], True)
    assert Organization.objects.get().publication == "draft"
    data = hidden(page) | {"choose-": ""}
    binh.post(change_page(one), data)
    one.refresh_from_db()
    assert (one.publication, one.name_vi, one.description_vi) == ("published", "Bình đặt", "Lan viết lại.")


def test_rows_that_may_not_be_changed_stay_as_they_are(client, lan, binh):
    one = organization("Đã thẩm tra")
    one.verifications.create(verified_on=datetime.date(2026, 1, 1), verified_by="Lan")
    second = filled(binh, change_page(one), public_phone="0911 111 111")
    second = {name: value for name, value in second.items() if not name.startswith("verifications-0-v")}
    press(client, change_page(one), name_vi="Khác")

    assert binh.post(change_page(one), second).status_code == 302
    one.refresh_from_db()
    assert (one.public_phone, one.verifications.get().verified_by) == ("0911 111 111", "Lan")


@pytest.mark.parametrize("seen_values", ["", "rubbish", "of another"])
def test_a_form_that_does_not_tell_what_it_showed_is_refused(client, lan, binh, seen_values):
    one, other = organization("Một"), organization("Hai")
    second = filled(binh, change_page(one), public_phone="0911 111 111")
    if seen_values == "of another":
        seen_values = filled(binh, change_page(other))["seen_values"]
    press(client, change_page(one), name_vi="Lan đặt")

    response = binh.post(change_page(one), second | {"seen_values": seen_values})

    assert response.status_code == 200
    one.refresh_from_db()
    assert (one.name_vi, one.public_phone) == ("Lan đặt", "")


def test_who_lost_the_right_meanwhile_writes_nothing(client, lan, client_of):
    editor = client_of(officer_with("view_organization", "change_organization", name="thu"))
    one = draft("Bản nháp")
    second = filled(editor, change_page(one), name_vi="Thu đặt")
    press(client, change_page(one), "_move", value="publish")

    assert editor.post(change_page(one), second).status_code == 403
    assert Organization.objects.get().name_vi == "Bản nháp"


def test_an_action_on_a_list_leaves_alone_what_changed_since_the_list_was_shown(client, lan, binh):
    shown, changed = draft("Như cũ"), draft("Đã đổi")
    page = binh.get(LIST).content.decode()
    sent = {f"seen_version_{one.pk}": one.version for one in (shown, changed)}
    for name, value in sent.items():
        assert f'name="{name}" value="{value}"' in page
    press(client, change_page(changed), name_vi="Đã đổi rồi")

    response = binh.post(
        LIST, {"action": "publish", "_selected_action": [shown.pk, changed.pk], **sent}, follow=True
    )

    assert {one.name_vi: one.publication for one in Organization.objects.all()} == {
        "Như cũ": "published",
        "Đã đổi rồi": "draft",
    }
    assert any("Đã đổi rồi" in sentence for sentence in told(response))


def test_an_action_that_does_not_say_what_the_list_showed_is_refused(client, lan):
    one = draft("Bản nháp")

    client.post(LIST, {"action": "publish", "_selected_action": [one.pk]})

    assert Organization.objects.get().publication == "draft"


def test_who_saves_what_was_deleted_meanwhile_keeps_what_she_typed(client, lan, binh):
    one = organization("Sắp bị xóa")
    second = filled(binh, change_page(one), description_vi="Bình viết cả buổi sáng.")
    client.post(change_page(one).replace("/change/", "/delete/"), {"post": "yes"})

    page = binh.post(change_page(one), second)

    assert page.status_code == 409
    assert "Bình viết cả buổi sáng." in page.content.decode()
    assert page.context["deleted_address"] == f"{LIST}deleted/"
    assert not Organization.objects.exists()
