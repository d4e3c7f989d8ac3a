"""A visitor's page is kept, and nobody can tell: it is never old, never somebody else's, never a refusal."""

import io
import random

import pytest
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from portal import urls
from portal.hub.models import SitePage
from tests.factories.connections import another_process
from tests.factories.desk import change_page, officer, press
from tests.factories.organizations import draft, organization, path_of

LIST = "/to-chuc/"
MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages of a test"}


@pytest.fixture(autouse=True)
def _pages_are_kept(settings):
    settings.CACHES = settings.CACHES | {"pages": MEMORY}
    caches["pages"].clear()


@pytest.fixture
def asked(client):
    """A function that asks for a page, and tells what came and whether it had been kept: then no template was drawn."""

    def ask(address, **options):
        response = client.get(address, **options)
        return response, not response.templates

    return ask


def text(response) -> str:
    return response.content.decode()


@login_not_required
def own_colour(request):
    response = HttpResponse("one")
    response.set_cookie("colour", "red")
    return response


@login_not_required
def by_language_of_the_browser(request):
    return HttpResponse("two", headers={"Vary": "Accept-Language"})


@login_not_required
def endless(request):
    return HttpResponse(b"x" * 1_100_000)


@login_not_required
@never_cache
def of_this_minute(request):
    return HttpResponse("three")


@login_not_required
def dense(request):
    return HttpResponse(random.Random(1).randbytes(100_000))


@login_not_required
@csp_replace({"img-src": ["https://tiles.example"]})
def own_policy(request):
    return HttpResponse("four")


urlpatterns = [
    path("dense/", dense),
    path("own-policy/", own_policy),
    path("own-colour/", own_colour),
    path("by-language/", by_language_of_the_browser),
    path("endless/", endless),
    path("of-this-minute/", of_this_minute),
    *urls.urlpatterns,
]
handler404 = urls.handler404


@pytest.mark.django_db
def test_a_page_asked_again_is_the_same_page_for_one_question(asked, django_assert_num_queries):
    organization("Nhà Hạt Giống", seat="ha-noi")
    first, was_kept = asked(LIST)
    with django_assert_num_queries(1):
        again, is_kept = asked(LIST)

    assert (was_kept, is_kept) == (False, True)
    assert "Nhà Hạt Giống" in text(again)
    assert again.content == first.content
    assert dict(again.items()) == dict(first.items())


@pytest.mark.django_db
def test_what_an_officer_changes_shows_on_the_next_request(asked, client, admin_client):
    one = organization("Nhà Hạt Giống")
    for address in (LIST, path_of(one), "/", "/tim-kiem/?q=nha+hat"):
        assert "Nhà Hạt Giống" in text(asked(address)[0])
        assert asked(address)[1]

    assert press(admin_client, change_page(one), name_vi="Nhà Hạt Mầm").status_code == 302

    for address in (LIST, path_of(one), "/", "/tim-kiem/?q=nha+hat"):
        page, is_kept = asked(address)
        assert not is_kept
        assert "Nhà Hạt Mầm" in text(page)
        assert "Nhà Hạt Giống" not in text(page)


@pytest.mark.django_db
def test_a_draft_that_staff_look_at_never_reaches_a_visitor(asked, client, admin_client):
    hidden = draft("Nhà Hạt Giống")
    preview = admin_client.get(path_of(hidden))

    assert "Nhà Hạt Giống" in text(preview)
    assert "ETag" not in preview.headers
    assert asked(path_of(hidden))[0].status_code == 404


@pytest.mark.django_db
def test_who_is_signed_in_gets_no_kept_page(asked, client):
    """A page of a visitor's would tell staff that they are signed out."""
    one = organization("Nhà Hạt Giống")
    asked(path_of(one))
    client.force_login(officer())
    page, is_kept = asked(path_of(one))

    assert not is_kept
    assert page.context is not None
    assert "ETag" not in page.headers


@pytest.mark.django_db
def test_who_shows_a_key_of_another_kind_gets_no_kept_page(asked):
    asked(LIST)

    assert not asked(LIST, headers={"Authorization": "Basic YTpi"})[1]


@pytest.mark.django_db
def test_each_language_and_each_host_has_its_own_page(asked, settings):
    settings.ALLOWED_HOSTS = ["testserver", "www.testserver"]
    for _time in range(2):
        assert '<html lang="vi">' in text(asked("/")[0])
        assert '<html lang="en">' in text(asked("/en/")[0])
        assert "http://testserver/en/" in text(asked("/")[0])
        assert "http://www.testserver/en/" in text(asked("/", headers={"host": "www.testserver"})[0])
        assert "https://testserver/en/" in text(asked("/", secure=True)[0])


@pytest.mark.django_db
def test_the_same_filters_in_another_order_are_another_address(asked):
    one, other = f"{LIST}?kind=cso&letter=n", f"{LIST}?letter=n&kind=cso"
    for _time in range(2):
        assert "/en/organizations/?kind=cso&amp;letter=n" in text(asked(one)[0])
        assert "/en/organizations/?letter=n&amp;kind=cso" in text(asked(other)[0])


@pytest.mark.django_db
def test_the_same_words_in_other_bytes_do_not_bring_another_ones_page(asked):
    """Django writes both into its full path alike: «é» as it is, and «Ã©» with percent signs."""
    raw = asked(LIST, QUERY_STRING=b"q=\xc3\xa9".decode("latin-1"))[0]
    percent = asked(LIST, QUERY_STRING="q=%C3%83%C2%A9")[0]

    assert 'value="é"' in text(raw)
    assert 'value="Ã©"' in text(percent)


@pytest.mark.django_db
def test_tomorrow_the_page_says_tomorrow(asked, time_machine):
    time_machine.move_to("2026-03-02T16:59:00Z", tick=False)  # one minute before midnight in Việt Nam
    assert "ngày 02/03/2026" in text(asked("/")[0])
    time_machine.move_to("2026-03-02T17:01:00Z", tick=False)
    page, is_kept = asked("/")

    assert not is_kept
    assert "ngày 03/03/2026" in text(page)


@pytest.mark.django_db
def test_a_phone_that_has_the_page_is_told_that_it_is_still_the_same(asked):
    one = organization("Nhà Hạt Giống")
    mark = asked(path_of(one))[0].headers["ETag"]
    again, is_kept = asked(path_of(one), headers={"If-None-Match": f"W/{mark}"})

    assert (again.status_code, again.content, is_kept) == (304, b"", True)
    assert again.headers["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in again.headers["Content-Security-Policy"]

    organization("Một tổ chức khác")
    assert asked(path_of(one), headers={"If-None-Match": mark})[0].status_code == 304
    type(one).objects.filter(pk=one.pk).update(name_vi="Nhà Hạt Mầm")
    changed = asked(path_of(one), headers={"If-None-Match": mark})[0]
    assert changed.status_code == 200
    assert "Nhà Hạt Mầm" in text(changed)


@pytest.mark.django_db
def test_who_asks_for_the_head_alone_learns_the_same_of_it(asked, client):
    page = asked(LIST)[0]
    head = client.head(LIST)

    assert head.content == b""
    assert dict(head.items()) == dict(page.items())


@pytest.mark.django_db
def test_a_page_asked_for_by_its_head_alone_is_not_kept(asked, client):
    client.head(LIST)

    assert not asked(LIST)[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/khong-co/",
        "/to-chuc/?page=99",
        "/to-chuc/?q=%00",
        "/to-chuc",
        "/admin/login/",
        "/own-colour/",
        "/by-language/",
        "/of-this-minute/",
        "/endless/",
        "/dense/",
        "/own-policy/",
        "/to-chuc/tai-ve.csv",
        "/healthz",
    ],
)
def test_refusals_moves_and_whatever_is_not_everyones_are_never_kept(asked, client, settings, address):
    settings.ROOT_URLCONF = __name__
    for _time in range(2):
        b"".join(asked(address)[0])  # a download is read to its end, as a browser does

    assert list(caches["pages"]._cache) == []


@pytest.mark.django_db
def test_a_kept_page_does_not_open_the_door_to_a_body_without_bounds(asked):
    asked(LIST)
    endless = {"CONTENT_LENGTH": str(65 * 1024 * 1024), "wsgi.input": io.BytesIO()}

    assert asked(LIST, **endless)[0].status_code == 413


@pytest.mark.django_db
def test_a_search_that_was_kept_costs_nothing_and_is_not_counted(asked, settings):
    """The limit guards the machine, not the words: an answer that lies ready is given to everyone."""
    settings.SEARCHES_PER_MINUTE = 1
    caches["default"].clear()
    organization("Nhà Hạt Giống")
    first = asked("/tim-kiem/?q=nha")[0]

    assert asked("/tim-kiem/?q=hat")[0].status_code == 429
    assert asked("/tim-kiem/?q=hat")[0].status_code == 429
    assert asked("/tim-kiem/?q=nha")[0].content == first.content


def test_the_watchdog_is_answered_without_the_database(client):
    """No `db` fixture: a question to the database would fail this test."""
    for address in ("/healthz", "/robots.txt"):
        assert client.get(address).status_code == 200


def test_a_visitor_is_told_when_the_database_does_not_answer(client, monkeypatch):
    def no_answer():
        raise OperationalError("a sentence that no visitor should read")

    monkeypatch.setattr("portal.kit.page_cache.data_version", no_answer)
    client.raise_request_exception = False
    page = client.get("/")

    assert page.status_code == 500
    assert "Trang web đang gặp lỗi" in text(page)


@pytest.fixture
def site(django_db_setup, django_db_blocker):
    """Outside of a transaction, with a page that is taken away afterwards."""
    with django_db_blocker.unblock():
        SitePage.objects.create(key="about", title_vi="Giới thiệu", body_vi="Mạng lưới có 12 thành viên.")
        yield
        SitePage.objects.all().delete()
        SitePage.history.all().delete()


def test_what_another_process_changes_shows_when_it_is_committed(asked, site):
    assert "12 thành viên" in text(asked("/gioi-thieu/")[0])
    with another_process(autocommit=False) as other:
        with other.cursor() as cursor:
            cursor.execute("UPDATE hub_sitepage SET body_vi = 'Mạng lưới có 13 thành viên.'")
        page, is_kept = asked("/gioi-thieu/")
        assert is_kept
        assert "12 thành viên" in text(page)
        other.commit()

    assert "13 thành viên" in text(asked("/gioi-thieu/")[0])


@pytest.mark.django_db
def test_the_setting_that_switches_it_off_leaves_pages_as_they_were(asked, settings):
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    asked(LIST)
    page, is_kept = asked(LIST)

    assert not is_kept
    assert "ETag" not in page.headers
