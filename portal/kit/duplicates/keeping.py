"""Keys and pairs written anew whenever a record is, so that finding asks a few indexed questions at any size."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from django.db import models, transaction
from django.utils import timezone

from portal.kit.duplicates.models import LONGEST_VALUE, PossiblePair
from portal.kit.duplicates.signs import LIKELY, Key, Sign

BATCH = 500
"""Records whose keys are written together."""

MOST_HOLDERS = 8
"""A key that more records than these have tells them apart no better than a form word: it makes no pairs."""


class Keeping:
    model: type[models.Model]
    key_model: type[models.Model]
    pair_model: type[models.Model]
    settled_model: type[models.Model]
    signs: Mapping[str, Sign]
    belongs_to: Sequence[str] = ()
    """Links to another record of the kind, such as to a parent: two records so linked are known to be two."""

    def keys_of_all(self, records) -> dict[int, list[Key]]:
        """The keys of these records, in a number of questions that does not grow with them."""
        raise NotImplementedError

    def refresh(self, records) -> None:
        """Write anew what these records are found by as duplicates; any number of them."""
        numbers = list(records.order_by("pk").values_list("pk", flat=True))
        for some in batches(numbers, BATCH):
            self._refresh(self.keys_of_all(self.model._base_manager.filter(pk__in=some)))

    @transaction.atomic
    def _refresh(self, wanted: dict[int, list[Key]]) -> None:
        missing = {
            (pk, *key.compared): key.said[:LONGEST_VALUE] for pk, keys in wanted.items() for key in keys
        }
        gone, touched = [], set()
        for row in self.key_model.objects.filter(record__in=wanted):
            this = (row.record_id, row.sign, row.value)
            if missing.get(this) == row.said:
                del missing[this]
            else:
                gone.append(row.pk)
                touched.add((row.sign, row.value))
        touched |= {(sign, value) for _pk, sign, value in missing}
        pairs = self._pairs_by(touched)
        self.key_model.objects.filter(pk__in=gone).delete()
        self.key_model.objects.bulk_create(
            (
                self.key_model(record_id=pk, sign=sign, value=value, said=said)
                for (pk, sign, value), said in missing.items()
            ),
            batch_size=BATCH,
            ignore_conflicts=True,
        )
        pairs |= self._pairs_by(touched)
        rows = self.pair_model.objects.filter(models.Q(first__in=wanted) | models.Q(second__in=wanted))
        self.weigh(pairs | set(rows.values_list("first", "second")))

    def _pairs_by(self, touched: set[tuple[str, str]]) -> set[tuple[int, int]]:
        """All pairs that share one of these keys now."""
        holders = defaultdict(list)
        rows = self.key_model.objects.filter(value__in={value for _sign, value in touched})
        for sign, value, pk in rows.values_list("sign", "value", "record"):
            if (sign, value) in touched:
                holders[sign, value].append(pk)
        return {
            pair
            for records in holders.values()
            if len(records) <= MOST_HOLDERS
            for pair in combinations(sorted(records), 2)
        }

    def weigh(self, pairs: set[tuple[int, int]]) -> None:
        """Write anew what is kept of these pairs; the day stays unless a pair shares more than before."""
        numbers = {pk for pair in pairs for pk in pair}
        if not numbers:
            return
        weights, settled, related = (
            self._weights(pairs, numbers),
            self._settled(numbers),
            self._related(numbers),
        )
        states = PossiblePair.State
        kept = self.pair_model.objects.filter(first__in=numbers, second__in=numbers)
        kept = {(row.first_id, row.second_id): row for row in kept}
        gone, new, changed = [], [], []
        for pair in sorted(pairs):
            row, weight = kept.get(pair), weights.get(pair, 0)
            if not weight:
                gone += [row.pk] if row else []
                continue
            state = states.LIKELY if weight >= LIKELY else states.WEAK
            state = states.RELATED if pair in related else state
            state = states.SETTLED if pair in settled else state
            if row is None:
                first, second = pair
                new.append(self.pair_model(first_id=first, second_id=second, weight=weight, state=state))
            elif (row.weight, row.state) != (weight, state):
                row.found_at = timezone.now() if weight > row.weight else row.found_at
                row.weight, row.state = weight, state
                changed.append(row)
        self.pair_model.objects.filter(pk__in=gone).delete()
        self.pair_model.objects.bulk_update(changed, ["weight", "state", "found_at"], batch_size=BATCH)
        self.pair_model.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)

    def _weights(self, pairs, numbers) -> dict[tuple[int, int], int]:
        keys = defaultdict(set)
        for pk, sign, value in self.key_model.objects.filter(record__in=numbers).values_list(
            "record", "sign", "value"
        ):
            keys[pk].add((sign, value))
        shared = {pair: keys[pair[0]] & keys[pair[1]] for pair in pairs}
        values = {value for common in shared.values() for _sign, value in common}
        rows = self.key_model.objects.filter(value__in=values).values_list("sign", "value")
        holders = Counter(rows)
        return {
            pair: sum(
                self.signs[sign].weight for sign, value in common if holders[sign, value] <= MOST_HOLDERS
            )
            for pair, common in shared.items()
        }

    def _settled(self, numbers) -> set[tuple[int, int]]:
        rows = self.settled_model.objects.filter(first__in=numbers, second__in=numbers)
        return set(rows.values_list("first", "second"))

    def _related(self, numbers) -> set[tuple[int, int]]:
        if not self.belongs_to:
            return set()
        rows = self.model._base_manager.filter(pk__in=numbers).values_list("pk", *self.belongs_to)
        return {in_order(pk, other) for pk, *others in rows for other in others if other and other != pk}


def in_order(one: int, other: int) -> tuple[int, int]:
    if one == other:
        raise ValueError("A record is no pair.")
    return min(one, other), max(one, other)


def batches(values: Sequence, size: int) -> Iterator[Sequence]:
    return (values[start : start + size] for start in range(0, len(values), size))
