"""Who may do what with organizations, places, contacts and word lists.

Each `can_…` agrees with a word of the querysets: `visible_to`, `changeable_by`, `deletable_by`. `ROLES` is what each
role is given; docs/quyen-han.md shows it as a table for staff.
"""

from portal.kit.publication import can_view, may, may_change, may_delete, may_see_drafts
from portal.kit.roles import Role, rights

APP = "organizations"
RECORD = (
    "organization",
    "organizationname",
    "organizationplace",
    "organizationfigure",
    "service",
    "identifier",
    "transparencydocument",
    "registration",
)
"""An organization with its parts."""

CONTACT = ("person", "affiliation", "consent")
PLACE = ("place", "placealias", "placedesignation", "placesuccession")
WORDS = ("fieldofwork", "groupserved", "servicekind", "legalform", "identifierscheme", "shortform")

SEE = rights(APP, "view", *RECORD, "verification", *PLACE, *WORDS, "goal")
SEE_CONTACTS = rights(APP, "view", *CONTACT)
EXPORT = rights(APP, "export", "organization")
EDIT = (
    rights(APP, "add change delete", *RECORD, "affiliation")
    | rights(APP, "add change", "person", "consent")
    | SEE
    | SEE_CONTACTS
    | EXPORT
)
# What visitors see at once, in whatever record: word lists and places have no draft.
PUBLISH = (
    EDIT
    | rights(APP, "publish", "organization")
    | rights(APP, "add", "verification")
    | rights(APP, "delete", "person", "consent")
    | rights(APP, "add change delete", *PLACE, *WORDS)
    | rights(APP, "change", "goal")
)

ROLES = {
    Role.VIEWER: SEE,
    Role.EDITOR: EDIT,
    Role.PUBLISHER: PUBLISH,
    Role.FINANCE: SEE | SEE_CONTACTS,
    Role.DONOR_OFFICER: SEE | SEE_CONTACTS | EXPORT,
    Role.ADMINISTRATOR: PUBLISH,
}


def can_view_organization(user, organization) -> bool:
    return can_view(user, organization)


def can_change_organization(user, organization) -> bool:
    """A draft: who may change organizations. What visitors see or saw: who may publish too."""
    return may_change(user, organization)


def can_delete_organization(user, organization) -> bool:
    return may_delete(user, organization)


def can_publish_organization(user, organization) -> bool:
    return may(user, "publish", type(organization))


def can_view_document(user, document) -> bool:
    if may_see_drafts(user, type(document)):
        return True
    return document.is_public and not document.organization.is_draft


def can_view_registration(user, registration) -> bool:
    return may_see_drafts(user, type(registration))


def can_view_verification(user, verification) -> bool:
    return may_see_drafts(user, type(verification))


def can_view_person(user, person) -> bool:
    return may_see_drafts(user, type(person))
