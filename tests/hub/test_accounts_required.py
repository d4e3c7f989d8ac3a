"""A role may demand the second step: whoever has the role sets it up first."""

import pytest

from portal.hub.accounts import two_step
from portal.kit.roles import Role
from tests.factories.accounts import (
    PASSWORD,
    SECOND_STEP,
    code_for,
    code_of,
    colleague,
    is_in,
    sign_in,
    with_phone,
)
from tests.factories.desk import officer
from tests.factories.organizations import draft, organization

pytestmark = pytest.mark.django_db

SET_UP, SWITCH_OFF = "/admin/account/two-step/", "/admin/account/two-step/off/"


@pytest.fixture
def required(settings):
    settings.TWO_STEP_ROLES = [Role.PUBLISHER, Role.ADMINISTRATOR]


@pytest.mark.usefixtures("required")
def test_who_must_have_it_sees_nothing_else_until_it_is_set_up(client):
    binh = colleague("binh", Role.PUBLISHER)
    hidden, public = draft("Bản nháp kín"), organization("Ai cũng thấy")
    sign_in(client)

    for page in (
        "/admin/",
        "/admin/organizations/organization/",
        "/admin/account/",
        "/admin/password_change/",
    ):
        assert client.get(page).url == SET_UP, page
    assert client.post("/admin/organizations/organization/add/", {}).url == SET_UP
    assert client.get(f"/to-chuc/{hidden.slug}/").status_code == 404
    assert client.get(f"/to-chuc/{public.slug}/").status_code == 200

    client.get(SET_UP)
    client.post(SET_UP, {"code": code_for(client.session["new_secret"])})

    assert two_step.is_on(binh)
    assert is_in(client)
    assert client.get(f"/to-chuc/{hidden.slug}/").status_code == 200
    assert client.get(SWITCH_OFF).url == "/admin/account/"
    assert client.post(SWITCH_OFF, {"password": PASSWORD}).url == "/admin/account/"
    assert two_step.is_on(binh)


@pytest.mark.usefixtures("required")
def test_who_need_not_have_it_works_on(client):
    colleague("binh", Role.EDITOR)
    sign_in(client)

    assert is_in(client)


@pytest.mark.usefixtures("required")
def test_a_superuser_is_more_than_an_administrator(client):
    client.force_login(officer("lan"))

    assert client.get("/admin/").url == SET_UP


@pytest.mark.usefixtures("required")
def test_who_set_it_up_and_passed_it_is_not_asked_again(client):
    binh = colleague("binh", Role.PUBLISHER)
    with_phone(binh)
    sign_in(client)
    client.post(SECOND_STEP, {"code": code_of(binh)})

    assert is_in(client)
    assert is_in(client, "/admin/account/")
