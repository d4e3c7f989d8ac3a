"""An officer brings a sheet in through the pages of the desk, from the file to the result."""

import datetime
import unicodedata

import openpyxl
import pytest

from organizations.models import Organization
from portal.kit.imports.models import SheetImport
from tests.factories.desk import told
from tests.factories.imports import (
    LIST,
    UPLOAD,
    bring,
    columns_page,
    counts,
    kept,
    page,
    press,
    refused,
    text_of,
)
from tests.factories.sheets import uploaded, workbook

pytestmark = pytest.mark.django_db


def messy_sheet():
    """Last year's list of an office: titles, a merged header of two rows, groups, two ways to write a day."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DS 2024"
    sheet["A1"] = "LIÊN HIỆP CÁC TỔ CHỨC ĐỐI TÁC"
    sheet.merge_cells("A1:K1")
    sheet["A2"] = "DANH SÁCH TỔ CHỨC NĂM 2024"
    head = [
        "STT",
        "Tên tổ chức",
        "Loại",
        "Mã số thuế",
        "Cơ quan quản lý",
        "Tỉnh",
        "Ngày thành lập",
        "Liên hệ",
    ]
    for column, title in enumerate(head, start=1):
        sheet.cell(4, column, title)
        if title != "Liên hệ":
            sheet.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)
    sheet.merge_cells("H4:I4")
    sheet["H5"], sheet["I5"] = "Điện thoại", "Email"
    sheet["A6"] = "I. MIỀN NAM"
    decomposed = unicodedata.normalize("NFD", "Quỹ Cửu Long")
    day = datetime.date(2009, 5, 12)
    for row, cells in enumerate(
        [
            [
                1,
                "Trung tâm Sông Tiền  ",
                "CSO",
                313456781,
                "Sở",
                "TP HCM",
                day,
                912345678,
                "a@songtien.example",
            ],
            [
                2,
                decomposed,
                "CSO",
                "0314567892",
                "Sở",
                "Tp. Hồ Chí Minh",
                "03/11/2011",
                "028 3822 1100",
                None,
            ],
            [3, "Hội Mai Vàng", "hội", "0101234560", None, "HCMC", "8/2013", None, None],
            [4, "Trung tâm Xanh", "CSO", None, None, "Bà Rịa - Vũng Tàu", "2016", None, None],
            [5, "Trung tâm Ngày Sai", "CSO", None, None, "Hà Nội", "31/02/2010", None, None],
            [6, "Trung tâm Trùng Một", "CSO", "0102345671", None, "Hà Nội", None, None, None],
            [7, "Trung tâm Trùng Hai", "CSO", "0102345671", None, "Tỉnh Nam Kỳ", None, None, None],
        ],
        start=7,
    ):
        for column, cell in enumerate(cells, start=1):
            sheet.cell(row, column, cell)
    sheet["I16"], sheet["I17"] = "Hà Nội, ngày 15 tháng 12 năm 2024", "Người lập bảng"
    return uploaded(book, "danh-sach.xlsx")


def test_an_officer_brings_last_years_messy_list_in(client, lan):
    response = bring(client, messy_sheet())

    one = SheetImport.objects.get()
    assert response.redirect_chain == [(columns_page(one), 302)]
    assert response.context["reading"].header == 5
    questions = {header.text: header for header in response.context["headers"]}
    assert [name for name, header in questions.items() if header.is_open] == ["Cơ quan quản lý"]
    assert "STT" not in questions
    assert questions["Tên tổ chức"].chosen == "name_vi"
    assert "03/11/2011" in questions["Ngày thành lập"].samples

    said = {header.box: header.chosen or "-" for header in response.context["headers"]}
    response = client.post(columns_page(one), {"act": "match", "mode": "add", **said}, follow=True)

    assert response.redirect_chain == [(page(one), 302)]
    assert counts(response) == {"refused": 3, "new": 4}
    problems = refused(response)
    assert [cell for cell, _sentence in problems[11]] == ["G11"]
    assert "31/02/2010" in problems[11][0][1]
    assert [cell for cell, _sentence in problems[12]] == ["D12"]
    assert [cell for cell, _sentence in problems[13]] == ["D13", "F13"]
    assert response.context["columns_left_out"] == ["E (Cơ quan quản lý)"]
    assert response.context["rows_passed_over"] == "6, 16, 17"
    assert response.context["taken"] == "Nhập 4 dòng mới"
    assert "Hồ sơ mới là bản nháp" in text_of(response)
    assert Organization.objects.count() == 0

    response = press(client, one, "confirm", response)

    assert told(response) == ["Đã nhập 4 dòng của “danh-sach.xlsx” vào danh sách “Tổ chức”."]
    brought = {one.name_vi: one for one in Organization.objects.all()}
    assert set(brought) == {"Trung tâm Sông Tiền", "Quỹ Cửu Long", "Hội Mai Vàng", "Trung tâm Xanh"}
    assert {one.publication for one in brought.values()} == {"draft"}
    first = brought["Trung tâm Sông Tiền"]
    assert (first.founded, first.public_phone) == ("2009-05-12", "0912345678")
    assert first.identifiers.get().value == "0313456781"
    seats = {name: one.places.get().place.slug for name, one in brought.items()}
    assert set(seats.values()) == {"ho-chi-minh", "ba-ria-vung-tau"}
    assert response.context["in_list"] == f"{LIST}?id__in=" + ",".join(
        str(pk) for pk in sorted(one.pk for one in brought.values())
    )
    assert list(client.get(response.context["in_list"]).context["cl"].queryset.order_by("pk")) == sorted(
        brought.values(), key=lambda one: one.pk
    )


def test_what_was_answered_once_is_not_asked_again(client, lan):
    header = ["Đơn vị thành viên", "Loại", "Người trực"]
    bring(client, workbook(header, ["Hội Một", "hội", "Mai"]))
    first = SheetImport.objects.get()
    client.post(
        columns_page(first), {"mode": "add", "column-0": "name_vi", "column-1": "kind", "column-2": "-"}
    )

    response = bring(client, workbook(header, ["Hội Hai", "hội", "Đào"]))

    assert response.redirect_chain == [(page(SheetImport.objects.latest("pk")), 302)]
    assert counts(response) == {"new": 1}
    assert response.context["columns_left_out"] == ["C (Người trực)"]


def test_an_officer_who_forgets_a_column_is_asked_again_and_loses_no_answer(client, lan):
    bring(client, workbook(["Tên", "Loại", "Cột lạ", "Cột lạ nữa"], ["Hội Một", "hội", "x", "y"]))
    one = SheetImport.objects.get()

    response = client.post(columns_page(one), {"act": "match", "mode": "replace", "column-2": "acronym"})

    headers = {header.text: header for header in response.context["headers"]}
    assert headers["Cột lạ"].chosen == "acronym"
    assert headers["Cột lạ nữa"].problem
    assert response.context["mode"] == "replace"
    assert response.context["problems"] == ["Còn cột chưa được trả lời; các cột đó được đánh dấu bên dưới."]
    one.refresh_from_db()
    assert (one.matching, one.mode) == ({}, "add")

    said = {"mode": "add", "rest": "leave-out", "column-0": "name_vi", "column-1": "kind"}
    response = client.post(columns_page(one), said, follow=True)
    assert counts(response) == {"new": 1}
    assert response.context["columns_left_out"] == ["C (Cột lạ)", "D (Cột lạ nữa)"]


def test_a_column_that_every_row_shares_is_said_once(client, lan):
    response = bring(client, workbook(["Tên tổ chức", "Tỉnh"], ["Hội Một", "Huế"], ["Hội Hai", "Huế"]))
    one = SheetImport.objects.get()
    [missing] = response.context["missing"]
    assert missing.column.name == "kind"

    response = client.post(
        columns_page(one), {"mode": "add", missing.box: "association", **kept(response)}, follow=True
    )

    assert counts(response) == {"new": 2}
    press(client, one, "confirm", response)
    assert {one.kind for one in Organization.objects.all()} == {"association"}


def test_two_headers_for_one_column_are_refused_with_a_sentence(client, lan):
    bring(client, workbook(["Tên", "Loại", "Cột lạ"], ["Hội Một", "hội", "x"]))
    one = SheetImport.objects.get()
    said = {"column-0": "name_vi", "column-1": "kind", "column-2": "name_vi", "mode": "add"}

    response = client.post(columns_page(one), said)

    marked = {header.text: bool(header.problem) for header in response.context["headers"]}
    assert marked == {"Tên": True, "Loại": False, "Cột lạ": True}
    one.refresh_from_db()
    assert one.matching == {}


def test_an_officer_chooses_another_sheet_and_another_row_of_headers(client, lan):
    book = openpyxl.Workbook()
    book.active.title = "Ghi chú"
    book.active.append(["Đọc", "trước"])
    book.active.append(["một", "hai"])
    other = book.create_sheet("Danh sách")
    for row in (["Tên", "Loại"], ["Mã cũ", "Tên"], ["Hội Một", "hội"]):
        other.append(row)
    response = bring(client, uploaded(book))
    one = SheetImport.objects.get()
    assert [sheet.name for sheet in response.context["sheets"]] == ["Ghi chú", "Danh sách"]

    # The form sends the row of the sheet that was shown, too.
    said = {"act": "sheet", "sheet": "Danh sách", "header-row": "3"}
    response = client.post(columns_page(one), said, follow=True)
    assert response.context["reading"].header == 1
    response = client.post(
        columns_page(one), {"act": "sheet", "sheet": "Danh sách", "header-row": "2"}, follow=True
    )

    assert response.context["reading"].header == 2
    assert [header.text for header in response.context["headers"]] == ["Mã cũ", "Tên"]
    response = client.post(columns_page(one), {"act": "sheet", "sheet": "Không có"})
    assert "Không có" in response.context["problems"][0]


@pytest.mark.parametrize("unseen", ["\x00", "\x1b", "\u202e"], ids=ascii)
def test_unseen_characters_in_the_forms_are_answered_with_a_page(client, lan, unseen):
    bring(client, workbook(["Tên", "Cột lạ"], ["Hội", "x"]))
    one = SheetImport.objects.get()
    for said in (
        {"act": "sheet", "sheet": unseen},
        {"act": "sheet", "sheet": "DS", "header-row": f"1{unseen}"},
        {"act": "match", "mode": "add", "column-0": unseen, "column-1": "-"},
        {"act": "match", "mode": "add", "column-0": "name_vi", "column-1": "-", "constant-kind": unseen},
    ):
        response = client.post(columns_page(one), said)
        assert response.status_code == 200, said
        assert response.context["problems"], said
    one.refresh_from_db()
    assert (one.matching, one.constants, one.mode) == ({}, {}, "add")


def test_the_pages_speak_english_too(client, lan):
    response = client.post(
        f"/en{UPLOAD}", {"file": workbook(["Name", "Kind", "Odd"], ["Hội", "?", "x"])}, follow=True
    )
    assert "What does each column hold?" in text_of(response)
    one = SheetImport.objects.get()
    response = client.post(
        f"/en{columns_page(one)}", {"mode": "add", "rest": "leave-out", **kept(response)}, follow=True
    )
    assert "1 row is refused" in text_of(response)
