"""Pages that staff write, pages of places, and pages for what went wrong."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils import translation

from organizations.models import Organization, Place
from portal.hub import errors
from portal.hub.markdown import to_html
from portal.hub.models import SitePage
from portal.hub.sample_network import load_sample
from portal.kit.guards import too_large


@pytest.fixture
def pages(db):
    for key in SitePage.Key:
        SitePage.objects.create(
            key=key, title_vi=f"Trang {key}", body_vi="## Mục\n\nMột **đoạn** văn.", title_en=f"Page {key}"
        )


def works_in(slug, **fields):
    made = Organization.objects.create(
        slug="mot", name_vi="Viện Một", kind="cso", **{"publication": "published"} | fields
    )
    made.places.create(place=Place.objects.get(slug=slug), role="work", period="2020", is_planned=True)
    return made


# --- What every page promises ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/", "/tim-kiem/", "/tim-kiem/?q=ha+noi", "/dia-phuong/", "/dia-phuong/ha-noi/", "/dia-phuong/yen-bai/",
        "/gioi-thieu/", "/lien-he/", "/lien-he/?page=/dia-phuong/", "/du-lieu-ca-nhan/", "/khong-co/",
    ],
)  # fmt: skip
def test_visitor_gets_one_heading_nothing_inline_and_a_way_to_report(client, pages, path):
    html = client.get(path).content.decode()

    assert len(re.findall("<h1[ >]", html)) == 1
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html) == []
    assert '<html lang="vi">' in html
    assert f"/lien-he/?page={path.partition('?')[0].replace('/', '%2F')}" in html


def test_shared_link_shows_title_text_and_picture_and_names_its_twin(client, pages):
    html = client.get("/dia-phuong/yen-bai/?utm=zalo").content.decode()

    def meta(name):
        return re.findall(rf'<meta property="{name}" content="([^"]*)">', html)

    assert meta("og:title") == ["Yên Bái (đến năm 2025)"]
    assert len(meta("og:description")[0]) > 30
    assert meta("og:image") == ["http://testserver/static/img/og.png"]
    assert (
        meta("og:url")
        == re.findall('rel="canonical" href="([^"]*)"', html)
        == ["http://testserver/dia-phuong/yen-bai/"]
    )
    assert meta("og:locale") == ["vi_VN"]
    assert dict(re.findall('hreflang="(..)" href="(http[^"]*)"', html)) == {
        "vi": "http://testserver/dia-phuong/yen-bai/",
        "en": "http://testserver/en/places/yen-bai/",
    }


def test_menu_marks_where_the_reader_is(client, pages):
    assert '<a href="/dia-phuong/" aria-current="page">' in client.get("/dia-phuong/").content.decode()
    assert '<a href="/dia-phuong/" aria-current="true">' in client.get("/dia-phuong/hue/").content.decode()


# --- Pages that staff write ------------------------------------------------------------------------------------


def test_reader_of_english_is_told_that_a_text_is_still_vietnamese(client, pages):
    html = client.get("/en/about/").content.decode()

    assert "<h1>Page about</h1>" in html
    assert '<div class="prose" lang="vi"><h2>Mục</h2>' in html


def test_staff_text_becomes_clean_html():
    html = to_html(
        "# Đầu\n\n- [xấu](javascript:alert(1))\n- <script>x()</script><b onclick='y'>chữ</b>\n\n[tốt](/to-chuc/)"
    )

    assert "script" not in html
    assert "onclick" not in html
    assert "<h1>" not in html
    assert '<a href="/to-chuc/" rel="noopener">tốt</a>' in html


def test_report_names_the_page_and_begins_the_letter(client, pages, settings):
    settings.CONTACT_EMAIL = "van-phong@example.org"

    html = client.get("/lien-he/", {"page": "/to-chuc/msd/"}).content.decode()

    [letter] = re.findall('href="(mailto:[^"]*subject=[^"]*)"', html)
    parts = urlsplit(letter.replace("&amp;", "&"))
    assert parts.path == "van-phong@example.org"
    assert "http://testserver/to-chuc/msd/" in parse_qs(parts.query)["body"][0]


def test_report_without_an_office_address_still_shows_which_page_to_name(client, pages):
    html = client.get("/lien-he/", {"page": "/to-chuc/msd/"}).content.decode()

    assert "mailto:" not in html
    assert "http://testserver/to-chuc/msd/" in html


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example", "evil"])
def test_report_names_no_page_but_our_own(client, pages, elsewhere):
    response = client.get("/lien-he/", {"page": elsewhere})

    assert response.context["about_url"] == ""
    assert "<h1>Trang contact</h1>" in response.content.decode()


# --- Places ----------------------------------------------------------------------------------------------------


def test_old_province_says_until_when_it_was_one_and_leads_to_todays(client, pages):
    with_tags = client.get("/dia-phuong/hoa-binh/").content.decode()

    [sentence] = re.findall(r'<p class="lead leads-on">(.*?)</p>', with_tags, re.DOTALL)
    assert "30/06/2025" in sentence
    assert re.search(r'<a href="/dia-phuong/phu-tho/">.*Phú Thọ</a>', sentence)


def test_todays_province_lists_what_was_recorded_under_its_old_units_by_their_names(client, pages):
    works_in("hoa-binh")

    response = client.get("/dia-phuong/phu-tho/")

    [(organization, [row])] = response.context["organizations"]
    assert (organization.slug, row.place.slug) == ("mot", "hoa-binh")
    assert "Hòa Bình" in response.content.decode()
    assert (
        response.context["found_count"]
        == client.get("/to-chuc/?province=phu-tho").context["found_count"]
        == 1
    )


@pytest.mark.parametrize("publication", ["draft", "archived"])
def test_place_shows_neither_draft_nor_archived(client, pages, publication):
    works_in("hue", publication=publication)

    response = client.get("/dia-phuong/hue/")

    assert response.context["found_count"] == 0
    assert "Viện Một" not in response.content.decode()


def test_city_shows_since_when_it_is_one_and_by_which_law(client, pages):
    html = client.get("/dia-phuong/hue/").content.decode()

    assert "175/2024/QH15" in html
    assert "01/01/2025" in html


def test_list_of_places_counts_as_the_organizations_list_does(client, pages):
    works_in("yen-bai")

    html = client.get("/dia-phuong/").content.decode()

    [count] = re.findall(
        r'href="/dia-phuong/lao-cai/">Lào Cai</a></th>\s*<td class="number"><b>(\d+)</b>', html
    )
    assert int(count) == client.get("/to-chuc/?province=lao-cai").context["found_count"] == 1


# --- What went wrong -------------------------------------------------------------------------------------------


def test_lost_reader_is_offered_the_search_box(client, pages):
    response = client.get("/en/nowhere/")

    assert response.status_code == 404
    assert b"<h1>This page does not exist</h1>" in response.content
    assert b'action="/en/search/"' in response.content


def test_unreadable_request_is_told_why(client, pages):
    response = client.get("/en/?q=%00")

    assert response.status_code == 400
    assert b"characters that cannot be seen" in response.content


def test_too_large_a_request_is_told_the_limit(pages):
    with translation.override("en"):
        response = too_large(RequestFactory().post("/en/"))

    assert response.status_code == 413
    assert f"at most {settings.MAX_REQUEST_MB} MB" in response.content.decode()


def test_refused_reader_is_told_what_to_do(rf, pages):
    with translation.override("en"):
        response = errors.permission_denied(rf.get("/en/"), PermissionDenied())

    assert response.status_code == 403
    assert b"<h1>This is not open to you</h1>" in response.content


def test_hasty_searcher_is_asked_to_wait(client, pages, settings):
    settings.SEARCHES_PER_MINUTE = 1
    client.get("/en/search/?q=a", REMOTE_ADDR="192.0.2.7")

    response = client.get("/en/search/?q=a", REMOTE_ADDR="192.0.2.7")

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert b"<h1>Too many searches at once</h1>" in response.content


def test_broken_site_still_shows_a_page_without_database_or_catalogues(rf):
    """No `db` fixture: a query would fail the test."""
    response = errors.server_error(rf.get("/"))

    assert response.status_code == 500
    html = response.content.decode()
    assert "Trang web đang gặp lỗi" in html
    assert "The site has a problem" in html
    assert len(re.findall("<h1[ >]", html)) == 1


def test_sample_pages_exist_in_both_languages(client, db):
    load_sample()

    for path in ("/gioi-thieu/", "/lien-he/", "/du-lieu-ca-nhan/"):
        assert client.get(path).status_code == 200, path
    for path in ("/en/about/", "/en/contact/", "/en/privacy/"):
        assert '<div class="prose" lang="en">' in client.get(path).content.decode(), path


def test_title_with_quotes_and_marked_language_stays_plain_in_the_head(client, pages):
    SitePage.objects.filter(key="about").update(title_en="", title_vi='Về “A” & "B" <c>')

    html = client.get("/en/about/").content.decode()

    assert "<title>Về “A” &amp; &quot;B&quot; &lt;c&gt; – Partnership network</title>" in html
    assert '<meta property="og:title" content="Về “A” &amp; &quot;B&quot; &lt;c&gt;">' in html
