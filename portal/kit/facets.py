"""How many records each choice of a filter would find, so that none offers a dead end.

Within one facet choices widen, across facets they narrow; each facet is counted on what the others leave. Records are
sets (`portal.kit.sets`), so a choice costs a microsecond, whatever the length of the list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

SHORT = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """`count` is None where the choice does not change what is found."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """`choices` holds only what finds something or is chosen now; a long one shows its `first` and folds the `rest`."""

    name: str
    label: str
    choices: list[Choice]
    is_aside: bool = False

    @property
    def chosen_count(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)

    @property
    def first(self) -> list[Choice]:
        # One or two more do not deserve a fold of their own.
        return self.choices if len(self.choices) <= SHORT + 2 else self.choices[:SHORT]

    @property
    def rest(self) -> list[Choice]:
        return self.choices[len(self.first) :]

    @property
    def is_rest_chosen(self) -> bool:
        return any(choice.is_chosen for choice in self.rest)


@dataclass(frozen=True)
class Narrowed:
    """The records of a list, `ground`, and which of them each filter in use finds: `by_filter`, by its name."""

    ground: int
    by_filter: Mapping[str, int] = field(default_factory=dict)

    @property
    def found(self) -> int:
        return self.without()

    def without(self, *names) -> int:
        """What all filters but these find: the ground on which a facet counts its own choices."""
        left = self.ground
        for name, found in self.by_filter.items():
            if name not in names:
                left &= found
        return left


def choices_of(labels: Mapping[str, str], having: Mapping[str, int], ground: int, chosen) -> list[Choice]:
    """`labels` by value, in the order of the page; `having`: the records with each value; `chosen`: values in force."""
    choices = []
    for value, label in labels.items():
        count = (having.get(value, 0) & ground).bit_count()
        if count or value in chosen:
            choices.append(Choice(value, label, count, value in chosen))
    return choices
