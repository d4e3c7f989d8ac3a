"""Organizations that come in by a sheet: how each row's record is found, and what a row may say."""

import re
import sys
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from organizations.duplicates import possible_duplicates
from organizations.imports import write_rows
from organizations.models import Identifier, IdentifierScheme, Kind, Organization
from organizations.sheets import BROUGHT_IN, TAX_CODE, number_of, open_seat
from organizations.units import Units
from portal.kit.datefields import PartialDateField
from portal.kit.duplicates.signs import LIKELY
from portal.kit.imports.resource import SheetResource
from portal.kit.imports.rows import Row
from portal.kit.merging.former import merged_into_of
from portal.kit.text import words
from portal.kit.textfields import LineField, ProseField

CHUNK = 500
FIELDS = {
    field.name: field
    for field in Organization._meta.concrete_fields
    if not field.is_relation and not isinstance(field, PartialDateField)
}
"""What a column fills by its text and checks itself; the day of a partial date was read before."""

LONGEST = {
    name: field.max_length or sys.maxsize
    for name, field in FIELDS.items()
    if isinstance(field, LineField | ProseField) and not field._validators
}
"""Columns that check nothing but their length: a cell was cleaned as it was read."""

_REFERENCE = re.compile(r"TC-0*([0-9]{1,18})", re.IGNORECASE)


class OrganizationResource(SheetResource):
    columns = BROUGHT_IN
    keys = ("reference",)

    class Meta(SheetResource.Meta):
        model = Organization

    # --- Finding the records ----------------------------------------------------------------------------------

    def load(self, rows):
        self.tax_scheme = IdentifierScheme.objects.get(code=TAX_CODE)
        units = Units.on(localdate())
        sentence = _("%(old)s is part of %(new)s today; lists lead there.")
        ended = [(place, units.now(place)) for place in units.former()]
        self.ended = {old.slug: sentence % {"old": old, "new": new} for old, new in ended if new}
        for row in rows:
            self._restore_zeros(row)
        self._follow_merges(rows)
        by_number = self._owners([number for row in rows if (number := _tax_number(row))])
        keys = {pk for row in rows if (pk := _key(row))} | set(by_number.values())
        self.found = self._load(keys)
        self.by_number = {number: self.found[pk] for number, pk in by_number.items()}
        self.shared_numbers, self.shared_keys = _rows_by(rows, _tax_number), _rows_by(rows, _key)
        # Only rows that nothing else places are looked up by what they resemble.
        unplaced = [row for row in rows if not _key(row) and _tax_number(row) not in self.by_number]
        self.rows_by_name = _rows_by(unplaced, _name)
        matches = possible_duplicates([row.values for row in unplaced], load=self._load)
        self.alike = {row.number: found for row, found in zip(unplaced, matches, strict=True)}

    def _follow_merges(self, rows):
        """A sheet that was taken out before a merge still names the record that went; it means the one that stayed."""
        keys = {pk for row in rows if (pk := _key(row))}
        into = merged_into_of(Organization, keys) if keys else {}
        for row in rows:
            if (pk := _key(row)) in into:
                reference = row.values["reference"]
                row.values["reference"] = Organization(pk=into[pk]).reference
                sentence = _("%(old)s was merged into %(new)s.")
                row.notes.append(sentence % {"old": reference, "new": row.values["reference"]})

    def _owners(self, numbers) -> dict[str, int]:
        """The organization that has each tax number."""
        owners = {}
        for start in range(0, len(numbers), CHUNK):
            owned = Identifier.objects.filter(
                scheme__code=TAX_CODE, normalized__in=numbers[start : start + CHUNK]
            )
            owners |= dict(owned.values_list("normalized", "organization"))
        return owners

    def _load(self, keys) -> dict[int, Organization]:
        keys, found = sorted(keys), {}
        for start in range(0, len(keys), CHUNK):
            chunk = Organization.objects.filter(pk__in=keys[start : start + CHUNK]).for_sheet()
            found |= {one.pk: one for one in chunk}
        return found

    def match(self, row):
        key, number = _key(row), _tax_number(row)
        if row.values.get("reference") and not key:
            self._refuse(
                row, "reference", _("This is no reference of an organization. It looks like TC-00012.")
            )
        if key and key not in self.found:
            self._refuse(
                row,
                "reference",
                _("No organization has this reference. Empty the cell to bring the row in as a new one."),
            )
        by_key, by_number = self.found.get(key), self.by_number.get(number)
        if by_key and by_number and by_key.pk != by_number.pk:
            sentence = _(
                "This is the tax code of %(other)s, and the reference is that of %(this)s. Correct one."
            )
            self._refuse(row, "tax_code", sentence % {"other": by_number, "this": by_key})
        self._refuse_twins(row, "reference", self.shared_keys.get(key))
        self._refuse_twins(row, "tax_code", self.shared_numbers.get(number))
        row.record = by_key or by_number
        if by_number and row.record is by_number:
            # The same number, whatever spaces and dashes stand in it.
            row.values["tax_code"] = number_of(TAX_CODE)(by_number).value
        name = _name(row)
        if row.record is None and name:
            matches = self.alike.get(row.number, ())
            row.proposals = [match.record for match in matches if match.weight >= LIKELY]
            row.reasons = {match.record.pk: match.reasons for match in matches}
            row.notes += [
                f"{match.record} ({match.record.reference}): {', '.join(match.reasons)}"
                for match in matches
                if match.weight < LIKELY
            ]
            row.twins = [other for other in self.rows_by_name.get(name, ()) if other != row.number]
        row.title = row.values.get("name_vi") or str(row.record or "")

    def _refuse_twins(self, row, name, numbers):
        others = [str(number) for number in numbers or () if number != row.number]
        if others:
            sentence = _("The same stands in row %(rows)s of the sheet. Keep one of the rows, or correct it.")
            self._refuse(row, name, sentence % {"rows": ", ".join(others)})

    # --- What a row may say -----------------------------------------------------------------------------------

    def check(self, row):
        said = {**(self._now(row.record) if row.record else {}), **row.changes}
        for name, value in row.changes.items():
            field = None if len(value) <= LONGEST.get(name, -1) else FIELDS.get(name)
            try:
                if field is not None and value:
                    field.clean(value, row.record)
                elif name == "tax_code" and value:
                    Identifier(scheme=self.tax_scheme, value=value).clean()
            except ValidationError as error:
                row.refuse(error, self.named.get(name))
        if row.record and row.record.state_level and said.get("kind", Kind.STATE) != Kind.STATE:
            self._refuse(
                row, "kind", _("Only a State body has a level. Take the level out in the portal first.")
            )
        for text in row.changes.get("former_names", ()):
            if text in (said.get("name_vi"), said.get("name_en")):
                self._refuse(
                    row, "former_names", _("“%(name)s” is the current name already.") % {"name": text}
                )
        self._note(row)

    def _now(self, record):
        return {"kind": record.kind, "name_vi": record.name_vi, "name_en": record.name_en}

    def _note(self, row):
        as_of = row.values.get("updated_at")
        if row.record and as_of and localdate(row.record.updated_at) > as_of:
            day = date_format(localdate(row.record.updated_at), "SHORT_DATE_FORMAT")
            row.notes.append(
                _("It was changed in the portal on %(day)s, after this sheet was made.") % {"day": day}
            )
        named = [row.changes.get("seat"), *row.changes.get("places_of_work", ())]
        row.notes += [self.ended[slug] for slug in dict.fromkeys(named) if slug in self.ended]

    def _restore_zeros(self, row):
        """Excel takes the zeros in front of numbers away; where only they can be missing, they are put back."""
        for name, mend in (("tax_code", _whole_tax_code), ("public_phone", _whole_phone)):
            text = row.values.get(name)
            mended = mend(text) if text and text.isdecimal() else text
            if mended != text:
                row.values[name] = mended
                sentence = _("The zero in front, which Excel took away, was put back: %(number)s.")
                row.notes.append(sentence % {"number": mended})

    def _refuse(self, row, name, sentence):
        row.refuse(sentence, self.named.get(name))

    def about(self, record):
        seat, number = open_seat(record), number_of(TAX_CODE)(record)
        return " · ".join(str(one) for one in (seat and seat.place, number and number.value) if one)

    # --- Writing ----------------------------------------------------------------------------------------------

    def write(self, rows, *, by):
        write_rows(rows, by=by)


def _key(row: Row) -> int | None:
    found = _REFERENCE.fullmatch(row.values.get("reference") or "")
    return int(found[1]) if found else None


def _tax_number(row: Row) -> str | None:
    return Identifier.normalize(row.values.get("tax_code") or "") or None


def _name(row: Row) -> str:
    return " ".join(words(row.values.get("name_vi") or ""))


def _rows_by(rows, what) -> dict:
    """The numbers of the rows that say the same."""
    found = defaultdict(list)
    for row in rows:
        if (said := what(row)) and not (what is _name and row.problems):
            found[said].append(row.number)
    return found


def _whole_tax_code(digits: str) -> str:
    """Ten digits, thirteen for a branch. What begins with a zero has lost none: twelve such digits are a person's."""
    return f"0{digits}" if len(digits) in (9, 12) and digits[0] != "0" else digits


def _whole_phone(digits: str) -> str:
    """Mobile numbers are 0 and nine digits beginning with 3, 5, 7, 8 or 9; landlines 02 and nine more."""
    is_mobile = len(digits) == 9 and digits[0] in "35789"
    is_landline = len(digits) == 10 and digits[0] == "2"
    return f"0{digits}" if is_mobile or is_landline else digits
