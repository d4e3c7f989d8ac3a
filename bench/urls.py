"""Every page of the portal, and the floors."""

from django.urls import path

from bench import floors
from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as portal_urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("bench/bytes/<int:count>/", floors.as_many_bytes),
    path("bench/plain/", floors.PlainPage.as_view()),
    path("bench/change/<slug:slug>/", floors.change),
    path("bench/import-export.xlsx", floors.import_export_download),
    path("bench/read/<int:pk>/", floors.read_file),
    *portal_urlpatterns,
]
