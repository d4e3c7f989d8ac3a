"""What holds for every public page and the desk's main pages: light, valid, readable, from nowhere else."""

import re
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from tests.browser.axe import assert_accessible
from tests.browser.validity import assert_valid_html

PAGES = [
    "/",
    "/to-chuc/",
    "/to-chuc/?province=phu-tho&kind=cso",
    "/to-chuc/?by=today",
    "/to-chuc/?q=khongaitentheca",
    "/to-chuc/msd/",
    "/to-chuc/lhd/",
    "/to-chuc/srd/",
    "/dia-phuong/",
    "/dia-phuong/phu-tho/",
    "/dia-phuong/yen-bai/",
    "/dia-phuong/mien-bac/",
    "/tim-kiem/",
    "/tim-kiem/?q=NPA",
    "/tim-kiem/?q=da+nang",
    "/tim-kiem/?q=khongaitentheca",
    "/gioi-thieu/",
    "/lien-he/?page=/to-chuc/msd/",
    "/du-lieu-ca-nhan/",
    "/khong-co-trang-nay/",
    "/to-chuc/?page=999",
]
ENGLISH = {
    "/to-chuc/": "/organizations/",
    "/dia-phuong/": "/places/",
    "/tim-kiem/": "/search/",
    "/gioi-thieu/": "/about/",
    "/lien-he/": "/contact/",
    "/du-lieu-ca-nhan/": "/privacy/",
}
MOST_BYTES = 200 * 1024


def in_english(path):
    for vietnamese, english in ENGLISH.items():
        if path.startswith(vietnamese):
            return f"/en{english}{path.removeprefix(vietnamese)}"
    return f"/en{path}"


ALL_PAGES = [(path, "vi") for path in PAGES] + [(in_english(path), "en") for path in PAGES]


def fetch(url) -> str:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def test_every_page_is_valid_html_with_one_heading_and_nothing_inline(site):
    sources = {path: fetch(site.url + path) for path, _language in ALL_PAGES}
    assert_valid_html(sources)
    for path, language in ALL_PAGES:
        html = sources[path]
        assert len(re.findall(r"<h1[\s>]", html)) == 1, path
        assert f'<html lang="{language}"' in html, path
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html), path


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_every_page_is_accessible_light_and_fits_the_screen(site, new_context, width, scheme):
    context = new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path, _language in ALL_PAGES:
        page = context.new_page()
        heard = Heard(page)
        page.goto(site.url + path, wait_until="load")
        assert heard.hosts == {urlsplit(site.url).netloc}, path
        assert sum(heard.sizes) < MOST_BYTES, f"{path}: {sum(heard.sizes)} bytes"
        assert [text for text in heard.complaints if "404 (Not Found)" not in text] == [], path
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), path
        assert_accessible(page)
        page.close()


class Heard:
    """What a page asks for and complains of while it loads."""

    def __init__(self, page):
        self.hosts, self.sizes, self.complaints = set(), [], []
        page.on("request", self._note_host)
        page.on("requestfinished", lambda request: self.sizes.append(request.sizes()["responseBodySize"]))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note_host(self, request):
        if not request.url.startswith("data:"):
            self.hosts.add(urlsplit(request.url).netloc)


def test_every_page_can_be_read_without_javascript(site, new_context):
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    for path, _language in ALL_PAGES:
        page.goto(site.url + path)
        assert page.locator("h1").is_visible(), path
        assert len(page.locator("main").inner_text()) > 60, path


DESK = [
    "/admin/",
    "/admin/organizations/organization/",
    "/admin/organizations/organization/add/",
    "/admin/organizations/organization/1/change/",
    "/admin/organizations/organization/1/history/",
    "/admin/organizations/organization/1/delete/",
    "/admin/organizations/organization/import/",
    "/admin/organizations/organization/import/1/columns/",
    "/admin/organizations/organization/import/1/",
    "/admin/organizations/organization/import/2/",
    "/admin/kit/sheetimport/",
    "/admin/organizations/place/",
    "/admin/hub/sitepage/1/change/",
]


@pytest.fixture(scope="session")
def imports(site, browser):
    """Two imports of the officer: one waits with rows of every kind, one is done."""
    page = browser.new_page()
    page.goto(f"{site.url}/admin/login/")
    sign_in(page, site)
    for name in ("cho.csv", "xong.csv"):
        page.goto(f"{site.url}/admin/organizations/organization/import/")
        page.set_input_files("#file", {"name": name, "mimeType": "text/csv", "buffer": SHEETS[name].encode()})
        page.get_by_role("button", name="Đọc tệp").click()
        if page.url.endswith("/columns/"):
            page.get_by_role("button", name="Bỏ qua các cột chưa trả lời").click()
    page.get_by_role("button", name=re.compile("^Nhập 1 dòng")).click()
    page.get_by_role("heading", name="Đã nhập “xong.csv”").wait_for()
    page.close()


SHEETS = {
    "cho.csv": """Mã trên cổng;Tên;Loại;Điện thoại;Tỉnh;Ngày thành lập;Cột lạ
TC-00001;;;024 3822 9999;Huế;;x
TC-00002;;;;;;x
;ChildFund Việt Nam;hội;;Cần Thơ;;x
;Hội Mới Tinh;hội;0912345678;Hòa Bình;2019;x
;Hội Sai;hội;;Tỉnh Nam Kỳ;31/02/2010;x
""".replace("\n", "\r\n"),
    "xong.csv": "Tên;Loại\r\nHội Đã Vào;hội\r\nHội Sai;không rõ\r\n",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_desk_is_accessible_and_scripts_run_under_its_policy(site, imports, new_context, prefix, scheme):
    page = new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme).new_page()
    page.goto(f"{site.url}{prefix}/admin/login/")
    assert_accessible(page)
    sign_in(page, site)
    for path in DESK:
        heard = Heard(page)
        page.goto(site.url + prefix + path)
        assert heard.complaints == [], path
        assert page.locator("html").get_attribute("lang") == ("en" if prefix else "vi")
        assert_accessible(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_pages_of_an_import_fit_a_phone_and_are_valid_html(site, imports, new_context, scripts):
    page = new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=scripts, color_scheme="dark"
    ).new_page()
    page.goto(f"{site.url}/admin/login/")
    sign_in(page, site)
    sources = {}
    for path in (path for path in DESK if "import/" in path):
        page.goto(site.url + path)
        sources[path] = page.request.get(site.url + path).text()
        assert page.locator("h1").count() == 1, path
        if scripts:
            assert page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            ), path
    assert_valid_html(sources)


def sign_in(page, site):
    page.fill("[name=username]", site.officer)
    page.fill("[name=password]", site.password)
    page.locator("[type=submit]").click()
