"""What may be the same organization: found by reasons, told while typing and before saving, decided on a page."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.duplicates import DUPLICATES, keys_of
from organizations.models import (
    Identifier,
    IdentifierScheme,
    Organization,
    OrganizationKey,
    OrganizationName,
    OrganizationPair,
)
from organizations.search import refresh_organizations
from organizations.services import Draft, change_organization, create_organization, create_organizations
from portal.kit.duplicates.keeping import MOST_HOLDERS
from tests.factories.desk import add_page, change_page, complaints, filled, officer, officer_with, press, told
from tests.factories.organizations import draft, organization

pytestmark = pytest.mark.django_db

PAGE = "/admin/organizations/organization/duplicates/"
TYPED = f"{PAGE}typed/"


def refreshed(*records):
    refresh_organizations(Organization.objects.filter(pk__in=[one.pk for one in records]))


def with_tax_code(one, value):
    Identifier.objects.create(
        organization=one, scheme=IdentifierScheme.objects.get(code="VN-TIN"), value=value
    )
    refreshed(one)
    return one


def found(**said):
    return [(match.record.name_vi, match.reasons) for match in DUPLICATES.matches(keys_of(**said))]


# --- Why ----------------------------------------------------------------------------------------------------------


def test_each_reason_is_told_in_words():
    one = organization(
        "Viện Nghiên cứu Quản lý Phát triển bền vững",
        acronym="MSD",
        website="https://www.msd.org.vn/",
        public_email="lienhe@msd.org.vn",
        public_phone="024 6276 9056",
    )
    OrganizationName.objects.create(organization=one, kind="former", text="Trung tâm Sống")
    with_tax_code(one, "0102 030 405")

    def reasons(**said):
        return [reason for _name, told in found(**said) for reason in told]

    assert reasons(names=["viện nghiên cứu quản lý phát triển bền vững"]) == ["trùng tên"]
    assert reasons(names=["Trung tâm Nghiên cứu Quản lý Phát triển bền vững Việt Nam"]) == [
        "trùng tên khi bỏ “Trung tâm”, “Việt Nam”, “Viện”"
    ]
    assert reasons(names=["Trung tâm sống"]) == ["trùng với một tên khác: “Trung tâm Sống”"]
    assert reasons(numbers=[("VN-TIN", "0102030405")]) == ["trùng mã số thuế"]
    assert reasons(acronyms=["msd"]) == ["cùng tên viết tắt “msd”"]
    assert reasons(names=["Trung tâm MSD"]) == ["cùng tên viết tắt “MSD”"]
    assert reasons(websites=["http://msd.org.vn"]) == ["cùng trang web msd.org.vn"]
    assert reasons(emails=["LIENHE@msd.org.vn"]) == ["cùng e-mail lienhe@msd.org.vn"]
    assert reasons(phones=["+84 24 6276 9056"]) == ["cùng số điện thoại 02462769056"]
    assert reasons(names=["Viện Nghiên cứu"], acronyms=["MS"], numbers=[("VN-TIN", "0102030406")]) == []
    assert reasons() == []


def test_the_likeliest_stands_first():
    organization("Viện Đời sống", acronym="VDS")
    organization("Trung tâm Đời sống")
    organization("Hội khác", acronym="VDS")

    assert [name for name, _reasons in found(names=["Viện Đời sống"], acronyms=["VDS"])] == [
        "Viện Đời sống",
        "Trung tâm Đời sống",
        "Hội khác",
    ]


def test_thousands_of_rows_ask_as_much_as_two_and_find_the_same():
    for number in range(20):
        organization(f"Quỹ Số {number} Xanh", acronym=f"QSX{number}")
    rows = [keys_of(names=[f"Hội Số {number % 25} Xanh"], acronyms=[f"QSX{number}"]) for number in range(300)]

    with CaptureQueriesContext(connection) as few:
        DUPLICATES.matches_of_many(rows[:2])
    with CaptureQueriesContext(connection) as many:
        matches = DUPLICATES.matches_of_many(rows)

    assert len(many) == len(few)
    assert [[(m.record.pk, m.reasons) for m in some] for some in matches[:25]] == [
        [(m.record.pk, m.reasons) for m in DUPLICATES.matches(keys)] for keys in rows[:25]
    ]
    assert matches[3][0].reasons == ["trùng tên khi bỏ “Hội”, “Quỹ”", "cùng tên viết tắt “QSX3”"]


# --- Kept with the records ----------------------------------------------------------------------------------------


def pairs(state="likely"):
    return {
        (pair.first.name_vi, pair.second.name_vi) for pair in DUPLICATES.in_words(DUPLICATES.pairs(state))
    }


def test_every_way_in_is_compared():
    create_organization(by=None, name_vi="Quỹ Một Hai", kind="cso")
    create_organizations([Draft({"name_vi": "Hội Một Hai", "kind": "cso"})], by=None)
    third = organization("Hoàn toàn khác")
    assert pairs() == {("Quỹ Một Hai", "Hội Một Hai")}

    change_organization(third, by=None, seen=1, name_vi="Nhóm Một Hai")
    assert len(pairs()) == 3

    third.refresh_from_db()
    change_organization(third, by=None, seen=2, name_vi="Lại khác hẳn")
    assert pairs() == {("Quỹ Một Hai", "Hội Một Hai")}

    Organization.objects.filter(name_vi="Quỹ Một Hai").delete()
    assert pairs() == set()
    assert OrganizationPair.objects.count() == 0


def test_writing_keys_anew_changes_nothing():
    organization("Quỹ Một Hai", acronym="MH")
    organization("Hội Một Hai")
    before = list(OrganizationKey.objects.values()), list(OrganizationPair.objects.values())

    call_command("reindex")

    assert (list(OrganizationKey.objects.values()), list(OrganizationPair.objects.values())) == before


def test_one_weak_sign_is_no_likely_pair_and_two_are():
    one = organization("Học viện Phụ nữ", acronym="NPA", website="https://npa.example")
    two = organization("Hội phi lợi nhuận", acronym="NPA")
    assert (pairs(), pairs("weak")) == (set(), {(one.name_vi, two.name_vi)})

    two.website = "http://npa.example/lao"
    two.save()
    refreshed(two)
    assert (pairs(), pairs("weak")) == ({(one.name_vi, two.name_vi)}, set())


def test_a_branch_is_no_duplicate_of_its_parent():
    one, two = organization("Oxfam"), organization("Oxfam tại Việt Nam")
    assert len(pairs()) == 1

    change_organization(two, by=None, seen=1, parent=one)

    assert pairs() == set()


def test_a_sign_that_very_many_share_makes_no_pairs_but_still_warns():
    records = [
        organization("Sở Y tế", website=f"https://s{number}.example") for number in range(MOST_HOLDERS)
    ]
    assert OrganizationPair.objects.count() == MOST_HOLDERS * (MOST_HOLDERS - 1) // 2

    last = organization("Sở Y tế")
    assert OrganizationPair.objects.count() == 0
    assert len(found(names=["Sở Y tế"])) == 5

    last.name_vi = "Sở Tư pháp"
    last.save()
    refreshed(last)
    assert OrganizationPair.objects.count() == MOST_HOLDERS * (MOST_HOLDERS - 1) // 2
    assert records


# --- In the form --------------------------------------------------------------------------------------------------


@pytest.fixture
def lan(client):
    user = officer("lan")
    client.force_login(user)
    return user


def test_a_new_organization_that_resembles_another_is_saved_at_the_second_press(client, lan):
    other = organization("Viện MSD", acronym="MSD", seat="ha-noi")
    with_tax_code(other, "0102030405")

    first = press(client, add_page(Organization), name_vi="Trung tâm MSD", kind="cso")

    assert complaints(first)[""] == [
        "Có thể trên cổng đã có rồi. Hãy xem các bản ghi dưới đây; nếu đây là bản ghi khác, hãy bấm nút lần nữa."
    ]
    page = first.content.decode()
    assert change_page(other) in page
    for words in ("trùng tên khi bỏ “Trung tâm”, “Viện”", "Hà Nội", "0102030405"):
        assert words in page
    assert Organization.objects.count() == 1

    seen = {"seen-duplicate": [str(other.pk)]}
    press(client, add_page(Organization), name_vi="Trung tâm MSD", kind="cso", **seen)

    assert Organization.objects.count() == 2


def test_what_was_seen_is_not_what_comes_next(client, lan):
    other, third = organization("Viện MSD"), organization("Hội Khác Hẳn")

    answer = press(
        client,
        add_page(Organization),
        name_vi="Trung tâm Khác Hẳn",
        kind="cso",
        **{"seen-duplicate": [str(other.pk)]},
    )

    assert [match.record for match in answer.context["adminform"].form.found] == [third]


def test_a_record_that_is_edited_is_asked_only_of_what_is_new(client, lan):
    one, other = organization("Viện MSD", acronym="MSD"), organization("Trung tâm MSD")
    organization("Quỹ Đời sống")

    assert press(client, change_page(one), address="Số 1").status_code == 302
    asked = press(client, change_page(one), name_en="Quy Doi song")

    assert [match.record.name_vi for match in asked.context["adminform"].form.found] == ["Quỹ Đời sống"]
    DUPLICATES.settle(one, Organization.objects.get(name_vi="Quỹ Đời sống"), by=lan)
    assert press(client, change_page(one), name_en="Quy Doi song").status_code == 302
    assert other


def test_a_tax_code_in_a_row_is_asked_too(client, lan):
    other = with_tax_code(organization("Viện Một"), "0102030405")
    scheme = IdentifierScheme.objects.get(code="VN-TIN").pk

    answer = press(
        client,
        add_page(Organization),
        name_vi="Tên hoàn toàn mới",
        kind="cso",
        rows={"identifiers": [{"scheme": scheme, "value": "0102 030 405"}]},
    )

    assert [match.record for match in answer.context["adminform"].form.found] == [other]


def test_typing_is_answered_with_what_resembles_it(client, lan):
    one = organization("Viện MSD", acronym="MSD", seat="ha-noi")
    organization("Không giống")

    page = client.post(TYPED, {"name_vi": "trung tam msd"}).content.decode()

    assert change_page(one) in page
    assert "Không giống" not in page
    assert client.post(TYPED, {"name_vi": "xyz"}).content.decode().strip() == ""
    assert client.post(TYPED, {"name_vi": "Viện MSD", "record": one.pk}).content.decode().strip() == ""
    assert client.post(TYPED, {"record": "9" * 40, "identifiers-TOTAL_FORMS": "9" * 30}).status_code == 200
    assert client.get(TYPED).status_code == 405


def test_typing_asks_as_much_among_many_as_among_few(client, lan):
    def asked():
        client.post(TYPED, {"name_vi": "Quỹ Một Hai"})
        with CaptureQueriesContext(connection) as queries:
            client.post(TYPED, {"name_vi": "Quỹ Một Hai", "acronym": "MH"})
        return len(queries)

    organization("Hội Một Hai")
    few = asked()
    for _ in range(10):
        organization("Hội Một Hai", acronym="MH")

    assert asked() == few


def test_who_may_not_see_organizations_is_told_of_none(client):
    organization("Viện MSD")
    client.force_login(officer_with("add_organization"))

    assert client.post(TYPED, {"name_vi": "Viện MSD"}).status_code == 403
    assert client.get(PAGE).status_code == 403
    page = client.get(add_page(Organization))
    assert "js/duplicates.js" not in page.content.decode()
    press(client, add_page(Organization), name_vi="Viện MSD", kind="cso")
    assert Organization.objects.count() == 2


# --- The page of pairs --------------------------------------------------------------------------------------------


def test_an_officer_says_that_two_are_not_the_same_and_takes_it_back(client, lan):
    one, two = organization("Quỹ Một Hai"), draft("Hội Một Hai")
    [pair] = client.get(PAGE).context["pairs"]
    assert pair["reasons"] == ["trùng tên khi bỏ “Quỹ”, “Hội”"]

    answer = client.post(PAGE, {"pair": pair["keys"], "act": "settle"}, follow=True)

    assert answer.redirect_chain == [(PAGE, 302)]
    assert told(answer) == ["Đã ghi nhớ: “Quỹ Một Hai” và “Hội Một Hai” không phải là một."]
    assert answer.context["pairs"] == []
    [settled] = client.get(f"{PAGE}?show=settled").context["settled"]
    assert (settled["said"].by, settled["keys"]) == (lan, f"{one.pk}-{two.pk}")
    assert DUPLICATES.resembling(one) == []
    refreshed(one, two)
    assert pairs() == set()

    client.post(PAGE, {"pair": f"{two.pk}-{one.pk}", "act": "reopen", "show": "settled"})

    assert len(client.get(PAGE).context["pairs"]) == 1


@pytest.mark.parametrize("pair", ["", "1", "1-1", "1-2-3", "x-y", "1-999999", f"{'9' * 30}-1", "-1-2", "١-٢"])
def test_a_pair_that_is_none_is_refused(client, lan, pair):
    organization("Một")

    assert client.post(PAGE, {"pair": pair, "act": "settle"}).status_code == 404


def test_an_act_that_is_none_is_refused(client, lan):
    one, two = organization("Quỹ Một Hai"), organization("Hội Một Hai")

    assert client.post(PAGE, {"pair": f"{one.pk}-{two.pk}", "act": "delete"}).status_code == 404


def test_who_may_only_look_decides_nothing(client):
    one, two = organization("Quỹ Một Hai"), organization("Hội Một Hai")
    client.force_login(officer_with("view_organization"))

    page = client.get(PAGE)

    assert (len(page.context["pairs"]), page.context["may_settle"]) == (1, False)
    assert page.context["pairs"][0]["merge_address"] == ""
    assert client.post(PAGE, {"pair": f"{one.pk}-{two.pk}", "act": "settle"}).status_code == 403
    assert len(pairs()) == 1


def test_the_page_asks_as_much_for_many_pairs_as_for_two(client, lan):
    def make(first, last):
        for number in range(first, last):
            for form in ("Quỹ", "Hội"):
                with_tax_code(
                    organization(f"{form} Số {number} Xanh", seat="ha-noi"), f"01{number:04}{ord(form[0]):04}"
                )

    def asked():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    make(0, 2)
    few = asked()
    make(2, 12)

    assert asked() == few
    assert client.get(f"{PAGE}?page=99&show=x").status_code == 200


def test_the_list_leads_to_the_page(client, lan):
    assert PAGE in client.get("/admin/organizations/organization/").content.decode()
    assert filled(client, add_page(Organization))
