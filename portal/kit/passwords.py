"""Passwords that pass Django's rules and are guessed early all the same."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit.text import fold

FEWEST_CHARACTERS = 5
"""Different ones, beside words and runs."""

RUNS = (
    "0123456789" * 2,
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv",
)
WORDS = (
    "matkhau",
    "dangnhap",
    "quantri",
    "canbo",
    "taikhoan",
    "password",
    "admin",
    "iloveyou",
    "anhyeuem",
    "emyeuanh",
    "vietnam",
    "hanoi",
    "saigon",
    "xinchao",
    "congthongtin",
)
LEFT_OVER = 8
"""So many characters must stand beside words and runs that everybody tries."""

LOOKED_AT = 200
"""Characters; what is longer is not guessed."""


class GuessableValidator:
    """Refuses what consists of little more than one repeated character, a run of the keyboard, the name of the site or
    a word that everybody tries, whatever marks, capitals and digits were put around it."""

    def validate(self, password, user=None):
        plain = "".join(character for character in fold(password[:LOOKED_AT]) if character.isalnum())
        left_over = _beside(plain)
        if len(left_over) < LEFT_OVER or len(set(left_over)) < FEWEST_CHARACTERS:
            raise ValidationError(self.get_help_text(), code="password_guessable")

    def get_help_text(self):
        return _(
            "Words that everybody tries (“matkhau”, the name of the site), rows of the keyboard and repeated "
            "characters do not count. Four words that do not belong together are easy to remember and hard to guess."
        )


def _beside(plain: str) -> str:
    """What is left of it without words and runs that everybody tries."""
    names = (fold(name).replace(" ", "") for name in (settings.SITE_NAME_VI, settings.SITE_NAME_EN))
    for word in sorted({*WORDS, *names} - {""}, key=len, reverse=True):
        plain = plain.replace(word, "")
    for run in (*RUNS, *(run[::-1] for run in RUNS)):
        for length in range(len(run), 3, -1):
            for start in range(len(run) - length + 1):
                plain = plain.replace(run[start : start + length], "")
    return plain
