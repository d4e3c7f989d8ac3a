"""Who may bring a sheet in, and who may look at what somebody brought."""

import pytest
from django.test import Client

from portal.kit.imports.models import SheetImport
from tests.factories.desk import officer_with
from tests.factories.imports import (
    HEADER,
    LIST,
    UPLOAD,
    bring,
    columns_page,
    counts,
    page,
    press,
    refused,
    status,
)
from tests.factories.organizations import draft, organization
from tests.factories.sheets import workbook

pytestmark = pytest.mark.django_db


def test_who_may_not_add_and_change_may_not_import(client):
    client.force_login(officer_with("view_organization", "change_organization"))

    assert client.get(UPLOAD).status_code == 403
    assert client.post(UPLOAD, {"file": workbook(HEADER)}).status_code == 403
    assert client.get(f"{UPLOAD}template.xlsx").status_code == 403
    assert "Nhập từ bảng" not in client.get(LIST).content.decode()
    assert SheetImport.objects.count() == 0


def test_an_import_is_only_for_who_brought_it_and_for_who_may_see_all(client, lan):
    bring(client, workbook(HEADER, ["Hội Kín", "hội", "sai", None, None, None]))
    one = SheetImport.objects.get()
    addresses = [page(one), columns_page(one), f"{page(one)}file", f"{page(one)}refused.xlsx"]

    client.force_login(officer_with("view_organization", "add_organization", "change_organization"))
    assert [status(client, address) for address in addresses] == [404] * 4
    assert client.post(page(one), {"act": "withdraw"}).status_code == 404
    assert client.get(UPLOAD).context["waiting"] == []

    client.force_login(officer_with("view_organization", "view_sheetimport", name="giam-sat"))
    assert [status(client, address) for address in addresses] == [200, 403, 200, 200]
    response = client.get(page(one))
    assert "Bỏ lần nhập này" not in response.content.decode()
    assert client.post(page(one), {"act": "withdraw"}).status_code == 403
    one.refresh_from_db()
    assert one.is_waiting

    client.logout()
    assert [status(client, address) for address in addresses] == [302] * 4


def test_somebody_who_only_looks_does_not_change_what_the_officer_saw(client, lan):
    bring(client, workbook(HEADER, ["Hội Một", "hội", None, None, None, None]))
    one = SheetImport.objects.get()
    SheetImport.objects.update(seen={"2": "as it was"})

    client.force_login(officer_with("view_organization", "view_sheetimport", name="giam-sat"))
    client.get(page(one))

    one.refresh_from_db()
    assert one.seen == {"2": "as it was"}


def test_the_list_of_imports_leads_to_their_pages(client, lan):
    bring(client, workbook(HEADER, ["Hội Một", "hội", None, None, None, None], name="mot.xlsx"))
    one = SheetImport.objects.get()

    response = client.get("/admin/kit/sheetimport/")

    assert f'href="{page(one)}"' in response.content.decode()
    assert "Thêm lần nhập" not in response.content.decode()
    for address in (f"/admin/kit/sheetimport/{one.pk}/change/", f"/admin/kit/sheetimport/{one.pk}/history/"):
        assert client.get(address).headers["Location"] == page(one)
    assert client.get("/admin/kit/sheetimport/add/").status_code == 403
    assert client.post(f"/admin/kit/sheetimport/{one.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("key", ["0", "99999", "9" * 30])
def test_an_import_that_is_not_there_is_not_found(client, lan, key):
    for end in ("", "columns/", "file", "refused.xlsx"):
        assert client.get(f"{UPLOAD}{key}/{end}").status_code == 404


def test_a_form_without_its_token_is_refused(lan):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lan)
    assert strict.post(UPLOAD, {"file": workbook(HEADER)}).status_code == 403
    one = SheetImport.objects.create(target="organizations.organization", by=lan, file_name="x.xlsx")
    for address in (page(one), columns_page(one)):
        assert strict.post(address, {"act": "withdraw"}).status_code == 403


def test_every_form_of_the_pages_carries_its_token(client, lan):
    organization("Hội Cũ")
    bring(client, workbook([*HEADER, "Cột lạ"], ["Hội Cũ", "hội"], ["Hội Mới", "hội"]))
    one = SheetImport.objects.get()
    client.post(page(one), {"act": "decide", "row-2": "new"})
    for address in (UPLOAD, page(one), columns_page(one)):
        html = client.get(address).content.decode()
        posts = html.count('method="post"')
        assert posts == html.count('name="csrfmiddlewaretoken" value="') > 1, address


def test_who_may_change_drafts_only_cannot_change_what_is_public_by_a_sheet(client):
    public, own = organization("Hội Công khai"), draft("Hội Nháp")
    rights = ("view_organization", "add_organization", "change_organization")
    client.force_login(officer_with(*rights))
    rows = [[one.reference, one.name_vi, "hội", "0912345678"] for one in (public, own)]

    response = bring(client, workbook(["Mã trên cổng", "Tên", "Loại", "Điện thoại"], *rows))

    assert counts(response) == {"refused": 1, "changed": 1}
    [(_cell, sentence)] = refused(response)[2]
    assert "Hội Công khai" in sentence
    press(client, SheetImport.objects.get(), "confirm", response)
    public.refresh_from_db()
    own.refresh_from_db()
    assert (public.public_phone, own.public_phone) == ("", "0912345678")
