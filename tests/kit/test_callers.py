"""A mark tells callers apart and gives none away."""

import pytest
from django.test import RequestFactory

from portal.kit.callers import caller_as_address, caller_mark


def of(address):
    return RequestFactory().get("/", REMOTE_ADDR=address)


@pytest.mark.parametrize("mark", [caller_mark, caller_as_address])
@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("", "192.0.2.1", False),
        ("no address", "no address", True),
    ],
)
def test_the_same_caller_has_the_same_mark(mark, one, other, are_same):
    assert (mark(of(one)) == mark(of(other))) is are_same


def test_a_mark_changes_with_the_secret_of_the_site(settings):
    before = caller_mark(of("192.0.2.1"))
    settings.SECRET_KEY = "another secret of another site"
    assert caller_mark(of("192.0.2.1")) != before
