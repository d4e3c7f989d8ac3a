"""The collector rests as long as anybody needs it to, and not longer."""

import gc

import pytest

from portal.kit.collector import collector_resting


def test_the_last_who_leaves_wakes_it():
    with collector_resting():
        with collector_resting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_wakes_after_a_failure():
    with pytest.raises(ValueError, match="x"), collector_resting():
        raise ValueError("x")
    assert gc.isenabled()
