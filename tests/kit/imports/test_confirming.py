"""The preview: decisions, what has moved meanwhile, and the button that writes all or nothing."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization
from organizations.services import change_organization
from portal.kit.imports.models import SheetImport
from tests.factories.desk import change_page, officer_with, told
from tests.factories.imports import (
    HEADER,
    bring,
    columns_page,
    counts,
    kept,
    page,
    press,
    text_of,
)
from tests.factories.organizations import organization
from tests.factories.sheets import workbook

pytestmark = pytest.mark.django_db


def test_a_row_of_the_same_name_waits_for_a_decision_that_can_be_taken_back(client, lan):
    known = organization("Hội Cũ", seat="hue")
    response = bring(client, workbook(HEADER, ["Hội Cũ", "hội", None, "Huế", "0912345678", None]))
    one = SheetImport.objects.get()
    assert counts(response) == {"undecided": 1}
    [waiting] = response.context["waiting_rows"]
    [proposal] = waiting.proposals
    assert (proposal.record, proposal.about) == (known, "Huế")
    assert response.context["taken"] == ""

    response = press(client, one, "decide", **{"row-2": str(known.pk)})
    assert counts(response) == {"changed": 1}
    assert [(row.row.number, row.record) for row in response.context["decided"]] == [(2, known)]

    response = press(client, one, "decide", undo="2")
    assert counts(response) == {"undecided": 1}

    response = press(client, one, "decide", **{"row-2": "new"})
    assert counts(response) == {"new": 1}
    press(client, one, "confirm", response)
    assert Organization.objects.filter(name_vi="Hội Cũ").count() == 2


def test_all_open_rows_are_answered_at_once_and_single_answers_stay(client, lan):
    first, second = organization("Hội Một"), organization("Hội Hai")
    rows = [[f"Hội {name}", "hội", None, None, "0912345678", None] for name in ("Một", "Hai", "Ba", "Ba")]
    bring(client, workbook(HEADER, *rows))
    one = SheetImport.objects.get()

    response = press(client, one, "decide", all="proposed", **{"row-2": "new"})
    assert counts(response) == {"undecided": 2, "changed": 1, "new": 1}
    response = press(client, one, "decide", all="new")
    assert counts(response) == {"changed": 1, "new": 3}
    response = press(client, one, "decide", undo="all")
    assert counts(response) == {"undecided": 4}
    assert {first.version, second.version} == {1}


@pytest.mark.parametrize(
    "said",
    [
        {"row-2": "nobody"},
        {"row-2\x00": "new"},
        {"row-999999999999999999999": "new"},
        {"row-": "new"},
        {"row-2": "\x00"},
        {"undo": "x"},
        {"all": "absurd"},
    ],
    ids=ascii,
)
def test_decisions_that_no_form_sends_change_nothing(client, lan, said):
    organization("Hội Cũ")
    bring(client, workbook(HEADER, ["Hội Cũ", "hội", None, None, None, None]))
    one = SheetImport.objects.get()

    response = press(client, one, "decide", **said)

    assert response.status_code == 200
    assert counts(response) == {"undecided": 1}
    one.refresh_from_db()
    assert one.decisions == {}


@pytest.mark.parametrize("query", ["show=absurd", "show=" + "9" * 3000, "show=new&show=changed", "show=%25"])
def test_an_absurd_wish_to_see_more_shows_the_page(client, lan, query):
    bring(client, workbook(HEADER, ["Hội Một", "hội", None, None, None, None]))
    assert counts(client.get(f"{page(SheetImport.objects.get())}?{query}")) == {"new": 1}


def test_a_long_sheet_shows_a_hundred_rows_and_the_rest_when_asked(client, lan):
    rows = [[f"Hội Số {number}", "hội", None, None, None, None] for number in range(250)]
    response = bring(client, workbook(HEADER, *rows))
    section = response.context["parts"]["new"]
    assert (len(section.rows), section.left_over, section.offered) == (100, 150, 250)

    longer = client.get(f"{page(SheetImport.objects.get())}?show=new").context["parts"]["new"]
    assert (len(longer.rows), longer.left_over, longer.offered) == (250, 0, 0)


def test_the_preview_asks_the_database_as_often_for_fifty_rows_as_for_five(client, lan):
    def rows(start, number):
        names = [f"Hội Số {start + n}" for n in range(number)]
        for name in names:
            organization(name, seat="hue")
        return [[name, "hội", None, "Huế", "0912345678", None] for name in names]

    bring(client, workbook(HEADER, *rows(0, 5)))
    with CaptureQueriesContext(connection) as few:
        assert counts(client.get(page(SheetImport.objects.get()))) == {"undecided": 5}
    bring(client, workbook(HEADER, *rows(100, 50)))
    with CaptureQueriesContext(connection) as many:
        assert counts(client.get(page(SheetImport.objects.latest("pk")))) == {"undecided": 50}
    assert len(many) == len(few), [query["sql"] for query in many.captured_queries]


def test_a_complete_sheet_says_what_the_portal_loses(client, lan):
    known = organization("Hội Cũ", public_phone="024 1111 2222", fields=["gender-equality"])
    header = ["Mã trên cổng", "Tên", "Loại", "Điện thoại", "Lĩnh vực"]
    response = bring(client, workbook(header, [known.reference, "Hội Cũ", known.kind, None, None]))

    assert SheetImport.objects.get().mode == "replace"
    assert response.context["losing"] == 2
    assert "2 ô trên cổng bị xóa hoặc bớt." in text_of(response)


def test_a_record_that_moved_meanwhile_is_shown_anew_and_nothing_is_written(client, lan):
    known = organization("Hội Cũ", public_phone="024 1111 2222")
    header = ["Mã trên cổng", "Điện thoại"]
    response = bring(client, workbook(header, [known.reference, "0912345678"]))
    one = SheetImport.objects.get()
    if response.redirect_chain[-1][0] == columns_page(one):
        response = client.post(columns_page(one), {"mode": "add", **kept(response)}, follow=True)
    assert counts(response) == {"changed": 1}
    change_organization(known, by=None, seen=1, public_phone="024 3333 4444")

    response = press(client, one, "confirm", response)

    assert response.redirect_chain == []
    assert "đã thay đổi" in response.context["problems"][0]
    assert response.context["found"].moved == (2,)
    assert "đã khác so với lần xem trước" in text_of(response)
    known.refresh_from_db()
    assert known.public_phone == "024 3333 4444"

    press(client, one, "confirm", response)
    known.refresh_from_db()
    assert known.public_phone == "0912345678"


def test_a_button_on_an_older_page_does_nothing(client, lan):
    organization("Hội Cũ")
    older = bring(client, workbook(HEADER, ["Hội Cũ", "hội", None, None, None, None], ["Hội Mới", "hội"]))
    one = SheetImport.objects.get()
    press(client, one, "decide", **{"row-2": "new"})

    response = press(client, one, "confirm", older)

    assert told(response) == [
        "Lần nhập này vừa được xem lại ở một cửa sổ khác, nên chưa ghi gì. Dưới đây là tình trạng mới nhất."
    ]
    assert Organization.objects.count() == 1


def test_confirming_twice_is_confirming_once(client, lan):
    response = bring(client, workbook(HEADER, ["Hội Một", "hội", None, None, None, None]))
    one = SheetImport.objects.get()

    press(client, one, "confirm", response)
    again = press(client, one, "confirm", response)

    assert Organization.objects.count() == 1
    assert again.templates[0].name == "admin/imports/result.html"
    assert LogEntry.objects.filter(change_message__startswith="Đã nhập").count() == 1


def test_the_same_file_twice_changes_nothing(client, lan):
    rows = [HEADER, ["Hội Một", "hội", "0101234560", "Huế", "0912345678", "2010"]]
    response = bring(client, workbook(*rows))
    press(client, SheetImport.objects.get(), "confirm", response)

    response = bring(client, workbook(*rows))

    assert counts(response) == {"unchanged": 1}
    assert response.context["taken"] == ""
    assert response.context["why_nothing"] == "Cổng đã có đúng những gì ghi trong bảng."
    assert Organization.objects.get().version == 1

    response = bring(client, workbook(*rows, ["Hội Sai", "loại lạ", None, None, None, None]))
    assert counts(response) == {"refused": 1, "unchanged": 1}
    assert response.context["why_nothing"].startswith("Ngoài các dòng bị từ chối")


def test_a_withdrawn_import_leaves_its_line_and_no_file(client, lan, tmp_path):
    bring(client, workbook(HEADER, ["Hội Một", "hội", None, None, None, None]))
    one = SheetImport.objects.get()

    response = client.post(page(one), {"act": "withdraw"}, follow=True)

    assert told(response)[0].startswith("Đã bỏ lần nhập")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    response = client.get(page(one))
    assert "không được nhập" in text_of(response)
    assert client.get(f"{page(one)}file").status_code == 404
    assert client.get(f"{page(one)}refused.xlsx").status_code == 404
    assert client.get(columns_page(one)).headers["Location"] == page(one)
    assert Organization.objects.count() == 0


def test_the_whole_import_is_one_line_and_the_history_of_a_record_leads_to_it(client, lan):
    response = bring(client, workbook(HEADER, ["Hội Một", "hội", None, None, None, None]))
    one = SheetImport.objects.get()
    press(client, one, "confirm", response)

    [line] = LogEntry.objects.all()
    assert (line.user, line.get_edited_object()) == (lan, one)
    assert line.change_message == "Đã nhập 1 dòng của “danh-sach.xlsx” vào danh sách “Tổ chức”."
    history = change_page(Organization.objects.get()).replace("change", "history")
    assert f'<a href="{page(one)}">NB-{one.pk:05d} danh-sach.xlsx</a>' in client.get(history).content.decode()

    client.force_login(officer_with("view_organization"))
    text = client.get(history).content.decode()
    assert f"NB-{one.pk:05d} danh-sach.xlsx" in text
    assert page(one) not in text
