"""The desk: nothing is overwritten in silence, every way in leaves its trace, refusals are said."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from organizations import services
from organizations.models import FieldOfWork, Organization, OrganizationPlace
from portal.kit.history import Way
from tests.factories.desk import add_page, change_page, complaints, filled, officer, officer_with, press, told
from tests.factories.organizations import draft, organization, place, place_of

pytestmark = pytest.mark.django_db

LIST = "/admin/organizations/organization/"


@pytest.fixture
def lan(client):
    user = officer("lan")
    client.force_login(user)
    return user


def test_an_officer_changes_a_record_and_the_history_says_who_and_by_which_way(client, lan):
    one = organization("Tên cũ")
    one.history.all().delete()

    response = press(client, change_page(one), name_vi="Tên mới")

    assert response.status_code == 302
    one.refresh_from_db()
    assert (one.name_vi, one.version) == ("Tên mới", 2)
    assert [(row.history_user, row.way) for row in one.history.all()] == [(lan, Way.FORM)]


def test_an_officer_who_saves_without_a_change_leaves_no_trace(client, lan):
    one = organization("Như cũ", seat="ha-noi", founded="2014~", description_vi="Một.\n\nHai.")
    one.history.all().delete()

    press(client, change_page(one))

    assert Organization.objects.get().version == 1
    assert one.history.count() == 0
    assert OrganizationPlace.history.filter(history_type="~").count() == 0


def test_an_officer_who_changes_only_a_row_changes_the_record(client, lan):
    one = organization("Có trụ sở")

    press(client, change_page(one), rows={"places": [{"role": "seat", "place": place("da-nang").pk}]})

    one.refresh_from_db()
    assert one.version == 2
    assert [str(row) for row in one.places.all()] == ["Đà Nẵng"]
    assert list(client.get(LIST, {"q": "da nang"}).context["cl"].queryset) == [one]


def test_a_form_without_the_version_it_showed_is_refused(client, lan):
    one = organization("Như cũ")
    data = filled(client, change_page(one), name_vi="Khác")
    del data["seen_version"], data["seen_values"]

    assert [*complaints(client.post(change_page(one), data))] == [""]
    assert Organization.objects.get().name_vi == "Như cũ"


@pytest.mark.parametrize("problem", [ValidationError({"slug": "Không được."}), IntegrityError("unique")])
def test_what_shows_only_while_writing_undoes_everything_and_keeps_what_was_typed(
    client, lan, monkeypatch, problem
):
    one = organization("Như cũ")

    def refuse(record):
        raise problem

    monkeypatch.setattr(services, "finish", refuse)
    response = press(client, change_page(one), name_vi="Đã gõ")

    assert response.status_code == 200
    assert next(iter(complaints(response))) == ""
    assert response.context["adminform"].form["name_vi"].value() == "Đã gõ"
    one.refresh_from_db()
    assert (one.name_vi, one.version) == ("Như cũ", 1)


def test_an_officer_saves_and_publishes_in_one_go_and_stays_on_the_page(client, lan):
    one = draft("Bản nháp")

    response = press(client, change_page(one), "_move", value="publish", name_vi="Bản công khai")

    assert response.url == change_page(one)
    one.refresh_from_db()
    assert (one.name_vi, one.publication, one.version) == ("Bản công khai", "published", 3)
    assert [row.publication for row in one.history.all()[:2]] == ["published", "draft"]


def test_an_officer_adds_and_publishes_in_one_go(client, lan):
    response = press(
        client, add_page(Organization), "_move", value="publish", name_vi="Hội mới", kind="association"
    )

    [one] = Organization.objects.all()
    assert (one.slug, one.publication, one.search_name_folded) == ("hoi-moi", "published", " hoi moi")
    assert response.url == change_page(one)


@pytest.mark.parametrize(
    ("publication", "buttons"),
    [
        ("draft", ["publish"]),
        ("published", ["archive", "return_to_draft"]),
        ("archived", ["publish"]),
    ],
)
def test_the_form_offers_only_the_moves_that_the_record_can_make(client, lan, publication, buttons):
    one = organization("Một", publication=publication)

    assert [move["name"] for move in client.get(change_page(one)).context["moves"]] == buttons


def test_a_writer_without_the_right_to_publish_does_not(client):
    client.force_login(officer_with("view_organization", "change_organization", "view_organizationplace"))
    one = draft("Bản nháp")

    page = client.get(change_page(one))
    press(client, change_page(one), "_move", value="publish", name_vi="Sửa tên")

    assert page.context["moves"] == []
    assert client.get(LIST).context["action_form"] is None
    one.refresh_from_db()
    assert (one.name_vi, one.publication) == ("Sửa tên", "draft")


def test_a_reader_sees_the_form_without_boxes_or_buttons(client):
    client.force_login(officer_with("view_organization"))
    one = organization("Chỉ xem")

    page = client.get(change_page(one))

    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert 'name="name_vi"' not in page.content.decode()
    assert client.post(change_page(one), {"name_vi": "Sửa"}).status_code == 403


def test_an_action_on_a_list_moves_what_can_move_and_reports_each_refusal(client, lan):
    first, second = draft("Nháp một"), draft("Nháp hai")
    public = organization("Đã công khai")

    chosen = [first.pk, second.pk, public.pk]
    seen = {f"seen_version_{key}": 1 for key in chosen}
    response = client.post(LIST, {"action": "publish", "_selected_action": chosen, **seen}, follow=True)

    refusal, success = told(response)
    assert "Đã công khai" in refusal
    assert "2" in success
    assert {one.publication for one in Organization.objects.all()} == {"published"}
    assert first.history.first().way == Way.ACTION
    assert (first.history.first().history_user, public.history.count()) == (lan, 1)


def test_an_old_address_is_kept_when_the_officer_changes_it(client, lan):
    one = organization("Đổi địa chỉ", slug="cu")

    press(client, change_page(one), slug="moi")

    assert client.get("/to-chuc/cu/").status_code == 301


def test_a_word_that_records_use_cannot_be_deleted_and_the_page_says_which(client, lan):
    word = FieldOfWork.objects.first()
    organization("Đang dùng từ này", fields=[word.code])
    address = f"/admin/organizations/fieldofwork/{word.pk}/delete/"

    page = client.get(address)
    client.post(address, {"post": "yes"})

    assert "Đang dùng từ này" in page.content.decode()
    assert FieldOfWork.objects.filter(pk=word.pk).exists()


@pytest.mark.parametrize("way", ["page", "action"])
def test_a_record_that_others_point_at_cannot_be_deleted(client, lan, way):
    parent = organization("Tổ chức mẹ")
    organization("Chi nhánh", parent=parent)

    if way == "page":
        response = client.post(f"{LIST}{parent.pk}/delete/", {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [parent.pk], "post": "yes"}
        response = client.post(LIST, chosen)

    assert "Chi nhánh" in response.content.decode()
    assert Organization.objects.count() == 2


def test_a_deletion_is_recorded_with_who_did_it(client, lan):
    one = organization("Nhập nhầm")

    client.post(f"{LIST}{one.pk}/delete/", {"post": "yes"})

    last = Organization.history.first()
    assert (last.history_type, last.history_user, last.way) == ("-", lan, Way.FORM)


def test_an_officer_finds_records_without_marks_in_any_order(client, lan):
    found = organization("Viện Nghiên cứu Quản lý Phát triển bền vững")
    organization("Viện Nghiên cứu Lập pháp")

    for typed in ("quan ly nghien cuu", "VIỆN QUẢN", "phat trien"):
        assert list(client.get(LIST, {"q": typed}).context["cl"].queryset) == [found]
    assert list(client.get(LIST, {"q": "ản lý"}).context["cl"].queryset) == []
    assert list(client.get(LIST, {"q": "???"}).context["cl"].queryset) == []


def test_forms_offer_the_words_in_use_and_lists_show_all(client, lan):
    retired = FieldOfWork.objects.create(
        code="retired", name_vi="Từ đã bỏ", name_en="Retired", is_active=False
    )
    asked = {
        "app_label": "organizations",
        "model_name": "organization",
        "field_name": "fields_of_work",
        "term": "tu da bo",
    }

    assert client.get("/admin/autocomplete/", asked).json()["results"] == []
    assert list(
        client.get("/admin/organizations/fieldofwork/", {"q": "tu da bo"}).context["cl"].queryset
    ) == [retired]


def test_parts_without_rows_are_folded(client, lan):
    one = organization("Có trụ sở", seat="ha-noi")

    inlines = client.get(change_page(one)).context["inline_admin_formsets"]

    folded = {inline.formset.prefix: inline.is_collapsible for inline in inlines}
    assert folded.pop("places") is False
    assert set(folded.values()) == {True}


def test_a_draft_leads_to_its_preview_and_a_public_record_to_its_page(client, lan):
    hidden, public = draft("Nháp"), organization("Công khai")

    for one in (hidden, public):
        assert f'href="/to-chuc/{one.slug}/"' in client.get(change_page(one)).content.decode()
    assert client.get(f"/to-chuc/{hidden.slug}/").status_code == 200
    client.logout()
    assert client.get(f"/to-chuc/{hidden.slug}/").status_code == 404


def test_the_place_of_a_record_on_the_list_costs_no_further_questions(
    client, lan, django_assert_max_num_queries
):
    place_of(organization("Một"), "ha-noi", role="seat")
    client.get(LIST)
    with django_assert_max_num_queries(40) as two:
        client.get(LIST)
    for number in range(7):
        place_of(organization(f"Thêm {number}"), "da-nang", role="seat")
    with django_assert_max_num_queries(len(two)):
        client.get(LIST)
