"""The link by which somebody chooses a password."""

import re
import time

import pytest
from django.contrib.auth.models import User

from portal.hub.accounts.models import AccountEvent
from portal.kit.roles import Role
from tests.factories.accounts import PASSWORD, colleague, is_in, sign_in, with_phone
from tests.factories.desk import officer

pytestmark = pytest.mark.django_db

NEW = "mây trắng qua đèo xanh"
What = AccountEvent.What


@pytest.fixture
def link(client):
    """Made by an administrator for binh, who then opens it in her own browser."""
    binh = colleague("binh")
    client.force_login(colleague("mai", Role.ADMINISTRATOR))
    page = client.post(f"/admin/auth/user/{binh.pk}/link/").content.decode()
    client.logout()
    return re.search(r'http://testserver(/admin/password/[^"]+)', page)[1]


def choose(client, link, password=NEW):
    page = client.get(link, follow=True)
    address = page.request["PATH_INFO"]
    return client.post(address, {"new_password1": password, "new_password2": password})


def test_a_colleague_chooses_a_password_and_signs_in_with_it(client, link):
    assert choose(client, link).url == "/admin/login/"

    assert not is_in(client)
    assert sign_in(client).status_code == 200
    assert sign_in(client, password=NEW).status_code == 302
    of_links = AccountEvent.objects.filter(what__in=[What.LINK_MADE, What.LINK_USED]).order_by("pk")
    told = of_links.values_list("what", "account__username", "by__username")
    assert list(told) == [(What.LINK_MADE, "binh", "mai"), (What.LINK_USED, "binh", None)]


def test_a_link_works_once(client, link):
    choose(client, link)

    again = client.get(link, follow=True)

    assert "Hãy xin liên kết mới" in again.content.decode()
    assert choose(client, link, "một mật khẩu khác nữa").status_code == 200
    assert sign_in(client, password=NEW).status_code == 302


def test_a_link_is_open_for_a_day(client, link, time_machine):
    time_machine.move_to(time.time() + 24 * 3600 + 60)

    assert "Hãy xin liên kết mới" in client.get(link, follow=True).content.decode()


def test_a_link_ends_with_the_next_sign_in(client, link):
    sign_in(client)
    client.logout()

    assert "Hãy xin liên kết mới" in client.get(link, follow=True).content.decode()


def test_a_link_that_was_altered_says_what_one_says_that_never_was(client, link):
    key, token = link.rstrip("/").rpartition("/")[::2]
    altered = f"{key}/{token[:-1]}{'a' if token[-1] != 'a' else 'b'}/"
    answers = [
        client.get(one, follow=True)
        for one in (altered, "/admin/password/MTIzNDU/abc-def/", "/admin/password/x/x/")
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert len({re.sub(r"/admin/password/\S+", "", answer.content.decode()) for answer in answers}) == 1


def test_a_link_of_somebody_who_left_opens_nothing(client, link):
    User.objects.filter(username="binh").update(is_active=False)

    assert "Hãy xin liên kết mới" in client.get(link, follow=True).content.decode()


def test_a_link_does_not_go_round_the_second_step(client, link):
    binh = User.objects.get(username="binh")
    with_phone(binh)

    choose(client, link)

    assert sign_in(client, password=NEW).url == "/admin/login/code/"


def test_a_bad_password_is_refused_with_its_reason(client, link):
    page = choose(client, link, "matkhau12345")

    assert page.context["form"].errors["new_password2"]
    assert sign_in(client, password=PASSWORD).status_code == 302


def test_nobody_makes_a_link_for_whom_one_has_no_power_over(client):
    superuser, binh = officer("lan"), colleague("binh")
    client.force_login(colleague("mai", Role.ADMINISTRATOR))
    assert client.post(f"/admin/auth/user/{superuser.pk}/link/").status_code == 403
    client.force_login(colleague("hoa", Role.PUBLISHER))
    assert client.post(f"/admin/auth/user/{binh.pk}/link/").status_code == 403
    assert not AccountEvent.objects.filter(what=What.LINK_MADE).exists()
