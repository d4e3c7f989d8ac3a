"""The address decides the language: Vietnamese at the root, English under /en/."""

from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class LanguageFromAddressMiddleware(LocaleMiddleware):
    """Django's, less its `Vary: Accept-Language`: here neither browser settings nor cookies choose the language."""

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
