"""The staff desk: Django's admin under our name, with its own first screen and a policy for its inline styles."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.hub.accounts.site import AccountPages
from portal.hub.context import site

SECTIONS = [
    (
        _("Records"),
        [
            "organizations.Organization",
            "organizations.Person",
            "organizations.Place",
            "kit.Source",
            "kit.SheetImport",
        ],
    ),
    (_("The site"), ["hub.SitePage"]),
    (
        _("Word lists"),
        [
            "organizations.FieldOfWork",
            "organizations.GroupServed",
            "organizations.ServiceKind",
            "organizations.LegalForm",
            "organizations.IdentifierScheme",
            "organizations.Goal",
            "organizations.ShortForm",
        ],
    ),
    (
        _("Staff accounts"),
        ["auth.User", "auth.Group", "hub.AccountEvent", "kit.AccessLog", "kit.Erasure"],
    ),
]
"""The menu of the desk, in the order of the work; what stands in none of them follows at the end."""


class DeskConfig(AdminConfig):
    default_site = "portal.hub.admin_site.DeskSite"


class DeskSite(AccountPages, AdminSite):
    site_header = _("Staff desk")
    site_title = _("Staff desk")
    index_title = _("What needs me today?")
    index_template = "admin/desk.html"
    enable_nav_sidebar = True

    def admin_view(self, view, cacheable=False):
        """Scripts stay strict; only style attributes, which the date and choice widgets set, may be inline."""
        return csp_update({"style-src-attr": [UNSAFE_INLINE]})(super().admin_view(view, cacheable))

    def each_context(self, request):
        context = super().each_context(request)
        return {
            **context,
            "network_name": site(request)["site_name"],
            "sections": sections_of(context["available_apps"]),
        }

    def index(self, request, extra_context=None):
        from portal.hub import desk  # models are not ready when the admin's configuration loads this file

        site = request.build_absolute_uri("/")
        screen = desk.first_screen(request.user, on=timezone.localdate(), site=site)
        return super().index(request, {**screen, **(extra_context or {})})


def sections_of(app_list) -> list[dict]:
    """What this person may open, by `SECTIONS`: each a name and Django's descriptions of models."""
    left = {
        f"{app['app_label']}.{model['object_name']}": model for app in app_list for model in app["models"]
    }
    sections = [
        {"name": name, "models": [left.pop(key) for key in keys if key in left]} for name, keys in SECTIONS
    ]
    sections.append({"name": _("Other"), "models": list(left.values())})
    return [section for section in sections if section["models"]]
