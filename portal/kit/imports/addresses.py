"""Where an import has its page on the desk."""

from django.urls import NoReverseMatch, reverse

from portal.kit.imports.models import SheetImport


def page_of(sheet_import: SheetImport) -> str:
    """Under the list that it was brought into; "" where no list of the desk takes sheets of that kind."""
    try:
        return reverse(f"admin:{sheet_import.target.replace('.', '_')}_import_page", args=[sheet_import.pk])
    except NoReverseMatch:
        return ""
