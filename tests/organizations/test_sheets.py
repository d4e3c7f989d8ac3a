"""Lists taken away: what is on the page is in the sheet, and nothing else."""

import csv
import datetime
import io

import openpyxl
import pytest
from django.contrib.auth.models import Permission, User

from organizations.models import Identifier, IdentifierScheme
from organizations.services import create_organization
from tests.factories.organizations import organization

pytestmark = pytest.mark.django_db


def sheets(response):
    content = b"".join(response.streaming_content)
    return openpyxl.load_workbook(io.BytesIO(content))


def records(response):
    rows = list(sheets(response).worksheets[0].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_visitor_takes_away_the_list_under_its_filters(client):
    organization("Viện Gần", works_in=["hoa-binh"], kind="cso")
    organization("Viện Xa", works_in=["ca-mau"], kind="cso")
    organization("Viện Nháp", works_in=["hoa-binh"], kind="cso", publication="draft")

    response = client.get("/to-chuc/tai-ve.xlsx?province=phu-tho")

    book = sheets(response)
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert [row[header.index("Tên tiếng Việt")] for row in rows] == ["Viện Gần"]
    assert rows[0][header.index("Địa bàn hoạt động")] == "Hòa Bình (đến năm 2025)"
    about = {row[0]: row[1] for row in book.worksheets[1].iter_rows(values_only=True)}
    assert about["Bộ lọc"] == "Tỉnh, thành: Phú Thọ"
    assert about["Số dòng"] == 1


def test_no_name_becomes_a_formula_and_no_number_loses_its_zero(client):
    one = create_organization(by=None, publish=True, kind="cso", name_vi="=cmd|' /C calc'!A0", acronym="@LIN")
    Identifier.objects.create(
        organization=one, scheme=IdentifierScheme.objects.get(code="VN-TIN"), value="0123456789"
    )

    sheet = sheets(client.get("/en/organizations/download.xlsx")).worksheets[0]
    header, row = sheet.iter_rows(values_only=True)
    record = dict(zip(header, row, strict=True))

    assert record["Name in Vietnamese"] == "=cmd|' /C calc'!A0"
    assert record["Acronym"] == "@LIN"
    assert record["Tax code"] == "0123456789"
    assert sheet["B2"].data_type == "s"


def test_csv_opens_in_excel_and_holds_the_same(client):
    organization("Viện Đông Dương, Huế", kind="cso")

    response = client.get("/to-chuc/tai-ve.csv")

    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    header, row = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert row[header.index("Tên tiếng Việt")] == "Viện Đông Dương, Huế"


def test_a_sheet_asks_as_often_for_fifty_as_for_two(client, django_assert_max_num_queries):
    for _ in range(2):
        organization(seat="ha-noi", works_in=["hoa-binh"])
    with django_assert_max_num_queries(40) as few:
        records(client.get("/to-chuc/tai-ve.xlsx"))
    for _ in range(48):
        organization(seat="ha-noi", works_in=["hoa-binh"])
    with django_assert_max_num_queries(len(few)):
        assert len(records(client.get("/to-chuc/tai-ve.xlsx"))) == 50


def test_officer_takes_away_the_drafts_of_the_list_before_her(admin_client):
    organization("Viện Nháp", kind="cso", publication="draft")
    organization("Viện Công khai", kind="cso")

    (record,) = records(admin_client.get("/admin/organizations/organization/sheet.xlsx?publication=draft"))

    assert record["Tên tiếng Việt"] == "Viện Nháp"
    assert record["Trạng thái công bố"] == "Bản nháp"


def test_staff_without_the_right_take_nothing_away(client):
    newcomer = User.objects.create_user("newcomer", is_staff=True)
    client.force_login(newcomer)
    address = "/admin/organizations/organization/sheet.xlsx"
    assert client.get(address).status_code == 403
    newcomer.user_permissions.add(Permission.objects.get(codename="view_organization"))
    assert client.get(address).status_code == 403
    newcomer.user_permissions.add(Permission.objects.get(codename="export_organization"))
    assert records(client.get(address)) == []


def test_a_record_saved_before_seven_in_the_morning_carries_the_day_of_viet_nam(client):
    one = organization("Viện Sớm", kind="cso")
    early = datetime.datetime(2026, 3, 4, 22, 30, tzinfo=datetime.UTC)  # 5:30 on the fifth in Viet Nam
    type(one).objects.filter(pk=one.pk).update(updated_at=early)

    (record,) = records(client.get("/en/organizations/download.xlsx"))

    assert record["Last updated"].date() == datetime.date(2026, 3, 5)
