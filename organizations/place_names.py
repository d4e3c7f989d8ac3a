"""A place by any of its usual spellings, as sheets write it: «TP HCM», «tỉnh Hà Giang», «Quảng Nam (cũ)»."""

import difflib
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.models import Place
from portal.kit.sheets.columns import in_every_language
from portal.kit.text import words

WHOLE_COUNTRY = ["cả nước", "toàn quốc", "cả nước Việt Nam", "nationwide", "whole country"]
_FORM_WORDS = re.compile(
    r"^(?:tinh|thanh pho|t p|tp|thu do|province of|city of|mien(?= (?:bac|trung|nam) bo)) | (?:province|city)$"
)
_FORMER = re.compile(
    r" (?:cu|truoc day|former|old|truoc sap nhap|(?:truoc|den|until)(?: nam)?(?: 30 6)? 2025)$"
)
_BETWEEN = re.compile(r"[;,\n]|\s(?:và|and|&)\s")
"""No name of a place has any of these in it."""
_LETTERS_TO_GUESS = 0.75


class PlaceNames:
    """All places by their spellings; one question to the database, none afterwards.

    A name that a unit of today and one of before 1 July 2025 share means today's, unless the text says otherwise
    («cũ», «đến năm 2025»). A name that only an ended unit has means that one: it is recorded as it was.
    """

    def __init__(self, day):
        self.day = day
        self.whole: dict[str, Place] = {}
        self.today: dict[str, Place] = {}
        self.former: dict[str, Place] = {}
        places = list(Place.objects.prefetch_related("aliases"))
        for place in places:
            for text in in_every_language(place):
                self.whole.setdefault(_spelling(text), place)
            names = [place.name_vi, place.name_en, *(alias.text for alias in place.aliases.all())]
            if place.slug == "viet-nam":
                names += WHOLE_COUNTRY
            shelf = self.today if place.is_current_on(day) else self.former
            for spelling in map(_spelling, names):
                shelf.setdefault(spelling, place)
                shelf.setdefault(_bare(spelling), place)
            self.whole.setdefault(place.slug, place)

    def find(self, text: str) -> Place:
        """The place; ValidationError, with the likeliest names, where there is none."""
        spelling = _spelling(text)
        bare = _bare(spelling)
        if was := _FORMER.search(bare):
            before = _bare(bare[: was.start()])
            if before in self.former:
                return self.former[before]
            bare = before
        for shelf, key in (
            (self.today, spelling),
            (self.whole, spelling),
            (self.today, bare),
            (self.former, spelling),
            (self.former, bare),
        ):
            if key in shelf:
                return shelf[key]
        raise self._unknown(text, bare)

    def reader(self):
        """For a column of one place: the function from a cell to the slug."""
        return lambda cell: self.find(str(cell)).slug

    def list_reader(self):
        """For a column of several: the function from a cell to slugs, each once."""

        def read(cell):
            parts = (part.strip(" -•+") for part in _BETWEEN.split(str(cell)))
            return [*dict.fromkeys(self.find(part).slug for part in parts if part)]

        return read

    def _unknown(self, text, bare):
        known = {**self.former, **self.today}
        close = difflib.get_close_matches(bare, known, n=3, cutoff=_LETTERS_TO_GUESS)
        likely = [*dict.fromkeys(str(known[key].name) for key in close)]
        if not likely:
            sentence = _(
                "“%(text)s” is no province or country known here. Write its name, for example Hà Nội."
            )
        else:
            sentence = ngettext(
                "“%(text)s” is no province or country known here. Is %(likely)s meant?",
                "“%(text)s” is no province or country known here. Is one of %(likely)s meant?",
                len(likely),
            )
        return ValidationError(
            sentence, code="place", params={"text": text[:60], "likely": ", ".join(likely)}
        )


def _spelling(text) -> str:
    return " ".join(words(str(text)))


def _bare(spelling: str) -> str:
    """Without «tỉnh», «thành phố», «TP» and the like."""
    return _FORM_WORDS.sub("", spelling) or spelling
