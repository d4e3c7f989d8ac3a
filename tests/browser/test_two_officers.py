"""Two officers edit one organization at once, each in a browser of her own: no edit is lost."""

import re

from playwright.sync_api import expect

from tests.browser.axe import assert_accessible
from tests.browser.test_every_page import sign_in

PHONE = {"width": 360, "height": 740}


def desk_of(site, new_context, **options):
    page = new_context(viewport={"width": 1280, "height": 900}, **options).new_page()
    page.goto(f"{site.url}/admin/")
    sign_in(page, site)
    return page


def open_record(page, site, acronym):
    page.goto(f"{site.url}/admin/organizations/organization/?q={acronym}")
    page.locator("#result_list tbody th a").first.click()
    expect(page.get_by_label("Điện thoại công khai")).to_be_visible()


def test_two_officers_edit_one_organization_and_no_edit_is_lost(site, new_context):
    """The second has no JavaScript and a small screen; nothing that she typed is lost, nothing of the first either."""
    first, second = desk_of(site, new_context), desk_of(site, new_context, java_script_enabled=False)
    second.set_viewport_size(PHONE)
    open_record(first, site, "csaga")
    open_record(second, site, "csaga")
    address = second.url

    first.get_by_label("Điện thoại công khai").fill("024 1111 1111")
    first.get_by_label("Địa chỉ (ghi nguyên văn)").fill("Số 1, phố Một, Hà Nội")
    first.get_by_role("button", name="Lưu", exact=True).click()
    expect(first).to_have_url(re.compile(r"/admin/organizations/organization/(\?.*)?$"))

    second.get_by_label("Điện thoại công khai").fill("024 2222 2222")
    second.get_by_label("E-mail công khai").fill("hai@example.org")
    second.get_by_role("button", name="Lưu", exact=True).click()

    expect(second.get_by_role("heading", level=1)).to_contain_text("Hai người cùng sửa")
    choice = second.get_by_role("group", name="Điện thoại công khai")
    expect(choice).to_contain_text("024 1111 1111")
    expect(choice.get_by_role("textbox")).to_have_value("024 2222 2222")
    expect(second.locator("main")).to_contain_text("Số 1, phố Một, Hà Nội")
    expect(second.locator("main")).to_contain_text("hai@example.org")
    assert second.evaluate("document.documentElement.scrollWidth <= innerWidth")
    choice.get_by_label("Bạn đã nhập", exact=True).check()
    second.get_by_role("button", name="Lưu như đã chọn").click()

    first.goto(address)
    expect(first.get_by_label("Điện thoại công khai")).to_have_value("024 2222 2222")
    expect(first.get_by_label("Địa chỉ (ghi nguyên văn)")).to_have_value("Số 1, phố Một, Hà Nội")
    expect(first.get_by_label("E-mail công khai")).to_have_value("hai@example.org")


def test_the_page_that_asks_is_accessible_and_lets_go(site, new_context):
    first, second = desk_of(site, new_context), desk_of(site, new_context)
    open_record(first, site, "srd")
    open_record(second, site, "srd")
    for page, text in ((first, "Sứ mệnh của người thứ nhất."), (second, "Sứ mệnh của người thứ hai.")):
        page.get_by_label("Sứ mệnh bằng tiếng Việt").fill(text)
        page.get_by_role("button", name="Lưu và sửa tiếp").click()

    expect(second.get_by_role("heading", level=1)).to_contain_text("Hai người cùng sửa")
    assert_accessible(second)
    second.get_by_role("link", name="Bỏ phần tôi sửa").click()
    expect(second.get_by_label("Sứ mệnh bằng tiếng Việt")).to_have_value("Sứ mệnh của người thứ nhất.")
