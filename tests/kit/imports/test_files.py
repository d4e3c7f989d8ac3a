"""What files may come in, and what comes back: the file, the rows to mend, the template."""

import openpyxl
import pytest

from organizations.models import Organization
from portal.kit.imports.models import SheetImport
from tests.factories.imports import (
    HEADER,
    UPLOAD,
    bring,
    columns_page,
    content,
    counts,
    page,
    press,
    sheet_of,
)
from tests.factories.sheets import text, uploaded, workbook
from tests.kit.sheets import made_files

pytestmark = pytest.mark.django_db


def half(upload):
    content = upload.read()
    return content[: len(content) // 2]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (text("chỉ là chữ", "danh-sach.xlsx"), "không phải"),
        (text("", "danh-sach.xlsx"), "Tệp rỗng"),
        (text("", "danh-sach.csv"), "Tệp rỗng"),
        (text(made_files.encrypted_workbook().getvalue(), "khoa.xlsx"), "mật khẩu"),
        (text(half(workbook(HEADER)), "dut.xlsx"), "hỏng"),
        (text(made_files.one_cell_at("XFD1048576").getvalue(), "xa.xlsx"), "XFD1048576"),
        (text(made_files.sheet_that_unpacks_to(200 * 1024**2).getvalue(), "bom.xlsx"), "giải nén"),
        (text("<html><table></table></html>", "trang.xls"), "trang web"),
    ],
    ids=["text", "empty", "empty csv", "encrypted", "cut in half", "far cell", "bomb", "web page"],
)
def test_a_file_that_is_no_list_gets_a_sentence_and_leaves_nothing(
    client, lan, settings, tmp_path, file, sentence
):
    file.seek(0)
    response = client.post(UPLOAD, {"file": file})

    [said] = response.context["problems"]
    assert sentence in said
    assert SheetImport.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_over_the_limit_is_told_so(client, lan, settings):
    settings.MAX_FILE_MB = 1
    response = client.post(UPLOAD, {"file": text(b"a;b\n" * 300_000)})
    [said] = response.context["problems"]
    assert "1 MB" in said
    assert SheetImport.objects.count() == 0


def test_no_file_at_all_is_told_so(client, lan):
    assert client.post(UPLOAD).context["problems"] == ["Hãy chọn tệp trước."]


def test_a_sheet_without_rows_says_what_to_do(client, lan):
    response = bring(client, workbook(["Tên", "Loại"]))
    assert counts(response) == {}
    assert response.context["why_nothing"].startswith("Dưới dòng tiêu đề không có dòng nào.")
    assert "disabled" in response.content.decode()


def test_an_import_whose_file_is_lost_says_so_on_every_page(client, lan):
    bring(client, workbook(HEADER, ["Hội Một", "hội", None, None, None, None]))
    one = SheetImport.objects.get()
    one.file.storage.delete(one.file.name)

    for address in (page(one), columns_page(one)):
        assert "không còn nữa" in client.get(address).context["problems"][0]
    response = client.post(page(one), {"act": "confirm", "shown": ""}, follow=True)
    assert response.status_code == 200
    assert client.get(f"{page(one)}file").status_code == 404
    assert client.get(f"{page(one)}refused.xlsx", follow=True).status_code == 200


def test_refused_rows_come_back_and_go_in_once_mended(client, lan):
    bring(
        client,
        workbook(
            ["Danh sách"],
            HEADER,
            ["Hội Đúng", "hội", "0101234560", "Huế", None, None],
            ["Hội Sai", "hội", "0102345671", "Tỉnh Nam Kỳ", None, "31/02/2010"],
        ),
    )
    one = SheetImport.objects.get()
    response = press(client, one, "confirm")
    assert response.context["one"].state == "done"

    answer = client.get(f"{page(one)}refused.xlsx")
    assert answer.headers["Content-Disposition"].endswith(f'"cac-dong-khong-nhap-{one.reference}.xlsx"')
    sheet = sheet_of(answer)
    header, *rows = sheet.iter_rows(values_only=True)
    assert header == (*HEADER, "Dòng trong tệp", "Vì sao chưa nhập")
    assert [row[0] for row in rows] == ["Hội Sai"]
    assert rows[0][6] == 4
    assert "Nam Kỳ" in rows[0][7]
    assert "31/02/2010" in rows[0][7]

    sheet["D2"], sheet["F2"] = "Huế", "28/02/2010"
    response = bring(client, uploaded(sheet.parent, "sua.xlsx"))
    assert counts(response) == {"new": 1}
    press(client, SheetImport.objects.latest("pk"), "confirm", response)
    assert Organization.objects.get(name_vi="Hội Sai").founded == "2010-02-28"


def test_taken_rows_do_not_come_back_as_refused(client, lan):
    """A new row without a tax code would only be known by its name when the sheet is read again."""
    response = bring(client, workbook(HEADER, ["Hội Một", "hội", None, None, None, None], ["Hội Hai", "sai"]))
    one = SheetImport.objects.get()
    press(client, one, "confirm", response)

    _header, *rows = sheet_of(client.get(f"{page(one)}refused.xlsx")).iter_rows(values_only=True)

    assert [row[0] for row in rows] == ["Hội Hai"]


def test_the_file_comes_back_as_it_came_and_is_no_page_of_ours(client, lan):
    rows = workbook(HEADER, ["<script>alert(1)</script>", "hội", None, None, None, None], name="<b>.xlsx")
    bytes_sent = rows.read()
    rows.seek(0)
    response = bring(client, rows)
    assert "<script>alert" not in response.content.decode()
    one = SheetImport.objects.get()

    answer = client.get(f"{page(one)}file")

    assert content(answer) == bytes_sent
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_text_like_a_formula_stays_text(client, lan):
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["x", "hội", None, None, None, None])
    book.active["A2"].value, book.active["A2"].data_type = "=cmd|' /C calc'!A0", "s"
    response = bring(client, uploaded(book))
    press(client, SheetImport.objects.get(), "confirm", response)
    assert Organization.objects.get().name_vi == "=cmd|' /C calc'!A0"


def test_the_template_is_in_the_language_of_the_page_and_comes_back_without_its_example(client, lan):
    names = {}
    for prefix in ("", "/en"):
        answer = client.get(f"{prefix}{UPLOAD}template.xlsx")
        sheet = sheet_of(answer)
        names[prefix] = sheet["B1"].value
        response = bring(client, uploaded(sheet.parent))
        assert counts(response) == {}, "the example is no row"
    assert names == {"": "Tên tiếng Việt *", "/en": "Name in Vietnamese *"}
