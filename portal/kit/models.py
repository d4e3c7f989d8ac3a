"""The tables of the ground floor, gathered where Django looks for them."""

from portal.kit.access_log import AccessLog
from portal.kit.erasing.models import Erasure
from portal.kit.imports.models import KnownHeader, SheetImport
from portal.kit.merging.models import Merge
from portal.kit.slugs import FormerSlug
from portal.kit.sources import Source

__all__ = ["AccessLog", "Erasure", "FormerSlug", "KnownHeader", "Merge", "SheetImport", "Source"]
