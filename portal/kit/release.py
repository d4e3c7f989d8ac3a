"""Which portal this is: a text that changes with anything but data that pages are made from."""

import hashlib
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from django.apps import apps
from django.conf import settings

from portal.kit.ours import is_ours

MADE_FROM = {".py", ".html", ".mo", ".toml"}
SHOWN_SETTINGS = ("SITE_NAME_VI", "SITE_NAME_EN", "CONTACT_EMAIL")


@cache
def release() -> str:
    """The same on every machine that runs the same files, whenever they were copied there; read once a process.

    A version number would not do: it stays when somebody mends a template on the server.
    """
    digest = hashlib.blake2b(digest_size=8)
    for folder in _folders():
        for path in sorted(path for path in folder.rglob("*") if path.suffix in MADE_FROM):
            digest.update(f"\n{path.relative_to(folder)}\n".encode())
            digest.update(path.read_bytes())
    # Addresses of static files carry a hash of their content; the manifest is where those hashes stand.
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    digest.update(manifest.read_bytes() if manifest.exists() else b"")
    digest.update("\n".join(sorted(f"{one.name} {one.version}" for one in distributions())).encode())
    digest.update("\n".join(getattr(settings, name) for name in SHOWN_SETTINGS).encode())
    return digest.hexdigest()


def _folders() -> list[Path]:
    """Our own code, templates and catalogues; libraries are told by their versions."""
    apps_of_ours = [Path(app.path) for app in apps.get_app_configs() if is_ours(app)]
    shared = [settings.BASE_DIR / "portal", *settings.TEMPLATES[0]["DIRS"], *settings.LOCALE_PATHS]
    return [*apps_of_ours, *map(Path, shared)]
