"""What is public of organizations and what they are found by, kept in memory as long as the data version stands.

Lists, facets, counts, search and downloads all read it, so one number is the same everywhere. Rows of the page that
is shown are loaded by their keys. How it stays true: `docs/decisions/counts.md`.
"""

from organizations.index.places import in_order, known_places, known_successions
from organizations.index.public import PublicIndex, public_index
from organizations.index.terms import known_terms
from organizations.index.words import known_short_forms, organization_words, place_words

__all__ = [
    "PublicIndex",
    "in_order",
    "known_places",
    "known_short_forms",
    "known_successions",
    "known_terms",
    "organization_words",
    "place_words",
    "public_index",
]
