"""Where each of today's provinces stands in the picture of Viet Nam, the archipelagos included."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.kit.tiles import Inset, Tile, TilePicture

# slug: (row, column), from north to south and from west to east.
POSITIONS = {
    "lai-chau": (0, 1),
    "lao-cai": (0, 2),
    "tuyen-quang": (0, 3),
    "cao-bang": (0, 4),
    "dien-bien": (1, 0),
    "son-la": (1, 1),
    "phu-tho": (1, 2),
    "thai-nguyen": (1, 3),
    "lang-son": (1, 4),
    "ha-noi": (2, 2),
    "bac-ninh": (2, 3),
    "quang-ninh": (2, 4),
    "ninh-binh": (3, 2),
    "hung-yen": (3, 3),
    "hai-phong": (3, 4),
    "thanh-hoa": (4, 2),
    "nghe-an": (5, 2),
    "ha-tinh": (6, 3),
    "quang-tri": (7, 3),
    "hue": (8, 4),
    "da-nang": (9, 4),
    "quang-ngai": (10, 4),
    "gia-lai": (11, 4),
    "dak-lak": (12, 4),
    "dong-nai": (13, 3),
    "lam-dong": (13, 4),
    "khanh-hoa": (13, 5),
    "tay-ninh": (14, 2),
    "ho-chi-minh": (14, 3),
    "an-giang": (15, 0),
    "dong-thap": (15, 1),
    "ca-mau": (16, 0),
    "can-tho": (16, 1),
    "vinh-long": (16, 2),
}
# Maps of Viet Nam show both archipelagos, whatever else is in them.
HOANG_SA = Inset(9, 5, ["Hoàng Sa", "(Đà Nẵng)"], [(22, 10), (32, 6), (40, 12), (49, 7), (58, 11)])
TRUONG_SA = Inset(
    14, 5, ["Trường Sa", "(Khánh Hòa)"], [(16, 8), (27, 13), (34, 6), (43, 12), (52, 7), (62, 12)]
)
NAMED_IN_SUMMARY = 5


def picture_of(provinces, counts: dict[int, int]) -> TilePicture:
    """`provinces`: today's; `counts`: organizations by province key, absent for none recorded."""
    tiles = [
        Tile(*POSITIONS[place.slug], lines=_label(place), count=counts.get(place.pk, 0))
        for place in provinces
        if place.slug in POSITIONS
    ]
    return TilePicture(tiles=tiles, insets=[HOANG_SA, TRUONG_SA], summary=_summary(provinces, counts))


def _label(place) -> list[str]:
    if place.slug == "ho-chi-minh":
        return pgettext("Ho Chi Minh City on a small tile", "HCMC").split()
    return place.name.split(" ", 1)


def _summary(provinces, counts) -> str:
    recorded = sorted(
        (place for place in provinces if counts.get(place.pk)), key=lambda place: -counts[place.pk]
    )
    words = {"tiles": len(provinces), "none": len(provinces) - len(recorded)}
    if not recorded:
        return (
            _("Viet Nam as %(tiles)s tiles, one a province, none with an organization recorded yet.") % words
        )
    words["most"] = ", ".join(f"{place.name} {counts[place.pk]}" for place in recorded[:NAMED_IN_SUMMARY])
    return (
        _(
            "Viet Nam as %(tiles)s tiles, one a province, the darker the more organizations are recorded there: "
            "most in %(most)s; none recorded yet in %(none)s; Hoàng Sa and Trường Sa are shown."
        )
        % words
    )
