"""What we wrote ourselves, among all that is installed."""

from django.apps import AppConfig


def is_ours(app: AppConfig) -> bool:
    """Whether the app lies in the portal's own tree, not where pip puts libraries."""
    return "site-packages" not in app.path and "dist-packages" not in app.path
