"""The table of contents of the site: Vietnamese at the root, English under /en/, paths translated."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import pgettext_lazy

from portal.hub import errors, files, operations, sitemaps, views
from portal.hub import search as search_views

urlpatterns = [
    path("healthz", operations.healthz, name="healthz"),
    path("robots.txt", operations.robots, name="robots"),
    path("favicon.ico", operations.favicon, name="favicon"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("tep/<path:name>", files.send, name="file"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path(pgettext_lazy("url", "organizations/"), include("organizations.urls")),
        path(pgettext_lazy("url", "places/"), include("organizations.place_urls")),
        path(pgettext_lazy("url", "search/"), search_views.search, name="search"),
        path(pgettext_lazy("url", "about/"), views.page, {"key": "about"}, name="about"),
        path(pgettext_lazy("url", "contact/"), views.contact, name="contact"),
        path(pgettext_lazy("url", "privacy/"), views.page, {"key": "privacy"}, name="privacy"),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
