"""What each role may do with what all apps share: sources, the logs, and the erasing of personal data."""

from portal.kit.roles import Role, rights

VIEW = rights("kit", "view", "source")
PUBLISH = VIEW | rights("kit", "add change delete", "source") | rights("kit", "view", "sheetimport")

ROLES = {
    Role.VIEWER: VIEW,
    # A new source shows nowhere until a record names it; a changed one changes every page that names it.
    Role.EDITOR: VIEW | rights("kit", "add", "source"),
    Role.PUBLISHER: PUBLISH,
    Role.FINANCE: VIEW,
    Role.DONOR_OFFICER: VIEW,
    Role.ADMINISTRATOR: PUBLISH | rights("kit", "view", "accesslog") | rights("kit", "view add", "erasure"),
}
