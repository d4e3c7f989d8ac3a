"""The letter under which an organization stands, in each language."""

import pytest

from organizations.models import Organization


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Ấm Áp", "A"),
        ("Ăn Sạch", "A"),
        ("Đồng Hành", "Đ"),
        ("Dân Lập", "D"),
        ("«Ước Mơ»", "U"),
        ("3R", "#"),
        ("ສະມາຄົມ", "#"),
    ],
)
def test_organization_stands_under_its_letter(db, name, letter):
    record = Organization.objects.create(name_vi=name, slug="thu", kind="cso")
    assert record.initial_vi == letter
    record.name_vi = "Zổi"
    record.save()
    assert record.initial_vi == "Z"


def test_organization_stands_under_its_english_letter_and_without_one_under_the_vietnamese(db):
    society = Organization.objects.create(name_vi="Hội Thử", name_en="Test Society", slug="hai", kind="cso")
    group = Organization.objects.create(name_vi="Tổ Thử", slug="mot", kind="cso")
    assert [(one.initial_vi, one.initial_en) for one in (society, group)] == [("H", "T"), ("T", "T")]
