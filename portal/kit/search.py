"""Search without marks, words in any order and from their beginning.

A searchable record keeps derived texts: its names, its heads (names and places) and everything, with
every word behind a space, so that a word of the query is found at the beginning of words only: `an` finds An Giang
and not Ban. SQLite and PostgreSQL answer alike.

Vietnamese words are several syllables, and folded syllables are common: `da nang` must not find every text that
holds «đã» and «năng». A strict search therefore wants all words among the heads, or all of them side by side anywhere;
only where that finds nothing are words scattered over the whole text enough (`fitted`).

What stands here asks the database, for the desk. Public pages find the same in memory, exact spelling first:
`portal.kit.search_index`.
"""

from dataclasses import dataclass, field, replace

from django.db import models
from django.db.models import Q

from portal.kit.text import exact_text, index_text, words

SEARCH_COLUMNS = [
    "search_name",
    "search_name_folded",
    "search_heads_folded",
    "search_text",
    "search_text_folded",
]
LONGEST_QUERY = 120
MOST_WORDS = 10


class Searchable(models.Model):
    search_name = models.TextField(editable=False, default="")
    search_name_folded = models.TextField(editable=False, default="")
    search_heads_folded = models.TextField(editable=False, default="")
    search_text = models.TextField(editable=False, default="")
    search_text_folded = models.TextField(editable=False, default="")

    class Meta:
        abstract = True


def search_columns(*, names: list[str], heads: list[str] = (), prose: list[str] = ()) -> dict[str, str]:
    """The columns for these names, further heads and prose."""
    everything = [*names, *heads, *prose]
    return {
        "search_name": exact_text(*names),
        "search_name_folded": index_text(*names),
        "search_heads_folded": index_text(*names, *heads),
        "search_text": exact_text(*everything),
        "search_text_folded": index_text(*everything),
    }


@dataclass(frozen=True)
class Query:
    """What somebody typed: its words as spelled and folded, and what its short forms stand for.

    `expansions` maps a folded word to folded texts that count as the same, such as `tcxh` to `to chuc xa hoi`.
    """

    typed: str
    expansions: dict[str, list[str]] = field(default_factory=dict)
    is_loose: bool = False

    @property
    def folded(self) -> list[str]:
        return words(self.typed[:LONGEST_QUERY])[:MOST_WORDS]

    @property
    def spelled(self) -> list[str]:
        return exact_text(self.typed[:LONGEST_QUERY]).split()[:MOST_WORDS]


def fitted(queryset, query: Query) -> Query:
    """The query as it finds something here: strict if it can, else loose."""
    if query.is_loose or len(query.folded) < 2 or queryset.matching(query).exists():
        return query
    return replace(query, is_loose=True)


class SearchQuerySet(models.QuerySet):
    def matching(self, query: Query):
        """Records that hold the words of the query; none when it has no word."""
        if not query.folded:
            return self.none()
        if query.is_loose or len(query.folded) == 1:
            return self.filter(_every("search_text_folded", query.folded, query.expansions))
        among_heads = _every("search_heads_folded", query.folded, query.expansions)
        return self.filter(among_heads | _together("search_text_folded", query.folded))


def _every(column: str, sought: list[str], expansions: dict[str, list[str]] | None = None) -> Q:
    """Each word, or what it stands for, begins a word of the column."""
    condition = Q(pk__isnull=False)
    for word in sought:
        readings = Q(**{f"{column}__contains": f" {word}"})
        for meaning in (expansions or {}).get(word, ()):
            readings |= Q(**{f"{column}__contains": f" {meaning}"})
        condition &= readings
    return condition


def _together(column: str, sought: list[str]) -> Q:
    """The words stand side by side in the column, in this order."""
    return Q(**{f"{column}__contains": " " + " ".join(sought)})
