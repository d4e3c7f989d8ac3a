"""The acts of staff on an import: receive a file, say what it means, decide, confirm, withdraw."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit.history import Way, recording
from portal.kit.imports.models import KnownHeader, SheetImport
from portal.kit.imports.previewing import Preview, header_keys, preview, read
from portal.kit.imports.resource import SheetResource
from portal.kit.sheets.reading import open_sheets
from portal.kit.text import clean_text

WAITS = timedelta(days=30)
"""How long an import may wait to be confirmed."""


class Changed(ValidationError):
    """The rows would do something else than what the person saw; `preview` is what they would do now."""

    def __init__(self, found: Preview):
        self.preview = found
        super().__init__(
            _(
                "The portal or your decisions have changed since this page was shown, so nothing was written. Look at "
                "the rows that are marked and confirm again."
            ),
            code="changed",
        )


def receive(upload, resource_class: type[SheetResource], *, by) -> SheetImport:
    """Keep the file; its first visible sheet that can be read is chosen. Raises SheetProblem, and keeps nothing then.

    `upload` is Django's uploaded file.
    """
    name = clean_text(PurePosixPath(upload.name.replace("\\", "/")).name)[-255:]
    sheets = open_sheets(upload, name)
    readable = [one for one in sheets if one.is_visible and one.problem is None and one.rows != 0]
    if not readable:
        problem = next((one.problem for one in sheets if one.is_visible and one.problem), None)
        if problem:
            raise problem
    upload.seek(0)
    _give_up_old(on=timezone.now())
    one = SheetImport(
        target=resource_class._meta.model._meta.label_lower,
        by=by,
        file_name=name,
        sheet=readable[0].name if readable else "",
    )
    one.file.save(name, upload, save=False)
    try:
        one.mode = _likely_mode(one, resource_class)
        one.save()
    except BaseException:
        one.file.delete(save=False)
        raise
    return one


def _give_up_old(*, on):
    """What nobody confirmed for a month is not kept: the file may hold what the portal does not."""
    for one in SheetImport.objects.waiting().filter(created_at__lt=on - WAITS):
        withdraw(one)


def _likely_mode(sheet_import, resource_class):
    """A sheet that carries the portal's references came from here: what is in it is meant to be the whole."""
    reading = read(sheet_import, resource_class.columns)
    found = reading.matching.columns.values() if reading.matching else ()
    is_ours = any(column.name in resource_class.keys for column in found)
    return SheetImport.Mode.REPLACE if is_ours else SheetImport.Mode.ADD


def choose_sheet(sheet_import: SheetImport, *, sheet: str, header_row: int | None = None) -> None:
    """Another sheet, or another row as its header: what was matched and decided for the first is forgotten."""
    _must_wait(sheet_import)
    if sheet != sheet_import.sheet:
        sheet_import.matching = {}
    sheet_import.sheet, sheet_import.header_row = sheet, header_row
    sheet_import.decisions, sheet_import.seen = {}, {}
    sheet_import.save()


@transaction.atomic
def match_columns(
    sheet_import: SheetImport,
    answers: Mapping[int, str],
    resource_class: type[SheetResource],
    *,
    mode: str,
    constants: Mapping[str, str] | None = None,
) -> None:
    """`answers`: the index of a header to a column's name, "" to leave it out. They are remembered for later sheets.
    `constants`: the name of a column that the sheet lacks to the text that stands for it in every new row.

    Raises ValidationError when two headers are given the same column, or a column or value is unknown; SheetProblem.
    """
    _must_wait(sheet_import)
    reading = read(sheet_import, resource_class.columns)
    known = {column.name: column for column in resource_class.columns}
    keys = header_keys(reading)
    chosen = [name for name in answers.values() if name]
    if unknown := set(chosen) - set(known):
        raise ValidationError(_("There is no column “%(name)s”."), params={"name": sorted(unknown)[0]})
    twice = sorted(name for name in set(chosen) if chosen.count(name) > 1)
    if twice:
        raise ValidationError(
            _("“%(column)s” is chosen for two headers. Keep one and leave the other out."),
            params={"column": known[twice[0]].header()},
        )
    # A header that already means one of these columns gives it up to the one that a person chose.
    by_hand = {keys[index]: name or None for index, name in answers.items() if index in keys}
    for index, column in reading.matching.columns.items():
        if column.name in chosen and keys[index] not in by_hand:
            by_hand[keys[index]] = None
    sheet_import.matching = {**sheet_import.matching, **by_hand}
    sheet_import.mode = SheetImport.Mode(mode) if mode in SheetImport.Mode.values else sheet_import.mode
    sheet_import.constants = {
        name: text for name, text in (constants or {}).items() if text and name in known
    }
    resource_class({}, [], constants=sheet_import.constants)
    sheet_import.decisions, sheet_import.seen = {}, {}
    sheet_import.save()
    for header_key, name in by_hand.items():
        KnownHeader.objects.update_or_create(
            target=sheet_import.target, key=header_key[:255], defaults={"column": name or ""}
        )


def decide(sheet_import: SheetImport, decisions: Mapping[int, str]) -> None:
    """`decisions`: the number of a row to the key of the record that it is, "new" for none, "" to leave it open."""
    _must_wait(sheet_import)
    kept = {**sheet_import.decisions, **{str(number): answer for number, answer in decisions.items()}}
    sheet_import.decisions = {number: answer for number, answer in kept.items() if answer}
    sheet_import.save()


def note_seen(sheet_import: SheetImport, found: Preview) -> None:
    """A person is looking at this preview: what it shows is what a confirmation will mean."""
    if sheet_import.is_waiting and sheet_import.seen != found.marks():
        sheet_import.seen, sheet_import.counts = found.marks(), found.counts
        sheet_import.save()


def confirm(sheet_import: SheetImport, resource_class: type[SheetResource], *, by) -> Preview:
    """Write all that the person saw, or nothing. Confirming twice is confirming once.

    Raises Changed when a row would do something else by now, Conflict or another ValidationError when somebody saves
    in the very moment; nothing is written then.
    """
    # Read and tried outside the transaction: on SQLite nobody else could write meanwhile.
    found = preview(sheet_import, resource_class, by=by)
    if sheet_import.is_waiting and not found.taken_count:
        raise ValidationError(_("No row of the sheet would change anything, so there is nothing to take in."))
    try:
        with transaction.atomic(), recording(by=by, way=Way.IMPORT, reason=_reason(sheet_import)):
            locked = SheetImport.objects.select_for_update().get(pk=sheet_import.pk)
            _must_wait(locked)
            if locked.seen != found.marks():
                raise Changed(found)
            found.resource.take(found.rows, by=by)
            locked.state, locked.done_at, locked.done_by = SheetImport.State.DONE, timezone.now(), by
            locked.counts, locked.left_out = found.counts, found.reasons()
            locked.save()
    except IntegrityError as error:
        # Somebody wrote the same number or address between our look and our writing.
        raise Changed(preview(sheet_import, resource_class, by=by)) from error
    sheet_import.refresh_from_db()
    return found


def withdraw(sheet_import: SheetImport) -> None:
    """The person does not want it after all: the file goes, the line stays."""
    _must_wait(sheet_import)
    sheet_import.state = SheetImport.State.WITHDRAWN
    name, storage = sheet_import.file.name, sheet_import.file.storage
    sheet_import.file, sheet_import.decisions, sheet_import.seen = "", {}, {}
    sheet_import.save()
    storage.delete(name)


def _must_wait(sheet_import):
    if not sheet_import.is_waiting:
        raise ValidationError(
            _("This import is %(state)s already; bring the file again to import it once more."),
            params={"state": sheet_import.get_state_display()},
            code="not_waiting",
        )


def _reason(sheet_import):
    """At most 100 characters, which is what a line of history holds."""
    return f"{sheet_import.reference} {sheet_import.file_name}"[:100]
