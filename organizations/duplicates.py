"""What tells that two organizations may be one: names, acronyms, official numbers, addresses."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from organizations.form_words import FORM_WORDS
from organizations.models import (
    Organization,
    OrganizationKey,
    OrganizationName,
    OrganizationNotDuplicate,
    OrganizationPair,
)
from organizations.sheets import TAX_CODE
from portal.kit.duplicates import contacts
from portal.kit.duplicates.finding import Duplicates
from portal.kit.duplicates.names import in_brackets
from portal.kit.duplicates.signs import Key, Match, Sign
from portal.kit.search import SEARCH_COLUMNS
from portal.kit.text import words


def keys_of(
    *,
    names: Iterable[str] = (),
    other_names: Iterable[str] = (),
    acronyms: Iterable[str] = (),
    numbers: Iterable[tuple[str, str]] = (),
    websites: Iterable[str] = (),
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
) -> list[Key]:
    """The keys of what is said about one organization; `numbers` are pairs of a scheme's code and a value."""
    found = [
        *(Key("acronym", contacts.acronym(text), text) for text in acronyms),
        *(key for name in names for key in _keys_of_name(name, said="")),
        *(key for name in other_names for key in _keys_of_name(name, said=name)),
        *(Key("number", contacts.number(value), scheme) for scheme, value in numbers),
        *(Key("site", contacts.site(url)) for url in websites),
        *(Key("email", contacts.email(address)) for address in emails),
        *(Key("phone", phone) for text in phones for phone in contacts.phones(text)),
    ]
    once = {}  # the first says it best: an acronym before a word that is left of a name, a name before another name
    for key in found:
        if key.value:
            once.setdefault(key.compared, key)
    return list(once.values())


def _keys_of_name(name, *, said):
    """The name as a whole, its core, and the acronym that it holds in brackets or is."""
    if not name:
        return
    core = FORM_WORDS.core(name)
    yield Key("name", " ".join(words(name)), said)
    yield Key("core", core.words, "|".join(core.dropped))
    for text in in_brackets(name):
        if contacts.reads_as_acronym(text):
            yield Key("acronym", contacts.acronym(text), text)
    if core.alone:
        is_acronym = any(
            contacts.reads_as_acronym(text) and words(text) == [core.alone] for text in name.split()
        )
        yield Key("acronym", contacts.acronym(core.alone), core.alone.upper() if is_acronym else "")


def _same_name(value, said):
    other = next((text for text in said if text), "")
    return _("same as another name, “%(name)s”") % {"name": other} if other else _("same name")


def _same_core(value, said):
    """What one of them has and the other has not makes the difference."""
    one, other = ([phrase for phrase in text.split("|") if phrase] for text in said)
    differing = [phrase for phrase in one if phrase not in other] + [
        phrase for phrase in other if phrase not in one
    ]
    if not differing:
        return _("nearly the same name")
    return _("same name without %(words)s") % {"words": ", ".join(f"“{phrase}”" for phrase in differing)}


def _same_acronym(value, said):
    """Where neither is known as an acronym, one word is what is left of both names."""
    known = next((text for text in said if text), "")
    return _("same acronym “%(acronym)s”") % {"acronym": known} if known else _("nearly the same name")


def _same_number(value, said):
    if set(said) == {TAX_CODE}:
        return _("same tax code")
    return _("same official number %(number)s") % {"number": value}


class OrganizationDuplicates(Duplicates):
    model = Organization
    key_model = OrganizationKey
    pair_model = OrganizationPair
    settled_model = OrganizationNotDuplicate
    signs = {
        "number": Sign(100, _same_number),
        "name": Sign(100, _same_name),
        "core": Sign(80, _same_core),
        "email": Sign(50, lambda value, said: _("same e-mail %(address)s") % {"address": value}),
        "phone": Sign(50, lambda value, said: _("same phone %(number)s") % {"number": value}),
        "site": Sign(50, lambda value, said: _("same website %(site)s") % {"site": value}),
        "acronym": Sign(40, _same_acronym),
    }
    belongs_to = ("parent", "governing_body", "successor")
    boxes = ("name_vi", "name_en", "local_name", "acronym", "website", "public_email", "public_phone")
    rows = (("names", "text"), ("identifiers", "value"))

    def includes(self, key, others):
        """Who has the same name has the same core of it, and the same word where one is left."""
        is_of_name = key.sign == "core" or (key.sign == "acronym" and not key.said)
        names = [f" {other.value} " for other in others if other.sign in ("name", "core") and other != key]
        return is_of_name and any(f" {key.value.lower()} " in name for name in names)

    def keys_of_all(self, records):
        records = records.only(*self.boxes).prefetch_related("names", "identifiers__scheme")
        return {one.pk: _keys(one) for one in records}

    def read(self, boxes):
        names, shorts = [], []
        for number in range(_count(boxes, "names")):
            kind, text = boxes.get(f"names-{number}-kind"), boxes.get(f"names-{number}-text", "")
            (shorts if kind == OrganizationName.Kind.SHORT else names).append(text)
        values = [
            boxes.get(f"identifiers-{number}-value", "") for number in range(_count(boxes, "identifiers"))
        ]
        return keys_of(
            names=[boxes.get(name, "") for name in ("name_vi", "name_en", "local_name")],
            other_names=names,
            acronyms=[boxes.get("acronym", ""), *shorts],
            numbers=[(TAX_CODE, value) for value in values],
            websites=[boxes.get("website", "")],
            emails=[boxes.get("public_email", "")],
            phones=[boxes.get("public_phone", "")],
        )

    def shown(self, records):
        return records.defer(*SEARCH_COLUMNS).with_seat().prefetch_related("identifiers__scheme")

    def facts_of(self, record):
        codes = [row.value for row in record.identifiers.all() if row.scheme.code == TAX_CODE]
        facts = [record.reference, record.get_kind_display(), record.seat_name]
        facts += [_("tax code %(number)s") % {"number": code} for code in codes]
        return [fact for fact in facts if fact]


def _keys(one) -> list[Key]:
    short = OrganizationName.Kind.SHORT
    names = list(one.names.all())
    return keys_of(
        names=[one.name_vi, one.name_en, one.local_name],
        other_names=[row.text for row in names if row.kind != short],
        acronyms=[one.acronym, *(row.text for row in names if row.kind == short)],
        numbers=[(row.scheme.code, row.value) for row in one.identifiers.all()],
        websites=[one.website],
        emails=[one.public_email],
        phones=[one.public_phone],
    )


MOST_ROWS = 50


def _count(boxes, prefix) -> int:
    text = boxes.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(text), MOST_ROWS) if text.isdecimal() else 0


DUPLICATES = OrganizationDuplicates()


def possible_duplicates(rows, *, load=None) -> list[list[Match]]:
    """For each row of a sheet (its values by column) the organizations that may be the same, the likeliest first.

    The number of questions does not grow with the rows. `load` as for `matches_of_many`.
    """
    return DUPLICATES.matches_of_many([_keys_of_row(row) for row in rows], load=load)


def _keys_of_row(values) -> list[Key]:
    def said(name):
        return [values[name]] if values.get(name) else []

    return keys_of(
        names=[*said("name_vi"), *said("name_en")],
        other_names=values.get("former_names") or (),
        acronyms=said("acronym"),
        numbers=[(TAX_CODE, number) for number in said("tax_code")],
        websites=said("website"),
        emails=said("public_email"),
        phones=said("public_phone"),
    )
