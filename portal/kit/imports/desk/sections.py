"""A preview as its page shows it: sections by outcome, as many rows as a person reads, and what a button will do."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.kit.imports.models import SheetImport
from portal.kit.imports.previewing import Preview
from portal.kit.imports.resource import NEW, SheetResource
from portal.kit.imports.rows import Outcome, Problem, Row
from portal.kit.money import format_number

SHOWN = 100
MOST = 1_000
"""Rows of one section: at first, and once a person asks for more of it."""

SAID = 6
"""Cells by which a person recognises a row."""

LONGEST_CELL = 160
TOLD = 20
MANY, MOST_REPEATED = 3, 5
ORDER = (Outcome.REFUSED, Outcome.UNDECIDED, Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED)


@dataclass(frozen=True)
class Section:
    """`rows` are the first of `count`; `offered` is how many can be shown at once, 0 where that is no more."""

    outcome: Outcome
    rows: list[Row]
    count: int
    offered: int

    @property
    def left_over(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class RefusedRow:
    """Its problems in the order of the columns."""

    row: Row
    problems: list[Problem]


@dataclass(frozen=True)
class Repeated:
    """One thing to mend that is wrong in many rows, as with Excel's Replace."""

    label: str
    sentence: str
    count: int


@dataclass(frozen=True)
class NewRow:
    row: Row
    cells: list[str]


@dataclass(frozen=True)
class NewRows:
    """New records as a table: only columns that one of the shown rows fills."""

    labels: list[str]
    rows: list[NewRow]
    has_notes: bool


@dataclass(frozen=True)
class Proposal:
    """A record that a row may be; `about` is what tells it from another of the same name, `reasons` are why."""

    record: Any
    about: str
    reasons: list[str]


@dataclass(frozen=True)
class Said:
    """What a cell of the sheet says, as people read it."""

    label: str
    text: str


@dataclass(frozen=True)
class WaitingRow:
    """A row that waits for a decision, the first things that it says, and what it may be."""

    row: Row
    said: list[Said]
    proposals: list[Proposal]


@dataclass(frozen=True)
class DecidedRow:
    """A row about which somebody has decided already: `record` is what it is, None for a new one."""

    row: Row
    record: Any


def sections_of(found: Preview, *, show: str = "") -> dict[str, Section]:
    """By outcome; `show` is the one that is shown at length."""
    return {outcome.value: _section(found, outcome, is_long=show == outcome) for outcome in ORDER}


def _section(found, outcome, *, is_long):
    rows = found.rows_that_are(outcome)
    shown = rows[: MOST if is_long else SHOWN]
    offered = min(len(rows), MOST)
    return Section(outcome, shown, len(rows), offered if offered > len(shown) else 0)


def refused_rows(section: Section) -> list[RefusedRow]:
    return [RefusedRow(row, sorted(row.problems, key=_place)) for row in section.rows]


def _place(problem):
    letters = problem.cell.rstrip("0123456789")
    return len(letters), letters


def repeated_problems(found: Preview) -> list[Repeated]:
    """What is wrong in at least `MANY` rows, the most frequent first."""
    rows = found.rows_that_are(Outcome.REFUSED)
    counted = Counter(
        pair for row in rows for pair in {(problem.label, problem.sentence) for problem in row.problems}
    )
    frequent = counted.most_common(MOST_REPEATED)
    return [Repeated(label, sentence, count) for (label, sentence), count in frequent if count >= MANY]


def new_rows(section: Section) -> NewRows:
    labels = dict.fromkeys(one.label for row in section.rows for one in row.differences)
    rows = []
    for row in section.rows:
        said = {one.label: one.after for one in row.differences}
        rows.append(NewRow(row, [_short(said.get(label, "")) for label in labels]))
    return NewRows([*labels], rows, has_notes=any(row.notes for row in section.rows))


def waiting_rows(section: Section, resource: SheetResource) -> list[WaitingRow]:
    return [
        WaitingRow(
            row,
            [Said(one.label, _short(one.after)) for one in row.differences[:SAID]],
            [Proposal(one, resource.about(one), row.reasons.get(one.pk, [])) for one in row.proposals],
        )
        for row in section.rows
    ]


def decided_rows(sheet_import: SheetImport, found: Preview) -> list[DecidedRow]:
    """The first of them; rows that were decided and are refused now are told among those."""
    decisions = sheet_import.decisions
    rows = [row for row in found.rows if str(row.number) in decisions]
    rows = [row for row in rows if row.outcome not in (Outcome.UNDECIDED, Outcome.REFUSED)]
    return [DecidedRow(row, row.record) for row in rows[:SHOWN]]


def cells_that_lose(found: Preview) -> int:
    """How many cells of the portal would lose a value, or a part of a list."""
    changed = found.rows_that_are(Outcome.CHANGED)
    return sum(1 for row in changed for one in row.differences if one.now and (not one.then or one.removed))


def answers_for_all(found: Preview, answer: str) -> dict[int, str]:
    """Decisions for every row that waits for one: "new" for all, or "proposed" for those with a single proposal."""
    waiting = found.rows_that_are(Outcome.UNDECIDED)
    if answer == NEW:
        return {row.number: NEW for row in waiting}
    if answer == "proposed":
        return {row.number: str(row.proposals[0].pk) for row in waiting if len(row.proposals) == 1}
    return {}


def numbers(rows: Sequence[int]) -> str:
    """The numbers of rows, as many as one reads: «7, 12, 19, …»."""
    told = ", ".join(map(str, rows[:TOLD]))
    return f"{told}, …" if len(rows) > TOLD else told


def digest(marks: Mapping[str, str]) -> str:
    """Of what a page showed, so that a button pressed on an older page is told from one pressed on the newest."""
    return hashlib.blake2s(json.dumps(marks, sort_keys=True).encode(), digest_size=12).hexdigest()


def what_is_taken(counts: Mapping[str, int]) -> str:
    """On the button: how many rows, and what becomes of them."""
    new, changed = counts[Outcome.NEW], counts[Outcome.CHANGED]
    if not changed:
        sentence = ngettext("Import %(count)s new row", "Import %(count)s new rows", new)
    elif not new:
        sentence = ngettext("Import %(count)s changed row", "Import %(count)s changed rows", changed)
    else:
        sentence = ngettext(
            "Import %(count)s row: %(new)s new, %(changed)s changed",
            "Import %(count)s rows: %(new)s new, %(changed)s changed",
            new + changed,
        )
    numbers = {"count": new + changed, "new": new, "changed": changed}
    return sentence % {name: format_number(number) for name, number in numbers.items()}


def what_stays_outside(counts: Mapping[str, int]) -> list[str]:
    """Sentences about the rows that a confirmation does not touch."""
    refused, undecided = counts[Outcome.REFUSED], counts[Outcome.UNDECIDED]
    found = []
    if refused:
        sentence = ngettext(
            "%(count)s refused row stays outside.", "%(count)s refused rows stay outside.", refused
        )
        found.append(sentence % {"count": format_number(refused)})
    if undecided:
        sentence = ngettext(
            "%(count)s row stays outside until somebody decides about it.",
            "%(count)s rows stay outside until somebody decides about them.",
            undecided,
        )
        found.append(sentence % {"count": format_number(undecided)})
    return found


def why_nothing_is_taken(counts: Mapping[str, int]) -> str:
    """Beside a button that cannot be pressed."""
    if counts[Outcome.UNDECIDED]:
        return _("Decide first what the rows are that resemble records of the portal.")
    if not counts[Outcome.REFUSED]:
        if counts[Outcome.UNCHANGED]:
            return _("The portal already says all that the sheet says.")
        return _("Below the headers there are no rows. Choose another sheet or another row of headers.")
    if counts[Outcome.UNCHANGED]:
        return _("Apart from the refused rows the portal already says all that the sheet says.")
    return _("Every row is refused. Mend the sheet and bring it again.")


def _short(text):
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
