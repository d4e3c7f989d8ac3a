"""What every page knows about the site."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language


def site(request):
    """What `base.html` prints; `languages`: code, name and address of this very page in each."""
    english = get_language() == "en"
    path = escape_leading_slashes(request.path)
    return {
        "site_name": settings.SITE_NAME_EN if english else settings.SITE_NAME_VI,
        "contact_email": settings.CONTACT_EMAIL,
        "languages": SimpleLazyObject(lambda: _languages(request, path)),
        "today": timezone.localdate(),
        "canonical_url": request.build_absolute_uri(path),
        "site_picture_url": SimpleLazyObject(lambda: request.build_absolute_uri(static("img/og.png"))),
    }


def _languages(request, path) -> list[dict]:
    """This very page in each language, filters included."""
    address = request.get_full_path()
    return [
        {
            "code": code,
            "name": name,
            "url": translate_url(address, code),
            "absolute_url": request.build_absolute_uri(translate_url(path, code)),
            "is_current": code == get_language(),
        }
        for code, name in (("vi", "Tiếng Việt"), ("en", "English"))
    ]
