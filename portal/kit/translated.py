"""Two languages, two columns: `name_vi` and `name_en` are stored, `name` is read.

Vietnamese is the source; English falls back to it, and the text that comes back knows in which language it is.
"""

from django.utils.translation import get_language

SOURCE_LANGUAGE = "vi"


class Spoken(str):
    """Text that knows its language (`lang`, a BCP 47 code)."""

    __slots__ = ("lang",)

    def __new__(cls, text: str, lang: str):
        spoken = super().__new__(cls, text)
        spoken.lang = lang
        return spoken

    def __getnewargs__(self):
        return str(self), self.lang


class Translated:
    """Read-only: the text of the active language, else the Vietnamese one, as `Spoken`."""

    def __init__(self, field: str):
        self.field = field

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        language = (get_language() or SOURCE_LANGUAGE).partition("-")[0]
        text = getattr(instance, f"{self.field}_{language}", "") if language != SOURCE_LANGUAGE else ""
        if text:
            return Spoken(text, language)
        return Spoken(getattr(instance, f"{self.field}_{SOURCE_LANGUAGE}"), SOURCE_LANGUAGE)

    def __set__(self, instance, value):
        raise AttributeError(f"Write {self.field}_vi or {self.field}_en, not {self.field}.")


def column(field: str) -> str:
    """The stored column to sort or group by in the active language: `name` gives `name_vi` or `name_en`."""
    language = (get_language() or SOURCE_LANGUAGE).partition("-")[0]
    return f"{field}_{language}"
