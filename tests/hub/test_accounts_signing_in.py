"""Signing in: colleagues come in, guessers wait, and nobody learns which accounts there are."""

import re

import pytest
from django.apps import apps
from django.contrib.auth import hashers
from django.contrib.auth.models import User

from portal.hub.accounts.models import AccountEvent
from tests.factories.accounts import PASSWORD, SIGN_IN, colleague, is_in, sign_in

pytestmark = pytest.mark.django_db

WRONG = "sai-mat-khau-nay-roi"
What = AccountEvent.What


def said(response) -> str:
    """The page without its token and without the name that was typed."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r'name="username" value="[^"]*"', "", html)


def happened() -> list[str]:
    return list(AccountEvent.objects.order_by("pk").values_list("what", flat=True))


def test_a_colleague_comes_in_and_goes_on_where_she_was(client):
    colleague("binh")

    response = sign_in(client, next="/admin/organizations/organization/")

    assert response.url == "/admin/organizations/organization/"
    assert is_in(client)
    assert happened() == [What.SIGNED_IN]


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_signing_in(client, elsewhere):
    colleague("binh")

    assert sign_in(client, next=elsewhere).url == "/admin/"


def test_the_page_says_the_same_whatever_was_wrong(client):
    colleague("binh")
    colleague("nghi", is_active=False)
    colleague("khach", is_staff=False)

    answers = {
        "wrong password": sign_in(client, "binh", WRONG),
        "nobody": sign_in(client, "khong-co-ai", WRONG),
        "nobody, in English": sign_in(client, "khong-co-ai", WRONG),
        "retired, right password": sign_in(client, "nghi"),
        "no staff, right password": sign_in(client, "khach"),
    }

    assert {answer.status_code for answer in answers.values()} == {200}
    assert len({said(answer) for answer in answers.values()}) == 1
    assert not is_in(client)


def test_a_name_that_nobody_has_costs_as_much_work_as_one_that_somebody_has(client, monkeypatch):
    colleague("binh")
    encoded = []
    plain = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda *given: encoded.append(given[1]) or plain(*given)
    )

    for name in ("binh", "khong-co-ai"):
        sign_in(client, name, WRONG)

    assert encoded == [WRONG, WRONG]


@pytest.mark.parametrize("name", ["binh", "khong-co-ai"])
def test_five_wrong_passwords_pause_the_sign_in_for_a_quarter_of_an_hour(client, time_machine, name):
    time_machine.move_to("2026-03-02T09:00:00+07:00", tick=False)
    colleague("binh")

    statuses = [sign_in(client, name, WRONG).status_code for _ in range(5)]
    during = sign_in(client, name)
    time_machine.shift(15 * 60 - 1)
    still = sign_in(client, name)
    time_machine.shift(2)
    after = sign_in(client, name)

    assert statuses == [200, 200, 200, 200, 429]
    assert (during.status_code, still.status_code) == (429, 429)
    assert "15 phút" in said(during)
    assert after.status_code == (302 if name == "binh" else 200)


def test_a_paused_sign_in_tells_a_colleague_no_more_than_nobody(client):
    colleague("binh")

    answers = {name: [sign_in(client, name, WRONG) for _ in range(6)] for name in ("binh", "khong-co-ai")}

    assert [said(answer) for answer in answers["binh"]] == [said(answer) for answer in answers["khong-co-ai"]]


def test_the_pause_holds_for_the_account_at_that_address_alone(client):
    colleague("binh")
    colleague("mai")
    for _ in range(5):
        sign_in(client, "binh", WRONG, address="192.0.2.1")

    assert sign_in(client, "binh", address="192.0.2.1").status_code == 429
    assert sign_in(client, "mai", address="192.0.2.1").status_code == 302
    assert sign_in(client, "binh", address="192.0.2.2").status_code == 302


def test_who_guesses_at_many_accounts_from_one_address_is_stopped(client):
    colleague("binh")

    statuses = [sign_in(client, f"ai-do-{n}", WRONG, address="192.0.2.1").status_code for n in range(30)]

    assert statuses == [200] * 29 + [429]
    assert sign_in(client, "binh", address="192.0.2.1").status_code == 429
    assert sign_in(client, "binh", address="192.0.2.2").status_code == 302


def test_one_household_of_ipv6_is_one_address(client):
    for n in range(30):
        sign_in(client, f"ai-do-{n}", WRONG, address=f"2001:db8:1:2::{n:x}")

    assert sign_in(client, "ai-do", WRONG, address="2001:db8:1:2:ffff::1").status_code == 429
    assert sign_in(client, "ai-do", WRONG, address="2001:db8:1:3::1").status_code == 200


def test_an_account_guessed_at_from_many_addresses_is_closed_but_to_where_its_owner_works(client):
    colleague("binh")
    assert sign_in(client, "binh", address="198.51.100.7").status_code == 302
    client.logout()
    for n in range(30):
        sign_in(client, "binh", WRONG, address=f"203.0.113.{n}")

    assert sign_in(client, "binh", address="203.0.113.200").status_code == 429
    assert sign_in(client, "binh", address="198.51.100.7").status_code == 302


def test_who_has_an_account_does_not_wash_away_guesses_at_others_with_it(client):
    colleague("binh")
    colleague("mai")
    for n in range(29):
        sign_in(client, f"ai-do-{n}", WRONG)
    assert sign_in(client, "mai").status_code == 302

    assert sign_in(client, "binh", WRONG).status_code == 429


def test_a_slip_of_the_hand_is_forgiven_by_the_right_password(client):
    colleague("binh")
    for _round in range(3):
        for _ in range(4):
            assert sign_in(client, "binh", WRONG).status_code == 200
        assert sign_in(client, "binh").status_code == 302
        client.logout()


def test_what_the_caller_says_of_himself_does_not_help(client, settings):
    settings.TRUSTED_PROXIES = 0
    colleague("binh")
    for n in range(5):
        client.post(
            SIGN_IN,
            {"username": "binh", "password": WRONG},
            HTTP_X_FORWARDED_FOR=f"10.0.0.{n}",
            HTTP_USER_AGENT=f"Trình duyệt {n}",
        )

    assert client.post(SIGN_IN, {"username": "binh", "password": PASSWORD}).status_code == 429


def test_the_log_tells_who_and_when_and_holds_no_password_name_of_nobody_or_address(client):
    binh = colleague("binh")
    typed_wrongly = "mat-khau-trong-o-ten"
    for _ in range(5):
        sign_in(client, "binh", WRONG, address="192.0.2.77")
    sign_in(client, typed_wrongly, WRONG, address="192.0.2.77")
    sign_in(client, "binh", address="192.0.2.78")

    assert happened() == [*[What.REFUSED] * 5, What.PAUSED, What.REFUSED, What.SIGNED_IN]
    accounts = list(AccountEvent.objects.order_by("pk").values_list("account", flat=True))
    assert accounts == [*[binh.pk] * 6, None, binh.pk]
    callers = set(AccountEvent.objects.order_by("pk").values_list("caller", flat=True))
    assert len(callers) == 2
    everything = " ".join(
        str(row)
        for model in apps.get_models()
        if model._meta.app_label in ("axes", "hub", "sessions")
        for row in model.objects.values()
    )
    for secret in (WRONG, PASSWORD, typed_wrongly, "192.0.2.7"):
        assert secret not in everything
    assert "binh" not in " ".join(str(row) for row in apps.get_model("axes.AccessAttempt").objects.values())


def test_what_the_log_holds_falls_away_with_age(client, time_machine):
    time_machine.move_to("2026-03-02T09:00:00+07:00", tick=False)
    colleague("binh")
    sign_in(client, "binh", WRONG)
    sign_in(client)
    time_machine.move_to("2026-06-10T09:00:00+07:00", tick=False)
    sign_in(client)

    assert happened() == [What.SIGNED_IN, What.SIGNED_IN]


def test_signing_out_takes_a_button_not_a_link(client):
    colleague("binh")
    sign_in(client)

    assert client.get("/admin/logout/").status_code == 405
    assert is_in(client)
    client.post("/admin/logout/")
    assert not is_in(client)
    assert happened() == [What.SIGNED_IN, What.SIGNED_OUT]


def test_a_session_from_before_the_sign_in_is_not_kept(client):
    colleague("binh")
    session = client.session
    session["planted"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    sign_in(client)

    assert client.cookies["sessionid"].value != before


def test_deactivating_an_account_closes_what_it_has_open(client):
    binh = colleague("binh")
    sign_in(client)

    User.objects.filter(pk=binh.pk).update(is_active=False)

    assert not is_in(client)
