"""Closed by default: a page is public only when it says so."""

from django.http import HttpResponse
from django.urls import get_resolver, path

from portal import urls
from tests.portal.addresses import ADMIN


def unmarked(request):
    return HttpResponse("for staff")


urlpatterns = [path("unmarked/", unmarked), *urls.urlpatterns]


def patterns(resolver, namespace=""):
    """Pairs (namespace, pattern) of every address."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern, pattern.namespace or namespace)
        else:
            yield namespace, pattern


def test_stranger_is_sent_to_the_sign_in_by_a_view_that_does_not_say_it_is_public(client, settings):
    settings.ROOT_URLCONF = __name__
    response = client.get("/unmarked/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/admin/login/?next=/unmarked/"


def test_every_public_address_says_so():
    unsaid = [
        str(pattern.pattern)
        for namespace, pattern in patterns(get_resolver())
        if namespace != ADMIN and getattr(pattern.callback, "login_required", True)
    ]
    assert unsaid == []


def test_of_the_desk_only_the_ways_in_are_open(client, db):
    open_to_all = [
        pattern.name
        for namespace, pattern in patterns(get_resolver())
        if namespace == ADMIN and not getattr(pattern.callback, "login_required", True)
    ]
    assert open_to_all == ["second_step", "password_link", "login"]
    for address in (
        "/admin/",
        "/en/admin/organizations/person/",
        "/admin/organizations/organization/import/",
        "/admin/organizations/organization/import/1/file",
        "/admin/khong-co/",
        "/admin/jsi18n/",
    ):
        response = client.get(address)
        assert response.status_code == 302, address
        assert "/admin/login/" in response.headers["Location"]
