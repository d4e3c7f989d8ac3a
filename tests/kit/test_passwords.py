"""What people choose when twelve characters are all that is asked."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

GUESSED = [
    "matkhau12345",
    "MatKhau@123456",
    "mật khẩu 2026!",
    "Mangluoidoitac2026",
    "123456789012",
    "qwertyuiop12",
    "1qaz2wsx3edc",
    "aaaaaaaaaaaa",
    "abababababab",
    "Hanoi2026Hanoi2026",
    "password1234",
    "anhyeuem12345",
    "AdminAdmin2026",
]
GOOD = ["đò ngang bến nước", "xW3!kfp0-vvTz", "Bảy con mèo trèo cau", "correct horse battery staple"]


@pytest.mark.parametrize("password", GUESSED)
def test_a_password_that_everybody_tries_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", GOOD)
def test_a_good_password_is_taken(password):
    validate_password(password)


def test_a_password_like_the_name_is_refused_and_a_short_one_too():
    user = User(username="nguyenthibinh", last_name="Nguyễn", first_name="Thị Bình")
    for password in ("nguyenthibinh1", "đò ngang"):
        with pytest.raises(ValidationError):
            validate_password(password, user)


def test_a_password_without_end_costs_no_time():
    validate_password("đò ngang bến nước " * 100_000)
