"""A country drawn as square tiles, one a unit, shaded by a number: no borders to be wrong about, all units alike."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

PITCH = 48
SIDE = 46
FIRST_LINE = 14
LEADING = 14

# Where each shade begins, for small numbers and for ever larger ones.
LADDERS = [(1, 2, 3, 5), (1, 3, 6, 12), (1, 5, 12, 25), (1, 10, 25, 50), (1, 25, 50, 100), (1, 100, 250, 500)]


@dataclass(frozen=True)
class Tile:
    """`lines`: the name in one or two short lines; `count`: 0 for nothing recorded."""

    row: int
    column: int
    lines: list[str]
    count: int


@dataclass(frozen=True)
class Inset:
    """Islands: a frame with a few dots, two tiles wide; `dots` are offsets from its corner."""

    row: int
    column: int
    lines: list[str]
    dots: list[tuple[int, int]]


@dataclass(frozen=True)
class TilePicture:
    """`summary` says in one sentence what a reader sees."""

    tiles: list[Tile]
    insets: list[Inset]
    summary: str

    @property
    def width(self) -> int:
        return 1 + PITCH * (
            1 + max([tile.column for tile in self.tiles] + [inset.column + 1 for inset in self.insets])
        )

    @property
    def height(self) -> int:
        return 1 + PITCH * (1 + max(place.row for place in [*self.tiles, *self.insets]))

    @property
    def ladder(self) -> tuple[int, ...]:
        top = max(tile.count for tile in self.tiles)
        return max((steps for steps in LADDERS if steps[-1] <= top), default=LADDERS[0])

    def drawn_tiles(self) -> list[dict]:
        ladder = self.ladder
        return [
            {
                "x": 1 + tile.column * PITCH,
                "y": 1 + tile.row * PITCH,
                "texts": _lines(tile.lines, x=4 + tile.column * PITCH, y=1 + tile.row * PITCH),
                "count": tile.count,
                "count_x": tile.column * PITCH + SIDE - 3,
                "count_y": tile.row * PITCH + SIDE - 4,
                "shade": sum(tile.count >= step for step in ladder),
            }
            for tile in self.tiles
        ]

    def drawn_insets(self) -> list[dict]:
        width = 2 * PITCH - 12
        drawn = []
        for inset in self.insets:
            x, y = 9 + inset.column * PITCH, 1 + inset.row * PITCH
            drawn.append(
                {
                    "x": x,
                    "y": y,
                    "width": width,
                    "dots": [(x + right, y + down) for right, down in inset.dots],
                    "texts": _lines(inset.lines, x=x + width // 2, y=y + 12),
                }
            )
        return drawn

    def legend(self) -> list[tuple[int, str]]:
        """Pairs (shade, what it stands for), from nothing to most."""
        steps = self.ladder
        labels = [_("none recorded yet")]
        for low, high in pairwise(steps):
            labels.append(str(low) if high == low + 1 else f"{low}–{high - 1}")
        labels.append(_("%(number)s or more") % {"number": steps[-1]})
        return list(enumerate(labels))


def _lines(lines, *, x: int, y: int) -> list[tuple[int, int, str]]:
    return [(x, y + FIRST_LINE + LEADING * number, line) for number, line in enumerate(lines)]
