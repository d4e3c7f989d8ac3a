"""The square picture that a phone's camera reads."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def square(text: str) -> SafeString:
    """As SVG to stand in a page; dark on light in both colour schemes, because cameras want it so."""
    file = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        file,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=4,
        light="#fff",
        svgclass="square",
        lineclass=None,
    )
    return mark_safe(file.getvalue().decode())  # noqa: S308 - segno draws it, the text is in the lines alone
