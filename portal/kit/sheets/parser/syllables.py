"""Whether a word can be a Vietnamese syllable: tells text that is Vietnamese from text that only looks it."""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_RIMES = [
    "a(?:ch|c|i|m|ng|nh|n|o|p|t|u|y)?", "ă(?:c|k|m|ng|n|p|t)", "â(?:c|m|ng|n|p|t|u|y)",
    "e(?:c|m|ng|n|o|p|t)?", "ê(?:ch|m|nh|n|p|t|u)?",
    "i(?:a|ch|m|nh|n|p|t|u)?", "iê(?:c|m|ng|n|p|t|u)",
    "o(?:c|i|m|ng|n|p|t)?", "oa(?:ch|c|i|m|ng|nh|n|o|p|t|y)?", "oă(?:c|m|ng|n|t)", "oe(?:n|o|t)?", "oo(?:c|ng)",
    "ô(?:c|i|m|ng|n|p|t)?", "ơ(?:i|m|n|p|t)?",
    "u(?:a|c|i|m|ng|n|p|t)?", "uâ(?:ng|n|t|y)", "uê(?:ch|nh)?", "uô(?:c|i|m|ng|n|t)", "uơ",
    "uy(?:a|ch|nh|n|p|t|u)?", "uyê(?:n|t)",
    "ư(?:a|c|i|m|ng|n|t|u)?", "ươ(?:c|i|m|ng|n|p|t|u)", "y", "yê(?:m|ng|n|t|u)",
]  # fmt: skip
_SYLLABLE = re.compile(f"{_ONSET}(?:{'|'.join(_RIMES)})")


def is_syllable(word: str) -> bool:
    """Of a word in NFC, in any case: at most one tone, and letters in an order that Vietnamese has."""
    parts = unicodedata.normalize("NFD", word.lower())
    without_tone = "".join(part for part in parts if part not in _TONES)
    if len(parts) - len(without_tone) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", without_tone)) is not None
