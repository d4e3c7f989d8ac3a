"""Text in TCVN3 and VNI is recognised, shown as it was meant, and refused; Vietnamese and other languages are not."""

import io
import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.kit.sheets.parser.legacy import find_legacy, from_tcvn3, from_vni
from portal.kit.sheets.parser.syllables import is_syllable
from portal.kit.sheets.problems import SheetProblem
from portal.kit.sheets.reading import read_sheet
from tests.kit.sheets.made_files import xlsx

MEANT = "Trung tâm Hỗ trợ Phát triển Cộng đồng"
TCVN3 = "Trung t©m Hç trî Ph¸t triÓn Céng ®ång"
VNI = "Trung taâm Hoã trôï Phaùt trieån Coäng ñoàng"
UNICODE = [
    "Ủy ban nhân dân tỉnh Thừa Thiên Huế", "Quỹ Vì Người nghèo", "Hội Liên hiệp Phụ nữ Việt Nam", "Đắk Lắk",
    "Khuỷu tay, nghiêng ngả, quyển sách, thuở xưa, giếng, giữ gìn, gì, yêu, khuya, rượu, xoong",
]  # fmt: skip
FOREIGN = [
    "Café Noël naïve août", "Göteborg Universität München", "São Paulo, Ação, niño, señor", "Łódź Kraków",
    "5 µm © 2014 ®", "ສປປ ລາວ", "Médecins du Monde — Hôpital Saint-Antoine", "Señorita Muñoz", "Ærø Øresund",
]  # fmt: skip


def found_in(*texts, share=0.05):
    return find_legacy(enumerate(texts), share)


def test_both_old_encodings_are_decoded_as_they_were_meant():
    assert from_tcvn3(TCVN3) == MEANT
    assert from_vni(VNI) == MEANT
    assert from_vni("ÑOÀNG ÑAÊNG, Söùc khoûe Thò Nôû, kyõ thuaät, caàn, aên") == (
        "ĐỒNG ĐĂNG, Sức khỏe Thị Nở, kỹ thuật, cần, ăn"
    )


@pytest.mark.parametrize(("text", "encoding"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_an_old_encoding_is_recognised_among_plain_words(text, encoding):
    found = found_in("Danh sách tổ chức", "LIN Center", text)

    assert (found.encoding, found.text, found.meant, found.place) == (encoding, text, MEANT, 2)


@pytest.mark.parametrize("texts", [UNICODE, FOREIGN, ["LIN Center", "Hà Nội"], [TCVN3[:9]], []])
def test_good_text_foreign_text_and_too_little_text_are_left_alone(texts):
    assert found_in(*texts) is None


def test_a_few_odd_words_in_a_long_list_are_no_proof():
    assert found_in(TCVN3, *UNICODE * 40) is None
    assert found_in(*[TCVN3] * 10, *UNICODE * 10) is not None


@pytest.mark.parametrize("text", UNICODE)
def test_vietnamese_syllables_are_known(text):
    assert [word for word in re.findall(r"\w+", text) if not is_syllable(word)] == []


def test_a_workbook_in_an_old_encoding_is_refused_with_what_it_says_and_means():
    stream = xlsx(("Danh sách", [["STT", "Tên"], [1, TCVN3]]))

    with translation.override("en"):
        with pytest.raises(SheetProblem) as problem:
            read_sheet(stream, "cu.xlsx")
        [message] = problem.value.messages
    assert message == (
        f"On the sheet “Danh sách” the text is in the old encoding TCVN3: cell B2 says “{TCVN3}” where “{MEANT}” is "
        "meant. Change the list to Unicode, for example with UniKey, and choose it again."
    )


def test_a_csv_in_an_old_encoding_is_refused_too():
    with pytest.raises(SheetProblem) as problem:
        read_sheet(io.BytesIO(f"STT;Tên\n1;{VNI}\n".encode("latin-1")), "cu.csv")

    assert problem.value.code == "legacy_text"
    assert problem.value.params["encoding"] == "VNI"


@given(st.lists(st.sampled_from(UNICODE), min_size=1, max_size=5), st.text(max_size=20))
def test_unicode_vietnamese_is_never_taken_for_an_old_encoding(texts, other):
    assert found_in(*texts, other) is None
