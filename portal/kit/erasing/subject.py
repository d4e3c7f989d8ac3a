"""Whom an erasure is about: the record, its rows, and the words by which copies of it are found in texts."""

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import CASCADE

SHORTEST = 4
"""A word of fewer characters would be found in texts that have nothing to do with the person."""


@dataclass(frozen=True)
class Subject:
    """`rows`: models whose rows go with the record, each with the column that names it."""

    record: object
    rows: tuple
    words: re.Pattern | None

    @property
    def label(self) -> str:
        return self.record._meta.label_lower

    def is_in(self, text: str) -> bool:
        return bool(self.words and self.words.search(unicodedata.normalize("NFC", text)))

    def out_of(self, text: str, instead: str) -> str:
        """The text with every mention replaced; texts without one come back as they were."""
        clean = unicodedata.normalize("NFC", text)
        return self.words.sub(instead, clean) if self.words and self.words.search(clean) else text

    def is_within(self, value) -> bool:
        """The same of a value of JSON: of any text in it."""
        if isinstance(value, dict):
            return any(self.is_in(str(key)) or self.is_within(one) for key, one in value.items())
        if isinstance(value, list):
            return any(self.is_within(one) for one in value)
        return isinstance(value, str) and self.is_in(value)

    def out_of_value(self, value, instead: str):
        if isinstance(value, dict):
            return {
                self.out_of(str(key), instead): self.out_of_value(one, instead) for key, one in value.items()
            }
        if isinstance(value, list):
            return [self.out_of_value(one, instead) for one in value]
        return self.out_of(value, instead) if isinstance(value, str) else value


def subject(record) -> Subject:
    """`record.personal_columns` names the columns that tell who it is; what they held before counts too."""
    texts = {str(getattr(record, name)) for name in record.personal_columns}
    history = type(record).history.filter(**{record._meta.pk.attname: record.pk})
    for row in history.values_list(*record.personal_columns).distinct():
        texts |= {str(value) for value in row if value}
    rows = tuple(
        (one.related_model, one.field)
        for one in record._meta.related_objects
        if not one.many_to_many and one.on_delete is CASCADE
    )
    patterns = [_pattern(text) for text in sorted(texts, key=len, reverse=True)]
    found = [one for one in patterns if one]
    return Subject(record, rows, re.compile("|".join(found), re.IGNORECASE) if found else None)


def _pattern(text: str) -> str:
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) < SHORTEST:
        return ""
    if re.fullmatch(r"[0-9+().\-/ ]+", text):
        return _phone(text)
    return r"(?<!\w)" + r"\s+".join(re.escape(word) for word in text.split()) + r"(?!\w)"


def _phone(text: str) -> str:
    """However it is written: with or without the code of the country, with any signs between its digits."""
    digits = re.sub(r"\D", "", text)
    digits = re.sub(r"^(00)?84|^0", "", digits) if len(digits) > 8 else digits
    if len(digits) < SHORTEST:
        return ""
    between = r"[\s().\-/]*"
    return rf"(?<!\d)(?:(?:\+|00)?{between}84{between})?0?{between}" + between.join(digits) + r"(?!\d)"
