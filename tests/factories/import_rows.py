"""A sheet that comes in, without the pages: received, previewed, confirmed, and what its rows would do."""

from organizations.models import IdentifierScheme
from organizations.resources import OrganizationResource
from organizations.services import create_organization
from portal.kit.imports import acts
from portal.kit.imports.models import SheetImport
from portal.kit.imports.previewing import preview
from tests.factories.desk import officer


def received(upload, by=None, **answers) -> SheetImport:
    one = acts.receive(upload, OrganizationResource, by=by or officer(f"lan{SheetImport.objects.count()}"))
    for name, value in answers.items():
        setattr(one, name, value)
    one.save()
    return one


def previewed(one):
    found = preview(one, OrganizationResource)
    acts.note_seen(one, found)
    return found


def confirmed(one, by=None):
    previewed(one)
    return acts.confirm(one, OrganizationResource, by=by or one.by)


def outcomes(found) -> dict[int, str]:
    return {row.number: row.outcome.value for row in found.rows}


def shown(row) -> dict[str, tuple[str, str]]:
    return {one.label: (one.before, one.after) for one in row.differences}


def with_tax_code(name, code, **columns):
    return create_organization(
        by=None,
        publish=True,
        kind="cso",
        name_vi=name,
        parts={"identifiers": [{"scheme": IdentifierScheme.objects.get(code="VN-TIN"), "value": code}]},
        **columns,
    )
