"""A list of organizations comes in: what each row would do, and what is written when a person agrees."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from organizations.models import Organization
from organizations.resources import OrganizationResource
from organizations.sheets import STAFF
from portal.kit.imports import acts
from portal.kit.imports.models import SheetImport
from portal.kit.imports.rows import Outcome
from tests.factories.desk import officer
from tests.factories.import_rows import confirmed, outcomes, previewed, received, shown, with_tax_code
from tests.factories.merging import merged
from tests.factories.organizations import organization, place
from tests.factories.sheets import text, workbook

pytestmark = pytest.mark.django_db

HEADER = ["STT", "Tên tổ chức", "Loại hình", "Mã số thuế", "Tỉnh/thành", "Địa bàn hoạt động", "Điện thoại"]


@pytest.fixture(autouse=True)
def files_of_the_moment(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def test_officer_brings_a_new_list_in():
    lan = officer()
    one = received(
        workbook(
            ["DANH SÁCH TỔ CHỨC NĂM 2025"],
            [],
            HEADER,
            [1, "Trung tâm Một ", "CSO", "0101234567", "TP HCM", "Hà Nội; Quảng Nam", 912345678],
            [2, "Trung tâm Hai", "Tổ chức phi chính phủ nước ngoài", None, "tỉnh Hà Giang", "cả nước", None],
        ),
        by=lan,
    )

    found = confirmed(one)

    assert outcomes(found) == {4: "new", 5: "new"}
    first = Organization.objects.get(name_vi="Trung tâm Một")
    assert (first.kind, first.publication, first.public_phone) == ("cso", "draft", "0912345678")
    assert [(row.role, row.place.slug) for row in first.places.all()] == [
        ("seat", "ho-chi-minh"),
        ("work", "ha-noi"),
        ("work", "quang-nam"),
    ]
    assert first.identifiers.get().normalized == "0101234567"
    second = Organization.objects.get(name_vi="Trung tâm Hai")
    assert second.kind == "ingo"
    assert {row.place.slug for row in second.places.all()} == {"ha-giang", "viet-nam"}
    assert one.state == "done"
    assert (one.done_by, one.counts["new"]) == (lan, 2)


def test_new_organizations_are_found_and_have_their_history_at_once():
    one = received(
        workbook(
            ["Tên", "Loại", "Lĩnh vực", "Tên cũ", "Tỉnh"],
            ["Viện Lúa", "cso", "Bình đẳng giới", "Trạm Lúa", "Huế"],
        )
    )

    confirmed(one)

    rice = Organization.objects.get(name_vi="Viện Lúa")
    assert " tram lua" in rice.search_name_folded
    assert " hue" in rice.search_heads_folded
    [line] = rice.history.all()
    assert (line.history_type, line.way, line.history_user) == ("+", "import", one.by)
    assert line.history_change_reason == f"{one.reference} danh-sach.xlsx"
    assert [term.fieldofwork.code for term in line.fields_of_work.all()] == ["gender-equality"]
    [place_line] = rice.places.get().history.all()
    assert (place_line.way, place_line.history_user) == ("import", one.by)


def test_the_same_file_twice_changes_nothing():
    rows = [HEADER, [1, "Trung tâm Một", "CSO", "0101234567", "Hà Nội", "Huế", "024 3822 3344"]]
    confirmed(received(workbook(*rows)))
    lines = Organization.objects.get().history.count()

    again = received(workbook(*rows))

    assert outcomes(previewed(again)) == {2: "unchanged"}
    with pytest.raises(ValidationError):
        acts.confirm(again, OrganizationResource, by=again.by)
    assert Organization.objects.get().history.count() == lines


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("extension", ["xlsx", "csv"])
def test_an_exported_list_comes_back_unchanged(client, language, extension):
    with_tax_code(
        "=Viện Dấu bằng",
        "0101234567",
        name_en="Institute",
        acronym="@VD",
        description_vi="Một; hai.\n\n- ba\n- bốn",
        founded="2009-05~",
        public_phone="+84 24 3822 3344",
        website="https://vien.example",
        country=place("viet-nam"),
    )
    organization(
        "Hội Xa", seat="bac-ninh-truoc-2025", works_in=["ca-mau", "viet-nam"], fields=["gender-equality"]
    )
    organization(
        "Hội Gần", works_in=["quang-nam"], founded="2003/2005", publication="archived", name_en="Near"
    )
    client.force_login(officer("mai"))
    prefix = "/en" if language == "en" else ""
    answer = client.get(f"{prefix}/admin/organizations/organization/sheet.{extension}")
    content = b"".join(answer.streaming_content)

    with translation.override(language):
        one = received(text(content, f"x.{extension}"))
        found = previewed(one)

    assert [row.sentences for row in found.rows] == [[], [], []]
    assert {row.outcome for row in found.rows} == {Outcome.UNCHANGED}, [shown(row) for row in found.rows]
    assert one.mode == SheetImport.Mode.REPLACE


def test_an_edited_export_changes_just_what_was_edited():
    one = organization("Hội Gần", seat="ha-noi", works_in=["hue", "ca-mau"], public_phone="024 1111 2222")
    header = [column.header() for column in STAFF]
    line = dict.fromkeys(header)
    named = {column.name: column.header() for column in STAFF}
    line |= {
        named["reference"]: one.reference,
        named["name_vi"]: "Hội Rất Gần",
        named["kind"]: "cso",
        named["seat"]: "Hà Nội",
        named["places_of_work"]: "Huế; Sơn La",
        named["public_phone"]: None,
    }

    found = confirmed(received(workbook(header, list(line.values()))))

    [row] = found.rows
    assert row.outcome == Outcome.CHANGED
    assert shown(row) == {
        "Tên tiếng Việt": ("Hội Gần", "Hội Rất Gần"),
        "Địa bàn hoạt động": ("Cà Mau; Huế", "Huế; Sơn La"),
        "Điện thoại công khai": ("024 1111 2222", ""),
    }
    [places] = [one for one in row.differences if one.added]
    assert (places.added, places.removed) == (["Sơn La"], ["Cà Mau"])
    one.refresh_from_db()
    assert (one.name_vi, one.public_phone, one.version) == ("Hội Rất Gần", "", 2)
    assert {row.place.slug for row in one.places.all()} == {"ha-noi", "hue", "son-la"}
    assert one.history.first().way == "import"


def test_a_messy_list_only_adds():
    one = with_tax_code("Hội Gần", "0101234567", public_phone="024 1111 2222")
    organization_with_place = one.places.create(place=place("ca-mau"), role="work", note_vi="từ 2019")

    confirmed(
        received(
            workbook(
                ["Tên tổ chức", "MST", "Địa bàn", "Email"],
                ["Hội Gần", 101234567, "Huế", "hoi@gan.example"],
            )
        )
    )

    one.refresh_from_db()
    assert (one.public_email, one.public_phone, one.kind) == ("hoi@gan.example", "024 1111 2222", "cso")
    assert {row.place.slug for row in one.places.all()} == {"ca-mau", "hue"}
    organization_with_place.refresh_from_db()
    assert organization_with_place.note_vi == "từ 2019"


def test_a_name_only_proposes():
    there = organization("Hội  Gần", name_en="Near")
    one = received(
        workbook(["Tên", "Loại", "Điện thoại"], ["HỘI GẦN", "cso", "024 1"], ["Hội Xa", "cso", None])
    )

    found = previewed(one)

    assert outcomes(found) == {2: "undecided", 3: "new"}
    assert found.rows[0].proposals == [there]
    assert there.reference in found.reasons()[2][0]

    acts.decide(one, {2: str(there.pk)})
    assert outcomes(previewed(one)) == {2: "refused", 3: "new"}  # «024 1» is no phone number
    acts.decide(one, {2: "new"})
    assert previewed(one).rows[0].record is None


def test_a_name_without_its_form_word_proposes_and_says_why():
    there = organization("Trung tâm Lúa Vàng")

    [row] = previewed(received(workbook(["Tên", "Loại"], ["Viện Lúa Vàng", "cso"]))).rows

    assert row.outcome == Outcome.UNDECIDED
    assert row.proposals == [there]
    assert ["trùng tên khi bỏ" in reason for reason in row.reasons[there.pk]] == [True]


def test_the_reference_of_a_merged_record_means_the_one_that_stayed():
    stayed, went = organization("Hội Ở Lại"), organization("Hội Đi Mất")
    old = went.reference
    merged(stayed, went)

    [row] = previewed(received(workbook(["Mã hồ sơ", "Tên"], [old, "Hội Ở Lại"]))).rows

    assert row.record == stayed
    assert [old in note for note in row.notes] == [True]


def test_two_rows_of_one_name_wait_for_a_word():
    one = received(workbook(["Tên", "Loại"], ["Hội Gần", "cso"], ["Hội gần", "cso"]))

    found = previewed(one)

    assert outcomes(found) == {2: "undecided", 3: "undecided"}
    assert found.rows[0].twins == [3]
    acts.decide(one, {2: "new", 3: "new"})
    confirmed(one)
    assert set(Organization.objects.values_list("slug", flat=True)) == {"hoi-gan", "hoi-gan-2"}


def test_every_refusal_says_where_and_what_to_do():
    with_tax_code("Hội Gần", "0101234567")
    other = with_tax_code("Hội Xa", "0109999999")
    one = received(
        workbook(
            ["Mã trên cổng", *HEADER[1:], "Năm thành lập", "Email"],
            [None, "Một", "cso", "0101111111", "Hà Lội", None, None, "31/02/2020", "không có"],
            [None, "Hai", "cso", "0102222222", None, None, None, None, None],
            [None, "Ba", "cso", "0102222222", None, None, None, None, None],
            [other.reference, "Hội Xa", "cso", "0101234567", None, None, None, None, None],
            ["TC-99999", "Bốn", "cso", None, None, None, None, None, None],
            [None, None, "cso", None, "Huế", None, None, None, None],
            [None, "Năm", "gì đó", "123", None, None, None, None, None],
        )
    )

    found = previewed(one)

    assert set(outcomes(found).values()) == {"refused"}
    sentences = {row.number: " ".join(row.sentences) for row in found.rows}
    assert "E2 (Trụ sở): Cổng không biết tỉnh, thành hay nước nào tên “Hà Lội”." in sentences[2]
    assert "Hà Nội" in sentences[2]
    assert "H2 (Thành lập):" in sentences[2]
    assert "D3 (Mã số thuế):" in sentences[3]
    assert "Dòng 4 của bảng" in sentences[3]
    assert "Dòng 3 của bảng" in sentences[4]
    assert "Hội Gần" in sentences[5]
    assert "Hội Xa" in sentences[5]
    assert "A6 (Mã hồ sơ):" in sentences[6]
    assert "B7 (Tên tiếng Việt):" in sentences[7]
    assert "C8 (" in sentences[8]
    with pytest.raises(ValidationError):
        confirmed(one)


def test_kind_that_a_list_lacks_is_said_once_for_all_new_rows():
    there = with_tax_code("Hội Gần", "0101234567", founded="2001")
    one = received(workbook(["Tên", "MST"], ["Hội Mới", None], ["Hội Gần", "0101234567"]))
    assert outcomes(previewed(one)) == {2: "refused", 3: "unchanged"}

    acts.match_columns(one, {}, OrganizationResource, mode="add", constants={"kind": "Hội"})
    confirmed(one)

    assert Organization.objects.get(name_vi="Hội Mới").kind == "association"
    there.refresh_from_db()
    assert there.kind == "cso"


def test_a_person_is_told_what_was_put_right_and_what_to_look_at():
    there = organization("Hội Gần")
    Organization.objects.filter(pk=there.pk).update(
        updated_at=datetime.datetime(2026, 3, 5, 20, tzinfo=datetime.UTC)
    )
    one = received(
        workbook(
            ["Mã trên cổng", "Tên", "Loại", "Điện thoại", "Trụ sở", "Cập nhật lần cuối"],
            [there.reference, "Hội Gần", "cso", 2438223344, "Quảng Nam", datetime.date(2026, 3, 1)],
        )
    )

    [row] = previewed(one).rows

    assert row.outcome == Outcome.CHANGED
    phone, changed, seat = row.notes
    assert "02438223344" in phone
    assert "06/03/2026" in changed
    assert "Quảng Nam (đến năm 2025)" in seat
    assert "Đà Nẵng" in seat
