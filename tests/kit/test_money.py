"""Amounts as people in Việt Nam write and read them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.kit.money import (
    LARGEST,
    AmbiguousAmount,
    AmountFormField,
    format_money,
    format_number,
    parse_amount,
    say_amount,
)

BILLION, MILLION = 10**9, 10**6


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,2 tỷ", 1_200 * MILLION),
        ("4.8 tỷ", 4_800 * MILLION),
        ("4,8 tỷ đồng", 4_800 * MILLION),
        ("1 tỉ", BILLION),
        ("1 ty 200 trieu dong", 1_200 * MILLION),
        ("1 tỷ 200 triệu", 1_200 * MILLION),
        ("1 tỷ rưỡi", 1_500 * MILLION),
        ("1,2 nghìn tỷ", 1_200 * BILLION),
        ("250 triệu", 250 * MILLION),
        ("250tr", 250 * MILLION),
        ("250trđ", 250 * MILLION),
        ("0.500 triệu", 500_000),
        ("150 nghìn", 150_000),
        ("150k", 150_000),
        ("5 thousand", 5_000),
        ("2 million VND", 2 * MILLION),
        ("1.500.000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1 500 000", 1_500_000),
        ("1\u00a0500\u00a0000", 1_500_000),
        ("1.500.000 đ", 1_500_000),
        ("1.500.000₫", 1_500_000),
        ("1.500.000 VND", 1_500_000),
        ("VNĐ 1.500.000", 1_500_000),
        ("1.500.000 đồng", 1_500_000),
        ("150.000", 150_000),
        ("150,000", 150_000),
        ("1.500.000,00", 1_500_000),
        ("1500000.0", 1_500_000),
        ("1500000", 1_500_000),
        ("0", 0),
    ],
)
def test_staff_write_dong_as_they_are_used_to(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("28.500,00", "USD", "28500.00"),
        ("28,500.00", "USD", "28500.00"),
        ("US$28,500.00", "USD", "28500.00"),
        ("28.500,5 USD", "USD", "28500.50"),
        ("$99.95", "USD", "99.95"),
        ("1,2 triệu USD", "USD", "1200000.00"),
        ("28.555", "USD", "28555.00"),
        ("A$3.00", "AUD", "3.00"),
        ("15.000.000 kíp", "LAK", "15000000.00"),
        ("€12", "EUR", "12.00"),
    ],
)
def test_staff_write_foreign_money_in_either_style(text, currency, amount):
    assert str(parse_amount(text, currency)) == amount


@pytest.mark.parametrize(
    ("text", "currency", "readings"),
    [
        ("1.500 triệu", "VND", ["1500000000.00", "1500000.00"]),
        ("1,500 triệu", "VND", ["1500000000.00", "1500000.00"]),
        ("1,500", "USD", ["1500.00", "1.50"]),
        ("1.500 $", "USD", ["1500.00", "1.50"]),
    ],
)
def test_an_amount_with_two_readings_is_asked_about(text, currency, readings):
    with pytest.raises(AmbiguousAmount) as question:
        parse_amount(text, currency)
    assert [str(reading) for reading in question.value.readings] == readings


def test_each_answer_to_the_question_is_read_as_it_is_written():
    with translation.override("en"), pytest.raises(AmbiguousAmount) as question:
        parse_amount("1,500", "USD")
    [sentence] = question.value.messages
    assert sentence == (
        "“1,500” can be read in two ways. Write all digits of the amount you mean: US$1,500.00 or US$1.50?"
    )
    assert parse_amount("US$1,500.00", "USD") == 1500
    assert parse_amount("US$1.50", "USD") == Decimal("1.5")


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("", "VND", "unclear"),
        ("đồng", "VND", "unclear"),
        ("hơn 4 tỷ", "VND", "unclear"),
        ("NaN", "VND", "unclear"),
        ("Infinity", "USD", "unclear"),
        ("1e9", "VND", "unclear"),
        ("٣٤", "VND", "unclear"),
        ("1.2.3", "VND", "unclear"),
        ("1.50.000", "VND", "unclear"),
        ("1 tỷ 2", "VND", "unclear"),
        ("1 tỷ 2000 triệu", "VND", "unclear"),
        ("5 triệu 7 triệu", "VND", "unclear"),
        ("1\x00000", "VND", "unclear"),
        ("9" * 5000, "VND", "unclear"),
        ("-5", "VND", "negative"),
        ("−5 triệu", "VND", "negative"),
        ("(1.500.000)", "VND", "negative"),
        ("1,5", "VND", "too_fine"),
        ("1,2345678 triệu", "VND", "too_fine"),
        ("0,001", "USD", "too_fine"),
        ("99.999.999.999.999.999", "VND", "too_large"),
        ("99999999 tỷ", "VND", "too_large"),
        ("500 USD", "VND", "currency"),
        ("$500", "VND", "currency"),
        ("500.000 đ", "USD", "currency"),
    ],
)
def test_what_is_no_amount_is_refused(text, currency, code):
    with pytest.raises(ValidationError) as refusal:
        parse_amount(text, currency)
    assert refusal.value.code == code
    assert not isinstance(refusal.value, AmbiguousAmount)


def test_the_largest_amount_that_the_column_holds_is_taken():
    assert parse_amount("9.999.999.999.999.999,99", "USD") == LARGEST


@given(
    st.decimals(0, LARGEST, places=2),
    st.sampled_from(["VND", "USD", "AUD", "LAK"]),
    st.sampled_from(["vi", "en"]),
)
def test_an_amount_that_is_shown_can_be_typed_again(amount, currency, language):
    if currency in ("VND", "LAK"):
        amount = amount.to_integral_value(rounding="ROUND_DOWN")
    assert parse_amount(format_money(amount, currency, language), currency) == amount


@given(st.text(max_size=30) | st.text(alphabet="0123456789.,' tỷriệunghìđkUSD$-()", max_size=20))
def test_whatever_is_typed_is_an_amount_or_a_refusal(text):
    try:
        amount = parse_amount(text)
    except ValidationError:
        return
    assert 0 <= amount <= LARGEST
    assert amount == amount.to_integral_value()


@pytest.mark.parametrize(
    ("amount", "currency", "vietnamese", "english"),
    [
        (Decimal("4800000000.00"), "VND", "4.800.000.000\u00a0₫", "₫4,800,000,000"),
        (Decimal("28500"), "USD", "28.500,00\u00a0US$", "US$28,500.00"),
        (0, "VND", "0\u00a0₫", "₫0"),
        (None, "VND", "", ""),
    ],
)
def test_people_read_all_digits_in_their_style(amount, currency, vietnamese, english):
    assert (format_money(amount, currency, "vi"), format_money(amount, currency, "en")) == (
        vietnamese,
        english,
    )


@pytest.mark.parametrize(
    ("amount", "currency", "vietnamese", "english"),
    [
        (4_800 * MILLION, "VND", "4,8 tỷ đồng", "4.8 billion VND"),
        (250 * MILLION, "VND", "250 triệu đồng", "250 million VND"),
        (Decimal("1250500000.00"), "VND", "1.250,5 triệu đồng", "1,250.5 million VND"),
        (4_812_345_678, "VND", "4.812.345.678 đồng", "4,812,345,678 VND"),
        (150_000, "VND", "150.000 đồng", "150,000 VND"),
        (Decimal("28500.50"), "USD", "28.500,5 USD", "28,500.5 USD"),
        (None, "VND", "", ""),
    ],
)
def test_people_read_amounts_as_they_say_them_and_never_rounded(amount, currency, vietnamese, english):
    assert (say_amount(amount, currency, "vi"), say_amount(amount, currency, "en")) == (vietnamese, english)


def test_numbers_are_grouped_as_the_language_does_it():
    assert (format_number(1234567, "vi"), format_number(1234567, "en")) == ("1.234.567", "1,234,567")
    assert (format_number(Decimal("12.50"), "vi"), format_number(None)) == ("12,5", "")


def test_templates_show_dates_money_and_numbers_in_the_language_of_the_page():
    template = engines["django"].from_string(
        "{% load formats %}{{ day|partial_date }} · {{ sum|money }} · {{ dollars|money:'USD' }} · "
        "{{ sum|money_in_words }} · {{ count|number }} · {{ year|partial_date_bare }} "
        "· [{{ none|money }}{{ none|number }}]"
    )
    context = {
        "day": "2014-03", "sum": Decimal(4_800 * MILLION), "dollars": 5, "count": 1234, "year": "2020", "none": None,
    }  # fmt: skip
    with translation.override("vi"):
        assert template.render(context) == (
            "tháng 3/2014 · 4.800.000.000\u00a0₫ · 5,00\u00a0US$ · 4,8 tỷ đồng · 1.234 · 2020 · []"
        )
    with translation.override("en"):
        assert template.render(context) == (
            "March 2014 · ₫4,800,000,000 · US$5.00 · 4.8 billion VND · 1,234 · 2020 · []"
        )


def test_a_form_takes_an_amount_as_it_is_written_and_shows_it_grouped():
    with translation.override("vi"):
        dong, dollars = AmountFormField(), AmountFormField(currency="USD", required=False)
        assert dong.clean(" 1,2 tỷ ") == Decimal("1200000000.00")
        assert dollars.clean("") is None
        assert dong.prepare_value(Decimal("1500000.00")) == "1.500.000"
        assert dollars.prepare_value(Decimal("1500")) == "1.500,00"
        assert dong.prepare_value("1,5 chục") == "1,5 chục"
        assert not dong.has_changed(Decimal("1500000.00"), "1.500.000")
        assert dong.has_changed(Decimal("1500000.00"), "1.500.001")


def test_a_form_without_its_amount_asks_for_it():
    with pytest.raises(ValidationError) as refusal:
        AmountFormField().clean("")
    assert refusal.value.code == "required"
