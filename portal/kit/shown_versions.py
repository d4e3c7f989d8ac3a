"""A list says which version of each record it shows, and an action acts on no newer one."""

from django.utils.html import format_html

from portal.kit.versions import Versioned


class VersionsOfList:
    """For a `DeskAdmin`."""

    def action_checkbox(self, obj):
        """Beside the box stands the version that the list shows."""
        box = super().action_checkbox(obj)
        if not isinstance(obj, Versioned):
            return box
        seen = format_html('<input type="hidden" name="{}" value="{}">', seen_name(obj), obj.version)
        return format_html("{}{}", box, seen)

    def version_shown(self, request, record) -> int | None:
        """The version that the list showed. Where all records are meant, pages that nobody opened among them, those
        that were not shown count as they are now; else None."""
        sent = request.POST.get(seen_name(record), "")
        if sent.isascii() and sent.isdigit():
            return int(sent)
        return record.version if request.POST.get("select_across") == "1" else None


def seen_name(record) -> str:
    """By what name a list sends the version of this record that it showed."""
    return f"seen_version_{record.pk}"
