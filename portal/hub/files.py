"""The one door to uploaded files: it asks `visible_to` before it sends anything."""

from pathlib import PurePosixPath

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from organizations.models import Consent, Organization, Registration, TransparencyDocument
from portal.kit.access import viewer

# Folder of the stored name: who holds such files, in which column, and whether pages show them inline.
HOLDERS = {
    "logos": (Organization, "logo", True),
    "transparency": (TransparencyDocument, "file", False),
    "registrations": (Registration, "file", False),
    "consents": (Consent, "file", False),
}


@login_not_required
def send(request, name):
    """404 for what is not there and for what is not for this reader, alike.

    Only pictures that we encoded ourselves are shown inline; everything else is a download.
    """
    folder = name.partition("/")[0]
    if folder not in HOLDERS:
        raise Http404
    model, column, is_inline = HOLDERS[folder]
    holders = model.objects.visible_to(viewer(request)).filter(**{column: name})
    if not holders.exists() or not default_storage.exists(name):
        raise Http404
    # The type of a picture is what `kit.images` wrote, whatever this machine's table of types knows.
    response = FileResponse(
        default_storage.open(name),
        as_attachment=not is_inline,
        filename=PurePosixPath(name).name,
        content_type="image/webp" if is_inline else None,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, max-age=86400" if is_inline else "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
