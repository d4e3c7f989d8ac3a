from django.urls import path
from django.utils.translation import pgettext_lazy

from organizations import views

app_name = "organizations"

urlpatterns = [
    path("", views.organization_list, name="list"),
    path(
        pgettext_lazy("url", "download.xlsx"), views.organization_download, {"extension": "xlsx"}, name="xlsx"
    ),
    path(pgettext_lazy("url", "download.csv"), views.organization_download, {"extension": "csv"}, name="csv"),
    path("<slug:slug>/", views.OrganizationDetailView.as_view(), name="detail"),
]
