"""What a cell of a written sheet may hold. Without Django: the parser undoes here what the writer does."""

import re

MAX_ROWS = 1_048_576
MAX_CHARACTERS = 32_767
"""Of Excel; characters are counted as UTF-16 does, where an emoji counts twice."""

DIGITS = 15
"""Excel keeps so many digits of a number and makes the rest zero."""

CUT = " […✂]"
"""The end of a text that was too long for a cell; the import refuses to take it for the whole."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile("\r\n?")
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+\s*[=+\-@\t\r\n＝＋－＠]")


def safe_text(text: str) -> str:
    """The text as any reader of sheets takes it: no control characters, no halves of characters, not too long."""
    if not text.isprintable():
        text = _FORBIDDEN.sub("\ufffd", _LINE_BREAK.sub("\n", text))
    if len(text) > MAX_CHARACTERS // 2 and _units(text) > MAX_CHARACTERS:
        text = text[: MAX_CHARACTERS - len(CUT)]
        while _units(text) > MAX_CHARACTERS - len(CUT):
            text = text[: len(text) - max(1, (_units(text) - MAX_CHARACTERS + len(CUT)) // 2)]
        text += CUT
    return text


def _units(text):
    return len(text.encode("utf-16-le")) // 2


def guarded(text: str) -> str:
    """For CSV: text that Excel would compute gets an apostrophe before it, and so does text that has one there."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text
