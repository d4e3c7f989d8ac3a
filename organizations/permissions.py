"""Who may do what with organizations; each `can_…` agrees with the queryset's `visible_to`."""

from portal.kit.publication import can_view, may_see_drafts


def can_view_organization(user, organization) -> bool:
    return can_view(user, organization)


def can_publish_organization(user, organization) -> bool:
    return user.is_active and user.is_staff and user.has_perm("organizations.publish_organization")


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
