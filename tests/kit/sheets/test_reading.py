"""What staff bring is read cell by cell, with its types."""

import io
from datetime import date, datetime, time, timedelta

import pytest

from portal.kit.sheets.reading import open_sheets, read_sheet
from tests.kit.sheets.made_files import xls, xlsx, xlsx_of_cells, xlsx_with

ROWS = [["Tên", "Năm"], ["Trung tâm Hỗ trợ", "2014"], ["Quỹ; mở", ""]]
READ = [["Tên", "Năm"], ["Trung tâm Hỗ trợ", "2014"], ["Quỹ; mở", None]]


def rows_of(stream, name="list.xlsx", **options):
    return read_sheet(stream, name, **options).rows


def test_cells_keep_their_types():
    stream = xlsx(
        [
            [None, "Đà Nẵng", 5, 2.5, True],
            [date(2017, 8, 21), datetime.fromisoformat("2017-08-21T09:30"), -3, 12_345_678_901],
        ]
    )

    first, second = rows_of(stream)

    assert first == [None, "Đà Nẵng", 5, 2.5, True]
    assert second == [date(2017, 8, 21), datetime.fromisoformat("2017-08-21T09:30"), -3, 12_345_678_901, None]
    assert [type(cell) for cell in first] == [type(None), str, int, float, bool]
    assert [type(cell) for cell in second[:4]] == [date, datetime, int, int]


def test_times_and_durations_are_read_as_such():
    from openpyxl import Workbook

    book, stream = Workbook(), io.BytesIO()
    book.active.append([time(9, 30), timedelta(hours=30)])
    book.save(stream)

    assert rows_of(stream) == [[time(9, 30), timedelta(hours=30)]]


def test_an_old_workbook_is_read_like_a_new_one():
    stream = xls([["Tên", "Ngày"], ["Viện MSD", date(2012, 3, 1)], [5, 2.5]], name="Danh sách")

    assert [(sheet.name, sheet.rows, sheet.columns) for sheet in open_sheets(stream, "cu.xls")] == [
        ("Danh sách", 3, 2)
    ]
    assert rows_of(stream, "cu.xls") == [["Tên", "Ngày"], ["Viện MSD", date(2012, 3, 1)], [5, 2.5]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_csv_is_read_in_any_encoding_with_any_separator(encoding, separator):
    text = "\r\n".join(separator.join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in ROWS)
    # The letters of Windows-1258 are composed but for their tones.
    data = _for_windows(text) if encoding == "cp1258" else text.encode(encoding)

    assert rows_of(io.BytesIO(data), "list.csv") == READ


def _for_windows(text):
    for composed, parts in {"ỗ": "ô\u0303", "ợ": "ơ\u0323", "ỹ": "y\u0303", "ở": "ơ\u0309"}.items():
        text = text.replace(composed, parts)
    return text.encode("cp1258")


def test_a_csv_keeps_what_is_quoted_together_and_the_numbers_of_its_rows():
    text = 'sep=;\n"Tên\nđầy đủ";"Quỹ ""Mở"""\n\nA;B\n'

    assert rows_of(io.BytesIO(text.encode()), "list.csv") == [[], ["Tên\nđầy đủ", 'Quỹ "Mở"'], [], ["A", "B"]]


def test_a_workbook_that_is_named_csv_is_read_as_what_it_is():
    assert rows_of(xlsx([["Tên"]]), "list.csv") == [["Tên"]]


def test_every_sheet_is_offered_with_its_size_and_the_first_that_holds_something_is_read():
    stream = xlsx(("Trống", []), ("Danh sách", [["Tên", "Tỉnh"], ["A"]]), ("Khác", [["x"]]))

    sheets = open_sheets(stream, "list.xlsx")

    assert [(sheet.name, sheet.rows, sheet.columns, sheet.problem) for sheet in sheets] == [
        ("Trống", 0, 0, None),
        ("Danh sách", 2, 2, None),
        ("Khác", 1, 1, None),
    ]
    assert read_sheet(stream, "list.xlsx").sheet == "Danh sách"
    assert rows_of(stream, sheet="Khác") == [["x"]]


def test_a_hidden_sheet_says_so_and_is_not_read_unasked():
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        hidden, shown = book.add_worksheet("Ẩn"), book.add_worksheet("Hiện")
        hidden.write(0, 0, "bí mật")
        shown.write(0, 0, "Tên")
        shown.activate()
        shown.set_first_sheet()
        hidden.hide()

    assert [(sheet.name, sheet.is_visible) for sheet in open_sheets(stream, "list.xlsx")] == [
        ("Ẩn", False),
        ("Hiện", True),
    ]
    assert read_sheet(stream, "list.xlsx").sheet == "Hiện"


def test_formulas_give_the_result_that_was_saved_and_never_compute():
    cells = (
        '<row r="1"><c r="A1"><f>1+1</f><v>7</v></c><c r="B1" t="str"><f>"a"&amp;"b"</f><v>cũ</v></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><v>1</v></c></row>'
    )

    assert rows_of(xlsx_of_cells(cells)) == [[7, "cũ", "#ERROR!", None, 1]]


def test_what_is_merged_over_several_rows_stands_in_each_of_them():
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "DANH SÁCH")
        sheet.merge_range("A3:A5", "Đà Nẵng")
        for row, name in enumerate("XYZ", start=2):
            sheet.write(row, 1, name)

    assert rows_of(stream) == [
        ["DANH SÁCH", None],
        [None, None],
        ["Đà Nẵng", "X"],
        ["Đà Nẵng", "Y"],
        ["Đà Nẵng", "Z"],
    ]


def test_blank_cells_that_are_only_coloured_are_no_part_of_the_list():
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576" s="0"/></row>'

    assert rows_of(xlsx_of_cells(cells)) == [[1]]


def test_a_sheet_that_claims_more_than_it_holds_is_read():
    part = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    )

    assert rows_of(xlsx_with({"xl/worksheets/sheet1.xml": part})) == [[1]]


def test_a_file_is_read_twice_without_winding_it_back():
    stream = xlsx([["Tên"]])

    assert rows_of(stream) == rows_of(stream) == [["Tên"]]
    assert not stream.closed
