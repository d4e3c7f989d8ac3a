"""Partial dates in models and forms."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.migrations.writer import MigrationWriter
from django.forms import modelform_factory
from django.test.utils import isolate_apps
from django.utils import translation

from portal.kit.datefields import EarliestDayField, LatestDayField, PartialDateField, PartialDateFormField
from portal.kit.dates import parse_typed


@pytest.fixture
def body(create_table):
    """A model whose founding is known more or less, its table there for one test."""
    with isolate_apps("portal.kit"):

        class Body(models.Model):
            first_day = EarliestDayField(of="founded")
            founded = PartialDateField(blank=True)
            last_day = LatestDayField(of="founded")

            class Meta:
                app_label = "kit"

            def __str__(self):
                return self.founded

        yield create_table(Body)


@pytest.mark.parametrize(
    "given",
    ["tháng 3/2014", "2014-03", " 3.2014 ", parse_typed("March 2014")],
)
def test_a_date_is_stored_once_however_it_is_given(body, given):
    saved = body.objects.create(founded=given)
    assert saved.founded == "2014-03"
    assert body.objects.values_list("founded", "first_day", "last_day").get() == (
        "2014-03", date(2014, 3, 1), date(2014, 3, 31),
    )  # fmt: skip
    assert body.objects.get(founded=given) == saved


@pytest.mark.parametrize("cell", [date(2017, 8, 21), datetime(2017, 8, 21, 9, 30)])  # noqa: DTZ001 — as a cell holds it
def test_a_day_from_a_spreadsheet_is_a_day(body, cell):
    assert body.objects.create(founded=cell).founded == "2017-08-21"


@pytest.mark.parametrize(
    ("founded", "first_day", "last_day"),
    [
        ("", None, None),
        ("13-14/11", None, None),
        ("từ 2009", date(2009, 1, 1), None),
        ("đến 2014", None, date(2014, 12, 31)),
    ],
)
def test_days_that_nobody_knows_stay_empty(body, founded, first_day, last_day):
    saved = body.objects.create(founded=founded)
    saved.refresh_from_db()
    assert (saved.first_day, saved.last_day) == (first_day, last_day)


def test_the_days_follow_when_the_date_changes(body):
    saved = body.objects.create(founded="2014")
    saved.founded = ""
    saved.save()
    saved.refresh_from_db()
    assert (saved.founded, saved.first_day, saved.last_day) == ("", None, None)


def test_records_sort_by_what_is_known(body):
    for founded in ("2014", "3/2013", "2012-2016"):
        body.objects.create(founded=founded)
    in_order = body.objects.order_by("first_day").values_list("founded", flat=True)
    assert list(in_order) == ["2012/2016", "2013-03", "2014"]


def test_what_is_no_date_is_refused_in_words_and_never_stored(body):
    with pytest.raises(ValidationError) as refusal:
        body(founded="3/14/2017").full_clean()
    assert list(refusal.value.message_dict) == ["founded"]
    with pytest.raises(ValidationError), transaction.atomic():
        body.objects.create(founded="đầu năm 2015")
    assert not body.objects.exists()


def test_staff_see_and_type_dates_as_they_are_used_to(body):
    form_class = modelform_factory(body, fields=["founded"])
    saved = body.objects.create(founded="2017-11-28/2017-11-29")
    with translation.override("en"):
        shown = form_class(instance=saved)
        assert 'value="28-29/11/2017"' in str(shown["founded"])
        assert "about 3/2015" in str(shown["founded"].help_text)
        unchanged = form_class({"founded": "28–29/11/2017"}, instance=saved)
        assert unchanged.is_valid()
        assert not unchanged.has_changed()
        long = form_class({"founded": "from 31/05/2023 to about 02/06/2023 (inferred)"}, instance=saved)
        assert long.is_valid(), long.errors
        assert long.save().founded == "2023-05-31/2023-06-02%"


def test_a_refused_date_is_shown_again_as_it_was_typed(body):
    form = modelform_factory(body, fields=["founded"])({"founded": "31/2/2017"})
    assert list(form.errors) == ["founded"]
    assert 'value="31/2/2017"' in str(form["founded"])


def test_an_empty_date_is_empty():
    assert PartialDateFormField(required=False).clean(" ") == ""


@pytest.mark.parametrize(
    ("field", "written"),
    [
        (PartialDateField(blank=True), "portal.kit.datefields.PartialDateField(blank=True, max_length=32)"),
        (EarliestDayField(of="founded"), "portal.kit.datefields.EarliestDayField(of='founded')"),
        (LatestDayField(of="founded"), "portal.kit.datefields.LatestDayField(of='founded')"),
    ],
)
def test_a_migration_writes_the_column_as_the_model_does(field, written):
    assert MigrationWriter.serialize(field)[0] == written
    copy = field.clone()
    assert (copy.deconstruct(), copy.editable, copy.null) == (field.deconstruct(), field.editable, field.null)
