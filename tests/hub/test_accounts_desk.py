"""Accounts, groups and their log on the desk."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from portal.hub.accounts.models import AccountEvent, StaffRole
from portal.hub.accounts.required import check_roles_are_known
from portal.kit.roles import Role
from tests.factories.accounts import colleague, with_phone
from tests.factories.desk import filled, officer

pytestmark = pytest.mark.django_db

USERS, GROUPS, LOG = "/admin/auth/user/", "/admin/auth/group/", "/admin/hub/accountevent/"
What = AccountEvent.What


@pytest.fixture
def mai(client):
    """An administrator, signed in."""
    user = colleague("mai", Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def group_of(role) -> Group:
    return StaffRole.objects.get(role=role).group


def last_event() -> AccountEvent:
    return AccountEvent.objects.newest().first()


def save(client, page, **changes):
    return client.post(page, filled(client, page, **changes) | {"_save": "1"})


def test_a_new_colleague_enters_the_desk_once_a_password_is_chosen(client, mai):
    new = {
        "username": "binh",
        "last_name": "Trần",
        "first_name": "Thị Bình",
        "groups": group_of(Role.EDITOR).pk,
    }

    response = client.post(f"{USERS}add/", new | {"_save": "1"})

    binh = User.objects.get(username="binh")
    assert response.url == f"{USERS}{binh.pk}/link/"
    assert (binh.is_staff, binh.is_superuser, binh.has_usable_password()) == (True, False, False)
    assert [group.name for group in binh.groups.all()] == ["Biên tập"]
    assert last_event().detail == ["+Biên tập", "+is_active", "+is_staff"]


def test_an_administrator_has_no_power_over_a_superuser_and_makes_none(client, mai):
    lan, binh = officer("lan"), colleague("binh")

    assert client.post(f"{USERS}{lan.pk}/change/", {"username": "lan"}).status_code == 403
    assert client.post(f"{USERS}{lan.pk}/password/", {}).status_code == 403
    save(client, f"{USERS}{binh.pk}/change/", is_superuser="on", first_name="Bình")

    binh.refresh_from_db()
    assert (binh.first_name, binh.is_superuser) == ("Bình", False)


def test_nobody_locks_oneself_out(client, mai):
    page = f"{USERS}{mai.pk}/change/"
    form = {
        name: value for name, value in filled(client, page).items() if name not in ("is_active", "is_staff")
    }

    client.post(page, form | {"_save": "1"})

    mai.refresh_from_db()
    assert (mai.is_active, mai.is_staff) == (True, True)


def test_the_log_tells_who_gave_which_groups(client, mai):
    binh = colleague("binh", Role.VIEWER)

    save(client, f"{USERS}{binh.pk}/change/", groups=[group_of(Role.EDITOR).pk])

    event = last_event()
    assert (event.what, event.account, event.by) == (What.RIGHTS_CHANGED, binh, mai)
    assert event.detail == ["+Biên tập", "-Người xem"]
    page = client.get(LOG).content.decode()
    assert "+ Biên tập; − Người xem" in page
    history = client.get(f"{USERS}{binh.pk}/history/", follow=True)
    assert [one.pk for one in history.context["cl"].result_list] == [event.pk]


def test_saving_without_a_change_of_rights_writes_nothing_into_the_log(client, mai):
    binh = colleague("binh", Role.VIEWER)
    before = AccountEvent.objects.count()

    save(client, f"{USERS}{binh.pk}/change/", first_name="Bình")

    assert AccountEvent.objects.count() == before


def test_a_password_that_an_administrator_sets_is_in_the_log_without_the_password(client, mai):
    binh = colleague("binh")
    new = "mây trắng qua đèo xanh"

    form = {"usable_password": "true", "password1": new, "password2": new, "set-password": "1"}
    client.post(f"{USERS}{binh.pk}/password/", form)

    binh.refresh_from_db()
    assert binh.check_password(new)
    assert (last_event().what, last_event().by) == (What.PASSWORD_CHANGED, mai)
    assert new not in str(AccountEvent.objects.values())


def test_rights_of_a_group_are_named_in_the_language_of_the_page(client, mai):
    page = f"{GROUPS}{group_of(Role.EDITOR).pk}/change/"

    vietnamese, english = client.get(page).content.decode(), client.get(f"/en{page}").content.decode()

    assert "<legend>Tổ chức</legend>" in vietnamese
    assert "sửa bản nháp" in vietnamese
    assert "Can change organization" not in vietnamese
    assert "<legend>Organizations</legend>" in english
    assert "change drafts" in english


def test_the_log_tells_what_came_and_went_in_a_group_in_words(client, mai):
    editors = group_of(Role.EDITOR)
    page = f"{GROUPS}{editors.pk}/change/"
    publish = Permission.objects.get(codename="publish_organization")
    keys = [
        *editors.permissions.exclude(codename="delete_organization").values_list("pk", flat=True),
        publish.pk,
    ]

    client.post(page, {"name": "Biên tập", "permissions": keys, "_save": "1"})

    assert last_event().detail == [
        "+organizations.publish_organization",
        "-organizations.delete_organization",
    ]
    shown = client.get(LOG).content.decode()
    assert "+ Tổ chức: công bố" in shown
    assert "− Tổ chức: xóa bản nháp" in shown


def test_a_group_keeps_a_right_that_the_page_has_no_word_for(client, mai):
    editors = group_of(Role.EDITOR)
    strange = Permission.objects.get(codename="view_session")
    editors.permissions.add(strange)
    page = f"{GROUPS}{editors.pk}/change/"

    save(client, page, name="Cộng tác viên")

    assert strange in editors.permissions.all()
    assert editors.permissions.count() > 50


def test_colleagues_are_found_without_marks_and_in_any_order(client, mai):
    found = colleague("binh", first_name="Thị Bình", last_name="Trần", email="binh@example.org")
    colleague("hoa", first_name="Thị Hoa", last_name="Trần")

    for typed in ("binh tran", "TRẦN BÌNH", "binh@example"):
        assert [one.pk for one in client.get(USERS, {"q": typed}).context["cl"].result_list] == [found.pk]


@pytest.mark.parametrize("page", [USERS, GROUPS, LOG, "/admin/account/"])
def test_a_long_list_asks_as_often_as_a_short_one(client, mai, page, django_assert_max_num_queries):
    def fill(begin, end):
        for number in range(begin, end):
            one = colleague(f"nguoi-{number}", Role.EDITOR)
            group = Group.objects.create(name=f"Nhóm {number}")
            one.groups.add(group)
            detail = ["+organizations.view_organization", "+Biên tập"]
            AccountEvent.objects.create(what=What.RIGHTS_CHANGED, account=mai, by=one, detail=detail)

    fill(0, 2)
    client.get(page)
    with django_assert_max_num_queries(40) as two:
        assert client.get(page).status_code == 200
    fill(2, 7)
    with django_assert_max_num_queries(len(two)):
        assert client.get(page).status_code == 200


def test_a_colleague_is_named_with_the_family_name_first(client):
    client.force_login(colleague("binh", first_name="Thị Bình", last_name="Trần"))

    assert "<dd>Trần Thị Bình</dd>" in client.get("/admin/account/").content.decode()


def test_no_page_shows_the_secrets_of_the_second_step(client):
    client.force_login(officer("lan"))
    with_phone(colleague("binh"))

    for name in (
        "otp_totp_totpdevice_changelist",
        "otp_static_staticdevice_changelist",
        "axes_accessattempt_changelist",
    ):
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:{name}")


def test_everybody_sees_the_log_of_the_own_account_alone(client, mai):
    binh = colleague("binh", Role.EDITOR)
    AccountEvent.objects.create(what=What.REFUSED, account=binh, caller="0123456789ab")
    AccountEvent.objects.create(what=What.RECOVERY_USED, account=mai)
    client.force_login(binh)

    shown = [event.what for event in client.get("/admin/account/").context["events"]]

    assert shown == [What.SIGNED_IN, What.REFUSED]
    assert client.get(LOG).status_code == 403
    assert set(AccountEvent.objects.visible_to(binh).values_list("account", flat=True)) == {binh.pk}
    assert set(AccountEvent.objects.visible_to(mai)) == set(AccountEvent.objects.all())


def test_a_misspelt_role_in_the_settings_keeps_the_portal_from_starting(settings):
    settings.TWO_STEP_ROLES = ["administrator", "pubisher"]

    with pytest.raises(ImproperlyConfigured, match="pubisher"):
        check_roles_are_known()
