"""Search in memory, for records with numbers: what `portal.kit.search` finds in the database, and its order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from django.db.models import TextField, Value
from django.db.models.functions import MD5, Concat

from portal.kit.search import SEARCH_COLUMNS, Query
from portal.kit.sets import Numbering
from portal.kit.word_index import WordIndex

AT_ONCE = 1000
"""Up to so many changed records are read by their keys; more are picked from all."""

_BREAK = Value("\n", output_field=TextField())
_FINGERPRINT = MD5(Concat(*(part for name in SEARCH_COLUMNS for part in (name, _BREAK))))


class SearchIndex:
    """The columns of `Searchable` records, word by word. Not to be changed afterwards."""

    def __init__(
        self,
        fingerprints: dict[int, str],
        texts: Callable[[str], Iterable[tuple[int, str]]],
        before: "SearchIndex | None" = None,
    ):
        """`fingerprints`: by number, differing where a text differs; `texts(column)` gives pairs (number, text) of all
        records, or of those whose fingerprint is another than `before`."""
        self.fingerprints = fingerprints
        self._columns = {
            name: WordIndex(texts(name), before and before._columns[name]) for name in SEARCH_COLUMNS
        }

    @classmethod
    def of(cls, queryset, numbering: Numbering, before: "SearchIndex | None" = None) -> "SearchIndex":
        """Of these records; reads the texts of those alone that differ from `before`, which had the same numbering or
        one that grew into it."""
        rows = queryset.order_by().values_list("pk", _FINGERPRINT)
        numbers = numbering.numbers
        fingerprints = {numbers[key]: text for key, text in rows if key in numbers}
        had = before.fingerprints if before else {}
        changed = {number for number, text in fingerprints.items() if had.get(number) != text}
        if len(changed) <= AT_ONCE:
            queryset = queryset.filter(pk__in=[numbering.keys[number] for number in changed])

        def texts(column):
            # In batches: together the texts are the largest thing that the database has.
            for key, text in queryset.order_by().values_list("pk", column).iterator(chunk_size=500):
                if numbers.get(key) in changed:
                    yield numbers[key], text

        return cls(fingerprints, texts, before)

    def find(self, query: Query, among: int) -> tuple[Query, int]:
        """The query as it finds something among these records, strict if it can, else loose; and what it finds."""
        found = self._matching(query, among)
        if found or query.is_loose or len(query.folded) < 2:
            return query, found
        loose = replace(query, is_loose=True)
        return loose, self._matching(loose, among)

    def ranked(self, query: Query, found: int) -> Iterator[int]:
        """`found` in sets, the best first: spelled so in a name, so anywhere, in a name without marks, anywhere."""
        tests = [
            (self._together, "search_name", query.spelled),
            (self._every, "search_name", query.spelled),
            (self._together, "search_text", query.spelled),
            (self._together, "search_name_folded", query.folded),
            (self._every, "search_name_folded", query.folded),
            (self._together, "search_text_folded", query.folded),
        ]
        for test, column, sought in tests:
            best = test(column, sought, found)
            yield best
            found &= ~best
        yield found

    def _matching(self, query, among) -> int:
        if not query.folded:
            return 0
        if query.is_loose or len(query.folded) == 1:
            return self._every("search_text_folded", query.folded, among, query.expansions)
        among_heads = self._every("search_heads_folded", query.folded, among, query.expansions)
        return among_heads | self._together("search_text_folded", query.folded, among & ~among_heads)

    def _together(self, column, sought, among) -> int:
        return self._columns[column].together(sought, among)

    def _every(self, column, sought, among, expansions=None) -> int:
        """Each word, or what it stands for, begins a word of the column."""
        index = self._columns[column]
        for word in sought:
            readings = index.beginning(word)
            for meaning in (expansions or {}).get(word, ()):
                readings |= index.together(meaning.split(), among)
            among &= readings
        return among
