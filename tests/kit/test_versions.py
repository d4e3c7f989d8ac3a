"""Who saves must have seen the newest version."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.models import Organization
from portal.kit.versions import Conflict, locked, save_new_version
from tests.factories.organizations import organization

pytestmark = pytest.mark.django_db


def test_a_record_seen_in_its_newest_version_is_given_out_locked():
    one = organization("Một", version=4)

    with transaction.atomic():
        assert locked(Organization, one.pk, seen=4) == one


@pytest.mark.parametrize("seen", [3, 5, None])
def test_another_version_than_the_newest_is_refused_by_name(seen):
    one = organization("Đã đổi", version=4)

    with pytest.raises(Conflict, match="Đã đổi"), transaction.atomic():
        locked(Organization, one.pk, seen=seen)


def test_a_new_version_is_checked_before_it_is_written():
    one = organization("Đúng")
    one.name_vi = ""

    with pytest.raises(ValidationError):
        save_new_version(one)

    assert Organization.objects.get().version == 1


def test_a_new_version_leaves_one_row_of_history():
    one = organization("Một")
    rows = one.history.count()

    save_new_version(one)

    assert (Organization.objects.get().version, one.history.count()) == (2, rows + 1)
