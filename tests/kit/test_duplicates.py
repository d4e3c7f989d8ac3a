"""Names, numbers and addresses as they are compared."""

import pytest

from organizations.form_words import FORM_WORDS
from portal.kit.duplicates import contacts
from portal.kit.duplicates.names import in_brackets


@pytest.mark.parametrize(
    ("name", "core", "dropped"),
    [
        ("Trung tâm MSD", "msd", ("Trung tâm",)),
        ("trung tam ho tro cong dong", "ho tro cong dong", ("Trung tâm",)),
        ("Công ty TNHH Một thành viên Ánh Dương", "anh duong", ("Công ty TNHH một thành viên",)),
        (
            "Liên hiệp các Hội Khoa học và Kỹ thuật Việt Nam",
            "khoa hoc va ky thuat",
            ("Liên hiệp các hội", "Việt Nam"),
        ),
        ("Quỹ Vì Tầm Vóc Việt", "tam voc viet", ("Quỹ",)),
        ("ChildFund in Vietnam", "childfund", ("in Vietnam",)),
        ("Centre for Sustainable Rural Development (SRD)", "sustainable rural development", ("Centre",)),
        ("The Asia Foundation", "the asia", ("Foundation",)),
        ("Hội Người mù tỉnh Nghệ An", "nguoi mu nghe an", ("Hội", "tỉnh")),
        # What only looks like a word of form once its marks are gone stays.
        ("Quy Nhơn xanh", "quy nhon xanh", ()),
        ("Thành viên trẻ", "thanh vien tre", ()),
        # Nothing, or next to nothing, would be left.
        ("Quỹ", "quy", ()),
        ("Nhóm Sen", "nhom sen", ()),
        ("Viện", "vien", ()),
        ("", "", ()),
    ],
)
def test_the_core_of_a_name(name, core, dropped):
    found = FORM_WORDS.core(name)

    assert (found.words, found.dropped) == (core, dropped)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.msd.org.vn/vi/gioi-thieu", "msd.org.vn"),
        ("MSD.org.vn", "msd.org.vn"),
        ("https://www.facebook.com/MSD.vn/", "facebook.com/msd.vn"),
        ("https://m.facebook.com/profile.php?id=12", "facebook.com/profile.php?id=12"),
        ("https://facebook.com/", ""),
        ("không có", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_a_site_is_its_host_and_a_page_where_many_share_one(url, site):
    assert contacts.site(url) == site


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("+84 24 6276 9056", ["02462769056"]),
        ("(024) 6276-9056 / 0912 345 678", ["02462769056", "0912345678"]),
        ("0084 912345678", ["0912345678"]),
        ("115", []),
    ],
)
def test_phones_are_compared_from_the_national_zero_on(text, numbers):
    assert contacts.phones(text) == numbers


def test_numbers_acronyms_and_addresses():
    assert contacts.number("0101 234 567-001") == "0101234567001"
    assert contacts.number("12") == ""
    assert contacts.acronym("BĐG") == "BDG"
    assert contacts.acronym("một tên dài hơn mười hai chữ") == ""
    assert contacts.email(" LienHe@MSD.org.vn ") == "lienhe@msd.org.vn"
    assert contacts.email("không") == ""
    assert in_brackets("Viện X (MSD) [tạm]") == ["MSD", "tạm"]
    assert [contacts.reads_as_acronym(text) for text in ("MSD", "ViLEAP", "Live&Learn", "Hà Nội", "M")] == [
        True,
        True,
        False,
        False,
        False,
    ]
