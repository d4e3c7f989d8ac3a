"""Duplicates on the desk.

warning.py  in a form: while somebody types, and once more before something new is saved
listing.py  the page of pairs: to be looked at, only weak, said to be others, merged
"""

from portal.kit.duplicates.desk.listing import PairsPage
from portal.kit.duplicates.desk.warning import DuplicateWarning, WarningInForm


class DuplicatesOfList(WarningInForm, PairsPage):
    """For a `DeskAdmin` whose form is a `DuplicateWarning`: declare `duplicates`."""


__all__ = ["DuplicateWarning", "DuplicatesOfList"]
