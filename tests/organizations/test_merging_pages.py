"""An officer merges two organizations on the desk, and takes it back."""

import pytest
from django.test import Client

from organizations.models import (
    Affiliation,
    Organization,
    OrganizationName,
    Person,
    Registration,
)
from organizations.services import change_organization
from portal.kit.merging.models import Merge
from tests.factories.desk import change_page, officer, officer_with, told
from tests.factories.organizations import draft, organization

pytestmark = pytest.mark.django_db

LIST = "/admin/organizations/organization/"
MERGE = f"{LIST}merge/"


@pytest.fixture(autouse=True)
def lan(client):
    user = officer("lan", last_name="Nguyễn", first_name="Lan")
    client.force_login(user)
    return user


def form_of(client, one, other, **query) -> dict:
    """What the button of the preview sends."""
    context = client.get(MERGE, {"one": one.pk, "other": other.pk, **query}).context
    survivor, merged = context["survivor"].record, context["merged"].record
    chosen = {
        question.key: option.value
        for question in (*context["shown"].questions, *context["shown"].rows_in_question)
        for option in question.options
        if option.is_chosen
    }
    return {
        "one": survivor.pk,
        "other": merged.pk,
        "keep": survivor.pk,
        "seen": f"{survivor.version}-{merged.version}",
        "mark": context["mark"],
        **chosen,
    }


def test_an_officer_sees_what_would_happen_chooses_and_merges(client, lan):
    one = organization("Viện MSD", acronym="MSD", website="https://msd.example", seat="ha-noi", slug="msd")
    other = organization("Trung tâm MSD", acronym="TTM", public_phone="024 1111 1111", seat="hue", slug="ttm")
    OrganizationName.objects.create(organization=other, kind="former", text="Nhóm MSD", used="2005")
    organization("Chi nhánh Nam", parent=other)

    page = client.get(MERGE, {"one": other.pk, "other": one.pk, "keep": one.pk})
    shown = page.context["shown"]

    assert [question.label for question in shown.questions] == ["Tên tiếng Việt", "Tên viết tắt"]
    assert [[option.said[0].text for option in question.options] for question in shown.rows_in_question] == [
        ["Hà Nội · trụ sở", "Huế · trụ sở"]
    ]
    assert [(one.label, one.text) for one in shown.filled] == [("Điện thoại công khai", "024 1111 1111")]
    assert [group.names for group in shown.moved] == [["Nhóm MSD · tên cũ · năm 2005"]]
    assert [group.names for group in shown.linked] == [["Chi nhánh Nam"]]
    assert shown.old_address == "/to-chuc/ttm/"
    assert page.context["notes"] == ["Trùng tên khi bỏ “Viện”, “Trung tâm”, cùng tên viết tắt “MSD”."]

    answer = client.post(
        MERGE, form_of(client, one, other, keep=one.pk) | {"choice-acronym": "merged"}, follow=True
    )

    done = Merge.objects.get()
    assert answer.redirect_chain == [(f"{LIST}merges/{done.pk}/", 302)]
    assert told(answer) == ["“Trung tâm MSD (TTM)” đã gộp vào “Viện MSD (TTM)”."]
    one.refresh_from_db()
    assert (one.acronym, one.public_phone, done.by) == ("TTM", "024 1111 1111", lan)
    result = answer.context["shown"]
    assert [(one.label, one.text) for one in result.changed] == [("Tên viết tắt", "MSD")]
    assert [(one.label, one.text) for one in result.not_taken] == [("Tên tiếng Việt", "Trung tâm MSD")]
    assert [group.names for group in result.gone] == [["Huế · trụ sở"]]


def test_undo_is_a_button_and_says_what_stands_in_its_way(client):
    one, other = organization("Một"), organization("Hai", website="https://hai.example")
    client.post(MERGE, form_of(client, one, other, keep=one.pk))
    done = Merge.objects.get()
    page = f"{LIST}merges/{done.pk}/"
    one.refresh_from_db()
    change_organization(one, by=None, seen=one.version, website="https://khac.example")

    assert len(client.get(page).context["obstacles"]) == 1
    refused = client.post(page, follow=True)
    assert told(refused) == refused.context["obstacles"]

    one.refresh_from_db()
    change_organization(one, by=None, seen=one.version, website="https://hai.example")
    answer = client.post(page, follow=True)

    assert answer.redirect_chain == [(page, 302)]
    assert told(answer) == ["Đã hoàn tác: “Hai” lại là một bản ghi riêng."]
    assert Organization.objects.get(pk=other.pk).website == "https://hai.example"
    again = client.post(page, follow=True)
    assert told(again) == ["Lần gộp này đã được hoàn tác."]


def test_the_desk_leads_from_the_old_record_to_the_one_that_stays(client):
    one, other = organization("Một"), organization("Hai")
    OrganizationName.objects.create(organization=other, kind="alias", text="Tên khác")
    change_organization(other, by=officer("minh"), seen=1, address="Số 7")
    client.post(MERGE, form_of(client, one, other, keep=one.pk))

    answer = client.get(change_page(other), follow=True)
    assert answer.redirect_chain == [(change_page(one), 302)]
    assert told(answer)[1:] == ["Bản ghi anh/chị mở đã được gộp vào “Một”."]

    line = client.get(f"{LIST}{one.pk}/history/")
    assert f"{LIST}merges/{Merge.objects.get().pk}/" in line.content.decode()
    before = client.get(f"{LIST}{other.pk}/history/").content.decode()
    assert "Số 7" in before
    assert "minh" in before
    assert "Khôi phục" not in before
    assert client.get(f"{LIST}99999/history/").status_code == 302


def test_the_action_of_the_list_wants_exactly_two(client):
    one, other, third = organization("Một"), organization("Hai"), organization("Ba")

    def choose(*records):
        data = {"action": "merge_chosen", "_selected_action": [record.pk for record in records], "index": 0}
        return client.post(LIST, data)

    assert choose(one, other).headers["Location"] == f"{MERGE}?one={one.pk}&other={other.pk}"
    for some in ((one,), (one, other, third)):
        answer = choose(*some)
        assert told(client.get(answer.headers["Location"])) == ["Hãy chọn đúng hai bản ghi để gộp."]
    choices = dict(client.get(LIST).context["action_form"].fields["action"].choices)
    assert choices["merge_chosen"] == "Gộp hai tổ chức"


def test_from_a_record_the_other_one_is_found_by_likeness_or_by_words(client):
    one = organization("Viện MSD", acronym="MSD")
    alike, named = organization("Trung tâm MSD"), draft("Hội Làm vườn")
    page = f"{LIST}merge/with/{one.pk}/"
    assert page in client.get(change_page(one)).content.decode()

    found = client.get(page, {"q": "lam vuon"}).context

    assert [line["record"] for line in found["likely"]] == [alike]
    assert [line["record"] for line in found["found"]] == [named]
    assert found["found"][0]["address"] == f"{MERGE}?one={one.pk}&other={named.pk}"
    assert client.get(f"{LIST}merge/with/99999/").status_code == 404


def test_the_one_that_visitors_see_stays_unless_somebody_says_otherwise(client):
    hidden, public = draft("Nháp", address="Số 1"), organization("Công khai")

    context = client.get(MERGE, {"one": hidden.pk, "other": public.pk}).context
    assert context["survivor"].record == public
    assert context["shown"].becomes == ""

    swapped = client.get(context["swap_address"]).context
    assert swapped["survivor"].record == hidden
    assert swapped["shown"].becomes == "Đã công bố"


def test_a_page_that_is_out_of_date_is_shown_anew_with_the_answers(client):
    one, other = organization("Một", acronym="M"), organization("Hai", acronym="H")
    form = form_of(client, one, other, keep=one.pk)
    OrganizationName.objects.create(organization=other, kind="alias", text="Thêm sau")

    answer = client.post(MERGE, form | {"choice-acronym": "merged"})

    assert answer.status_code == 409
    assert "Từ lúc trang này hiện ra" in answer.context["problems"][0]
    [_name, question] = answer.context["shown"].questions
    assert [option.is_chosen for option in question.options] == [False, True]
    assert "Thêm sau" in answer.content.decode()
    assert Organization.objects.count() == 2


@pytest.mark.parametrize("spoilt", ["seen", "mark"])
def test_a_form_without_what_was_seen_merges_nothing(client, spoilt):
    one, other = organization("Một"), organization("Hai")
    form = form_of(client, one, other)

    for value in ("", "99-99", "x", "1-2-3", "9" * 40):
        assert client.post(MERGE, form | {spoilt: value}).status_code == 409
    assert Organization.objects.count() == 2


def test_sent_twice_it_is_merged_once(client):
    one, other = organization("Một"), organization("Hai")
    form = form_of(client, one, other, keep=one.pk)
    client.post(MERGE, form)

    again = client.post(MERGE, form, follow=True)

    done = Merge.objects.get()
    assert again.redirect_chain == [(f"{LIST}merges/{done.pk}/", 302)]
    assert "đã được gộp vào bản ghi khác rồi" in told(again)[-1]


@pytest.mark.parametrize("key", ["", "0", "x", "99999", "-1", "1 OR 1=1", "9" * 40, "١"])
def test_keys_that_are_none_are_refused(client, key):
    one = organization("Một")

    assert client.get(MERGE, {"one": one.pk, "other": key}).status_code == 404
    assert client.post(MERGE, {"one": key, "other": one.pk}).status_code == 404


def test_one_record_is_not_merged_with_itself(client):
    one = organization("Một")

    answer = client.post(MERGE, {"one": one.pk, "other": one.pk, "keep": one.pk}, follow=True)

    assert told(answer) == ["Hãy chọn hai bản ghi khác nhau."]
    assert Organization.objects.count() == 1


def test_without_the_token_of_the_page_nothing_is_merged(lan):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lan)
    one, other = organization("Một"), organization("Hai")

    assert strict.post(MERGE, {"one": one.pk, "other": other.pk}).status_code == 403
    assert Organization.objects.count() == 2


def test_rights_decide_who_looks_and_who_merges(client):
    one, other, third = organization("Một"), draft("Hai"), draft("Ba")
    viewer = officer_with("view_organization", name="xem")
    editor = officer_with("view_organization", "change_organization", "delete_organization", name="bien-tap")
    form = form_of(client, one, other, keep=one.pk)

    client.force_login(viewer)
    assert client.get(MERGE, {"one": one.pk, "other": other.pk}).status_code == 403
    assert client.post(MERGE, form).status_code == 403
    assert "merge_chosen" not in client.get(LIST).content.decode()
    assert f"{LIST}merge/with/{one.pk}/" not in client.get(change_page(one)).content.decode()

    client.force_login(editor)
    page = client.get(MERGE, {"one": one.pk, "other": other.pk})
    assert (page.context["may_merge"], page.context["is_forbidden"]) == (False, True)
    assert client.post(MERGE, form).status_code == 403
    assert client.post(MERGE, form_of(client, other, third, keep=other.pk)).status_code == 302
    done = Merge.objects.get()
    Organization.objects.filter(pk=other.pk).update(publication="published")
    assert client.get(f"{LIST}merges/{done.pk}/").context["may_undo"] is False
    client.post(f"{LIST}merges/{done.pk}/")
    assert not Organization.objects.filter(pk=third.pk).exists()
    client.force_login(viewer)
    assert client.get(f"{LIST}merges/{done.pk}/").status_code == 200
    assert client.post(f"{LIST}merges/{done.pk}/").status_code == 403


def test_rows_that_a_person_may_not_see_are_counted_not_named(client):
    one, other = draft("Một"), draft("Hai")
    person = Person.objects.create(full_name="Bà Kín Đáo")
    Affiliation.objects.create(organization=other, person=person)
    for record in (one, other):
        Registration.objects.create(organization=record, decision_number="7/KÍN")
    client.force_login(
        officer_with("view_organization", "change_organization", "delete_organization", name="bien-tap")
    )

    page = client.get(MERGE, {"one": one.pk, "other": other.pk})
    assert [(group.count, group.is_hidden) for group in page.context["shown"].moved] == [(1, True)]
    result = client.post(MERGE, form_of(client, one, other), follow=True)

    for answer in (page, result):
        assert "Kín Đáo" not in answer.content.decode()
        assert "7/KÍN" not in answer.content.decode()


def test_a_merge_of_another_kind_of_record_is_none_of_this_list(client):
    other = Merge.objects.create(target="kit.source", survivor_id=1, merged_id=2, merged_name="x")

    assert client.get(f"{LIST}merges/{other.pk}/").status_code == 404
    assert client.get(f"{LIST}merges/99999/").status_code == 404


def test_the_merges_stand_among_the_duplicates(client):
    one, other = organization("Một"), organization("Hai")
    client.post(MERGE, form_of(client, one, other, keep=one.pk))

    [line] = client.get(f"{LIST}duplicates/?show=merged").context["merges"]

    assert line["merge"].merged_name == "Hai"
    assert client.get(line["address"]).status_code == 200
