"""Journeys of people, each in a real browser on the real server."""

import datetime
import io
import re

import openpyxl
from playwright.sync_api import expect

from tests.browser.test_every_page import sign_in

PHONE = {"width": 360, "height": 740}


def test_visitor_on_a_phone_finds_who_works_in_her_province(site, new_context):
    """From the home page to a partner in two taps, by the old name of a province that is Lào Cai today."""
    page = new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto(site.url)
    page.get_by_label("Tỉnh, thành", exact=True).select_option(label="Lào Cai")
    page.get_by_role("button", name="Xem").click()
    expect(page).to_have_url(re.compile(r"/to-chuc/\?province=lao-cai"))
    expect(page.get_by_role("heading", name=re.compile("Tìm thấy 2 tổ chức"))).to_be_visible()
    page.get_by_role("link", name=re.compile("nông thôn bền vững", re.IGNORECASE)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("(SRD)")
    expect(page.locator("main")).to_contain_text("Yên Bái")
    expect(page.locator("main")).to_contain_text("Lào Cai")


def test_donor_switches_to_english_and_stays_on_the_page(site, page):
    page.goto(f"{site.url}/to-chuc/srd/")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{site.url}/en/organizations/srd/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Centre for Sustainable Rural Development")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page).to_have_url(f"{site.url}/to-chuc/srd/")


def test_visitor_filters_in_place_and_goes_back(site, page):
    """With JavaScript the list refreshes in place, says so aloud and keeps the focus; Back works."""
    page.goto(f"{site.url}/to-chuc/")
    page.evaluate("window.stillTheSamePage = true")
    everything = page.get_by_role("status").inner_text()
    box = page.get_by_role("checkbox", name=re.compile("Phú Thọ")).first
    box.check()
    expect(page).to_have_url(re.compile("province=phu-tho"))
    expect(page.get_by_role("status")).not_to_have_text(everything)
    assert page.evaluate("window.stillTheSamePage") is True
    assert page.evaluate("document.activeElement.value") == "phu-tho"
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(everything)
    expect(page.get_by_role("checkbox", name=re.compile("Phú Thọ")).first).not_to_be_checked()


def test_officer_edits_a_profile_and_the_public_sees_it(site, new_context):
    desk = new_context(viewport={"width": 1280, "height": 900}).new_page()
    desk.goto(f"{site.url}/admin/")
    sign_in(desk, site)
    desk.goto(f"{site.url}/admin/organizations/organization/?q=csaga")
    desk.get_by_role("link", name=re.compile("CSAGA|Trung tâm Nghiên cứu")).first.click()
    desk.get_by_label("Sứ mệnh bằng tiếng Việt").fill("Vì một xã hội không bạo lực giới")
    desk.get_by_role("button", name="Lưu", exact=True).click()
    expect(desk.locator(".messagelist")).to_be_visible()

    visitor = new_context().new_page()
    visitor.goto(f"{site.url}/to-chuc/csaga/")
    expect(visitor.locator("main")).to_contain_text("Vì một xã hội không bạo lực giới")


def test_officer_brings_last_years_sheet_in(site, new_context):
    """Titles, an STT column, two ways to write a day, a phone number without its zero, one wrong row: five presses."""
    desk = new_context(viewport={"width": 1280, "height": 900}).new_page()
    desk.goto(f"{site.url}/admin/organizations/organization/")
    sign_in(desk, site)
    desk.get_by_role("link", name="Nhập từ bảng").click()
    desk.get_by_label("Bảng cho danh sách “Tổ chức”").set_input_files(
        {"name": "ds-2024.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": last_years_sheet()}
    )
    desk.get_by_role("button", name="Đọc tệp").click()

    desk.get_by_label("Cơ quan chủ quản cũ").select_option(label="Bỏ qua cột này")
    desk.get_by_role("button", name="Xem trước kết quả").click()

    expect(desk.get_by_role("link", name="1 bị từ chối")).to_be_visible()
    expect(desk.get_by_role("region", name="1 dòng bị từ chối")).to_contain_text("31/02/2010")
    with desk.expect_download() as refused:
        desk.get_by_role("link", name="Tải các dòng ở lại bên ngoài (.xlsx)").click()
    assert refused.value.suggested_filename.startswith("cac-dong-khong-nhap-NB-")
    desk.get_by_role("button", name="Nhập 2 dòng mới").click()

    expect(desk.locator(".messagelist")).to_contain_text("Đã nhập 2 dòng")
    desk.get_by_role("link", name="Xem trong danh sách").click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(2)
    desk.get_by_role("link", name="Trung tâm Sông Thương").click()
    expect(desk.get_by_label("Điện thoại công khai")).to_have_value("0912345678")
    expect(desk.get_by_label("Thành lập:")).to_have_value("12/05/2009")


def last_years_sheet() -> bytes:
    book = openpyxl.Workbook()
    for row in (
        ["DANH SÁCH TỔ CHỨC ĐỐI TÁC NĂM 2024"],
        [],
        ["STT", "Tên tổ chức", "Loại", "Tỉnh", "Ngày thành lập", "SĐT", "Cơ quan chủ quản cũ"],
        [1, "Trung tâm Sông Thương ", "hội", "Bắc Giang", datetime.date(2009, 5, 12), 912345678, "Sở"],
        [2, "Quỹ Bốn Mùa", "hội", "TP HCM", "03/11/2011", None, None],
        [3, "Hội Ngày Sai", "hội", "HCMC", "31/02/2010", None, None],
    ):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
