"""The second step: set up, asked for, lost, required."""

import re
import threading

import pytest
from django.db import connection
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.hub.accounts import two_step
from portal.hub.accounts.models import AccountEvent
from portal.kit.roles import Role
from tests.factories.accounts import (
    PASSWORD,
    SECOND_STEP,
    SIGN_IN,
    code_for,
    code_of,
    colleague,
    is_in,
    sign_in,
    with_phone,
    wrong_code_of,
)
from tests.factories.desk import officer

pytestmark = pytest.mark.django_db

SET_UP, SWITCH_OFF, CODES = (
    "/admin/account/two-step/",
    "/admin/account/two-step/off/",
    "/admin/account/codes/",
)
What = AccountEvent.What


def send(client, code, *, address="192.0.2.1"):
    return client.post(SECOND_STEP, {"code": code}, REMOTE_ADDR=address)


def happened(user) -> list[str]:
    return list(AccountEvent.objects.filter(account=user).order_by("pk").values_list("what", flat=True))


def recovery_codes_on(response) -> list[str]:
    return re.findall(r"<code>([A-Z0-9-]{14})</code>", response.content.decode())


# --- Setting it up ----------------------------------------------------------------------------------------------


def test_a_colleague_sets_it_up_and_gets_ten_codes_once(client):
    binh = colleague("binh")
    sign_in(client)
    page = client.get(SET_UP)
    secret = client.session["new_secret"]

    done = client.post(SET_UP, {"code": code_for(secret)})

    assert "<svg" in page.content.decode()
    assert two_step.in_groups(secret) in page.content.decode()
    assert len(set(recovery_codes_on(done))) == 10
    assert "no-store" in done.headers["Cache-Control"]
    assert two_step.is_on(binh)
    assert client.get(SET_UP).url == "/admin/account/"
    assert happened(binh) == [What.SIGNED_IN, What.TWO_STEP_ON]


def test_the_secret_is_asked_for_again_and_forgotten_once_it_is_used(client):
    colleague("binh")
    sign_in(client)
    client.get(SET_UP)
    secret = client.session["new_secret"]

    again = client.post(SET_UP, {"code": "000000" if code_for(secret) != "000000" else "111111"})

    assert again.status_code == 200
    assert client.session["new_secret"] == secret
    assert not TOTPDevice.objects.exists()
    client.post(SET_UP, {"code": code_for(secret)})
    assert "new_secret" not in client.session


def test_later_in_the_day_the_password_is_asked_for_too(client, time_machine):
    time_machine.move_to("2026-03-02T09:00:00+07:00", tick=False)
    binh = colleague("binh")
    sign_in(client)
    time_machine.shift(11 * 60)
    client.get(SET_UP)
    secret = client.session["new_secret"]

    client.post(SET_UP, {"code": code_for(secret)})
    client.post(SET_UP, {"code": code_for(secret), "password": "không phải mật khẩu"})
    assert not two_step.is_on(binh)
    client.post(SET_UP, {"code": code_for(secret), "password": PASSWORD})
    assert two_step.is_on(binh)


def test_setting_it_up_ends_what_is_open_elsewhere(client):
    colleague("binh")
    elsewhere, of_another = Client(), Client()
    sign_in(elsewhere)
    of_another.force_login(officer("mai"))
    sign_in(client)
    client.get(SET_UP)

    client.post(SET_UP, {"code": code_for(client.session["new_secret"])})

    assert (is_in(client), is_in(elsewhere), is_in(of_another)) == (True, False, True)


def test_the_database_alone_opens_nothing(client):
    codes = with_phone(colleague("binh"))

    kept = set(StaticToken.objects.values_list("token", flat=True))

    assert not kept & {code.replace("-", "") for code in codes}
    sign_in(client)
    for one in kept:
        assert send(client, one).status_code != 302


# --- Being asked for it -----------------------------------------------------------------------------------------


def test_who_has_a_second_step_is_in_only_after_it(client):
    binh = colleague("binh")
    with_phone(binh)

    first = sign_in(client, next="/admin/organizations/organization/")
    assert first.url == SECOND_STEP
    assert not is_in(client)
    second = send(client, code_of(binh))

    assert second.url == "/admin/organizations/organization/"
    assert is_in(client)
    assert happened(binh) == [What.SIGNED_IN]


@pytest.mark.parametrize("typed", [" {} ", "{:.3} {:.3}", "full-width"])
def test_a_code_is_taken_however_it_is_typed(client, typed):
    binh = colleague("binh")
    with_phone(binh)
    code = code_of(binh)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    shown = {" {} ": f" {code} ", "{:.3} {:.3}": f"{code[:3]} {code[3:]}", "full-width": wide}[typed]
    sign_in(client)

    assert send(client, shown).status_code == 302


def test_before_the_password_is_right_nothing_tells_who_has_a_second_step(client):
    with_phone(colleague("binh"))
    colleague("mai")

    with_it, without = (sign_in(client, name, "sai-mat-khau-nay") for name in ("binh", "mai"))

    def plain(response):
        html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
        return html.replace("binh", "").replace("mai", "")

    assert plain(with_it) == plain(without)
    assert client.get(SECOND_STEP).url == SIGN_IN


@pytest.mark.parametrize(
    "code", ["", "12345", "abcdef", "１２３", "+12345", "12_456", "0" * 41, "🙂🙂🙂🙂🙂🙂"]
)
def test_what_is_no_code_is_refused_with_a_sentence(client, code):
    with_phone(colleague("binh"))
    sign_in(client)

    response = send(client, code)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not is_in(client)


def test_a_code_of_the_phone_counts_once(client):
    binh = colleague("binh")
    with_phone(binh)
    code = code_of(binh)
    sign_in(client)
    send(client, code)
    somebody_behind_her = Client()
    sign_in(somebody_behind_her)

    assert send(somebody_behind_her, code).status_code == 200
    assert not is_in(somebody_behind_her)


def test_a_recovery_code_opens_once_and_the_page_says_how_many_are_left(client):
    binh = colleague("binh")
    codes = with_phone(binh)
    sign_in(client)

    assert send(client, codes[3].lower()).status_code == 302
    assert "9 mã" in client.get("/admin/").content.decode()
    client.logout()
    sign_in(client)
    assert send(client, codes[3]).status_code == 200
    assert not is_in(client)
    assert two_step.recovery_codes_left(binh) == 9
    expected = [What.SIGNED_IN, What.RECOVERY_USED, What.SIGNED_OUT, What.CODE_REFUSED]
    assert happened(binh) == expected


@pytest.mark.django_db(transaction=True)
def test_a_recovery_code_sent_twice_at_once_opens_once():
    binh = colleague("binh")
    codes = with_phone(binh)
    browsers, ready, found = [Client(), Client(), Client()], threading.Barrier(3), []

    def enter(browser):
        try:
            sign_in(browser)
            ready.wait(30)
            found.append(send(browser, codes[0]).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [200, 200, 302]
    assert two_step.recovery_codes_left(binh) == 9


def test_new_codes_take_the_place_of_the_old_ones(client):
    binh = colleague("binh")
    old = with_phone(binh)
    sign_in(client)
    send(client, code_of(binh))

    assert recovery_codes_on(client.post(CODES, {"password": "sai"})) == []
    new = recovery_codes_on(client.post(CODES, {"password": PASSWORD}))

    assert len(new) == 10
    assert two_step.accepts(binh, old[0]) is None
    TOTPDevice.objects.update(throttling_failure_count=0)
    binh.staticdevice_set.update(throttling_failure_count=0)
    assert two_step.accepts(binh, new[0]) is two_step.Way.RECOVERY


def test_guessing_at_codes_pauses_the_sign_in_and_is_told_to_the_owner(client, time_machine):
    time_machine.move_to("2026-03-02T09:00:00+07:00", tick=False)
    binh = colleague("binh")
    with_phone(binh)
    sign_in(client, address="203.0.113.9")
    statuses = []
    for _ in range(6):
        time_machine.shift(40)
        statuses.append(send(client, wrong_code_of(binh), address="203.0.113.9").status_code)
    right_by_now = send(client, code_of(binh), address="203.0.113.9")

    assert statuses == [200, 200, 200, 200, 429, 429]
    assert right_by_now.status_code == 429
    assert not is_in(client)
    assert happened(binh) == [*[What.CODE_REFUSED] * 5, What.PAUSED]

    time_machine.shift(60)
    owner = Client()
    sign_in(owner)
    send(owner, code_of(binh))
    assert "đổi mật khẩu ngay" in owner.get("/admin/").content.decode()


def test_the_way_between_the_steps_is_open_for_ten_minutes(client, time_machine):
    time_machine.move_to("2026-03-02T09:00:00+07:00", tick=False)
    binh = colleague("binh")
    with_phone(binh)
    sign_in(client)

    time_machine.shift(10 * 60 + 1)

    assert send(client, code_of(binh)).url == SIGN_IN
    assert not is_in(client)


def test_a_password_changed_between_the_steps_closes_the_way(client):
    binh = colleague("binh")
    with_phone(binh)
    sign_in(client)
    binh.set_password("một mật khẩu khác hẳn")
    binh.save()

    assert send(client, code_of(binh)).url == SIGN_IN


# --- Switching it off, losing it --------------------------------------------------------------------------------


def test_switching_it_off_takes_the_password(client):
    binh = colleague("binh")
    with_phone(binh)
    sign_in(client)
    send(client, code_of(binh))

    client.post(SWITCH_OFF, {"password": "sai"})
    assert two_step.is_on(binh)
    client.post(SWITCH_OFF, {"password": PASSWORD})
    assert not two_step.is_on(binh)
    assert two_step.recovery_codes_left(binh) == 0
    assert What.TWO_STEP_OFF in happened(binh)


def test_who_sits_down_at_an_open_desk_cannot_guess_the_password_there(client):
    binh = colleague("binh")
    with_phone(binh)
    sign_in(client)
    send(client, code_of(binh))

    statuses = [client.post(SWITCH_OFF, {"password": f"đoán {n}"}).status_code for n in range(5)]

    assert statuses == [200] * 4 + [429]
    assert client.post(SWITCH_OFF, {"password": PASSWORD}).status_code == 429
    assert two_step.is_on(binh)


def test_an_administrator_removes_a_lost_phone_and_what_it_has_open(client):
    binh, admin = colleague("binh"), colleague("mai", Role.ADMINISTRATOR)
    with_phone(binh)
    on_the_phone = Client()
    sign_in(on_the_phone)
    send(on_the_phone, code_of(binh))
    client.force_login(admin)
    page = f"/admin/auth/user/{binh.pk}/two-step/"

    assert client.get(page).status_code == 200
    assert two_step.is_on(binh)
    client.post(page)

    assert not two_step.is_on(binh)
    assert not is_in(on_the_phone)
    last = AccountEvent.objects.newest().first()
    assert (last.what, last.account, last.by) == (What.TWO_STEP_OFF, binh, admin)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_removes_a_colleagues_phone(client, role):
    binh = colleague("binh")
    with_phone(binh)
    client.force_login(colleague("mai", role))

    assert client.post(f"/admin/auth/user/{binh.pk}/two-step/").status_code == 403
    assert two_step.is_on(binh)
