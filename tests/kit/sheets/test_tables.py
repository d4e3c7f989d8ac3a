"""The header is found below titles, records below the header, and headers lead to columns."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.kit.sheets.columns import Column, Kind
from portal.kit.sheets.headers import key, known_keys, match
from portal.kit.sheets.tables import Table

NAME = Column("name_vi", _("Name"), required=True, aliases=("Tên tổ chức", "Đơn vị"))
NAME_EN = Column("name_en", "Name (English)", aliases=("Tên (tiếng Anh)",))
TAX = Column("tax_code", "Tax code", Kind.IDENTIFIER, aliases=("Mã số thuế", "MST"))
COLUMNS = [NAME, NAME_EN, TAX]

MESSY = [
    ["MẠNG LƯỚI ĐỐI TÁC", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    [None, None, None, "Độc lập - Tự do - Hạnh phúc"],
    [None, None, None, None],
    ["DANH SÁCH TỔ CHỨC NĂM 2025", None, None, None],
    ["STT", "Tên tổ chức (*)", "Mã số thuế", "Ghi chú"],
    ["(1)", "(2)", "(3)", "(4)"],
    [1, "Viện MSD", "0102030405", None],
    [None, "  ", None, None],
    [2, "Trung tâm LIN", 304050607, "mới"],
]


def table(rows):
    return Table("list.xlsx", "Danh sách", "xlsx", rows)


def test_the_header_is_found_below_title_rows():
    assert table(MESSY).guess_header() == 5
    assert table(MESSY).guess_header(known_keys(COLUMNS)) == 5


def test_known_headers_decide_where_numbers_and_titles_mislead():
    rows = [["Tổng số", "Nam", "Nữ", "Khác"], ["Đơn vị", 2024, 2025], ["Viện MSD", 5, 6]]

    assert table(rows).guess_header() == 1
    assert table(rows).guess_header(known_keys(COLUMNS)) == 2


def test_the_first_of_rows_alike_is_the_header():
    assert table([["Tên", "Tỉnh"], ["Viện MSD", "Hà Nội"], ["LIN", "Cần Thơ"]]).guess_header() == 1


def test_a_list_of_one_column_has_its_header_too():
    assert table([[None], ["Tên"], ["LIN"]]).guess_header() == 2


def test_records_leave_out_blank_rows_and_the_row_that_numbers_columns():
    records = list(table(MESSY).records(5))

    assert [(record.number, record.cells[1]) for record in records] == [(7, "Viện MSD"), (9, "Trung tâm LIN")]
    assert records[1].place(2) == "C9"


def test_a_record_of_numbers_further_down_stays():
    assert [record.number for record in table([["A", "B", "C"], ["x", "y", "z"], [1, 2, 3]]).records(1)] == [
        2,
        3,
    ]


@pytest.mark.parametrize(
    "header",
    [
        ["STT", "Tên tổ chức (*)", "MÃ SỐ THUẾ", "Ghi chú"],
        ["TT", "ten to chuc", "mst", "Ghi chú"],
        ["No.", "NAME", "Tax code", "Ghi chú"],
        ["#", "Đơn\nvị", "Mã số\u00a0thuế:", "Ghi chú"],
        [None, "name_vi", "tax_code", "Ghi chú"],
        ["STT", "Te\u0302n to\u0302\u0309 chu\u031b\u0301c", "M.S.T".replace(".", ""), "Ghi chú"],
    ],
)
def test_headers_lead_to_columns_however_they_are_written(header):
    matching = match(header, COLUMNS)

    assert matching.columns == {1: NAME, 2: TAX}
    assert matching.unmatched == {3: "Ghi chú"}
    assert (matching.doubled, matching.missing) == ({}, [])


def test_the_portals_own_headers_match_in_both_languages():
    for language in ("vi", "en"):
        with translation.override(language):
            assert match([str(NAME.label), "Name (English)"], COLUMNS).columns == {0: NAME, 1: NAME_EN}


def test_brackets_explain_where_they_do_not_tell_apart():
    assert match(["Mã số thuế (nếu có)"], COLUMNS).columns == {0: TAX}
    both = match(["Đơn vị (tiếng Lào)", "Đơn vị (tiếng Nga)"], COLUMNS)
    assert (both.columns, list(both.unmatched)) == ({}, [0, 1])


def test_what_stands_twice_and_what_is_missing_is_told():
    matching = match(["MST", "Mã số thuế"], COLUMNS)

    assert matching.columns == {0: TAX}
    assert matching.doubled == {1: TAX}
    assert matching.missing == [NAME]


def test_a_match_by_hand_goes_first_and_may_leave_a_column_out():
    by_hand = {key("Ghi chú"): "name_en", key("Mã số thuế"): None}

    matching = match(["Tên tổ chức", "Mã số thuế", "GHI CHÚ"], COLUMNS, by_hand)

    assert (matching.columns, matching.unmatched) == ({0: NAME, 2: NAME_EN}, {})


def test_a_match_by_hand_to_a_column_that_is_gone_is_asked_again():
    assert match(["Ghi chú"], COLUMNS, {key("Ghi chú"): "remarks"}).unmatched == {0: "Ghi chú"}
