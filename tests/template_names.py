"""A template of ours that prints a name nobody gave it fails its test; a library's template may do as it likes."""

import sys
from pathlib import Path

from django.template.base import FilterExpression, Node

ROOT = Path(__file__).resolve().parent.parent
found: list[str] = []


class MisspeltName(str):
    """Stands in for Django's empty `string_if_invalid`, and takes note where one of our templates needs it.

    Just before it uses it, Django asks for its truth ({{ name }}) or whether it has room for the name (in a
    {% blocktranslate %}).
    Everywhere else it is the empty string that it looks like.
    """

    __slots__ = ()

    def __bool__(self):
        asker = sys._getframe(1)
        if asker.f_code is FilterExpression.resolve.__code__:
            _note(asker, asker.f_locals["self"].var)
        return False

    def __contains__(self, part):
        asker = sys._getframe(1)
        if part == "%s" and asker.f_code.co_name == "render_value":
            _note(asker, asker.f_locals["key"])
        return super().__contains__(part)


def _note(frame, name) -> None:
    if template := _our_template(frame):
        found.append(f"{template}: nothing is called {name}")


def _our_template(frame) -> Path | None:
    while frame := frame.f_back:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and (origin := getattr(node, "origin", None)):
            path = Path(origin.name)
            is_ours = path.is_relative_to(ROOT) and "site-packages" not in path.parts
            return path.relative_to(ROOT) if is_ours else None
    return None
