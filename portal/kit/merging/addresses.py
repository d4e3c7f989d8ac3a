"""Where a merge has its page on the desk."""

from django.urls import NoReverseMatch, reverse

from portal.kit.merging.models import Merge


def page_of(merge: Merge) -> str:
    """Under the list of its records; "" where no list of the desk merges records of that kind."""
    try:
        return reverse(f"admin:{merge.target.replace('.', '_')}_merged", args=[merge.pk])
    except NoReverseMatch:
        return ""
