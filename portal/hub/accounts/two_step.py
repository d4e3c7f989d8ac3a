"""The second step of signing in: a code that an app on the phone shows, or one of ten recovery codes.

Django-otp keeps both. A code counts once: the device's row is locked while a code is looked at, and django-otp makes
whoever sends wrong ones wait twice as long each time. Recovery codes are kept as slow hashes, so that a copy of the
database opens nothing.
"""

import hashlib
import re
import secrets
import unicodedata
from base64 import b32encode
from binascii import unhexlify
from enum import Enum

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

RECOVERY_CODES = 10
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Nothing that is read as something else."""

GROUPS, GROUP_LENGTH = 3, 4
_OF_PHONE = re.compile(r"[0-9]{6}")
_RECOVERY = re.compile(f"[{ALPHABET}]{{{GROUPS * GROUP_LENGTH}}}")


class Way(Enum):
    PHONE = "phone"
    RECOVERY = "recovery"


def is_on(user) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def accepts(user, typed: str) -> Way | None:
    """By which way this is a good code for now, None for none; a good one is used up."""
    text = "".join(unicodedata.normalize("NFKC", typed).upper().split()).replace("-", "")
    with transaction.atomic():
        if _OF_PHONE.fullmatch(text):
            phone = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
            return Way.PHONE if phone and phone.verify_token(text) else None
        if _RECOVERY.fullmatch(text):
            codes = StaticDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
            return Way.RECOVERY if codes and codes.verify_token(_kept(text, codes)) else None
    return None


def new_secret() -> str:
    """Hexadecimal, as django-otp keeps it."""
    return default_key()


def in_groups(secret: str) -> str:
    """The secret as people type it into an app: letters and digits in groups of four."""
    text = b32encode(unhexlify(secret)).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address_for_app(user, secret: str) -> str:
    """The otpauth:// address that the square picture holds."""
    return TOTPDevice(user=user, key=secret).config_url


@transaction.atomic
def switch_on(user, *, secret: str, typed: str) -> list[str] | None:
    """The recovery codes, shown this once, if the app of this secret shows this code now; else None."""
    text = "".join(unicodedata.normalize("NFKC", typed).split())
    phone = TOTPDevice(user=user, key=secret, name="phone")
    if not _OF_PHONE.fullmatch(text) or not phone.verify_token(text):
        if phone.pk:  # a wrong code made it write down when the next may be tried
            phone.delete()
        return None
    TOTPDevice.objects.filter(user=user).exclude(pk=phone.pk).delete()
    return new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user) -> list[str]:
    """Ten new ones; those before are no longer taken."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    length = GROUPS * GROUP_LENGTH
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(length)) for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_kept(code, device)) for code in codes)
    return ["-".join(code[at : at + GROUP_LENGTH] for at in range(0, length, GROUP_LENGTH)) for code in codes]


def recovery_codes_left(user) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def switch_off(user) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _kept(code: str, device) -> str:
    """How a code stands in the database: 16 characters of scrypt, salted with whose it is."""
    salt = f"recovery code of {device.user_id} {device.pk}".encode()
    return b32encode(hashlib.scrypt(code.encode(), salt=salt, n=2**13, r=8, p=1, dklen=10)).decode()
