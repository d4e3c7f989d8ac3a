"""Whatever is typed into an address, the answer is a page in the reader's language, never a failure of ours."""

import io

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from organizations.models import Organization, OrganizationKey
from portal.hub.accounts.models import AccountEvent
from portal.hub.models import SampleRecord, SitePage
from portal.kit.access_log import AccessLog
from portal.kit.erasing.models import Erasure
from portal.kit.history import HistoryRow
from portal.kit.imports.models import KnownHeader, SheetImport
from portal.kit.merging.models import Merge
from tests.portal.addresses import in_both_languages, public_names

SLUGS = {"organizations:detail": "hoi-thu", "places:detail": "ha-noi", "file": "logos/khong-co.webp"}
FOR_MACHINES = {"favicon", "healthz", "robots", "sitemap", "organizations:xlsx", "organizations:csv"}
UNSEEN = {
    "NUL": "%00",
    "vertical tab": "%0B",
    "escape": "%1B",
    "control of the second block": "%C2%85",
    "bidi override": "%E2%80%AE",
    "lone surrogate": "%ED%A0%80",
    "not UTF-8": "%FF",
}
SENTENCE = "The address holds characters that cannot be seen or stored."
ABSURD = [
    "page=99999999999999999999",
    "page=-1",
    "page=abc",
    "page=0",
    "page=" + "9" * 5000,
    "p=abc",
    "kind=absurd&province=%27+OR+1%3D1&goal=999&letter=ZZ&at=up&by=absurd&region=x&country=y&field=z",
    "goal=" + "9" * 40,
    "q=" + "a" * 5000,
    "q=" + "+".join(["an"] * 2000),
    "q=%25_%5C%27%22%3Cscript%3E",
    "&".join(["kind=cso"] * 500),
    "&".join(f"q={number}" for number in range(500)),
    "page=//evil.example/&page=/%5B&page=//%5B",
    "page=/%5B",
    "page=//%5B",
    "?".join(["a=b"] * 200),
]


@pytest.fixture
def site(db):
    for key in SitePage.Key:
        SitePage.objects.create(key=key, title_vi=key.label, body_vi="Nội dung")
    return Organization.objects.create(slug="hoi-thu", name_vi="Hội Thử", kind="cso", publication="published")


def addresses(name):
    return in_both_languages(name, *([SLUGS[name]] if name in SLUGS else []))


def assert_speaks_the_language_of(address, response):
    language = "en" if address.startswith("/en/") else "vi"
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.parametrize("name", [*public_names(), "admin:login", "admin:index"])
def test_visitor_sends_unseen_characters_in_a_query(client, site, name):
    queries = [f"q={unseen}" for unseen in UNSEEN.values()]
    for address in addresses(name):
        for query in (*queries, "page=1%00", "kind=cso&kind=%00", "%00=x"):
            response = client.get(address, QUERY_STRING=query)
            assert response.status_code == 400, query
            assert_speaks_the_language_of(address, response)
            if address.startswith("/en/"):
                assert SENTENCE in response.content.decode()


@pytest.mark.parametrize("raw", ["\x00", "\x0b", "\x7f"])
def test_visitor_sends_unseen_characters_without_percent_signs(client, site, raw):
    response = client.get("/en/search/", QUERY_STRING=f"q=an{raw}")
    assert response.status_code == 400
    assert SENTENCE in response.content.decode()


@pytest.mark.parametrize("name", public_names())
def test_visitor_sends_unseen_characters_in_a_path(client, site, name):
    for address in addresses(name):
        for unseen in UNSEEN.values():
            response = client.get(
                f"{address}{unseen}/" if name == "home" else f"{address.removesuffix('/')}{unseen}/"
            )
            assert response.status_code in {400, 404}, unseen
            assert_speaks_the_language_of(address, response)


def test_visitor_sends_unseen_characters_in_a_path_of_the_desk(client, admin_client, site):
    for path in (
        "/en/admin/organizations/organization/1%00/change/",
        "/en/admin/organizations/organization/import/%00/",
        "/en/admin/organizations/organization/import/?q=%00",
        "/en/admin/%00/",
    ):
        assert client.get(path).status_code == 400
        assert admin_client.get(path).status_code == 400


@pytest.mark.parametrize(
    "path", ["//[", "//", "///a", "/[", "/\\", "/;a=b", "/%", "/%2e%2e/", f"/to-chuc/{'a' * 3000}/"]
)
def test_visitor_sends_a_malformed_path(client, site, path):
    response = client.generic("GET", "/", PATH_INFO=path)
    assert response.status_code == 404
    assert_speaks_the_language_of(path, response)


def test_visitor_sends_a_session_cookie_that_no_database_can_look_for(client, site):
    response = client.get("/en/", HTTP_COOKIE='sessionid="\\000aaaaaaaaaaaa"')
    assert response.status_code == 400
    assert SENTENCE in response.content.decode()


@pytest.mark.parametrize("query", ABSURD, ids=lambda query: query[:30])
@pytest.mark.parametrize("name", public_names())
def test_visitor_asks_for_the_absurd(client, site, name, query):
    for address in addresses(name):
        response = client.get(address, QUERY_STRING=query)
        assert response.status_code in {200, 302, 404}
        b"".join(response.streaming_content if response.streaming else [])
        if name not in FOR_MACHINES:
            assert_speaks_the_language_of(address, response)
            assert len(response.content) < 200_000
            assert "<script>" not in response.content.decode()


def test_visitor_learns_which_filters_say_nothing(client, site):
    response = client.get(
        "/en/organizations/", {"kind": "absurd", "goal": "999", "letter": "ZZ", "q": "a" * 5000}
    )
    text = response.content.decode()
    assert response.status_code == 200
    for label, value in [("Kind of organization", "absurd"), ("First letter", "ZZ")]:
        assert f"The filter “{label}” has no choice “{value}”" in text
    assert "The filter “Words” was left out:" in text
    assert "Hội Thử" in text


@pytest.mark.parametrize("page", ["99999999999999999999", "-1", "abc", "0"])
def test_visitor_learns_that_there_is_no_such_page(client, site, page):
    response = client.get("/en/organizations/", {"page": page})
    assert response.status_code == 404
    assert f"There is no page “{page}”; the last one is page 1." in response.content.decode()
    assert "Hội Thử" in response.content.decode()


def test_visitor_sends_more_parameters_than_anyone_reads(client, site):
    response = client.get("/en/organizations/?" + "&".join(f"a{n}=1" for n in range(6000)))
    assert response.status_code == 400
    assert "more than the site reads at a time" in response.content.decode()


def test_staff_send_more_text_than_the_site_reads(client, site):
    response = client.post("/en/admin/login/", {"username": "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert response.status_code == 400
    assert "more than the site reads at a time" in response.content.decode()
    assert "DATA_UPLOAD" not in response.content.decode()


def test_staff_send_more_files_than_the_site_reads(client, site):
    files = {f"file{number}": io.BytesIO(b"x") for number in range(101)}
    response = client.post("/en/admin/login/", files)
    assert response.status_code == 400
    assert "more than the site reads at a time" in response.content.decode()


def test_program_sends_a_form_without_its_boundary(client, site):
    response = client.generic("POST", "/en/admin/login/", b"nothing", content_type="multipart/form-data")
    assert response.status_code == 400
    assert "Something in the address or the form is not as it should be." in response.content.decode()
    assert "boundary" not in response.content.decode()


@pytest.mark.parametrize("address", ["/en/admin/login/", "/admin/login/", "/en/", "/to-chuc/"])
def test_visitor_sends_a_body_over_the_limit(client, site, address):
    body = io.BytesIO(b"x" * 200_000)
    length = str(settings.MAX_REQUEST_MB * 1024 * 1024 + 1)
    response = client.generic("POST", address, **{"CONTENT_LENGTH": length, "wsgi.input": body})
    assert response.status_code == 413
    assert_speaks_the_language_of(address, response)
    assert f"{settings.MAX_REQUEST_MB} MB" in response.content.decode()
    assert not body.read(), "a browser that still sends would see a broken connection instead of the page"


def test_body_at_the_limit_is_not_refused_for_its_length(client, site):
    length = str(settings.MAX_REQUEST_MB * 1024 * 1024)
    response = client.generic(
        "POST", "/en/admin/login/", **{"CONTENT_LENGTH": length, "wsgi.input": io.BytesIO()}
    )
    assert response.status_code != 413


def test_visitor_asks_under_a_foreign_host_name(client, site):
    response = client.get("/en/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert "does not answer under this host name" in response.content.decode()
    assert "evil.example" not in response.content.decode()


WRITTEN_BY_THE_PROGRAM = (
    HistoryRow,
    SampleRecord,
    AccountEvent,
    AccessLog,
    Erasure,
    Merge,
    SheetImport,
    KnownHeader,
    OrganizationKey,
)


def written_columns():
    """Every text column of ours that people fill in freely."""
    for label in ("kit", "organizations", "hub"):
        for model in apps.get_app_config(label).get_models():
            if issubclass(model, WRITTEN_BY_THE_PROGRAM):
                continue
            for field in model._meta.concrete_fields:
                if (
                    isinstance(field, (models.CharField, models.TextField))
                    and field.editable
                    and not field.choices
                ):
                    yield field


@pytest.mark.parametrize("unseen", ["\x00", "\x01", "\x1b", "\x85", "\u202e", "\udc80"], ids=ascii)
def test_no_text_column_takes_unseen_characters(unseen):
    """Whichever way the text comes: services, imports and forms all ask the column."""
    taken = []
    for field in written_columns():
        text = f"https://vidu.vn/a{unseen}" if isinstance(field, models.URLField) else f"a{unseen}b"
        try:
            field.clean(text, None)
        except ValidationError:
            continue
        taken.append(str(field))
    assert taken == []
