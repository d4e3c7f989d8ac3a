"""Every answer, a refusal too, tells the browser how little the portal allows."""

import io

import pytest
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from organizations.models import Organization
from portal import urls
from portal.hub import errors
from portal.hub.models import SitePage
from portal.kit.slugs import keep_former_slug
from tests.portal.addresses import in_both_languages, public_names

STRICT = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
}


@login_not_required
def broken(request):
    raise RuntimeError("a sentence that no visitor should read")


@login_not_required
def closed_to_most(request):
    return errors.permission_denied(request)


urlpatterns = [
    path("broken/", broken),
    path("forbidden/", closed_to_most),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)


def policy(response):
    directives = (
        part.split() for part in response.headers["Content-Security-Policy"].split(";") if part.strip()
    )
    return {name: sources for name, *sources in directives}


def assert_strict(response):
    assert policy(response) == STRICT
    assert {name: response.headers.get(name) for name in OTHERS} == OTHERS


@pytest.fixture
def site(db):
    for key in SitePage.Key:
        SitePage.objects.create(key=key, title_vi=key.label, body_vi="Nội dung")
    organization = Organization.objects.create(
        slug="hoi-thu", name_vi="Hội Thử", kind="cso", publication="published"
    )
    keep_former_slug(organization, before="hoi-cu")
    return organization


@pytest.mark.parametrize("name", public_names())
def test_public_page_carries_the_strict_headers(client, site, name):
    slugs = {
        "organizations:detail": ["hoi-thu"],
        "places:detail": ["ha-noi"],
        "file": ["logos/khong-co.webp"],
    }
    for address in in_both_languages(name, *slugs.get(name, [])):
        answer = client.get(address)
        assert_strict(answer)
        # A download is read to its end, as a browser does, and so closed.
        b"".join(answer.streaming_content if answer.streaming else [])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/khong-co/", 404),
        ("/tim-kiem/?q=%00", 400),
        ("/to-chuc", 301),
        ("/to-chuc/hoi-cu/", 301),
        ("/admin/", 302),
        ("/admin/login/", 200),
        ("/forbidden/", 403),
        ("/broken/", 500),
    ],
)
def test_every_other_answer_carries_the_strict_headers(client, site, settings, address, status):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    response = client.get(address)
    assert response.status_code == status
    assert_strict(response)


def test_refusal_of_a_body_carries_the_strict_headers(client, site):
    response = client.post("/", CONTENT_LENGTH=str(65 * 1024 * 1024), **{"wsgi.input": io.BytesIO()})
    assert response.status_code == 413
    assert_strict(response)


def test_refusal_of_a_host_carries_the_strict_headers(client, site):
    response = client.get("/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert_strict(response)


def test_refusal_of_too_many_searches_carries_the_strict_headers(client, site, settings):
    settings.SEARCHES_PER_MINUTE = 1
    client.get("/tim-kiem/", REMOTE_ADDR="192.0.2.77")
    response = client.get("/tim-kiem/", REMOTE_ADDR="192.0.2.77")
    assert response.status_code == 429
    assert_strict(response)


def test_desk_allows_inline_style_attributes_and_nothing_else(admin_client, site):
    for address in (
        "/admin/",
        "/admin/organizations/organization/",
        "/admin/organizations/organization/import/",
        "/en/admin/organizations/organization/add/",
    ):
        response = admin_client.get(address)
        assert policy(response) == STRICT | {"style-src-attr": ["'unsafe-inline'"]}
        assert {name: response.headers.get(name) for name in OTHERS} == OTHERS


def test_production_sends_visitors_to_https_but_not_the_health_check(client, db, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31536000
    assert client.get("/healthz").status_code == 200
    response = client.get("/to-chuc/?q=an")
    assert response.status_code == 301
    assert response.headers["Location"] == "https://testserver/to-chuc/?q=an"
    assert client.get("/", secure=True).headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_failure_shows_a_page_that_needs_no_database_and_tells_no_secret(client, settings):
    """No `db` fixture: a page that asked the database would fail this test."""
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert response.status_code == 500
    assert "Trang web đang gặp lỗi" in response.content.decode()
    assert "a sentence that no visitor should read" not in response.content.decode()
