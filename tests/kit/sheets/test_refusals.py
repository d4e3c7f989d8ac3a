"""Each file that cannot or must not be read gets one sentence, and the portal goes on."""

import io
import resource
import struct
import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation
from openpyxl import Workbook

from portal.kit.sheets import isolation
from portal.kit.sheets.isolation import limits
from portal.kit.sheets.problems import SheetProblem
from portal.kit.sheets.reading import open_sheets, read_sheet
from tests.kit.sheets.made_files import (
    encrypted_workbook,
    encrypted_xls,
    one_cell_at,
    sheet_that_unpacks_to,
    xls,
    xlsx,
    xlsx_of_cells,
    xlsx_with,
)

MEGABYTE = 1024**2


def refusal(stream, name="list.xlsx", **options):
    with pytest.raises(SheetProblem) as problem:
        read_sheet(stream, name, **options)
    return problem.value


def code(stream, name="list.xlsx", **options):
    return refusal(stream, name, **options).code


def sentence(stream, name="list.xlsx", **options):
    with translation.override("en"):
        [message] = refusal(stream, name, **options).messages
    return message


def text(content):
    return io.BytesIO(content if isinstance(content, bytes) else content.encode())


def uncomputed(formula):
    book, stream = Workbook(), io.BytesIO()
    book.active["B2"] = formula
    book.save(stream)
    return stream


def half(stream):
    return text(stream.getvalue()[: len(stream.getvalue()) // 2])


NASTY = {
    "nothing": (lambda: text(""), "list.xlsx", "empty_file"),
    "text named xlsx": (lambda: text("Tên,Tỉnh\nA,B\n"), "list.xlsx", "not_a_workbook"),
    "text named xls": (lambda: text("Tên\tTỉnh\n"), "LIST.XLS", "not_a_workbook"),
    "web page named xls": (lambda: text("<html><table><tr><td>A"), "bao-cao.xls", "web_page"),
    "picture": (lambda: text(b"\x89PNG\r\n\x1a\n"), "list.csv", "wrong_kind"),
    "letter": (lambda: text("Kính gửi"), "thu.docx", "wrong_kind"),
    "zip of something": (lambda: xlsx_with({"xl/workbook.xml": None}), "list.xlsx", "wrong_kind"),
    "OpenDocument": (lambda: xlsx_with({"xl/workbook.xml": None, "content.xml": "<x/>"}), "list.ods", "open_document"),
    "xlsb": (lambda: xlsx_with({"xl/workbook.xml": None, "xl/workbook.bin": b"1"}), "list.xlsb", "binary_workbook"),
    "encrypted": (encrypted_workbook, "list.xlsx", "encrypted"),
    "encrypted xls": (encrypted_xls, "list.xls", "encrypted"),
    "xlsx cut in half": (lambda: half(xlsx([["Tên"], *[[f"{n}"] for n in range(3000)]])), "list.xlsx", "damaged"),
    "xls cut in half": (lambda: half(xls([["Tên"], *[[f"{n}"] for n in range(3000)]])), "list.xls", "damaged"),
    "csv cut in a letter": (lambda: text("Tên;Tỉnh\nA;Đà Nẵ".encode()[:-1]), "list.csv", "cut"),
    "csv with an open quote": (lambda: text('Tên;Tỉnh\n"A;B\nC;D\n'), "list.csv", "open_quote"),
    "binary csv": (lambda: text(b"A;B\x00\x01\x00\x00\x00;C" * 9), "list.csv", "wrong_kind"),
    "letters of another alphabet": (lambda: text("Łódź;Kraków".encode("cp1250")), "list.csv", "encoding"),
    "empty sheet": (lambda: xlsx([]), "list.xlsx", "no_cells"),
    "no sheet at all": (lambda: xlsx_with({"xl/workbook.xml": "<workbook/>"}), "list.xlsx", "no_cells_csv"),
    "empty xls": (lambda: xls([]), "list.xls", "no_cells"),
    "csv of separators": (lambda: text(";;;\n;;;\n"), "list.csv", "no_cells_csv"),
    "one cell at the end of the world": (lambda: one_cell_at("XFD1048576"), "list.xlsx", "far_cell"),
    "one cell far below": (lambda: one_cell_at("A900000"), "list.xlsx", "far_cell"),
    "one cell far below in xls": (lambda: xls([["x"], *[[]] * 60000, ["x"]]), "list.xls", "far_cell"),
    "wide csv": (lambda: text("a," * 500), "list.csv", "far_cell_csv"),
    "unpacks to 200 MB": (lambda: sheet_that_unpacks_to(200 * MEGABYTE), "list.xlsx", "unpacks"),
    "many entries": (lambda: xlsx_with({f"x/{n}": b"" for n in range(3000)}), "list.xlsx", "unpacks"),
    "a formula nobody computed": (
        lambda: xlsx_of_cells('<row r="2"><c r="B2"><f>1+1</f></c></row>'), "list.xlsx", "no_result",
    ),
    "formulas of a program that computes nothing": (lambda: uncomputed("=1+1"), "list.xlsx", "no_result"),
    "letters without end": (
        lambda: xlsx_of_cells(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 40000}</t></is></c></row>'),
        "list.xlsx",
        "long_cell",
    ),
    "letters without end in csv": (lambda: text("a;b\nc;" + "d" * 40000), "list.csv", "long_cell_csv"),
    "entities that unfold": (
        lambda: xlsx_with({"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'}),
        "list.xlsx",
        "damaged",
    ),
    "XML that breaks off": (lambda: xlsx_with({"xl/worksheets/sheet1.xml": "<worksheet>"}), "a.xlsx", "damaged"),
    "a sheet that is not there": (lambda: xlsx_with({"xl/worksheets/sheet1.xml": None}), "a.xlsx", "damaged"),
    "a nonsense reference": (lambda: xlsx_of_cells('<row r="1"><c r="?1"><v>1</v></c></row>'), "a.xlsx", "damaged"),
    "a reference without a row": (lambda: xlsx_of_cells('<row r="1"><c r="A"><v>1</v></c></row>'), "a.xlsx", "damaged"),
    "a shared text that is not there": (
        lambda: xlsx_of_cells('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'), "a.xlsx", "damaged",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NASTY)
def test_a_nasty_file_is_refused_with_its_reason(case):
    make, name, reason = NASTY[case]

    problem = refusal(make(), name)

    assert problem.code == reason
    with translation.override("en"):
        [message] = problem.messages
    assert message.endswith(".")
    assert "%(" not in message


@pytest.mark.parametrize(
    ("make", "name", "said"),
    [
        (
            lambda: one_cell_at("XFD1048576"),
            "list.xlsx",
            (
                "On the sheet “Sheet1” cell XFD1048576 holds something, far away from any list of at most 20,000 rows "
                "and 200 columns. Empty that cell, or copy only the list into a new workbook."
            ),
        ),
        (
            lambda: text("Tên,Tỉnh\n"),
            "list.xlsx",
            (
                "The file is named like an Excel workbook but is none. Open it where it was made, save it as “Excel "
                "Workbook (.xlsx)” and choose the new file."
            ),
        ),
    ],
    ids=["far cell", "text"],
)
def test_the_sentence_says_what_to_do(make, name, said):
    assert sentence(make(), name) == said


def test_more_rows_than_the_setting_allows_are_refused_before_they_are_read(settings):
    settings.SHEET_MAX_ROWS = 100
    rows = [["Tên"], *[[f"Tổ chức {n}"] for n in range(200)]]

    assert sentence(xlsx(("Danh sách", rows))) == (
        "The sheet “Danh sách” has more than 100 rows. Divide it into several files and choose one after the other."
    )
    assert code(xls(rows), "list.xls") == "too_many_rows"
    assert code(text("\n".join(row[0] for row in rows)), "list.csv") == "too_many_rows_csv"
    assert len(read_sheet(xlsx(rows[:101]), "list.xlsx").rows) == 101


def test_a_sheet_of_200000_rows_is_refused_within_seconds():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 200_001))
    started = time.monotonic()

    assert code(xlsx_of_cells(rows)) == "too_many_rows"
    assert time.monotonic() - started < 5


def test_a_sheet_that_cannot_be_read_does_not_hide_the_others():
    wild = xlsx(("Danh sách", [["Tên"]]), ("Nháp", [["x"]]))
    far = zipfile.ZipFile(one_cell_at("XFD1048576")).read("xl/worksheets/sheet1.xml")
    stream = xlsx_with({"xl/worksheets/sheet2.xml": far}, base=wild)

    good, bad = open_sheets(stream, "list.xlsx")

    assert (good.name, good.rows, good.problem) == ("Danh sách", 1, None)
    assert (bad.name, bad.rows, bad.problem.code) == ("Nháp", None, "far_cell")
    assert read_sheet(stream, "list.xlsx", "Danh sách").rows == [["Tên"]]
    assert code(stream, sheet="Nháp") == "far_cell"


def test_a_sheet_that_was_renamed_meanwhile_is_not_mistaken_for_another():
    assert code(xlsx(("A", [["x"]])), sheet="B") == "no_sheet"
    assert code(xls([["x"]]), "list.xls", sheet="B") == "no_sheet"


def test_a_file_larger_than_uploads_may_be_is_not_even_copied(settings):
    settings.MAX_FILE_MB = 1

    assert sentence(text("a" * (MEGABYTE + 1)), "list.csv").startswith("The file has more than 1 MB.")


def test_an_entry_that_lies_about_its_size_is_found_out():
    stream = sheet_that_unpacks_to(120 * MEGABYTE)
    data = bytearray(stream.getvalue())
    with zipfile.ZipFile(stream) as package:
        true = package.getinfo("xl/worksheets/sheet1.xml")
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature)
        while data[at + offset : at + offset + 4] != struct.pack("<I", true.file_size):
            at = data.index(signature, at + 1)
        data[at + offset : at + offset + 4] = struct.pack("<I", 300)

    assert code(text(bytes(data))) == "damaged"


def test_text_that_multiplies_in_memory_ends_in_the_child():
    """One text of 30,000 letters, named by 100,000 cells, is 3 GB for whoever writes it out."""
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<si><t>{'ă' * 30_000}</t></si></sst>"
    )
    rows = "".join(
        f'<row r="{row}">' + f'<c r="A{row}" t="s"><v>0</v></c>' + '<c t="s"><v>0</v></c>' * 9 + "</row>"
        for row in range(1, 10_001)
    )
    stream = xlsx_with({"xl/sharedStrings.xml": shared}, base=xlsx_of_cells(rows))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert code(stream) == "heavy"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024, "kilobytes"


def test_the_parser_alone_is_stopped_at_the_memory_it_is_given():
    """Were the measuring to fail, the limit of the process holds: the portal lives, the child does not."""
    roomy = replace(limits(), rows=2_000_000, columns=20_000)

    assert code(one_cell_at("XFD40000"), within=roomy) == "heavy"


def test_a_reading_that_takes_too_long_is_ended():
    many = xlsx([[f"Tổ chức {row} {column}" for column in range(20)] for row in range(3000)])
    started = time.monotonic()

    assert code(many, within=replace(limits(), wall_seconds=0.1)) == "heavy"
    assert time.monotonic() - started < 5


def test_an_answer_larger_than_it_may_be_is_never_taken_in():
    many = xlsx([[f"Tổ chức {row} {column}" for column in range(20)] for row in range(3000)])

    assert code(many, within=replace(limits(), result_bytes=100_000)) == "heavy"


def test_a_reading_waits_for_its_turn_and_then_says_so(monkeypatch):
    monkeypatch.setattr(isolation, "LONGEST_WAIT", 0.05)
    for _place in range(isolation.AT_ONCE):
        isolation._places.acquire()
    try:
        assert code(xlsx([["x"]])) == "busy"
    finally:
        for _place in range(isolation.AT_ONCE):
            isolation._places.release()

    assert read_sheet(xlsx([["x"]]), "list.xlsx").rows == [["x"]]


def test_no_child_and_no_file_stays_behind_after_a_refusal(tmp_path, monkeypatch):
    import tempfile

    def open_files():
        return len(list(Path("/proc/self/fd").iterdir()))

    def children():
        """Of this thread, ended ones that nobody waited for included; a browser may be among them."""
        return Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    open_before, children_before = open_files(), children()
    for _time in range(3):
        assert code(half(xlsx([["x"] * 50]))) == "damaged"

    assert list(tmp_path.iterdir()) == []
    assert open_files() == open_before
    assert children() == children_before


def test_what_the_child_loads_is_no_part_of_django():
    import subprocess
    import sys

    loaded = subprocess.run(
        [sys.executable, "-c", ("import sys, portal.kit.sheets.parser.main, portal.kit.sheets.parser.workbook, "
         "portal.kit.sheets.parser.delimited; print('django' in sys.modules)")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert loaded.stdout.strip() == "False"
