"""What pages are measured against, and the change after which a list is measured."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import ListView

from organizations.models import Organization
from organizations.services import change_organization


@login_not_required
def as_many_bytes(request, count):
    """Floor «bytes»: the least that an answer of this length can cost."""
    return HttpResponse(b"x" * count)


@method_decorator(login_not_required, name="dispatch")
class PlainPage(ListView):
    """Floor «plain page»: one query for the columns shown, 25 rows, a template that says no more than their names."""

    template_name = "bench/plain.html"
    queryset = Organization.objects.public().only("slug", "name_vi", "name_en").order_by("sort_vi", "pk")[:25]


@login_not_required
def change(request, slug):
    """What an officer's smallest change does, through the service that the desk calls."""
    organization = Organization.objects.get(slug=slug)
    changed = change_organization(
        organization, by=None, seen=organization.version, address=f"Số {organization.version}, đường Thử"
    )
    return HttpResponse(f"{changed.version}")
