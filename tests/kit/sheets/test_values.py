"""One cell, read as what its column holds."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.kit.sheets.cells import CUT
from portal.kit.sheets.columns import Column, Kind
from portal.kit.sheets.values import reader

CHOICES = {"ngo": "Tổ chức xã hội", "fund": "Quỹ, nguồn lực"}


def read(kind, cell, **options):
    return reader(Column("x", "X", kind, **options))(cell)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Kind.TEXT, " Hà\u00a0 No\u0302\u0323i ", "Hà Nội"),
        (Kind.TEXT, "Một\n hai", "Một\nhai"),
        (Kind.TEXT, 2014, "2014"),
        (Kind.TEXT, 2.5, "2.5"),
        (Kind.TEXT, date(2017, 8, 21), "21/08/2017"),
        (Kind.TEXT, "#1 trong ngành", "#1 trong ngành"),
        (Kind.IDENTIFIER, 304050607, "304050607"),
        (Kind.IDENTIFIER, "0304 050 607", "0304 050 607"),
        (Kind.NUMBER, 5, 5),
        (Kind.NUMBER, 0.1 + 0.2, Decimal("0.3")),
        (Kind.NUMBER, "1.500", 1500),
        (Kind.NUMBER, "1 500,25", Decimal("1500.25")),
        (Kind.NUMBER, "1,500,000", 1_500_000),
        (Kind.NUMBER, "2,5", Decimal("2.5")),
        (Kind.NUMBER, "-3", -3),
        (Kind.MONEY, 1_500_000, Decimal("1500000.00")),
        (Kind.MONEY, "1,2 tỷ", Decimal("1200000000.00")),
        (Kind.DATE, date(2017, 8, 21), date(2017, 8, 21)),
        (Kind.DATE, datetime.fromisoformat("2017-08-21T09:00"), date(2017, 8, 21)),
        (Kind.DATE, "21/8/2017", date(2017, 8, 21)),
        (Kind.DATE, "2017-08-21", date(2017, 8, 21)),
        (Kind.DATE, 42968, date(2017, 8, 21)),
        (Kind.URL, "example.org/vi", "https://example.org/vi"),
        (Kind.URL, "http://example.org", "http://example.org"),
        (Kind.BOOL, "Có", True),
        (Kind.BOOL, "x", True),
        (Kind.BOOL, "khong", False),
        (Kind.BOOL, False, False),
        (Kind.BOOL, 1, True),
        (Kind.LIST, "Một; Hai ;Một;", ["Một", "Hai"]),
        (Kind.LIST, "- Một; hai\n- Ba", ["Một; hai", "Ba"]),
        (Kind.LIST, None, []),
        (Kind.TEXT, "   ", None),
        (Kind.NUMBER, None, None),
    ],
)
def test_a_cell_is_read_as_what_its_column_holds(kind, cell, value):
    found = read(kind, cell)

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        (date(2017, 8, 21), "2017-08-21"),
        ("8/2017", "2017-08"),
        (2017, "2017"),
        ("từ 2009", "2009/.."),
        (42968, "2017-08-21"),
    ],
)
def test_a_partial_date_is_as_exact_as_the_cell(cell, edtf):
    assert read(Kind.PARTIAL_DATE, cell).edtf == edtf


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Tổ chức xã hội", "ngo"),
        ("TO CHUC XA HOI", "ngo"),
        ("ngo", "ngo"),
        ("TCXH", "ngo"),
        ("Quỹ - nguồn lực", "fund"),
    ],
)
def test_a_choice_is_known_by_label_value_and_other_spellings(cell, value):
    assert read(Kind.CHOICE, cell, choices=CHOICES, also={"TCXH": "ngo"}) == value


def test_a_list_of_choices_may_have_commas_where_no_choice_has_one():
    assert read(Kind.LIST, "TCXH, quy nguon luc", choices=CHOICES, also={"TCXH": "ngo"}) == ["ngo", "fund"]
    assert read(Kind.LIST, "Quỹ, nguồn lực", choices=lambda: CHOICES) == ["fund"]
    assert read(Kind.LIST, "Quỹ, nguồn lực; ngo", choices=CHOICES) == ["fund", "ngo"]


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        (Kind.TEXT, "#REF!", "error_cell"),
        (Kind.TEXT, "#ERROR!", "error_cell"),
        (Kind.TEXT, "a\x07", "control_characters"),
        (Kind.TEXT, "Dài" + CUT, "cut_text"),
        (Kind.IDENTIFIER, 1.5, "rounded"),
        (Kind.IDENTIFIER, 1_234_567_890_123_456, "rounded"),
        (Kind.IDENTIFIER, "1,23E+11", "rounded"),
        (Kind.NUMBER, "khoảng 5", "number"),
        (Kind.NUMBER, True, "number"),
        (Kind.MONEY, 28.555, "money"),
        (Kind.MONEY, 1500.5, "too_fine"),
        (Kind.MONEY, True, "money"),
        (Kind.DATE, "8/2017", "not_whole"),
        (Kind.DATE, "31/02/2017", "impossible"),
        (Kind.DATE, "hôm qua", "unclear"),
        (Kind.CHOICE, "Hội", "choice"),
        (Kind.URL, "không có", "url"),
        (Kind.BOOL, "có thể", "bool"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(kind, cell, code):
    options = {"choices": CHOICES} if kind == Kind.CHOICE else {}
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        read(kind, cell, **options)

    assert refusal.value.code == code
    assert "%(" not in refusal.value.messages[0]


def test_an_empty_cell_of_a_required_column_is_refused():
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        reader(Column("name", "Name", required=True))("  ")

    assert refusal.value.messages == ["“Name” is empty. Fill it in."]


def test_dollars_in_a_number_cell_are_never_asked_about():
    assert read(Kind.MONEY, 1500, currency="USD") == Decimal("1500.00")
    assert read(Kind.MONEY, 1500.5, currency="USD") == Decimal("1500.50")


def test_a_column_may_read_its_cells_its_own_way():
    column = Column("place", "Place", read=lambda: lambda cell: f"<{cell}>")

    assert reader(column)(" Hà Nội ") == "<Hà Nội>"
    assert reader(column)(None) is None
