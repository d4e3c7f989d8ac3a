"""What is taken out opens in any reader with the right types, and harms nobody."""

import io
import tracemalloc
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from portal.kit.sheets.cells import CUT, MAX_CHARACTERS, guarded, safe_text, unguarded
from portal.kit.sheets.columns import Column, Kind
from portal.kit.sheets.delimited import write_csv
from portal.kit.sheets.headers import match
from portal.kit.sheets.reading import read_sheet
from portal.kit.sheets.refused import write_refused
from portal.kit.sheets.tables import Table
from portal.kit.sheets.template import example_test, write_template
from portal.kit.sheets.values import reader
from portal.kit.sheets.writing import About, write_xlsx

DANGEROUS = [
    "=1+1", "=cmd|' /C calc'!A0", "+84 24 3333 4444", "-5", "@SUM(A1)", "\t=1", "\n=1", "＝1+1", "'=1", "''+1",
    "{=1}", "https://example.org/?a=1", "0123456789", "1E5", "TRUE", "#REF!", "'quoted'", " =1", "-",
]  # fmt: skip
ABOUT = About(
    "Danh sách tổ chức", datetime(2026, 3, 1, 2, 30, tzinfo=UTC), ["Tỉnh: Hà Nội", "Lĩnh vực: y tế"]
)


@dataclass
class Thing:
    name: object = "Viện MSD"
    code: str | None = "0102030405"
    staff: object = 12
    budget: Decimal | None = Decimal("4800000000")
    opened: object = date(2017, 8, 21)
    since: str | None = "2014-03"
    kind: str | None = "ngo"
    fields: list = field(default_factory=lambda: ["y tế", "giáo dục"])
    site: str | None = "https://example.org"
    is_member: bool | None = True


COLUMNS = [
    Column("name", "Tên", required=True, example="Tên mẫu", help="Như trong giấy phép."),
    Column("code", "Mã số thuế", Kind.IDENTIFIER, example="0101234567"),
    Column("staff", "Số người", Kind.NUMBER),
    Column("budget", "Ngân sách", Kind.MONEY),
    Column("opened", "Ngày lập", Kind.DATE, example=date(2017, 8, 21)),
    Column("since", "Hoạt động từ", Kind.PARTIAL_DATE, example="2014-03"),
    Column("kind", "Loại", Kind.CHOICE, choices={"ngo": "Tổ chức xã hội", "fund": "Quỹ"}, example="ngo"),
    Column("fields", "Lĩnh vực", Kind.LIST, example=["y tế"]),
    Column("site", "Trang web", Kind.URL),
    Column("is_member", "Thành viên", Kind.BOOL, example=True),
]
NAMES = COLUMNS[:1]


def xlsx_of(rows, columns=COLUMNS, about=ABOUT, **options):
    stream = io.BytesIO()
    with translation.override("en"):
        write_xlsx(stream, columns, rows, about, **options)
    stream.seek(0)
    return stream


def csv_of(rows, columns=COLUMNS, language="vi"):
    stream = io.BytesIO()
    with translation.override(language):
        write_csv(stream, columns, rows)
    return stream


def read_back(stream, columns=COLUMNS, name="list.xlsx", header=1):
    """The values of each record, by the kit's own reader and columns."""
    table = read_sheet(stream, name)
    matching = match(table.header(header), columns)
    readers = {index: reader(column) for index, column in matching.columns.items()}
    return [
        [read(record.cells[index] if index < len(record.cells) else None) for index, read in readers.items()]
        for record in table.records(header)
    ]


def test_two_readers_agree_on_the_types_of_every_cell():
    stream = xlsx_of([Thing()])

    [_header, by_openpyxl] = load_workbook(stream).worksheets[0].iter_rows(values_only=True)
    by_calamine = read_sheet(stream, "list.xlsx").rows[1]

    common = ["Viện MSD", "0102030405", 12, 4_800_000_000, "03/2014", "Tổ chức xã hội", "y tế; giáo dục"]
    common += ["https://example.org", "Yes"]
    assert list(by_openpyxl) == [*common[:4], datetime.fromisoformat("2017-08-21T00:00"), *common[4:]]
    assert by_calamine == [*common[:4], date(2017, 8, 21), *common[4:]]


def test_dates_and_amounts_are_shown_as_people_write_them():
    [_header, cells] = load_workbook(xlsx_of([Thing(since="2014-03-05")])).worksheets[0].iter_rows()

    assert [cells[index].number_format for index in (1, 3, 4, 5)] == [
        "@",
        "#,##0",
        "dd/mm/yyyy",
        "dd/mm/yyyy",
    ]
    assert cells[5].value == datetime.fromisoformat("2014-03-05T00:00")


def test_the_header_stays_in_view_can_be_filtered_and_columns_have_their_widths():
    sheet = load_workbook(
        xlsx_of([Thing()], [*NAMES, Column("code", "Mã", Kind.IDENTIFIER, width=40)])
    ).worksheets[0]

    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B2")
    assert [round(sheet.column_dimensions[letter].width) for letter in "AB"] == [33, 41]
    assert sheet["A1"].font.bold


def test_the_second_sheet_says_what_the_list_is():
    book = load_workbook(xlsx_of([Thing(), Thing()]))

    assert book.sheetnames == ["List", "About"]
    assert list(book["About"].iter_rows(values_only=True)) == [
        ("Title", "Danh sách tổ chức"),
        ("Filter", "Tỉnh: Hà Nội"),
        (None, "Lĩnh vực: y tế"),
        ("As of", datetime.fromisoformat("2026-03-01T09:30")),
        ("Number of rows", 2),
    ]


def test_an_empty_list_has_its_header_and_says_so():
    book = load_workbook(xlsx_of(iter([]), about=About("Tổ chức", ABOUT.as_of)))

    assert [cell.value for cell in book["List"][1]] == [column.label for column in COLUMNS]
    assert [row[1].value for row in book["About"].iter_rows()][1::2] == ["None: the whole list", 0]


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_text_stays_text_in_excel(text):
    stream = xlsx_of([Thing(text)], NAMES)

    cell = load_workbook(stream).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert read_sheet(stream, "list.xlsx").rows[1] == [text]


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_text_is_guarded_in_csv_and_comes_back_as_it_was(text):
    columns = [Column("code", "Mã", Kind.IDENTIFIER), *NAMES]
    stream = csv_of([Thing(text, "x")], columns)

    written = stream.getvalue().decode("utf-8-sig").split(";", 2)[2].removeprefix('"')
    assert written.lstrip()[0] not in "=+-@＝\t"
    assert read_sheet(stream, "list.csv").rows[1] == ["x", text]


def test_csv_guards_no_number_and_no_harmless_text():
    stream = csv_of([Thing("Hà Nội", staff=-5)], [NAMES[0], COLUMNS[2]])

    assert stream.getvalue() == "\ufeffTên;Số người\r\nHà Nội;-5\r\n".encode()


def test_csv_is_what_excel_expects_on_a_computer_of_the_language():
    rows = [Thing("A", staff=Decimal("2.5"))]

    assert csv_of(rows, [NAMES[0], COLUMNS[2]], "vi").getvalue().endswith(b"A;2,5\r\n")
    assert csv_of(rows, [NAMES[0], COLUMNS[2]], "en").getvalue().endswith(b"A,2.5\r\n")


THINGS = [
    Thing(),
    Thing("Quỹ; hai\nba", "00-1", None, None, None, None, None, [], None, None),
    Thing(
        "C",
        None,
        Decimal("2.5"),
        Decimal("1"),
        date(1890, 5, 19),
        "2013/..",
        "fund",
        ["a; b", "c"],
        None,
        False,
    ),
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("write", [xlsx_of, csv_of])
def test_a_list_that_was_taken_out_comes_in_again_unchanged(write, language):
    with translation.override(language):
        stream = write(THINGS)

    came_back = read_back(stream, name="list.xlsx" if write is xlsx_of else "list.csv")

    assert [[getattr(value, "edtf", value) for value in row] for row in came_back] == [
        [column.getter()(thing) for column in COLUMNS] for thing in THINGS
    ]


def test_what_excel_cannot_hold_is_written_so_that_nothing_is_lost_unseen():
    many_digits, old_day = Decimal("1234567890123456.78"), date(1890, 5, 19)
    rows = [
        Thing("a\x00b\x1f\ud800c\r\nd\uffff", staff=many_digits, opened=old_day),
        Thing("x" * 40_000, staff=float("nan"), opened=datetime(2017, 8, 20, 20, 0, tzinfo=UTC)),
    ]
    book = load_workbook(xlsx_of(rows))
    first, second = list(book["List"].iter_rows(min_row=2, values_only=True))

    assert first[0] == "a�b��c\nd�"
    assert (first[2], first[4]) == ("1234567890123456.78", "19/05/1890")
    assert (len(second[0]), second[0].endswith(CUT), second[2]) == (MAX_CHARACTERS, True, None)
    assert second[4] == datetime.fromisoformat("2017-08-21T03:00")
    assert [cell.value for cell in book["About"][6]] == [
        "Note",
        "1 text is too long for Excel: it is cut off where […✂] stands.",
    ]


def test_rows_beyond_what_a_sheet_holds_go_on_on_the_next():
    book = load_workbook(xlsx_of((Thing(f"{n}") for n in range(25)), NAMES, rows_per_sheet=10))

    assert book.sheetnames == ["List", "List 2", "List 3", "About"]
    assert [[cell.value for cell in book[name]["A"]] for name in book.sheetnames[:3]] == [
        ["Tên", *map(str, numbers)] for numbers in (range(10), range(10, 20), range(20, 25))
    ]
    assert book["List 3"].auto_filter.ref == "A1:A6"
    assert book["About"]["B5"].value == 25


def test_writing_takes_the_same_memory_for_any_number_of_rows():
    def peak(count):
        tracemalloc.start()
        with open("/dev/null", "w+b") as nowhere:  # noqa: PTH123
            write_csv(nowhere, COLUMNS, (Thing(f"Tổ chức {n}") for n in range(count)))
        stream = io.BytesIO()
        write_xlsx(stream, COLUMNS, (Thing(f"Tổ chức {n}") for n in range(count)), ABOUT)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most - len(stream.getvalue())

    few, many = peak(200), peak(4000)
    assert many - few < 1024**2


text = st.text(st.characters(codec="utf-16"), max_size=60)


@given(text)
def test_a_guard_can_always_be_taken_off(value):
    assert unguarded(guarded(value)) == value


@given(text | st.sampled_from(DANGEROUS))
def test_what_is_guarded_begins_harmlessly(value):
    assert not guarded(value).lstrip()[:1] or guarded(value).lstrip()[0] not in "=+-@＝＋－＠"


@given(st.text(st.characters(), max_size=60), st.integers(0, 40_000))
def test_any_text_fits_a_cell(value, times):
    fitting = safe_text(value + "😀" * times)

    assert len(fitting.encode("utf-16-le")) // 2 <= MAX_CHARACTERS
    assert safe_text(fitting) == fitting


@settings(max_examples=15, deadline=None)
@given(st.lists(text.map(safe_text).filter(lambda value: value.strip()), min_size=1, max_size=60))
def test_any_text_is_read_by_both_readers_as_it_was_written(values):
    stream = xlsx_of([Thing(value) for value in values], NAMES)

    assert [row[0] for row in load_workbook(stream)["List"].iter_rows(min_row=2, values_only=True)] == values
    assert [row[0] for row in read_sheet(stream, "list.xlsx").rows[1:]] == values


# --- Templates and refused rows ----------------------------------------------------------------------------


def template(**choices):
    stream = io.BytesIO()
    with translation.override("en"):
        write_template(stream, COLUMNS, choices)
    return stream


def test_a_template_has_drop_downs_and_one_example():
    book = load_workbook(template(fields=["y tế", "giáo dục"]))
    sheet = book.worksheets[0]

    assert [cell.value for cell in sheet[1]][:2] == ["Tên *", "Mã số thuế"]
    assert sheet["A2"].value == "Tên mẫu"
    assert (sheet["E2"].value, sheet["F2"].value) == (datetime.fromisoformat("2017-08-21"), "03/2014")
    assert sheet.max_row == 2
    assert [(choices.title, choices.sheet_state) for choices in book.worksheets[1:]] == [
        ("How to fill in", "visible"),
        ("Choices", "hidden"),
    ]
    lists = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists == {"G2": "'Choices'!$G$1:$G$2", "H2": "'Choices'!$H$1:$H$2", "J2": "'Choices'!$J$1:$J$2"}
    assert [cell.value for cell in book["Choices"]["G"]] == ["Tổ chức xã hội", "Quỹ"]


def test_a_template_is_read_by_its_own_columns_and_its_example_is_known():
    stream = template()
    table = read_sheet(stream, "template.xlsx")
    matching = match(table.header(1), COLUMNS)
    [example] = table.records(1)

    assert list(matching.columns.values()) == COLUMNS
    assert example_test(matching.columns)(example.cells)
    assert not example_test(matching.columns)(["Tên mẫu", "0300000000"])
    assert not example_test(matching.columns)([None])


def test_refused_rows_come_back_with_their_reasons_and_can_be_brought_again():
    rows = [
        ["DANH SÁCH"],
        ["STT", "Tên", "Ngày lập", "Ghi chú"],
        [1, "=A", date(2017, 8, 21), None],
        [2, "B", "31/02/2017", "x", "ngoài bảng"],
        [3, "C"],
    ]
    stream = io.BytesIO()
    with translation.override("en"):
        write_refused(
            stream, Table("a.xlsx", "S", "xlsx", rows), 2, {4: ["Sai ngày.", "Thiếu tỉnh."], 3: "Trùng tên."}
        )

    table = read_sheet(stream, "refused.xlsx")

    assert table.rows == [
        ["STT", "Tên", "Ngày lập", "Ghi chú", None, "Row in the file", "Why it was not taken"],
        [1, "=A", date(2017, 8, 21), None, None, 3, "Trùng tên."],
        [2, "B", "31/02/2017", "x", "ngoài bảng", 4, "Sai ngày.\nThiếu tỉnh."],
    ]
    matching = match(table.header(1), COLUMNS)
    assert matching.unmatched == {3: "Ghi chú"}
    assert [column.name for column in matching.columns.values()] == ["name", "opened"]
