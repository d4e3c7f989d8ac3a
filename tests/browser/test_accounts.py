"""A colleague's first day: an account, a password of her own, the second step, and the desk."""

import base64
import re

from playwright.sync_api import expect

from tests.browser.axe import assert_accessible
from tests.browser.test_every_page import Heard, sign_in
from tests.factories.accounts import code_for

PASSWORD = "mây trắng qua đèo xanh"
PHONE = {"width": 360, "height": 740}


def test_a_newcomer_gets_in_sets_up_her_phone_and_gets_in_again_by_a_recovery_code(site, new_context):
    desk = new_context(viewport={"width": 1280, "height": 900}).new_page()
    desk.goto(f"{site.url}/admin/auth/user/add/")
    sign_in(desk, site)
    desk.get_by_label("Tên đăng nhập").fill("binh")
    desk.get_by_role("button", name="Lưu", exact=True).click()
    desk.get_by_role("button", name="Tạo liên kết").click()
    link = desk.get_by_label("Liên kết").input_value()
    assert_accessible(desk)

    page = new_context(viewport=PHONE, color_scheme="dark").new_page()
    heard = Heard(page)

    def looks_right():
        assert heard.complaints == [], page.url
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), page.url
        assert_accessible(page)
        heard.complaints.clear()  # the checker's own style sheet is refused by our policy

    page.goto(link)
    page.get_by_label("Mật khẩu mới:", exact=True).fill(PASSWORD)
    page.locator("[name=new_password2]").fill(PASSWORD)
    looks_right()
    page.get_by_role("button", name="Lưu mật khẩu").click()
    expect(page.locator(".messagelist")).to_contain_text("Đã đặt mật khẩu")
    looks_right()
    give(page, "binh")

    page.get_by_role("link", name="Tài khoản của tôi").click()
    looks_right()
    page.get_by_role("link", name="Bật bước thứ hai").click()
    looks_right()
    secret = base64.b32decode(page.locator(".account-secret").inner_text().replace(" ", "")).hex()
    page.get_by_label(re.compile("Mã ứng dụng đang hiện")).fill(code_for(secret))
    page.get_by_role("button", name="Bật", exact=True).click()
    codes = page.locator(".account-codes code").all_inner_texts()
    assert len(codes) == 10
    expect(page.get_by_role("button", name="In", exact=True)).to_be_visible()
    looks_right()
    page.get_by_role("button", name=re.compile("Đăng xuất")).click()

    page.goto(f"{site.url}/admin/")
    give(page, "binh")
    looks_right()
    page.get_by_role("link", name=re.compile("Dùng mã dự phòng")).click()
    looks_right()
    page.get_by_label("Mã:").fill(codes[0].lower())
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator(".messagelist")).to_contain_text("còn lại 9 mã")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hôm nay cần làm gì?")


def give(page, name):
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.locator("[type=submit]").click()
