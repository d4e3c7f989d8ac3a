"""What holds data of a person, each thing with the function that counts it and, when told to, empties it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.access_log import AccessLog
from portal.kit.erasing.subject import Subject
from portal.kit.imports.models import SheetImport
from portal.kit.merging.models import Merge
from portal.kit.merging.scrubbing import scrub
from portal.kit.ours import is_ours
from portal.kit.sheets.problems import SheetProblem
from portal.kit.sheets.reading import open_sheets, read_sheet

GONE = "[…]"
"""What stands where a name, an address or a number stood."""

NO_FILE = "imports/erased/file"
"""The path of an import whose file is gone: nothing ever lies there."""


@dataclass(frozen=True)
class Scrubber:
    """`act(subject, erase)` gives how many things hold data of the person; with `erase` it empties them."""

    name: str
    words: str
    act: Callable[[Subject, bool], int]


SCRUBBERS: list[Scrubber] = []
"""In the order in which they act: files are found by rows, and taking rows away writes lines of history."""


def scrubber(words):
    """Registers a function under its own name; `words` tell staff what it looks through."""

    def register(act):
        SCRUBBERS.append(Scrubber(act.__name__, words, act))
        return act

    return register


@scrubber(_("Files of the contact and its rows, earlier ones too"))
def files(subject: Subject, erase: bool) -> int:
    found = set()
    for rows, is_history in _own_rows(subject):
        columns = [one for one in rows.model._meta.concrete_fields if _is_file(rows.model, one, is_history)]
        for column in columns:
            storage = _file_field(rows.model, column, is_history).storage
            found |= {(storage, name) for name in rows.values_list(column.attname, flat=True) if name}
    kept = [(storage, name) for storage, name in found if storage.exists(name)]
    if erase:
        transaction.on_commit(lambda: _delete(kept))
    return len(kept)


@scrubber(_("The contact and the rows that belong to it"))
def record(subject: Subject, erase: bool) -> int:
    count = 1 + sum(
        model._base_manager.filter(**{link.attname: subject.record.pk}).count()
        for model, link in subject.rows
    )
    if erase:
        type(subject.record)._base_manager.get(pk=subject.record.pk).delete()
    return count


@scrubber(_("Lines of their history"))
def history(subject: Subject, erase: bool) -> int:
    lines = [rows for rows, is_history in _own_rows(subject) if is_history]
    count = sum(rows.count() for rows in lines)
    if erase:
        for rows in lines:
            rows.delete()
    return count


@scrubber(_("Reasons given in the history of other records"))
def reasons(subject: Subject, erase: bool) -> int:
    count = 0
    for model in _history_models():
        rows = model.objects.exclude(history_change_reason=None).exclude(history_change_reason="")
        for reason in rows.values_list("history_change_reason", flat=True).distinct():
            if subject.is_in(reason):
                same = model.objects.filter(history_change_reason=reason)
                count += same.count()
                if erase:
                    same.update(history_change_reason=subject.out_of(reason, GONE)[:100])
    return count


@scrubber(_("Imported sheets that mention the person: the file goes as a whole"))
def imports(subject: Subject, erase: bool) -> int:
    count = 0
    for one in SheetImport.objects.order_by("pk"):
        texts = [one.file_name, one.sheet, one.matching, one.constants, one.decisions, one.seen, one.left_out]
        has_file = bool(one.file) and one.file.name != NO_FILE
        holds = has_file and _file_holds(one, subject)
        # The name on the disk has no marks and hyphens for spaces, so it goes whenever the name that came did.
        if not holds and not subject.is_within(texts):
            continue
        count += 1
        if erase:
            _empty_import(one, subject, with_file=has_file)
    return count


@scrubber(_("What merges remember"))
def merges(subject: Subject, erase: bool) -> int:
    before = list(Merge.objects.order_by("pk").values_list("pk", "merged_name", "snapshot"))
    with transaction.atomic():
        scrub(subject.record)
        for one in Merge.objects.order_by("pk"):
            if subject.is_within([one.merged_name, one.snapshot]):
                one.merged_name = subject.out_of(one.merged_name, GONE)
                one.snapshot = subject.out_of_value(one.snapshot, GONE)
                one.scrubbed_at = one.scrubbed_at or timezone.now()
                one.save()
        after = list(Merge.objects.order_by("pk").values_list("pk", "merged_name", "snapshot"))
        if not erase:
            transaction.set_rollback(True)
    return sum(one != other for one, other in zip(before, after, strict=True))


@scrubber(_("Log of downloads and of views of contacts"))
def access_log(subject: Subject, erase: bool) -> int:
    own = AccessLog.objects.of(subject.record)
    searched = [
        one for one in AccessLog.objects.exclude(filters=[]).iterator() if subject.is_within(one.filters)
    ]
    count = own.count() + len(searched)
    if erase:
        own.delete()
        for one in searched:
            one.filters = subject.out_of_value(one.filters, GONE)
            one.save()
    return count


@scrubber(_("Log of the desk's forms"))
def desk_log(subject: Subject, erase: bool) -> int:
    kind = ContentType.objects.get_for_model(subject.record)
    own = LogEntry.objects.filter(content_type=kind, object_id=str(subject.record.pk))
    others = [
        one
        for one in LogEntry.objects.exclude(pk__in=own.values("pk")).iterator()
        if subject.is_within([one.object_repr, one.change_message])
    ]
    count = own.count() + len(others)
    if erase:
        own.delete()
        for one in others:
            one.object_repr = subject.out_of(one.object_repr, GONE)[:200]
            one.change_message = subject.out_of(one.change_message, GONE)
            one.save()
    return count


def _history_models():
    for config in apps.get_app_configs():
        if is_ours(config):
            yield from (model for model in config.get_models() if hasattr(model, "history_change_reason"))


def _own_rows(subject):
    """Querysets of everything that names the person by key: rows, and lines of their history."""
    key = subject.record.pk
    yield type(subject.record)._base_manager.filter(pk=key), False
    if hasattr(type(subject.record), "history"):
        model = type(subject.record).history.model
        yield model.objects.filter(**{subject.record._meta.pk.attname: key}), True
    for model, link in subject.rows:
        yield model._base_manager.filter(**{link.attname: key}), False
        if hasattr(model, "history"):
            yield model.history.model.objects.filter(**{link.attname: key}), True


def _file_field(model, column, is_history):
    live = model.instance_type if is_history else model
    return next((one for one in live._meta.concrete_fields if one.name == column.name), None)


def _is_file(model, column, is_history) -> bool:
    return isinstance(_file_field(model, column, is_history), models.FileField)


def _file_holds(one: SheetImport, subject) -> bool:
    """Whether any cell mentions the person. A file that nobody can read counts as one that does."""
    if not one.file.storage.exists(one.file.name):
        return False
    with one.file.open("rb") as file:
        try:
            for sheet in open_sheets(file, one.file_name):
                if sheet.problem is not None:
                    return True
                file.seek(0)
                table = read_sheet(file, one.file_name, sheet.name)
                if any(subject.is_in(str(cell)) for row in table.rows for cell in _cells(row)):
                    return True
                file.seek(0)
        except SheetProblem:
            return True
    return False


def _cells(row):
    return (getattr(cell, "text", cell) for cell in (row if isinstance(row, list | tuple) else [row]))


def _empty_import(one, subject, *, with_file):
    if with_file:
        kept = [(one.file.storage, one.file.name)]
        transaction.on_commit(lambda: _delete(kept))
        one.file.name = NO_FILE
    one.file_name = subject.out_of(one.file_name, GONE)[:255]
    one.sheet = subject.out_of(one.sheet, GONE)[:255]
    for name in ("matching", "constants", "decisions", "seen", "left_out"):
        setattr(one, name, subject.out_of_value(getattr(one, name), GONE))
    one.save()


def _delete(kept):
    """Each file, and the folder of its own in which it lay."""
    for storage, name in kept:
        storage.delete(name)
        folder = name.rpartition("/")[0]
        if folder.count("/") and storage.exists(folder) and not any(storage.listdir(folder)):
            storage.delete(folder)
