"""What pages and sheets are measured against, and the change after which a list is measured."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.generic import ListView
from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from import_export.resources import Resource

from organizations.models import Organization
from organizations.services import change_organization
from organizations.sheets import STAFF
from portal.kit.imports.models import SheetImport
from portal.kit.sheets.reading import read_sheet
from portal.kit.sheets.showing import shower


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


class OfTheLibrary(Resource):
    """django-import-export's own way to the columns of our download, with the same rows loaded the same way."""

    def __init__(self):
        super().__init__()
        self.fields = {
            column.name: Field(column_name=column.header(), dehydrate_method=_cell_of(column))
            for column in STAFF
        }

    def get_queryset(self):
        return Organization.objects.in_alphabetical_order().for_sheet()


def _cell_of(column):
    get, show = column.getter(), shower(column)
    return lambda one: show(get(one))


def import_export_download(request):
    """Floor of the downloads."""
    return HttpResponse(XLSX().export_data(OfTheLibrary().export()), content_type=XLSX.CONTENT_TYPE)


def read_file(request, pk):
    """Floor of the previews: the file of this import, read and forgotten."""
    one = get_object_or_404(SheetImport.objects.visible_to(request.user), pk=pk)
    with one.file.open("rb") as file:
        return HttpResponse(len(read_sheet(file, one.file_name, one.sheet or None).rows))
