"""Text in TCVN3 (ABC, fonts like .VnTime) or VNI (fonts like VNI-Times): Vietnamese only while its old font shows
it, «Trung t©m» or «Trung taâm» everywhere else. Recognised, never converted in silence.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.kit.sheets.parser.syllables import is_syllable

FEWEST_WORDS = 3
"""Fewer words prove nothing: a foreign name may look like one."""

# The bytes A1 to FE as Latin-1 shows them; B0 to B4 are tones that stand alone, which nobody typed.
_TCVN3 = dict(
    zip(
        range(0xA1, 0xFF),
        "ĂÂÊÔƠƯĐăâêôơưđẶ°±²³´àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)


def from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _vni_pairs():
    tones = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
    bases = dict(zip("aeouyöô", "aeouyươ", strict=True))
    pairs = {vowel + mark: base + tone for vowel, base in bases.items() for mark, tone in tones.items()}
    for marks, quality, vowels in (("âáàåãä", "\u0302", "aeo"), ("êéèúüë", "\u0306", "a")):
        ending = ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"]
        pairs |= {
            v + mark: v + quality + tone for v in vowels for mark, tone in zip(marks, ending, strict=True)
        }
    pairs |= dict(zip("ñöôæóòî", ["đ", "ư", "ơ", "ỉ", "ĩ", "ị", "ỵ"], strict=True))
    pairs = {key: unicodedata.normalize("NFC", value) for key, value in pairs.items()}
    return pairs | {key.upper(): value.upper() for key, value in pairs.items()}


_VNI = _vni_pairs()
_VNI_PAIR = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_vni(text: str) -> str:
    return _VNI_PAIR.sub(lambda pair: _VNI[pair[0]], text)


_ENCODINGS: dict[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\s\x00-\x2f:-@\[-`{-\x7f0-9“”‘’…–—]+")


@dataclass(frozen=True)
class LegacyText:
    encoding: str
    text: str
    meant: str
    place: object
    """Where the first such text stands, as the caller named it."""


def find_legacy(texts: Iterable[tuple[object, str]], share: float) -> LegacyText | None:
    """What shows that the texts are in an old encoding: at least FEWEST_WORDS words, and that share of all words
    beyond ASCII, are no Vietnamese as they stand and Vietnamese when decoded. `texts` come with their place."""
    counts = dict.fromkeys(_ENCODINGS, 0)
    first, judged, words = {}, {}, 0
    for place, text in texts:
        if text.isascii():
            continue
        for word in _WORD.findall(text):
            if word.isascii():
                continue
            words += 1
            if word not in judged:
                judged[word] = _encodings_of(word)
            for encoding in judged[word]:
                counts[encoding] += 1
                first.setdefault(encoding, (place, text))
    encoding = max(counts, key=counts.get)
    if counts[encoding] < max(FEWEST_WORDS, share * words):
        return None
    place, text = first[encoding]
    text = text.strip()[:60]
    return LegacyText(encoding, text, _ENCODINGS[encoding](text), place)


def _encodings_of(word):
    word = unicodedata.normalize("NFC", word)
    if is_syllable(word) or any(ord(character) > 0xFF for character in word):
        return []
    if len(word) == 1:
        return []  # a sign such as µ
    return [
        name for name, decode in _ENCODINGS.items() if (meant := decode(word)) != word and is_syllable(meant)
    ]
