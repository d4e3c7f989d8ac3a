"""Addresses for machines: health, robots, favicon."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse


@login_not_required
def healthz(request):
    """The process answers; no data, no database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /en/admin/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
def favicon(request):
    return redirect(static("img/mark.svg"), permanent=False)
