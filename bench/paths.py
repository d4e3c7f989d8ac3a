"""What is measured: pages, sizes, ways to set the server up. A new row here is a new row in the table.

In addresses {profile} stands for the slug of one organization, the same at every size, {profile_pk} for its key.
"""

from dataclasses import dataclass, field

SIZES = [200, 20_000]


@dataclass(frozen=True)
class Path:
    """`limit`: how many plain pages it may cost, made anew, at the largest size on PostgreSQL, None where nothing was
    promised;
    `after`: an address that is asked first, by the other worker and untimed."""

    name: str
    address: str
    limit: float | None = None
    signed_in: bool = False
    after: str = ""


@dataclass(frozen=True)
class Variant:
    """A way to set the portal up, by its environment; every variant has a table of its own. `is_fresh`: every page is
    made anew, so the limits of paths hold; else `MOST_BYTES` holds for pages of visitors."""

    name: str
    env: dict[str, str] = field(default_factory=dict)
    is_fresh: bool = False


VARIANTS = [
    Variant("page cache off", {"PAGE_CACHE_URL": "dummycache://"}, is_fresh=True),
    Variant("page cache on"),
]
MOST_BYTES = 2
"""How many times its bytes a page may cost that a visitor asks for again."""

PATHS = [
    Path("home", "/"),
    Path("list", "/to-chuc/", limit=8),
    Path("list, 2 filters", "/to-chuc/?kind=cso&field=disability", limit=8),
    Path("list, two-word search", "/to-chuc/?q=h%C3%A0+n%E1%BB%99i", limit=15),
    Path("list, rare two-word search", "/to-chuc/?q=phu+sa", limit=15),
    Path("list, one province", "/to-chuc/?province=ha-noi"),
    Path("list, by province", "/to-chuc/?by=today"),
    Path("list, page 8", "/to-chuc/?page=8"),
    Path("list in English", "/en/organizations/"),
    Path("list, first after a change", "/to-chuc/", limit=80, after="/bench/change/{profile}/"),
    Path("profile", "/to-chuc/{profile}/", limit=6),
    Path("place", "/dia-phuong/ha-noi/"),
    Path("places", "/dia-phuong/"),
    Path("search page", "/tim-kiem/?q=tr%E1%BA%BB+em"),
    Path("desk", "/admin/", signed_in=True),
    Path("desk list", "/admin/organizations/organization/", signed_in=True),
    Path("desk list, search", "/admin/organizations/organization/?q=ha+noi", signed_in=True),
    Path("desk list, filter", "/admin/organizations/organization/?kind__exact=cso", signed_in=True),
    Path("desk form", "/admin/organizations/organization/{profile_pk}/change/", signed_in=True),
]
