"""Pictures drawn on the server as SVG."""

from functools import lru_cache

import segno
from django import template
from django.utils.safestring import mark_safe

from portal.kit.tiles import SIDE

register = template.Library()


# To draw one takes as long as to draw the rest of the page; each takes some 3 KB.
@register.simple_tag
@lru_cache(maxsize=1000)
def qr(address: str):
    """A QR code of the address, for print; the address itself is printed beside it."""
    code = segno.make(address, error="m", micro=False)
    # Made of squares only: nothing of the address stands in it as text.
    return mark_safe(code.svg_inline(svgclass="qr", lineclass=None, omitsize=True, border=2))  # noqa: S308


@register.inclusion_tag("components/_tile_picture.html")
def tile_picture(picture):
    """A `portal.kit.tiles.TilePicture`: one image with one sentence; the table of its numbers stands beside it."""
    return {"picture": picture, "side": SIDE}
