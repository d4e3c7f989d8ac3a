"""What may be the same record: for what somebody types, for the rows of a sheet, and for the list as a whole."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.duplicates.keeping import Keeping, batches, in_order
from portal.kit.duplicates.signs import Key, Match, Pair, Sign
from portal.kit.people import name_of

ASKED = 10_000
"""Values asked for by one statement: the rows of a long sheet take a handful of questions."""

NAMED = 2_000
"""So many keys are asked for by name; for more, all are looked through."""

CHUNK = 2_000

LOOKED_AT = 200
"""How many keys that fit are looked at for one record that is typed, the weightiest first."""


class Duplicates(Keeping):
    """For one kind of record. A subclass names the models and signs and answers `keys_of_all`, `read` and `shown`.

    `boxes` are the boxes of its form that are looked at while somebody types, `rows` the boxes of its inlines as
    prefix and name.
    """

    model: type[models.Model]
    key_model: type[models.Model]
    pair_model: type[models.Model]
    settled_model: type[models.Model]
    signs: Mapping[str, Sign]
    boxes: Sequence[str] = ()
    rows: Sequence[tuple[str, str]] = ()

    def read(self, boxes) -> list[Key]:
        """The keys of what stands in a form, from its `QueryDict`."""
        raise NotImplementedError

    def shown(self, records):
        """The queryset with what a line about a record shows."""
        return records

    def facts_of(self, record) -> list[str]:
        """What tells the record from another one of its name, a word or two each; asks nothing beyond `shown`."""
        return []

    def includes(self, key, others) -> bool:
        """Whether one of these other keys says already what this one says."""
        return False

    # --- What somebody types, and the rows of a sheet ---------------------------------------------------------

    def matches(self, keys: Iterable[Key], *, besides=None, most: int = 5) -> list[Match]:
        """Records that share a key, the likeliest first. `besides` is the record that is being edited: it is left
        out, with what it has said before and with records that staff said are others."""
        mine = {key.compared: key for key in keys}
        if besides is not None and besides.pk:
            for row in self.key_model.objects.filter(record=besides):
                mine.pop((row.sign, row.value), None)
        return self._matches(mine, besides, most)

    def resembling(self, record, *, most: int = 5) -> list[Match]:
        """Records that share a key with this one as it is stored, without those that staff said are others."""
        keys = self.keys_of_all(self.model._base_manager.filter(pk=record.pk))[record.pk]
        return self._matches({key.compared: key for key in keys}, record, most)

    def _matches(self, mine, besides, most) -> list[Match]:
        if not mine:
            return []
        found = self.key_model.objects.filter(
            Q(*(Q(value=value, sign=sign) for sign, value in mine), _connector=Q.OR)
        )
        if besides is not None and besides.pk:
            found = found.exclude(record=besides).exclude(record__in=self._apart_from(besides))
        weights = Case(
            *(When(sign=name, then=Value(sign.weight)) for name, sign in self.signs.items()), default=Value(0)
        )
        fitting = defaultdict(list)
        for row in found.annotate(weight=weights).order_by("-weight", "record", "pk")[:LOOKED_AT]:
            fitting[row.record_id].append(row)
        fitting = self._likeliest(fitting, most)
        return self._told(mine, fitting, self.load(fitting))

    def matches_of_many(
        self, asked: Sequence[Iterable[Key]], *, most: int = 5, load: Callable[[set], dict] | None = None
    ) -> list[list[Match]]:
        """As `matches`, for thousands at once: one question for all their keys, not one for each row.

        `load` gives the records by key where more is needed of them than `shown` has.
        """
        mine = [{key.compared: key for key in keys} for keys in asked]
        holders = self._holders({compared for keys in mine for compared in keys})
        fitting = []
        for keys in mine:
            found = defaultdict(list)
            for compared in keys:
                for row in holders.get(compared, ())[:LOOKED_AT]:
                    found[row.record_id].append(row)
            fitting.append(self._likeliest(found, most))
        records = (load or self.load)({pk for found in fitting for pk in found})
        return [self._told(keys, found, records) for keys, found in zip(mine, fitting, strict=True)]

    def _holders(self, asked: set) -> dict:
        """Rows of keys by sign and value. For very many it is quicker to look through all keys than to name each."""
        holders = defaultdict(list)
        rows = self.key_model.objects.order_by("record", "pk")
        if len(asked) <= NAMED:
            for row in rows.filter(value__in=sorted({value for _sign, value in asked})):
                holders[row.sign, row.value].append(row)
            return holders
        columns = ["sign", "value", "said", "record_id"]
        for sign, value, said, record in rows.values_list(*columns).iterator(chunk_size=CHUNK):
            if (sign, value) in asked:
                row = self.key_model(sign=sign, value=value, said=said, record_id=record)
                holders[sign, value].append(row)
        return holders

    def _likeliest(self, fitting, most):
        weighed = sorted((-sum(self.signs[row.sign].weight for row in fitting[pk]), pk) for pk in fitting)
        return {pk: fitting[pk] for _weight, pk in weighed[:most]}

    def load(self, numbers) -> dict:
        records = {}
        for some in batches(sorted(numbers), ASKED):
            records |= self.shown(self.model._default_manager.filter(pk__in=some)).in_bulk()
        return records

    def _told(self, mine, fitting, records) -> list[Match]:
        matches = []
        for pk, rows in fitting.items():
            if pk in records:
                weight = sum(self.signs[row.sign].weight for row in rows)
                reasons = self._reasons([(mine[row.sign, row.value], row) for row in rows])
                matches.append(Match(records[pk], reasons, weight))
        return matches

    def _reasons(self, shared) -> list[str]:
        """What is shared, in words, the weightiest first; a sign that another one includes is not told again."""
        keys = [one for one, _other in shared]
        shared = [pair for pair in shared if not self.includes(pair[0], keys)]
        shared.sort(key=lambda pair: (-self.signs[pair[0].sign].weight, pair[0].value))
        told = [self.signs[one.sign].reason(one.value, [one.said, other.said]) for one, other in shared]
        return list(dict.fromkeys(told))

    # --- The list as a whole ----------------------------------------------------------------------------------

    def pairs(self, state: str = "likely"):
        """Pairs in this state, the newest first."""
        return self.pair_model.objects.filter(state=state).order_by("-found_at", "-pk")

    def in_words(self, pairs) -> list[Pair]:
        """These rows with first and second; the number of questions does not grow with them."""
        pairs = list(pairs)
        numbers = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}
        records, keys = self.load(numbers), defaultdict(dict)
        for row in self.key_model.objects.filter(record__in=numbers).order_by("pk"):
            keys[row.record_id][row.sign, row.value] = row
        told = []
        for pair in pairs:
            one, other = keys[pair.first_id], keys[pair.second_id]
            shared = [(one[compared], other[compared]) for compared in one if compared in other]
            told.append(Pair(records[pair.first_id], records[pair.second_id], self._reasons(shared), pair))
        return told

    # --- What staff said --------------------------------------------------------------------------------------

    def settle(self, one, other, *, by) -> None:
        """They are not the same; saying it twice is saying it once. `ValueError` for one record given twice."""
        pair = in_order(one.pk, other.pk)
        first, second = pair
        self.settled_model.objects.get_or_create(first_id=first, second_id=second, defaults={"by": by})
        self.weigh({pair})

    def reopen(self, one, other) -> None:
        """It is no longer said that they are not the same."""
        pair = in_order(one.pk, other.pk)
        first, second = pair
        self.settled_model.objects.filter(first=first, second=second).delete()
        self.weigh({pair})

    def notes_on(self, one, other) -> list[str]:
        """Why the two may be the same, and what staff said about them, a sentence each."""
        keys = self.keys_of_all(self.model._base_manager.filter(pk__in=[one.pk, other.pk]))
        theirs = {key.compared: key for key in keys[other.pk]}
        shared = [(key, theirs[key.compared]) for key in keys[one.pk] if key.compared in theirs]
        first, second = in_order(one.pk, other.pk)
        notes = [capfirst(", ".join(reasons)) + "." for reasons in [self._reasons(shared)] if reasons]
        for said in self.settled().filter(first=first, second=second):
            notes.append(
                _("On %(day)s %(person)s said that the two are not the same.")
                % {
                    "day": date_format(timezone.localtime(said.at), "SHORT_DATE_FORMAT"),
                    "person": name_of(said.by) if said.by else _("somebody"),
                }
            )
        return notes

    def settled(self):
        """What staff said, the newest first."""
        return self.settled_model.objects.select_related("by").order_by("-at", "-pk")

    def _apart_from(self, record) -> list[int]:
        said = self.settled_model.objects.filter(Q(first=record) | Q(second=record))
        pairs = said.values_list("first", "second")
        return [first if second == record.pk else second for first, second in pairs]
