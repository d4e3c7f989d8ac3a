"""Colleagues with their roles, passwords and phones."""

import time
from binascii import unhexlify

from django.contrib.auth.models import Group, User
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.hub.accounts import two_step
from portal.kit.roles import Role

PASSWORD = "đò ngang bến nước chiều"
SIGN_IN, SECOND_STEP = "/admin/login/", "/admin/login/code/"


def colleague(name="binh", *roles: Role, **columns) -> User:
    """Staff in the groups of these roles."""
    user = User.objects.create_user(name, password=PASSWORD, **{"is_staff": True, **columns})
    user.groups.set(Group.objects.filter(staff_role__role__in=roles))
    return user


def with_phone(user) -> list[str]:
    """The second step is on; the recovery codes."""
    secret = two_step.new_secret()
    codes = two_step.switch_on(user, secret=secret, typed=code_for(secret))
    # The code that switched it on is used up, and its half minute is not over yet.
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
    return codes


def code_of(user) -> str:
    """What the phone shows now."""
    return code_for(TOTPDevice.objects.get(user=user).key)


def wrong_code_of(user) -> str:
    return f"{(int(code_of(user)) + 500_000) % 1_000_000:06}"


def code_for(secret: str) -> str:
    totp = TOTP(unhexlify(secret))
    totp.time = time.time()
    return f"{totp.token():06}"


def sign_in(client, name="binh", password=PASSWORD, *, address="192.0.2.1", page=SIGN_IN, **data):
    return client.post(page, {"username": name, "password": password, **data}, REMOTE_ADDR=address)


def is_in(client, page="/admin/") -> bool:
    return client.get(page).status_code == 200
