"""Rows of a sheet as organizations: what of a row becomes a column, a list, or a row of its own."""

from collections.abc import Sequence

from organizations.models import (
    FieldOfWork,
    Goal,
    GroupServed,
    IdentifierScheme,
    LegalForm,
    OrganizationName,
    Place,
)
from organizations.services import Change, Draft, Revision, change_organizations, create_organizations
from organizations.sheets import SEAT, TAX_CODE, WORK, former_names, number_of, open_seat, work_rows
from portal.kit.history import Way
from portal.kit.imports.rows import Row

LINKS = ("legal_form", "country")
LISTS = ("fields_of_work", "groups_served", "goals")
PARTS = {"former_names": "names", "seat": "places", "places_of_work": "places", "tax_code": "identifiers"}
"""Columns of the sheet that are rows of an organization, and their relation."""


def write_rows(rows: Sequence[Row], *, by) -> None:
    """Write new and changed rows. Run it in a transaction."""
    words = _Words()
    drafts = [words.draft(row) for row in rows if row.record is None]
    changes = [words.change(row) for row in rows if row.record is not None]
    create_organizations(drafts, by=by, way=Way.IMPORT)
    change_organizations(changes, by=by, way=Way.IMPORT)


class _Words:
    """The records that codes and slugs of a sheet mean, loaded once."""

    def __init__(self):
        self.places = {place.slug: place for place in Place.objects.all()}
        self.terms = {
            "legal_form": {term.code: term for term in LegalForm.objects.all()},
            "country": self.places,
            "fields_of_work": {term.code: term for term in FieldOfWork.objects.all()},
            "groups_served": {term.code: term for term in GroupServed.objects.all()},
            "goals": {str(goal.pk): goal for goal in Goal.objects.all()},
        }
        self.tax_scheme = IdentifierScheme.objects.get(code=TAX_CODE)

    def draft(self, row) -> Draft:
        parts = {"names": [], "places": [], "identifiers": []}
        for relation, revision in self.revisions(row).items():
            parts[relation] += revision.added
        return Draft(self.columns(row), self.lists(row), parts)

    def change(self, row) -> Change:
        return Change(row.record, row.record.version, self.columns(row), self.lists(row), self.revisions(row))

    def columns(self, row) -> dict:
        plain = {name: value for name, value in row.changes.items() if name not in (*LISTS, *PARTS)}
        return plain | {
            name: self.terms[name][row.changes[name]] if row.changes[name] else None
            for name in LINKS
            if name in row.changes
        }

    def lists(self, row) -> dict:
        return {
            name: [self.terms[name][code] for code in row.changes[name]]
            for name in LISTS
            if name in row.changes
        }

    def revisions(self, row) -> dict[str, Revision]:
        found: dict[str, Revision] = {}
        for name, relation in PARTS.items():
            if name in row.changes:
                revise = getattr(self, f"_{name}")
                revise(found.setdefault(relation, Revision()), row.record, row.changes[name])
        return found

    def _former_names(self, revision, record, names):
        rows = former_names(record) if record else []
        revision.removed += [one.pk for one in rows if one.text not in names]
        known = {one.text for one in rows}
        kind = OrganizationName.Kind.FORMER
        revision.added += [{"kind": kind, "text": text} for text in names if text not in known]

    def _places_of_work(self, revision, record, slugs):
        rows = work_rows(record) if record else []
        revision.removed += [one.pk for one in rows if one.place.slug not in slugs]
        known = {one.place.slug for one in rows}
        revision.added += [{"role": WORK, "place": self.places[slug]} for slug in slugs if slug not in known]

    def _seat(self, revision, record, slug):
        """A sheet corrects where the seat is; that an organization moved, and when, is said in its form."""
        self._one(revision, record and open_seat(record), slug and {"role": SEAT, "place": self.places[slug]})

    def _tax_code(self, revision, record, value):
        row = record and number_of(TAX_CODE)(record)
        self._one(revision, row, value and {"scheme": self.tax_scheme, "value": value})

    def _one(self, revision, row, columns):
        """A relation that has one row of a kind: it comes, changes or goes."""
        if row is None:
            revision.added += [columns] if columns else []
        elif columns:
            revision.changed[row.pk] = columns
        else:
            revision.removed.append(row.pk)
