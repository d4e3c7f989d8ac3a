"""What every row of a sheet would do, found by django-import-export's engine and written by the app's services.

The engine walks the rows, finds or makes the record of each and tells new from changed, unchanged and invalid. How a
cell is read is `portal.kit.sheets`' work, what may be written the app's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource
from import_export.widgets import Widget

from portal.kit.collector import collector_resting
from portal.kit.edtf import PartialDate
from portal.kit.imports.models import SheetImport
from portal.kit.imports.rows import TAKEN, Difference, Row
from portal.kit.publication import Publishable, check_may_change
from portal.kit.sheets.columns import Column, Kind
from portal.kit.sheets.showing import shower
from portal.kit.sheets.tables import Record
from portal.kit.sheets.values import reader

NEW = "new"
"""The decision that a row is none of the records it resembles."""


class CellWidget(Widget):
    """A cell read as its column holds it; the same cell is read once. Raises ValidationError."""

    def __init__(self, column: Column):
        super().__init__()
        self.read = reader(column)
        self.known: dict[Any, Any] = {}

    def clean(self, value, row=None, **kwargs):
        # 1, 1.0 and True are the same key to a dict, and not the same cell.
        key = (type(value), value)
        if key not in self.known:
            try:
                self.known[key] = self.read(value)
            except ValidationError as error:
                self.known[key] = error
        found = self.known[key]
        if isinstance(found, ValidationError):
            raise found
        return found


class KnownRecords(BaseInstanceLoader):
    """The records that the rows are about, which the resource has loaded for all rows together."""

    def get_instance(self, row):
        return self.resource.row.record


class SheetResource(ModelResource):
    """For one list: an app says how records are found, what is checked across cells, and what is written.

    A subclass names its `Meta.model`, gives `columns` and answers `load`, `match`, `check` and `write`.
    """

    columns: Sequence[Column] = ()
    keys: Sequence[str] = ()
    """Columns that only help to find the record: they are read though no sheet changes them."""

    class Meta:
        use_bulk = True  # no savepoint for each row; what is written is written at the end, as a whole
        batch_size = None
        skip_diff = True  # differences are ours: they are shown as the sheet shows them
        report_skipped = False
        import_id_fields = ()  # `match` tells which record a row is about
        instance_loader_class = KnownRecords

    def __init__(
        self,
        placed: Mapping[int, Column],
        records: Iterable[Record],
        *,
        mode: str = SheetImport.Mode.ADD,
        decisions: Mapping[str, str] | None = None,
        constants: Mapping[str, str] | None = None,
        by=None,
    ):
        """`placed` are columns by their index in the sheet; `decisions` and `constants` as `SheetImport` keeps them.
        `by` is who would import: what that person may not change is refused. None, a program, may all.

        Raises ValidationError where a constant is none of its column's values.
        """
        super().__init__()
        self.placed = dict(sorted(placed.items()))
        self.indexes = {column.name: index for index, column in self.placed.items()}
        self.named = {column.name: column for column in self.placed.values()}
        absent = [column for column in self.columns if column.name not in self.named]
        self.constants = {
            column.name: reader(column)(constants[column.name])
            for column in absent
            if (constants or {}).get(column.name)
        }
        self.demanded = [column for column in self.columns if column.required]
        compared = [*self.named.values(), *(column for column in absent if column.name in self.constants)]
        self.compared = [column for column in compared if not column.is_only_shown]
        self.records = list(records)
        self.mode, self.decisions, self.by = mode, decisions or {}, by
        self.fields = {
            # An empty cell of a record that is there already says nothing; only a new one needs it.
            column.name: Field(column_name=column.name, widget=CellWidget(replace(column, required=False)))
            for column in self.placed.values()
        }
        self.getters = {column.name: column.getter() for column in self.compared}
        self.showers = {column.name: shower(column) for column in self.compared}
        self.blank = self._meta.model()
        self.rows: list[Row] = []
        self.row: Row | None = None

    # --- What an app answers ---------------------------------------------------------------------------------

    def load(self, rows: Sequence[Row]) -> None:
        """Load all that the rows may be about, in a number of queries that does not grow with them."""
        raise NotImplementedError

    def match(self, row: Row) -> None:
        """Give the row its `record`, or its `proposals` where only a name speaks for one; refuse it where two
        things in it speak for different records."""
        raise NotImplementedError

    def check(self, row: Row) -> None:
        """Refuse the row for what would not be valid; asks the database nothing."""
        raise NotImplementedError

    def write(self, rows: Sequence[Row], *, by) -> None:
        """Write new and changed rows through the app's services; raises ValidationError, and then nothing is kept."""
        raise NotImplementedError

    def about(self, record) -> str:
        """What tells it from another record of the same name, "" for nothing; asks the database nothing."""
        return ""

    # --- What is asked of it ---------------------------------------------------------------------------------

    def preview(self) -> list[Row]:
        """Every row with what it would do. Writes nothing."""
        # Not `import_data(dry_run=True)`: it opens a transaction to roll back, for which on SQLite all writers wait.
        with collector_resting():
            self._run(dry_run=True)
        return self.rows

    def take(self, rows: Sequence[Row], *, by) -> None:
        """Write what the rows of a preview would do. Run it in a transaction."""
        self.write([row for row in rows if row.outcome in TAKEN], by=by)

    # --- How the engine is told -------------------------------------------------------------------------------

    def _run(self, *, dry_run):
        dataset = tablib.Dataset(headers=[column.name for column in self.placed.values()])
        for record in self.records:
            dataset.append(
                [record.cells[index] if index < len(record.cells) else None for index in self.placed]
            )
        result = self.import_data_inner(
            dataset, dry_run, raise_errors=False, using_transactions=False, collect_failed_rows=False
        )
        # Rows that are refused are among the rows; anything else is our mistake and must not pass for a row's.
        for error in [*result.base_errors, *(error for row in result.error_rows for error in row.errors)]:
            raise error.error

    def before_import(self, dataset, **kwargs):
        """All cells are read first, so that everything they name can be loaded at once."""
        headers = dataset.headers
        self.rows = [
            self._read(record, dict(zip(headers, cells, strict=True)))
            for record, cells in zip(self.records, dataset, strict=True)
        ]
        self.load(self.rows)
        for row in self.rows:
            self.match(row)
            self._apply_decision(row)

    def init_instance(self, row=None):
        """New records are made by the app's service; the engine only wants to hold something."""
        return self.blank

    def before_import_row(self, row, **kwargs):
        self.row = self.rows[kwargs["row_number"] - 1]

    def import_instance(self, instance, row, **kwargs):
        if self.row.record is None:
            self._complete(self.row)
        self._compare(self.row)
        if self.row.changes and not self.row.proposals:
            self._check_right(self.row)
            self.check(self.row)
        if self.row.problems:
            raise ValidationError(self.row.sentences)

    def _check_right(self, row):
        if isinstance(row.record, Publishable):
            try:
                check_may_change(self.by, row.record)
            except ValidationError as error:
                row.refuse(error)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return not import_validation_errors and self.row.outcome not in TAKEN

    def bulk_create(self, *args, **kwargs):
        self.create_instances.clear()

    def bulk_update(self, *args, **kwargs):
        self.update_instances.clear()

    # --- One row ----------------------------------------------------------------------------------------------

    def _read(self, record: Record, cells: dict) -> Row:
        row = Row(number=record.number, place=partial(self._place, record))
        for column in self.placed.values():
            try:
                row.values[column.name] = self.fields[column.name].clean(cells)
            except ValidationError as error:
                # What is not taken anyway need not be right.
                if not column.is_only_shown or column.name in self.keys:
                    row.refuse(error, column)
        return row

    def _place(self, record: Record, name: str) -> str:
        """The cell of the column in that row; "" where the sheet has no such column."""
        return record.place(self.indexes[name]) if name in self.indexes else ""

    def _apply_decision(self, row: Row):
        decided = self.decisions.get(str(row.number))
        if decided is None or row.problems:
            return
        if decided == NEW:
            row.proposals, row.twins = [], []
        else:
            row.record = next((one for one in row.proposals if str(one.pk) == decided), row.record)
            if row.record is not None:
                row.proposals, row.twins = [], []

    def _complete(self, row: Row):
        """What a new record takes from the constants, and what it needs."""
        for name, value in self.constants.items():
            row.values.setdefault(name, value)
        for column in self.demanded:
            # A cell that could not be read has been refused already.
            if column.name in self.named and column.name not in row.values:
                continue
            if not row.values.get(column.name):
                row.refuse(_("“%(column)s” is empty. Fill it in.") % {"column": column.header()}, column)

    def _compare(self, row: Row):
        for column in self.compared:
            if column.name not in row.values:
                continue
            if row.record is None:
                now, then = _nothing(column), _plain(column, row.values[column.name])
            else:
                now = _plain(column, self.getters[column.name](row.record))
                then = self._wanted(column, now, row.values[column.name])
            if _differ(column, now, then):
                row.changes[column.name] = then
                row.differences.append(Difference(column, now, then, self.showers[column.name]))

    def _wanted(self, column, now, said):
        """What the record would say: an empty cell says nothing, a list only adds, unless the sheet is complete."""
        said = _plain(column, said)
        if self.mode == SheetImport.Mode.REPLACE:
            return said if said or not column.required else now
        if column.kind == Kind.LIST:
            return [*now, *(one for one in said if one not in now)]
        return said or now


def _nothing(column):
    return [] if column.kind == Kind.LIST else ""


def _plain(column, value):
    """A value of a record or of a cell in one form: text or list of texts, empty for nothing."""
    if value is None:
        return _nothing(column)
    if column.kind == Kind.PARTIAL_DATE:
        return value.edtf if isinstance(value, PartialDate) else value
    return list(value) if column.kind == Kind.LIST else value


def _differ(column, now, then):
    return set(now) != set(then) if column.kind == Kind.LIST else now != then


def decided(text: str) -> str:
    """A decision as it comes from a form; ValidationError for what is none."""
    if text == NEW or text.isdecimal():
        return text
    raise ValidationError(_("Choose one of the answers."))
