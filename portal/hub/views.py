"""Home and the pages that staff write."""

from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Max
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from organizations.cards import cards
from organizations.facets import count_by_unit
from organizations.index import in_order, public_index
from organizations.models import Organization, OrganizationFigure
from organizations.units import Units
from portal.hub.markdown import to_html
from portal.hub.models import SitePage
from portal.hub.provinces import former_provinces, province_table, without_any
from portal.hub.tiles import picture_of
from portal.kit.kept import kept_on, part
from portal.kit.sources import Source

NEWEST = 6
STATED = 4


@login_not_required
def home(request):
    """What the network is, its numbers, the newest, and who works where."""
    kept = kept_on(timezone.localdate())
    index, units = public_index(kept), Units.at(kept)
    counts = count_by_unit(index, units)
    provinces = in_order(units.current())
    rows = province_table(kept, get_language())
    context = {
        "provinces": provinces,
        "former_provinces": former_provinces(units),
        "picture": picture_of(provinces, counts),
        "rows": rows,
        "without_any": without_any(units, counts),
        "without_any_count": len(provinces) - len(rows),
        "organizations_count": index.organizations.bit_count(),
        **network_today(kept),
    }
    return render(request, "hub/home.html", context)


@part
def network_today(kept) -> dict:
    """What home tells beside its counts: the newest, what was stated, how many sources, the last change."""
    organizations = Organization.objects.public().organizations()
    newest = organizations.newest().values_list("pk", flat=True)[:NEWEST]
    numbering = public_index(kept).numbering
    figures = OrganizationFigure.objects.public().select_related("organization", "source")
    return {
        "sources_count": Source.objects.filter(organizations__in=organizations).distinct().count(),
        "newest": list(cards(numbering.numbers_of(newest), kept).values()),
        "last_updated": organizations.aggregate(at=Max("updated_at"))["at"],
        "figures": list(figures[:STATED]),
    }


@login_not_required
def page(request, key):
    written = get_object_or_404(SitePage, key=key)
    return render(request, "hub/page.html", {"page": written, "body": to_html(written.body)})


@login_not_required
def contact(request):
    """With `?page=/to-chuc/…` it is the door of «Báo thông tin sai»: the letter then names that page."""
    written = get_object_or_404(SitePage, key=SitePage.Key.CONTACT)
    about = _page_asked_about(request)
    context = {
        "page": written,
        "body": to_html(written.body),
        "about_url": about,
        "letter_url": _letter(about) if about and settings.CONTACT_EMAIL else "",
    }
    return render(request, "hub/contact.html", context)


def _page_asked_about(request) -> str:
    """The full address of one of our own pages, or ""."""
    path = request.GET.get("page", "")[:300]
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return ""
    return request.build_absolute_uri(path)


def _letter(about: str) -> str:
    """A letter to the network's office, begun: what it is about and what to tell."""
    body = _(
        "Page: %(address)s\n\nWhat is wrong:\n\nWhat would be right:\n\nHow I know (document, or my work there):\n"
    ) % {"address": about}
    begun = urlencode({"subject": _("Wrong information on the portal"), "body": body}, quote_via=quote)
    return f"mailto:{settings.CONTACT_EMAIL}?{begun}"
