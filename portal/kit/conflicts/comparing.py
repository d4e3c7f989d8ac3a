"""Opened, saved meanwhile, typed here: what stands in all three is left alone, what one of us changed is taken,
and where both changed the same, a person decides."""

from dataclasses import dataclass, field

from django import forms

from portal.kit.conflicts.shown import Shown, Values, meant
from portal.kit.conflicts.typed import Part, Row, Typed


@dataclass(frozen=True)
class Difference:
    """One box, or a whole row where `box` is "". None stands for a row that is not there."""

    part: Part | None
    row: Row
    key: str
    box: str
    opened: list[str] | Values | None
    saved: list[str] | Values | None
    typed: list[str] | Values | None


@dataclass
class Comparison:
    """`theirs` and `mine` were merged; `both` need a person. In `typed`, what both changed stands as it was typed."""

    typed: Typed
    theirs: list[Difference] = field(default_factory=list)
    mine: list[Difference] = field(default_factory=list)
    both: list[Difference] = field(default_factory=list)


def compare(typed: Typed, opened: Shown, saved: Shown) -> Comparison:
    """Brings `typed` up to what is `saved` now, in place."""
    found = Comparison(typed)
    _boxes(found, None, typed.record, typed.boxes, "", opened.record, saved.record)
    for part in typed.parts:
        _rows(found, part, opened.rows.get(part.prefix, {}), saved.rows.get(part.prefix, {}))
    return found


def _rows(found, part, opened, saved):
    kept, sent = [], {row.key for row in part.rows if row.key}
    added = {key: values for key, values in saved.items() if key not in opened and key not in sent}
    for row in part.rows:
        if not row.key:
            if not any(_same(part.boxes, row.values, values) for values in added.values()):
                kept.append(row)
            continue
        before, now = opened.get(row.key), saved.get(row.key)
        if before is None and now is None:
            continue
        before = now if before is None else before
        if now is None:
            kept += _gone_meanwhile(found, part, row, before)
            continue
        if not part.may_change:
            row.values = dict(now)
        elif row.is_deleted:
            _deleted_here(found, part, row, before, now)
        else:
            _boxes(found, part, row, part.boxes, row.key, before, now)
        kept.append(row)
    for key, values in added.items():
        row = Row(key=key, values=dict(values))
        kept.append(row)
        found.theirs.append(Difference(part, row, key, "", None, values, values))
    part.rows = kept


def _gone_meanwhile(found, part, row, before) -> list[Row]:
    """Deleted by the other: what was typed into it would be a new row."""
    changed = part.may_change and not row.is_deleted and not _untouched(part.boxes, row, before)
    difference = Difference(
        part, row, row.key, "", before, None, {**before, **row.values} if changed else None
    )
    if not changed:
        if not row.is_deleted:
            found.theirs.append(difference)
        return []
    row.key, row.values = "", {**before, **row.values}
    found.both.append(difference)
    return [row]


def _deleted_here(found, part, row, before, now):
    changed = not _same(part.boxes, before, now)
    (found.both if changed else found.mine).append(Difference(part, row, row.key, "", before, now, None))
    row.values = dict(now)


def _boxes(found, part, row, boxes, key, before: Values, now: Values):
    for name, box in boxes.items():
        opened, saved = before.get(name, []), now.get(name, [])
        is_file = isinstance(box, forms.FileField)
        typed = _file(row, name, opened) if is_file else row.values.get(name, opened)
        was, stands, becomes = (meant(box, one) for one in (opened, saved, typed))
        difference = Difference(part, row, key, name, opened, saved, typed)
        if becomes in (was, stands):
            row.values[name] = saved
            if stands != was and becomes == was:
                found.theirs.append(difference)
            continue
        row.values[name] = typed
        (found.mine if stands == was else found.both).append(difference)


def _file(row, name, opened) -> list[str]:
    if name in row.uploads:
        return [row.uploads[name].name]
    return [] if name in row.cleared else opened


def _untouched(boxes, row, before) -> bool:
    typed = {
        name: _file(row, name, before.get(name, []))
        if isinstance(box, forms.FileField)
        else row.values.get(name)
        for name, box in boxes.items()
    }
    return _same(boxes, {**before, **{name: one for name, one in typed.items() if one is not None}}, before)


def _same(boxes, one: Values, other: Values) -> bool:
    return all(
        meant(box, one.get(name, [])) == meant(box, other.get(name, [])) for name, box in boxes.items()
    )
