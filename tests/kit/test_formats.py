"""Days and numbers as people in Việt Nam write them, in both languages of the site."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation
from django.utils.formats import date_format, get_format, number_format


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("text", ["03/04/2017", "3/4/2017", "03-04-2017", "3.4.2017", "2017-04-03"])
def test_a_form_reads_the_day_before_the_month(language, text):
    with translation.override(language):
        assert forms.DateField().clean(text) == date(2017, 4, 3)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_form_shows_a_day_as_it_reads_it(language):
    class Form(forms.Form):
        day = forms.DateField(initial=date(2017, 4, 3))

    with translation.override(language):
        assert 'value="03/04/2017"' in str(Form()["day"])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("text", ["31/05/2023 14:05", "2023-05-31 14:05:00"])
def test_a_form_reads_a_time_of_a_day(language, text):
    with translation.override(language):
        moment = forms.DateTimeField().clean(text)
    assert moment.replace(tzinfo=None) == datetime(2023, 5, 31, 14, 5)  # noqa: DTZ001 — the form's zone is not the story


@pytest.mark.parametrize(
    ("name", "vietnamese", "english"),
    [
        ("DATE_FORMAT", "05/03/2014", "5 March 2014"),
        ("SHORT_DATE_FORMAT", "05/03/2014", "05/03/2014"),
        ("YEAR_MONTH_FORMAT", "tháng 3/2014", "March 2014"),
        ("MONTH_DAY_FORMAT", "05/03", "5 March"),
    ],
)
def test_people_read_a_day_in_the_style_of_their_language(name, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            assert date_format(date(2014, 3, 5), name) == words


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_week_begins_on_monday(language):
    assert get_format("FIRST_DAY_OF_WEEK", lang=language) == 1


def test_numbers_have_a_decimal_comma_in_vietnamese():
    with translation.override("vi"):
        assert number_format(Decimal("1234567.5"), force_grouping=True) == "1.234.567,5"
    with translation.override("en"):
        assert number_format(Decimal("1234567.5"), force_grouping=True) == "1,234,567.5"
