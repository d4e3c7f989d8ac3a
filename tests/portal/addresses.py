"""Every public address of the portal, by the name of its pattern: tests walk them all."""

from django.urls import get_resolver, reverse
from django.utils import translation

ADMIN = "admin"


def public_names() -> list[str]:
    """Names of all patterns outside the staff desk, namespaces included."""
    return sorted(set(_names(get_resolver(), "")))


def _names(resolver, prefix):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            if pattern.namespace == ADMIN:
                continue
            yield from _names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


def in_both_languages(name: str, *arguments) -> list[str]:
    found = []
    for language in ("vi", "en"):
        with translation.override(language):
            found.append(reverse(name, args=arguments))
    return list(dict.fromkeys(found))
