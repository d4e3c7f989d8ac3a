"""What search engines may list: published records and fixed pages, in both languages."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.urls import reverse

from organizations.models import Organization, Place


class _BothLanguages(Sitemap):
    i18n = True
    alternates = True
    x_default = True


class FixedPages(_BothLanguages):
    def items(self):
        return ["home", "organizations:list", "places:list", "about", "contact", "privacy"]

    def location(self, item):
        return reverse(item)


class Organizations(_BothLanguages):
    def items(self):
        return Organization.objects.public().only("slug", "updated_at").order_by("pk")

    def lastmod(self, organization):
        return organization.updated_at


class Places(_BothLanguages):
    def items(self):
        return Place.objects.only("slug").order_by("pk")


@login_not_required
def index(request):
    maps = {"pages": FixedPages, "organizations": Organizations, "places": Places}
    return sitemap(request, sitemaps=maps)
