"""Sessions end by themselves, and with the password."""

import pytest
from django.test import Client

from portal.hub.accounts.models import AccountEvent
from tests.factories.accounts import PASSWORD, SIGN_IN, colleague, is_in, sign_in
from tests.factories.organizations import draft

pytestmark = pytest.mark.django_db

MORNING = "2026-03-02T08:00:00+07:00"
NEW = "mây trắng qua đèo xanh"


@pytest.fixture
def at_work(client, time_machine):
    time_machine.move_to(MORNING, tick=False)
    colleague("binh")
    sign_in(client)
    return client


def test_two_hours_without_a_request_end_a_session(at_work, time_machine):
    time_machine.shift(119 * 60)
    assert is_in(at_work)
    time_machine.shift(121 * 60)

    left = at_work.get("/admin/organizations/organization/?q=an")

    assert left.url.startswith(f"{SIGN_IN}?next=%2Fadmin%2Forganizations%2Forganization%2F%3Fq%3Dan")
    assert "Bạn đã được đăng xuất" in at_work.get(left.url).content.decode()
    assert AccountEvent.objects.newest().first().what == AccountEvent.What.ENDED
    assert not is_in(at_work)


def test_who_works_on_stays_in_until_the_day_is_over(at_work, time_machine):
    for _hour in range(12):
        assert is_in(at_work)
        time_machine.shift(3600)
    assert is_in(at_work)
    time_machine.shift(60)
    assert not is_in(at_work)


def test_signing_in_again_begins_a_new_day(at_work, time_machine):
    for _hour in range(6):
        time_machine.shift(3600)
        is_in(at_work)
    sign_in(at_work)
    for _hour in range(7):
        time_machine.shift(3600)
        assert is_in(at_work)


def test_nought_lets_a_session_rest_until_the_day_is_over(at_work, time_machine, settings):
    settings.SESSION_IDLE_MINUTES = 0
    time_machine.shift(11 * 3600)
    assert is_in(at_work)


def test_a_form_sent_too_late_leads_to_the_sign_in_and_writes_nothing(at_work, time_machine):
    time_machine.shift(121 * 60)

    response = at_work.post("/admin/account/two-step/off/", {"password": PASSWORD})

    assert response.url.startswith(SIGN_IN)


def test_an_ended_session_sees_public_pages_as_a_stranger_does(at_work, time_machine):
    hidden = draft("Bản nháp kín")
    time_machine.shift(121 * 60)

    assert at_work.get(f"/to-chuc/{hidden.slug}/").status_code == 404
    assert at_work.get("/").status_code == 200


def test_a_new_password_ends_every_other_session(at_work):
    elsewhere = Client()
    sign_in(elsewhere)
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}

    at_work.post("/admin/password_change/", form)

    assert (is_in(at_work), is_in(elsewhere)) == (True, False)
    assert AccountEvent.objects.newest().first().what == AccountEvent.What.PASSWORD_CHANGED


def test_the_old_password_cannot_be_guessed_at_an_open_desk(at_work):
    guess = {"old_password": "sai-mat-khau", "new_password1": NEW, "new_password2": NEW}
    for _ in range(5):
        at_work.post("/admin/password_change/", guess)

    at_work.post("/admin/password_change/", {**guess, "old_password": PASSWORD})

    assert sign_in(Client(), password=PASSWORD).status_code == 302


def test_a_visitor_without_a_session_gets_none(client):
    response = client.get("/")

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
