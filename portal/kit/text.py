"""Text as people in Việt Nam type, paste and look for it: pure functions, without Django.

Every text that enters the portal passes `clean_text`; what is searched, sorted, grouped and put in addresses
is derived from it by the other functions here.
"""

import re
import unicodedata

SORTED_LETTERS = 255
"""How many characters of a text `sort_key` looks at."""

SORT_KEY_LENGTH = 4 * SORTED_LETTERS + 2
"""The column length of a sort key: four hexadecimal digits a character, two between."""

INDEX_LETTERS = "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ#"
"""Every value that `initial` gives, in the order of an index."""

# --- Cleaning ----------------------------------------------------------------------------------------------

_INVISIBLE = [
    0x00AD,  # soft hyphen: what is left of «ư» in text copied from TCVN3 documents, and of hyphenated lines
    0x034F,
    0x061C,
    0x180E,
    *range(0x200B, 0x2010),  # zero-width space and joiners, left-to-right marks
    *range(0x2060, 0x2065),
    *range(0xFE00, 0xFE10),  # variation selectors
    0xFEFF,
    *range(0xE0000, 0xE0080),
    *range(0xE0100, 0xE01F0),
]
_SPACES = [0x09, 0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_CLEANED = (
    dict.fromkeys(_INVISIBLE)
    | dict.fromkeys(_SPACES, " ")
    | {0x2028: "\n", 0x2029: "\n", 0x00D0: "Đ", 0x00F0: "đ"}  # the Icelandic eth, typical of VNI-era text
)
_TO_CLEAN = frozenset(chr(code) for code in _CLEANED if code != 0x20)
_LINE_BREAK = re.compile("\r\n?|\n")
_INDENTED_ITEM = re.compile(r" *(?=(?:[-*+]|[0-9]+[.)]) )")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def clean_text(value: str, *, lines: bool = False) -> str:
    """The text in NFC, without invisible characters, with single plain spaces, stripped.

    The look-alikes Ð ð become Đ đ. `lines=True` keeps line breaks as \\n, one blank line at most,
    and the indent of a list item, which Markdown reads as nesting. Control characters stay, for
    `has_control_characters` to find: dropping them would hide that the text came from a broken file.
    """
    # Most text is clean already, and asking is much cheaper than cleaning.
    if not _TO_CLEAN.isdisjoint(value):
        value = value.translate(_CLEANED)
    # Never NFKC: it would rewrite the Lao vowel ຳ, superscripts and ligatures.
    value = unicodedata.normalize("NFC", value)
    if not lines:
        if "\n" in value or "\r" in value:
            value = _LINE_BREAK.sub(" ", value)
        return (re.sub(" {2,}", " ", value) if "  " in value else value).strip(" ")
    cleaned = [_clean_line(line) for line in _LINE_BREAK.split(value)]
    return re.sub("\n{3,}", "\n\n", "\n".join(cleaned)).strip("\n")


def _clean_line(line: str) -> str:
    indent = _INDENTED_ITEM.match(line)
    return (indent.group() if indent else "") + re.sub(" {2,}", " ", line).strip(" ")


def has_control_characters(value: str) -> bool:
    """Whether the text holds what no person types: NUL and other controls (tab and line breaks apart), lone
    surrogates, non-characters, and the marks that make text run backwards and deceive the eye."""
    return _FORBIDDEN.search(value) is not None


# --- Searching ---------------------------------------------------------------------------------------------

_TONE_ON_FIRST = {
    f"{first}{second}": f"{plain}{unicodedata.normalize('NFC', second + tone)}"
    for plain, seconds in (("o", "ae"), ("u", "y"))
    for second in seconds
    for tone in "\u0300\u0309\u0303\u0301\u0323"
    for first in [unicodedata.normalize("NFC", plain + tone)]
}


_MARKS = re.compile("[\u0300-\u036f]+")


class _Separators(dict):
    """For `str.translate`: whatever is no letter, mark or digit becomes a space. Remembers the alphabets of every
    day, because asking for the category of each character is what makes long texts slow."""

    def __missing__(self, code):
        kept = code if unicodedata.category(chr(code))[0] in "LMN" else 0x20
        if code < 0x2100:
            self[code] = kept
        return kept


_SEPARATORS = _Separators()


def fold(value: str) -> str:
    """The text in lower case without Vietnamese marks (đ becomes d), to compare what people type with what is
    stored. Marks of other scripts stay: those of Lao make different words."""
    value = unicodedata.normalize("NFD", unicodedata.normalize("NFD", value).casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", value)).replace("đ", "d").replace("ð", "d")


def words(value: str) -> list[str]:
    """The folded words of a text, in order; whatever is no letter, mark or digit separates them."""
    return _split(fold(clean_text(value)))


def index_text(*parts: str | None) -> str:
    """All folded words of the parts, a space before each: `" an"` in it is a word that begins with «an»."""
    return _index(word for part in parts if part for word in words(part))


def exact_text(*parts: str | None) -> str:
    """Like `index_text`, in lower case with the marks kept, for ranking exact spelling above folded.

    Both ways to place a tone give the same text: at the end of a word òa, òe, ùy (old) become oà, oè, uỳ
    (new). Elsewhere the two ways agree (hoàn, quý, mía). Spelling pairs such as sĩ/sỹ stay different.
    """
    found = (word for part in parts if part for word in _split(_nfc_casefold(clean_text(part))))
    return _index(word[:-2] + _TONE_ON_FIRST.get(word[-2:], word[-2:]) for word in found)


def _nfc_casefold(value: str) -> str:
    return unicodedata.normalize("NFC", value.casefold())


def _split(value: str) -> list[str]:
    # Not \w: it leaves out the combining vowels of Lao.
    return value.translate(_SEPARATORS).split()


def _index(found) -> str:
    return "".join(f" {word}" for word in found)


# --- Addresses ---------------------------------------------------------------------------------------------

_WITHOUT_DECOMPOSITION = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})


def slugify(value: str, fallback: str = "") -> str:
    """The text as ASCII words for an address: «Đồng Nai» gives dong-nai; `fallback` for no words (Lao)."""
    folded = fold(clean_text(value)).translate(_WITHOUT_DECOMPOSITION)
    return "-".join(re.findall("[a-z0-9]+", folded)) or fallback


# --- Order -------------------------------------------------------------------------------------------------

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_QUALITIES = "\u0306\u0302\u031b"
_ALPHABET = {letter: weight for weight, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", 13)}


def sort_key(value: str) -> str:
    """A key whose order is the Vietnamese alphabet's: spaces, punctuation, digits, a ă â b c d đ …, other
    scripts; then tones (none huyền hỏi ngã sắc nặng); then small before capital.

    Hexadecimal digits, at most SORT_KEY_LENGTH of them, because those sort alike under every collation of
    SQLite and PostgreSQL. The order was compared with ICU's on all names of Việt Nam's units, old and new.
    """
    letters, tones, cases = [], [], []
    for character in clean_text(value)[:SORTED_LETTERS]:
        base, *marks = unicodedata.normalize("NFD", character)
        letters.append(_weight(base.lower(), [mark for mark in marks if mark in _QUALITIES]))
        tones.append(str(next((_TONES[mark] for mark in marks if mark in _TONES), 0)))
        cases.append("0" if base == base.lower() else "1")
    # The lower levels need no separator: they are compared only where all letters are the same.
    return ("".join(letters) + "00" + "".join(tones) + "".join(cases))[:SORT_KEY_LENGTH]


def _weight(base: str, qualities: list[str]) -> str:
    letter = unicodedata.normalize("NFC", base + qualities[0]) if qualities else base
    if weight := _ALPHABET.get(letter) or _ALPHABET.get(base):
        return f"{weight:02x}"
    if base in "0123456789":
        return f"{3 + int(base):02x}"
    if base.isalpha():
        return f"f{ord(base[0]):06x}"
    return "01" if base.isspace() else "02"


def initial(value: str) -> str:
    """The letter of INDEX_LETTERS under which the text stands: Ă and Â under A, Đ apart from D, digits and
    other scripts under #. Opening quotation marks and the like are passed over."""
    first = next((c for c in clean_text(value) if unicodedata.category(c)[0] in "LN"), "#")
    if first in "đĐ":
        return "Đ"
    letter = fold(first)[:1].upper()
    return letter if letter and letter in INDEX_LETTERS else "#"
