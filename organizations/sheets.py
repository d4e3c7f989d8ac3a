"""The columns of the organizations list: declared once for the download, and for the sheet that comes back."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from organizations.models import Kind, OrganizationName, OrganizationPlace
from portal.kit.publication import Publication
from portal.kit.sheets.columns import Column
from portal.kit.sheets.columns import Kind as Cell

SEAT, WORK = OrganizationPlace.Role.SEAT, OrganizationPlace.Role.WORK


def _places(role):
    return lambda one: [str(row.place) for row in one.places.all() if row.role == role]


def _names(kind):
    return lambda one: [name.text for name in one.names.all() if name.kind == kind]


def _terms(relation):
    return lambda one: [str(term) for term in getattr(one, relation).all()]


def _number(scheme):
    return lambda one: "; ".join(row.value for row in one.identifiers.all() if row.scheme.code == scheme)


PUBLIC = [
    Column("reference", _("portal reference"), Cell.IDENTIFIER, get=lambda one: one.reference, width=14),
    Column("name_vi", _("name in Vietnamese"), width=48, required=True),
    Column("name_en", _("name in English"), width=48),
    Column("acronym", _("acronym"), width=14),
    Column("former_names", _("former names"), Cell.LIST, get=_names(OrganizationName.Kind.FORMER)),
    Column(
        "kind", _("Kind of organization"), Cell.CHOICE, choices=dict(Kind.choices), required=True, width=34
    ),
    Column("legal_form", _("legal form"), get=lambda one: one.legal_form and str(one.legal_form)),
    Column("tax_code", _("tax code"), Cell.IDENTIFIER, get=_number("VN-TIN")),
    Column("country", _("Country"), get=lambda one: one.country and str(one.country), width=14),
    Column("seat", _("seat"), Cell.LIST, get=_places(SEAT), width=24),
    Column("places_of_work", _("Places of work"), Cell.LIST, get=_places(WORK), width=48),
    Column("fields_of_work", _("fields of work"), Cell.LIST, get=_terms("fields_of_work"), width=48),
    Column("groups_served", _("groups served"), Cell.LIST, get=_terms("groups_served"), width=48),
    Column("goals", _("Sustainable Development Goals"), Cell.LIST, get=_terms("goals")),
    Column("founded", _("founded"), Cell.PARTIAL_DATE),
    Column("address", _("address as written"), width=40),
    Column("website", _("website"), Cell.URL),
    Column("public_email", _("public e-mail")),
    Column("public_phone", _("public phone"), Cell.IDENTIFIER),
    Column("description_vi", _("description in Vietnamese"), width=80),
    Column("description_en", _("description in English"), width=80),
    Column("updated_at", _("Last updated"), Cell.DATE, get=lambda one: localdate(one.updated_at)),
]
"""What anyone may have: what the public pages show."""

STAFF = [*PUBLIC, Column("publication", _("publication"), Cell.CHOICE, choices=dict(Publication.choices))]
"""What staff who may view organizations have: drafts too, and so the state of each."""


def with_addresses(columns, build_absolute_uri):
    """The columns with one more: the record's page on this site, in the language that is active."""
    return [
        *columns,
        Column("page", _("page"), Cell.URL, get=lambda one: build_absolute_uri(one.get_absolute_url())),
    ]
