"""What each role may do with what belongs to the site as a whole: its own pages, and the staff's accounts."""

from portal.kit.roles import Role, rights

VIEW = rights("hub", "view", "sitepage")
WRITE = VIEW | rights("hub", "add change", "sitepage")
# Accounts are switched off, not deleted: history keeps the name of who did what.
ACCOUNTS = (
    rights("auth", "view add change", "user")
    | rights("auth", "view add change delete", "group")
    | rights("hub", "view", "accountevent")
)

ROLES = {
    Role.VIEWER: VIEW,
    Role.EDITOR: VIEW,
    Role.PUBLISHER: WRITE,
    Role.FINANCE: VIEW,
    Role.DONOR_OFFICER: VIEW,
    Role.ADMINISTRATOR: WRITE | ACCOUNTS,
}
