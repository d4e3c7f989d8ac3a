"""Organizations with everything around them, merged by the service, and what is compared before and after."""

from collections import Counter
from datetime import date

from organizations.duplicates import DUPLICATES
from organizations.merging import MERGING
from organizations.models import (
    Affiliation,
    FieldOfWork,
    Goal,
    GroupServed,
    Identifier,
    IdentifierScheme,
    Organization,
    OrganizationFigure,
    OrganizationName,
    Person,
    Registration,
    Service,
    ServiceKind,
    TransparencyDocument,
    Verification,
)
from organizations.services import change_organization
from portal.kit.merging.acts import merge
from portal.kit.merging.models import Merge
from portal.kit.merging.relations import Follow, links_to
from portal.kit.merging.rows import decided
from tests.factories.organizations import organization, place_of, source


def merged(survivor, other, by=None, **choices) -> Merge:
    survivor.refresh_from_db()
    other.refresh_from_db()
    seen = (survivor.version, other.version)
    return merge(MERGING, survivor, other, by=by, seen=seen, choices=choices)


def with_everything(name, *, number, **columns):
    """An organization with a row or a term of every kind that can belong to one, and others that name it."""
    earlier = organization(f"Khác trước {number}")
    one = organization(
        name,
        seat="ha-noi",
        works_in=["nghe-an"],
        fields=["child-rights"],
        name_en=f"{name} in English",
        **columns,
    )
    document = source(f"Tài liệu {number}")
    one.fields_of_work.add(FieldOfWork.objects.all()[number])
    one.groups_served.set([GroupServed.objects.first(), GroupServed.objects.all()[number]])
    one.goals.set(Goal.objects.filter(pk__in=[1, number + 2]))
    one.sources.add(document)
    OrganizationName.objects.create(
        organization=one, kind="former", text=f"Tên cũ {number}", used="2008/2019"
    )
    OrganizationName.objects.create(organization=one, kind="alias", text="Tên chung")
    place_of(one, "da-nang", period=f"20{10 + number}", source=document)
    Identifier.objects.create(
        organization=one, scheme=IdentifierScheme.objects.get(code="VN-TIN"), value=f"010123456{number}"
    )
    Service.objects.create(
        organization=one, kind=ServiceKind.objects.first(), description_vi=f"Dịch vụ {number}"
    )
    OrganizationFigure.objects.create(organization=one, what_vi="thành viên", unit="persons", value=number)
    Registration.objects.create(organization=one, decision_number=f"{number}/QĐ", expires_on=date(2027, 1, 2))
    Verification.objects.create(organization=one, verified_on=date(2026, 1, number), verified_by="Lan")
    TransparencyDocument.objects.create(
        organization=one, kind="audit", year=2020 + number, url="https://a.example/"
    )
    Affiliation.objects.create(
        organization=one, person=Person.objects.create(full_name=f"Bà {number}"), title="GĐ"
    )
    organization(f"Chi nhánh {number}", parent=one)
    organization(f"Được giám sát {number}", governing_body=one)
    organization(f"Tiền thân {number}", successor=one, ceased="2020")
    change_organization(one, by=None, seen=one.version, slug=f"dia-chi-moi-{number}")
    for third in (earlier, organization(f"Khác {number}")):
        DUPLICATES.settle(one, third, by=None)
    one.refresh_from_db()
    return one


def rows_of(*records) -> Counter:
    """How many rows of each kind name one of these records."""
    counted = Counter()
    for link in links_to(Organization):
        if isinstance(link.how, Follow):
            for record in records:
                counted[link.path] += link.rows_of(record).count()
    return counted


def content(*records):
    """What people decided in these records and in all rows that name them, whatever their order."""
    told = [decided(record) for record in records]
    for link in links_to(Organization):
        if isinstance(link.how, Follow):
            for record in records:
                rows = link.rows_of(record).order_by("pk")
                told.append([(link.path, row.pk, decided(row)) for row in rows])
    return told
