"""The little markup of pages that staff write, made into clean HTML."""

import markdown
import nh3
from django.utils.safestring import mark_safe

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "a", "strong", "em", "br", "blockquote"}


def to_html(text: str) -> str:
    """Safe HTML with these few tags; whatever else was typed is shown as text or dropped."""
    html = markdown.markdown(text, extensions=["sane_lists", "nl2br"], output_format="html")
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )
    return mark_safe(clean)  # noqa: S308
