"""Text as people type, paste and look for it."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kit.text import (
    INDEX_LETTERS,
    SORT_KEY_LENGTH,
    clean_text,
    exact_text,
    fold,
    has_control_characters,
    index_text,
    initial,
    slugify,
    sort_key,
    words,
)

ALPHABET = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
vietnamese = st.text(alphabet=ALPHABET + ALPHABET.upper() + " -.,/0123456789", max_size=60)


def decomposed(text):
    return unicodedata.normalize("NFD", text)


# --- What comes in ---------------------------------------------------------------------------------------


def test_text_from_a_mac_becomes_the_same_as_typed_text():
    assert (
        clean_text(decomposed("Trung tâm Hỗ trợ Phát triển Cộng đồng"))
        == "Trung tâm Hỗ trợ Phát triển Cộng đồng"
    )


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Quỹ\u00a0Rút\u202fngắn\u3000Khoảng cách", "Quỹ Rút ngắn Khoảng cách"),
        ("  LIN \t Center  ", "LIN Center"),
        ("Hà\r\nNội", "Hà Nội"),
        ("\ufeffĐà\u200b Nẵng\u2060", "Đà Nẵng"),
        ("Trái tim ❤\ufe0f", "Trái tim ❤"),
        ("phát tri\u00adển", "phát triển"),
        ("\u00d0ồng Nai, l\u00e0nh \u00f0\u1ea1o", "Đồng Nai, lành đạo"),
    ],
    ids=["spaces", "blanks", "line break", "zero width", "emoji selector", "soft hyphen", "eth"],
)
def test_pasted_text_loses_what_nobody_sees(pasted, kept):
    assert clean_text(pasted) == kept


def test_look_alikes_of_other_languages_stay():
    assert clean_text("Þór æ ø ß Ɖ") == "Þór æ ø ß Ɖ"


def test_lao_text_superscripts_and_ligatures_are_not_rewritten():
    assert clean_text("ກຳ m² ﬁ ½") == "ກຳ m² ﬁ ½"


def test_prose_keeps_its_paragraphs_but_no_heap_of_blank_lines():
    assert clean_text("Một.  \r\n\r\n\r\n\r\n   Hai,\u2028ba.\r\n", lines=True) == "Một.\n\nHai,\nba."


def test_prose_keeps_the_indent_of_a_list_inside_a_list():
    assert clean_text("- một\n   - hai   ba\n  1. bốn", lines=True) == "- một\n   - hai ba\n  1. bốn"


@given(st.text(), st.booleans())
def test_cleaning_twice_is_cleaning_once(text, lines):
    once = clean_text(text, lines=lines)
    assert clean_text(once, lines=lines) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    "text",
    ["a\x00", "\x1b[31m", "a\x0bb", "\x7f", "\x85", "\x9f", "\ud800", "\u202etxt.exe", "\u2066a", "\uffff"],
    ids=ascii,
)
def test_what_no_person_types_is_noticed(text):
    assert has_control_characters(text)
    assert has_control_characters(clean_text(text)), "cleaning must not hide it"


def test_line_breaks_tabs_and_every_script_are_no_control_characters():
    assert not has_control_characters("Hỗ trợ\tngười\r\nkhuyết tật ຄົນພິການ 😀 “…” – ₫\n")


# --- What is looked for ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "query"),
    [
        ("Đà Nẵng", "da nang"),
        ("ĐẮK LẮK", "đắk lắk"),
        ("Người khuyết tật", "nguoi khuyet tat"),
        ("Hoà Bình", "hòa bình"),
        ("Thuỷ", "THỦY"),
        ("\u00d0\u1ed3ng Nai", "dong nai"),
        ("Ước mơ", "uoc mo"),
    ],
)
def test_folded_names_meet_folded_queries(stored, query):
    assert fold(stored) == fold(query) == fold(decomposed(query))


def test_folding_keeps_the_marks_that_make_lao_words():
    assert fold("ເຂົ້າ") == "ເຂົ້າ"
    assert fold("ຄົນ") != fold("ຄນ")


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_folding_does_not_care_how_the_marks_are_coded(text):
    assert fold(text) == fold(decomposed(text))
    assert fold(text).isascii()


def test_punctuation_parts_words_and_marks_do_not():
    assert words("Sở LĐ-TB&XH TP.HCM (126/2024/NĐ-CP)") == [
        "so", "ld", "tb", "xh", "tp", "hcm", "126", "2024", "nd", "cp",
    ]  # fmt: skip
    assert words("ຄົນພິການ — ກຳ") == ["ຄົນພິການ", "ກຳ"]
    assert words(" …—! ") == []


def test_an_is_found_at_the_beginning_of_words_only():
    text = index_text("Ủy ban nhân dân tỉnh An Giang", None, "", "Bình Định")
    assert text == " uy ban nhan dan tinh an giang binh dinh"
    assert text.count(" an") == 1
    assert " an" not in index_text("Ban Dân tộc")


def test_exact_text_keeps_marks_and_knows_both_ways_to_place_a_tone():
    assert exact_text("Hòa bình, khỏe, THỦY") == exact_text("Hoà bình", "khoẻ thuỷ") == " hoà bình khoẻ thuỷ"
    assert exact_text(decomposed("Hòa")) == exact_text("Hoà")
    assert exact_text("Má") != exact_text("Mã")
    assert exact_text("Đông") != exact_text("Dong")


def test_exact_text_leaves_tones_that_have_one_place():
    assert exact_text("hoàn huỳnh ngoài mía quý giá của thuở") == " hoàn huỳnh ngoài mía quý giá của thuở"


# --- Addresses, letters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Đồng Nai", "dong-nai"),
        ("  Đặng – Phó Giám đốc!", "dang-pho-giam-doc"),
        ("Viện MSD (Hà Nội)", "vien-msd-ha-noi"),
        ("Ørsted & Łódź", "orsted-lodz"),
        ("ສປປ ລາວ", "lao-7"),
        ("…", "lao-7"),
    ],
)
def test_names_become_addresses(name, slug):
    assert slugify(name, fallback="lao-7") == slug


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("An Giang", "A"), ("Ấn Độ", "A"), ("ăn", "A"), ("Đà Nẵng", "Đ"), ("\u00d0à", "Đ"), ("Dak", "D"),
        ("Êm", "E"),
        ("ông", "O"), ("Ơn", "O"), ("Ước mơ", "U"), ("“Quỹ”", "Q"), ("350.org", "#"), ("ລາວ", "#"),
        ("", "#"), ("Wưởng", "W"),
    ],
)  # fmt: skip
def test_a_name_stands_under_its_letter(name, letter):
    assert initial(name) == initial(decomposed(name)) == letter


@given(st.text())
def test_every_text_has_an_index_letter(text):
    assert initial(text) in INDEX_LETTERS
    assert len(initial(text)) == 1


# --- Order -----------------------------------------------------------------------------------------------

IN_ORDER = [
    "10 năm", "2 bờ", "An", "An Giang", "Ăn", "Ân", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Bà Rịa",
    "Bắc Giang", "Bắc Ninh",
    "Cao Bằng", "Chợ", "Cửu Long", "Dân", "Đà Nẵng", "Đắk Lắk", "Đồng Nai", "Em", "Êm", "Hà Nội", "Hải Phòng",
    "Hoa", "Hồ", "Hơn", "Khánh Hòa", "Nghệ An", "Ninh Bình", "Phú Thọ", "Quảng Nam", "Tây Ninh",
    "Thanh Hóa", "Trà Vinh",
    "Tuyên Quang", "Uông Bí", "Ước", "Vinh", "Vĩnh Long", "Yên Bái", "Zalo", "ລາວ",
]  # fmt: skip


def test_names_sort_as_in_a_vietnamese_dictionary():
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_the_letters_sort_in_the_order_of_the_alphabet_each_with_its_tones():
    shuffled = random.Random(7).sample(ALPHABET, len(ALPHABET))
    assert "".join(sorted(shuffled, key=sort_key)) == ALPHABET


def test_tones_count_only_where_the_letters_are_the_same():
    assert sorted(["Bá Z", "Ba Y", "Bà X"], key=sort_key) == ["Bà X", "Ba Y", "Bá Z"]


def test_small_letters_come_before_capitals_of_the_same_word():
    assert sorted(["AN", "An", "an"], key=sort_key) == ["an", "An", "AN"]


def test_shorter_names_come_before_the_names_they_begin():
    assert sort_key("An") < sort_key("An Giang") < sort_key("Ang")


def test_a_name_of_255_letters_fits_the_column():
    assert len(sort_key("Ữ" * 255)) == SORT_KEY_LENGTH
    assert len(sort_key("ລ" * 255)) == SORT_KEY_LENGTH
    assert len(sort_key("x" * 10_000)) == SORT_KEY_LENGTH


@given(st.text(max_size=40))
def test_a_sort_key_is_made_of_what_every_collation_sorts_alike(text):
    assert set(sort_key(text)) <= set("0123456789abcdef")


def without_tones(text):
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed(text) if c not in "\u0300\u0309\u0303\u0301\u0323")
    )


@given(vietnamese, vietnamese)
def test_neither_tones_nor_capitals_nor_coding_put_a_word_before_another(one, other):
    plain = [sort_key(without_tones(text).lower()) for text in (one, other)]
    if plain[0] < plain[1]:
        assert sort_key(one) < sort_key(decomposed(other))
