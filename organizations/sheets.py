"""The columns of the organizations list: declared once for the download, and for the sheet that comes back.

Cells of choices hold codes and slugs here; the sheet shows and reads their names in either language. Rows are loaded
by `Organization.objects.for_sheet()`.
"""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from organizations.models import (
    FieldOfWork,
    Goal,
    GroupServed,
    Kind,
    LegalForm,
    OrganizationName,
    OrganizationPlace,
    Place,
)
from organizations.place_names import PlaceNames
from portal.kit.publication import Publication
from portal.kit.sheets.columns import Column
from portal.kit.sheets.columns import Kind as Cell

SEAT, WORK = OrganizationPlace.Role.SEAT, OrganizationPlace.Role.WORK
TAX_CODE = "VN-TIN"
"""The scheme of Vietnamese tax codes at org-id.guide."""


def open_seat(one):
    """The row of today's seat, None where it is not known."""
    rows = (row for row in one.sheet_places if row.role == SEAT and row.period_latest is None)
    return next(rows, None)


def work_rows(one) -> list:
    return [row for row in one.sheet_places if row.role == WORK]


def former_names(one) -> list:
    return [name for name in one.sheet_names if name.kind == OrganizationName.Kind.FORMER]


def number_of(scheme):
    """For one organization: its identifier of that scheme, None where it has none."""
    return lambda one: next((row for row in one.sheet_identifiers if row.scheme.code == scheme), None)


def _value(find):
    return lambda one: (row := find(one)) and row.value


def _codes(relation):
    return lambda one: [term.code for term in getattr(one, f"sheet_{relation}")]


KINDS_AS_STAFF_SAY = {
    "NGO": Kind.CSO,
    "phi chính phủ": Kind.CSO,
    "tổ chức phi chính phủ Việt Nam": Kind.CSO,
    "VNGO": Kind.CSO,
    "tổ chức xã hội": Kind.CSO,
    "tổ chức xã hội dân sự": Kind.CSO,
    "tổ chức xã hội dân sự Việt Nam": Kind.CSO,
    "TCXH": Kind.CSO,
    "trung tâm": Kind.CSO,
    "hội": Kind.ASSOCIATION,
    "hiệp hội": Kind.ASSOCIATION,
    "phi chính phủ nước ngoài": Kind.INGO,
    "phi chính phủ quốc tế": Kind.INGO,
    "tổ chức phi chính phủ quốc tế": Kind.INGO,
    "PCPNN": Kind.INGO,
    "Liên hợp quốc": Kind.INTERGOVERNMENTAL,
    "LHQ": Kind.INTERGOVERNMENTAL,
    "UN": Kind.INTERGOVERNMENTAL,
    "nhà tài trợ": Kind.DONOR_AGENCY,
    "cơ quan nhà nước": Kind.STATE,
    "nhà nước": Kind.STATE,
    "trường đại học": Kind.ACADEMIC,
    "viện nghiên cứu": Kind.ACADEMIC,
    "công ty": Kind.BUSINESS,
    "DN": Kind.BUSINESS,
    "doanh nghiệp": Kind.BUSINESS,
    "đoàn thể": Kind.MASS_ORGANIZATION,
    "tổ chức chính trị - xã hội": Kind.MASS_ORGANIZATION,
    "liên hiệp hội": Kind.UMBRELLA,
    "nhóm": Kind.INFORMAL_GROUP,
    "nhóm tự phát": Kind.INFORMAL_GROUP,
    "liên minh": Kind.NETWORK,
}


def _terms(model):
    return lambda: {term.code: term for term in model.objects.all()}


def _goals():
    return {str(goal.pk): goal for goal in Goal.objects.all()}


def _ways_to_write_goals():
    return {f"{word} {goal}": goal for goal in _goals() for word in ("SDG", "Mục tiêu", "Goal")} | {
        f"SDG{goal}": goal for goal in _goals()
    }


def _places():
    return {place.slug: place for place in Place.objects.all()}


def _countries():
    return {place.slug: place for place in Place.objects.countries()}


def _names_of_countries():
    countries = Place.objects.countries().prefetch_related("aliases")
    return {alias.text: place.slug for place in countries for alias in place.aliases.all()}


PUBLIC = [
    Column(
        "reference",
        _("portal reference"),
        Cell.IDENTIFIER,
        get=lambda one: one.reference,
        width=14,
        is_only_shown=True,
        aliases=("mã", "mã trên cổng", "reference", "portal id"),
        help=_("Leave it empty for a new organization; the portal gives it."),
    ),
    Column(
        "name_vi",
        _("name in Vietnamese"),
        width=48,
        required=True,
        aliases=("tên", "tên tổ chức", "tên đơn vị", "đơn vị", "tổ chức", "organization", "name"),
        example="Trung tâm Ví dụ (dòng này chỉ để xem)",
    ),
    Column(
        "name_en",
        _("name in English"),
        width=48,
        aliases=("tên tiếng anh", "tên nước ngoài", "english name"),
        example="Example Centre",
    ),
    Column(
        "acronym", _("acronym"), width=14, aliases=("tên viết tắt", "viết tắt", "short name"), example="VD"
    ),
    Column(
        "former_names",
        _("former names"),
        Cell.LIST,
        get=lambda one: [name.text for name in former_names(one)],
        aliases=("tên cũ",),
    ),
    Column(
        "kind",
        _("Kind of organization"),
        Cell.CHOICE,
        choices=dict(Kind.choices),
        also=KINDS_AS_STAFF_SAY,
        required=True,
        width=34,
        aliases=("loại", "loại tổ chức", "loại hình", "kind", "type"),
        example="cso",
    ),
    Column(
        "legal_form",
        _("legal form"),
        Cell.CHOICE,
        get="legal_form.code",
        choices=_terms(LegalForm),
        aliases=("hình thức pháp lý", "tư cách pháp nhân"),
    ),
    Column(
        "tax_code",
        _("tax code"),
        Cell.IDENTIFIER,
        get=_value(number_of(TAX_CODE)),
        aliases=("mst", "mã số doanh nghiệp", "tin", "tax id", "tax number"),
        help=_("Ten or thirteen digits. By it the portal knows an organization again."),
    ),
    Column(
        "country",
        _("Country"),
        Cell.CHOICE,
        get="country.slug",
        choices=_countries,
        also=_names_of_countries,
        width=14,
        aliases=("nước", "quốc gia"),
        example="viet-nam",
    ),
    Column(
        "seat",
        _("seat"),
        Cell.CHOICE,
        get=lambda one: (row := open_seat(one)) and row.place.slug,
        choices=_places,
        read=lambda: PlaceNames(localdate()).reader(),
        width=24,
        aliases=(
            "tỉnh",
            "tỉnh thành",
            "tỉnh/thành phố",
            "tỉnh/tp",
            "tp",
            "tỉnh, thành phố",
            "nơi đặt trụ sở",
            "province",
            "head office",
        ),
        help=_("The province, in any usual spelling; one that ended on 30 June 2025 is kept as it was."),
        example="ha-noi",
    ),
    Column(
        "places_of_work",
        _("Places of work"),
        Cell.LIST,
        get=lambda one: [*dict.fromkeys(row.place.slug for row in work_rows(one))],
        choices=_places,
        read=lambda: PlaceNames(localdate()).list_reader(),
        width=48,
        aliases=("địa bàn", "nơi hoạt động", "tỉnh hoạt động", "vùng hoạt động", "works in"),
        help=_("Provinces, or the whole country as “Việt Nam” or “cả nước”."),
        example=["ha-noi", "nghe-an"],
    ),
    Column(
        "fields_of_work",
        _("fields of work"),
        Cell.LIST,
        get=_codes("fields_of_work"),
        choices=_terms(FieldOfWork),
        width=48,
        aliases=("lĩnh vực", "chủ đề", "sector", "sectors", "themes"),
    ),
    Column(
        "groups_served",
        _("groups served"),
        Cell.LIST,
        get=_codes("groups_served"),
        choices=_terms(GroupServed),
        width=48,
        aliases=("đối tượng", "đối tượng hưởng lợi", "nhóm hưởng lợi", "target groups"),
    ),
    Column(
        "goals",
        _("Sustainable Development Goals"),
        Cell.LIST,
        get=lambda one: [str(goal.pk) for goal in one.sheet_goals],
        choices=_goals,
        also=_ways_to_write_goals,
        aliases=("sdg", "sdgs", "mục tiêu phát triển bền vững"),
    ),
    Column(
        "founded",
        _("founded"),
        Cell.PARTIAL_DATE,
        aliases=("ngày thành lập", "năm thành lập", "thành lập năm", "founded in", "established"),
        example="2009-05",
    ),
    Column("address", _("address as written"), width=40, aliases=("địa chỉ", "address", "địa chỉ liên hệ")),
    Column(
        "website",
        _("website"),
        Cell.URL,
        aliases=("web", "trang web", "trang mạng", "trang thông tin điện tử"),
        example="https://vidu.example",
    ),
    Column(
        "public_email",
        _("public e-mail"),
        aliases=("email", "e-mail", "thư điện tử", "email liên hệ", "địa chỉ email"),
        help=_("Of the organization, not of a person."),
        example="lienhe@vidu.example",
    ),
    Column(
        "public_phone",
        _("public phone"),
        Cell.IDENTIFIER,
        aliases=("điện thoại", "số điện thoại", "sđt", "đt", "đtdđ", "tel", "phone", "telephone"),
        example="024 0000 0000",
    ),
    Column(
        "description_vi",
        _("description in Vietnamese"),
        width=80,
        aliases=("giới thiệu", "mô tả", "description"),
    ),
    Column("description_en", _("description in English"), width=80, aliases=("english description",)),
    Column(
        "updated_at",
        _("Last updated"),
        Cell.DATE,
        get=lambda one: localdate(one.updated_at),
        is_only_shown=True,
    ),
]
"""What anyone may have: what the public pages show."""

STAFF = [
    *PUBLIC,
    Column(
        "publication", _("publication"), Cell.CHOICE, choices=dict(Publication.choices), is_only_shown=True
    ),
]
"""What staff who may view organizations have: drafts too, and so the state of each."""

PAGE = _("page")


def with_addresses(columns, build_absolute_uri):
    """The columns with one more: the record's page on this site, in the language that is active."""
    return [
        *columns,
        Column("page", PAGE, Cell.URL, get=lambda one: build_absolute_uri(one.get_absolute_url())),
    ]


BROUGHT_IN = [*STAFF, Column("page", PAGE, Cell.URL, is_only_shown=True)]
"""What a sheet that comes back may hold; what is only shown there changes nothing."""

TO_FILL_IN = [column for column in BROUGHT_IN if not column.is_only_shown or column.name == "reference"]
"""What the empty list asks for."""
