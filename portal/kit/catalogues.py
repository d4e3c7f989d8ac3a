"""The catalogues of messages, gathered, kept in step and compiled by Babel alone: a bare machine has no gettext tools.

A catalogue holds our own messages, those of the libraries that no library says in Vietnamese, and those that ours says
better: an entry written into the Vietnamese catalogue by hand stays there, and wins, as long as a library uses it.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

DOMAINS = ("django", "djangojs")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
METHODS = [
    ("**.py", "python"),
    ("**.html", f"{__name__}:extract_template"),
    ("**.txt", f"{__name__}:extract_template"),
]
ROOMS_WITHOUT_MESSAGES = {"__pycache__", "locale", "migrations", "node_modules", "static", "tests"}

# What Django says only on pages that no installed portal shows: the world's languages, the page of an empty project.
UNSEEN = ("conf/global_settings.py", "views/templates/default_urlconf.html")


def extract_template(fileobj, keywords, comment_tags, options):
    """Yield a Django template's messages as Babel expects them: (line, function, messages, comments)."""
    code = templatize(fileobj.read().decode())
    # Within brackets Python's tokenizer minds no indentation, and what is left of the HTML has plenty.
    return extract_python(io.BytesIO(f"({code})".encode()), keywords, comment_tags, options)


def catalogue_path(locale: str, domain: str = "django") -> Path:
    return Path(settings.LOCALE_PATHS[0], locale, "LC_MESSAGES", f"{domain}.po")


def read_catalogue(path: Path, locale: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return bool(message.string) if isinstance(message.string, str) else all(message.string or [""])


def expected_messages(domain: str = "django") -> Catalog:
    """Every message that our catalogues of this domain must hold, without translations."""
    wanted = Catalog(domain=domain)
    if domain == "django":
        for message in own_messages():
            _take(wanted, message)
    for message in library_messages(domain):
        _take(wanted, message)
    return wanted


def own_messages() -> Iterator[Message]:
    """The messages of our apps, of the project package and of the one tree of templates."""
    base = Path(settings.BASE_DIR)
    packages = {
        Path(config.path).relative_to(base).parts[0] for config in apps.get_app_configs() if _is_ours(config)
    }
    for folder in sorted({*packages, "templates"}):
        for message in _extract(base / folder):
            message.locations = [(f"{folder}/{path}", line) for path, line in message.locations]
            yield message


def library_messages(domain: str = "django") -> Iterator[Message]:
    """The messages of Django and of the installed libraries that our catalogues must hold."""
    path = catalogue_path(settings.LANGUAGE_CODE, domain)
    ours = read_catalogue(path, settings.LANGUAGE_CODE) if path.exists() else Catalog()
    held = {_key(message) for message in ours if message.id}
    gaps = {_key(message) for message in library_gaps(domain)}
    for name, message in _messages_of_libraries(domain):
        if _key(message) in held | gaps:
            message.locations = [(name, 0)]
            message.auto_comments = []
            yield message


def library_gaps(domain: str = "django") -> Iterator[Message]:
    """The messages of Django and of the installed libraries that none of them says in the site's language."""
    said = set()
    for folder in _libraries().values():
        path = folder / "locale" / settings.LANGUAGE_CODE / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            for message in read_catalogue(path, settings.LANGUAGE_CODE):
                if is_translated(message):
                    said |= {_key(message), _key(message, plural=False)}
    for _name, message in _messages_of_libraries(domain):
        if _key(message) not in said:
            yield message


def refresh_catalogues() -> Iterator[tuple[Path, int]]:
    """Bring locale/ into step with the code; yield each catalogue's path and how many of its messages await words."""
    for domain in DOMAINS:
        wanted = expected_messages(domain)
        for locale, _name in settings.LANGUAGES:
            path = catalogue_path(locale, domain)
            catalogue = (
                read_catalogue(path, locale) if path.exists() else Catalog(locale=locale, domain=domain)
            )
            catalogue.header_comment = (
                "# Kept in step with the code by «make messages»; the translations are ours."
            )
            catalogue.project, catalogue.version = "partnership-portal", "1"
            catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = (
                "the portal's makers"
            )
            catalogue.fuzzy = False
            # The day would change with every run and tell nothing that git does not.
            wanted.creation_date = catalogue.revision_date = catalogue.creation_date
            catalogue.update(wanted, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            if locale == "en":
                _say_as_written(catalogue)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalogue, width=110, sort_by_file=True, include_lineno=False)
            yield path, sum(not is_translated(message) for message in catalogue if message.id)


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile each catalogue under `folder` that is newer than its .mo, and return the files written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Written beside and renamed: a server that starts meanwhile reads the old file or the new one, never half.
        half = target.with_suffix(f".{os.getpid()}.half")
        catalogue = read_catalogue(source, source.parts[-3])
        for message in catalogue:
            if not is_translated(message):
                # A plural without words would be shown as nothing at all; without an entry it is shown in English.
                message.string = ""
        with half.open("wb") as file:
            write_mo(file, catalogue)
        half.replace(target)
        written.append(target)
    return written


def _key(message: Message, plural: bool | None = None) -> tuple[str | None, str, bool]:
    """What gettext looks a message up by: words said for one thing alone do not answer for many."""
    singular = message.id[0] if message.pluralizable else message.id
    return message.context, singular, message.pluralizable if plural is None else plural


def _libraries() -> dict[str, Path]:
    libraries = {"django": Path(django.__file__).parent / "conf"}
    return libraries | {
        config.name: Path(config.path) for config in apps.get_app_configs() if not _is_ours(config)
    }


def _messages_of_libraries(domain: str) -> Iterator[tuple[str, Message]]:
    for name, folder in sorted(_libraries().items()):
        for message in _library_messages(folder, domain):
            yield name, message


def _is_ours(config) -> bool:
    path, base = Path(config.path), Path(settings.BASE_DIR)
    return path.is_relative_to(base) and "site-packages" not in path.parts


def _take(catalogue: Catalog, message: Message) -> None:
    catalogue.add(
        message.id,
        locations=message.locations,
        flags=message.flags,
        auto_comments=message.auto_comments,
        context=message.context,
    )


def _extract(folder: Path) -> Iterator[Message]:
    found = extract_from_dir(
        folder,
        METHODS,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        directory_filter=lambda path: Path(path).name not in ROOMS_WITHOUT_MESSAGES,
    )
    for path, line, message_id, comments, context in found:
        yield Message(message_id, locations=[(path, line)], auto_comments=comments, context=context)


def _library_messages(folder: Path, domain: str) -> Iterator[Message]:
    listed = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    if listed.exists():
        for message in read_catalogue(listed, "en"):
            if message.id and not all(path.endswith(UNSEEN) for path, _line in message.locations):
                yield message
    elif domain == "django":
        yield from _extract(folder)


def _say_as_written(catalogue: Catalog) -> None:
    """English is what the code says; other words for it belong there."""
    for message in catalogue:
        if message.id:
            message.string = message.id
