"""An import as a whole: all or nothing, once, and only as a person saw it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.models import Organization
from organizations.resources import OrganizationResource
from organizations.services import change_organization, change_organizations
from portal.kit.imports import acts
from portal.kit.imports.models import SheetImport
from portal.kit.imports.previewing import preview
from tests.factories.import_rows import confirmed, outcomes, previewed, received, with_tax_code
from tests.factories.sheets import workbook

pytestmark = pytest.mark.django_db

HEADER = ["STT", "Tên tổ chức", "Loại hình", "Mã số thuế", "Tỉnh/thành", "Địa bàn hoạt động", "Điện thoại"]


@pytest.fixture(autouse=True)
def files_of_the_moment(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def test_nothing_is_written_when_one_row_fails_in_the_end(monkeypatch):
    there = with_tax_code("Hội Gần", "0101234567")
    one = received(
        workbook(["Tên", "Loại", "MST"], ["Hội Mới", "cso", None], ["Hội Rất Gần", "cso", "0101234567"])
    )
    found = previewed(one)
    assert outcomes(found) == {2: "new", 3: "changed"}

    def somebody_is_faster(changes, **how):
        Organization.objects.filter(pk=there.pk).update(version=changes[0].seen + 1)
        return change_organizations(changes, **how)

    monkeypatch.setattr("organizations.imports.change_organizations", somebody_is_faster)
    with pytest.raises(ValidationError):
        acts.confirm(one, OrganizationResource, by=one.by)

    assert list(Organization.objects.values_list("name_vi", flat=True)) == ["Hội Gần"]
    one.refresh_from_db()
    assert one.is_waiting


def test_what_changed_since_the_preview_is_shown_before_anything_is_written():
    there = with_tax_code("Hội Gần", "0101234567")
    one = received(workbook(["Tên", "MST"], ["Hội Rất Gần", "0101234567"]))
    previewed(one)
    change_organization(there, by=None, seen=1, acronym="HG")

    with pytest.raises(acts.Changed) as changed:
        acts.confirm(one, OrganizationResource, by=one.by)

    assert changed.value.preview.moved == (2,)
    there.refresh_from_db()
    assert there.name_vi == "Hội Gần"
    confirmed(one)
    there.refresh_from_db()
    assert (there.name_vi, there.acronym) == ("Hội Rất Gần", "HG")


def test_an_import_is_confirmed_once():
    one = received(workbook(["Tên", "Loại"], ["Hội Mới", "cso"]))
    confirmed(one)

    with pytest.raises(ValidationError):
        acts.confirm(one, OrganizationResource, by=one.by)

    assert Organization.objects.count() == 1


def test_a_header_matched_by_hand_is_remembered():
    rows = [["Danh xưng", "Loại", "Ghi chú"], ["Hội Mới", "cso", "gọi lại"]]
    first = received(workbook(*rows))
    reading = preview(first, OrganizationResource).reading
    assert reading.matching.unmatched == {0: "Danh xưng", 2: "Ghi chú"}

    acts.match_columns(first, {0: "name_vi", 2: ""}, OrganizationResource, mode="add")

    assert preview(first, OrganizationResource).reading.is_understood
    assert preview(received(workbook(*rows)), OrganizationResource).reading.is_understood
    with pytest.raises(ValidationError):
        acts.match_columns(first, {0: "name_vi", 2: "name_vi"}, OrganizationResource, mode="add")


def test_what_nobody_confirms_for_a_month_is_given_up():
    old, young = received(workbook(["Tên"], ["Hội Một"])), received(workbook(["Tên"], ["Hội Hai"]))
    name, storage = old.file.name, old.file.storage
    SheetImport.objects.filter(pk=old.pk).update(created_at=timezone.now() - datetime.timedelta(days=31))

    received(workbook(["Tên"], ["Hội Ba"]))

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, young.state) == ("withdrawn", "waiting")
    assert not storage.exists(name)


def test_number_of_queries_does_not_grow_with_the_sheet():
    def asked(count):
        one = received(
            workbook(
                HEADER, *([n, f"Hội {n}", "cso", f"01{n:08}", "Huế", "Hà Nội", None] for n in range(count))
            )
        )
        with CaptureQueriesContext(connection) as looked:
            previewed(one)
        with CaptureQueriesContext(connection) as written:
            acts.confirm(one, OrganizationResource, by=one.by)
        Organization.objects.all().delete()
        return len(looked), len(written)

    # SQLite writes some dozen rows by one statement, so the second sheet is no longer than that.
    assert asked(2) == asked(12)
