"""Searching is limited per caller and minute, whoever the caller says to be."""

import pytest
from django.core.cache import cache

SECONDS = "2026-03-02T09:00:40+07:00"


@pytest.fixture(autouse=True)
def two_a_minute(db, settings):
    settings.SEARCHES_PER_MINUTE = 2
    cache.clear()
    yield
    cache.clear()


def statuses(client, count, **who):
    return [client.get("/en/search/", **who).status_code for _ in range(count)]


def test_third_search_of_a_minute_is_refused_in_the_language_of_the_page(client, time_machine):
    time_machine.move_to(SECONDS, tick=False)
    assert statuses(client, 2) == [200, 200]
    english, vietnamese = client.get("/en/search/?q=an"), client.get("/tim-kiem/?q=an")
    assert english.status_code == vietnamese.status_code == 429
    assert english.headers["Retry-After"] == "20"
    assert "Wait a minute" in english.content.decode()
    assert '<html lang="vi">' in vietnamese.content.decode()


def test_caller_may_search_again_when_the_page_said_so(client, time_machine):
    time_machine.move_to(SECONDS, tick=False)
    assert statuses(client, 3) == [200, 200, 429]
    time_machine.shift(19)
    assert statuses(client, 1) == [429]
    time_machine.shift(1)
    assert statuses(client, 3) == [200, 200, 429]


def test_other_callers_and_other_pages_are_not_held_up(client, time_machine):
    time_machine.move_to(SECONDS, tick=False)
    assert statuses(client, 3, REMOTE_ADDR="192.0.2.1") == [200, 200, 429]
    assert statuses(client, 2, REMOTE_ADDR="192.0.2.2") == [200, 200]
    assert client.get("/en/", REMOTE_ADDR="192.0.2.1").status_code == 200


def test_no_limit_when_the_setting_is_nought(client, settings):
    settings.SEARCHES_PER_MINUTE = 0
    assert statuses(client, 4) == [200] * 4


def test_made_up_forwarded_address_does_not_help(client, settings, time_machine):
    """Without trusted proxies the header is anybody's word."""
    time_machine.move_to(SECONDS, tick=False)
    settings.TRUSTED_PROXIES = 0
    found = [
        client.get("/en/search/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code
        for n in range(3)
    ]
    assert found == [200, 200, 429]


def test_what_the_caller_wrote_before_the_trusted_proxy_does_not_help(client, settings, time_machine):
    time_machine.move_to(SECONDS, tick=False)
    settings.TRUSTED_PROXIES = 1
    found = [
        client.get("/en/search/", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 192.0.2.1").status_code for n in range(3)
    ]
    assert found == [200, 200, 429]
    assert client.get("/en/search/", HTTP_X_FORWARDED_FOR="10.0.0.1, 192.0.2.2").status_code == 200


def test_second_proxy_is_counted_from_the_right(client, settings, time_machine):
    time_machine.move_to(SECONDS, tick=False)
    settings.TRUSTED_PROXIES = 2
    assert statuses(client, 3, HTTP_X_FORWARDED_FOR="192.0.2.1, 10.0.0.1") == [200, 200, 429]
    assert statuses(client, 1, HTTP_X_FORWARDED_FOR="192.0.2.2, 10.0.0.1") == [200]


def test_address_itself_is_not_kept(client, time_machine):
    time_machine.move_to(SECONDS, tick=False)
    statuses(client, 1, REMOTE_ADDR="192.0.2.1")
    keys = list(cache._cache)
    assert len(keys) == 1
    assert "192.0.2.1" not in keys[0]
