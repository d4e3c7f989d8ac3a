"""Pages for what went wrong: in the reader's language, with a way on; the last one without a database."""

from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from portal.kit.guards import UnreadableAddress

OTHER_HOST = "Cổng thông tin không có ở địa chỉ này.\nThe portal does not answer under this host name.\n"


def bad_request(request, exception=None):
    """What the framework says of a refusal is for programmers; here a reader learns what to do."""
    if isinstance(exception, DisallowedHost):
        # No page: every address on it would carry the host that was refused.
        return HttpResponse(OTHER_HOST, content_type="text/plain; charset=utf-8", status=400)
    return render(request, "400.html", {"reason": _reason(exception)}, status=400)


def _reason(exception) -> str:
    if isinstance(exception, UnreadableAddress):
        return str(exception)
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return _(
            "This is more than the site reads at a time. Nothing was saved. Go back and send it in smaller parts."
        )
    return ""


def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """A form that was sent too late or from elsewhere."""
    sentence = _(
        "The form was open for too long, or cookies are switched off. Go back, reload the page and send it again."
    )
    return render(request, "403.html", {"reason": sentence}, status=403)


def page_not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """No database, no context processors: whatever broke must not break this page too."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)
