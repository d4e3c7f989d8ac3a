"""What synthetic organizations are drawn from: the words of `words.toml`, and the portal's own places and lists."""

import random
import tomllib
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from organizations import models
from organizations.models import Place
from organizations.search import long_forms
from portal.kit.publication import Publication
from portal.kit.sources import Source

SOURCE_TITLE = "Dữ liệu tổng hợp – synthetic data"
WORDS = Path(__file__).parent / "words.toml"
PUBLICATIONS = {Publication.PUBLISHED: 90, Publication.DRAFT: 7, Publication.ARCHIVED: 3}
WIDER_PLACES = {"viet-nam": 6, "mien-bac": 2, "mien-trung": 2, "mien-nam": 2}


class Weighted:
    """Draws by weight: `Weighted({"rare": 1, "usual": 9}).draw(chance)`."""

    def __init__(self, weights: dict):
        self.values = list(weights)
        self.summed = list(accumulate(weights.values()))

    def draw(self, chance: random.Random):
        return chance.choices(self.values, cum_weights=self.summed)[0]


class Stock:
    """The words of the data file, and the portal's own places and lists by slug and code."""

    def __init__(self):
        self.words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
        self.source, _created = Source.objects.get_or_create(
            title=SOURCE_TITLE, publisher="", defaults={"language": "vi"}
        )
        places = Place.objects.prefetch_related("aliases", "successors__aliases", "predecessors").order_by(
            "pk"
        )
        self.places = {place.slug: place for place in places}
        self.long_forms = long_forms()
        self.forms = _by_weight(self.words["form"])
        self.acts = _by_weight(self.words["act"])
        self.topics = _by_weight(self.words["topic"])
        self.publications = Weighted(PUBLICATIONS)
        self.wider = Weighted(WIDER_PLACES)

    def terms(self, model: str) -> dict:
        return self._terms[model]

    @cached_property
    def _terms(self) -> dict[str, dict]:
        lists = (
            models.FieldOfWork,
            models.GroupServed,
            models.LegalForm,
            models.ServiceKind,
            models.IdentifierScheme,
        )
        coded = {one.__name__: {term.code: term for term in one.objects.all()} for one in lists}
        return coded | {"Goal": {goal.number: goal for goal in models.Goal.objects.all()}}

    @cached_property
    def provinces(self) -> Weighted:
        """Today's provinces, a few of them far oftener than the others."""
        weights = self.words["place_weights"]
        today = [
            slug for slug, place in self.places.items() if place.kind == "province" and place.valid_to is None
        ]
        return Weighted({slug: weights.get(slug, 1) for slug in today})

    @cached_property
    def former(self) -> dict[str, list[Place]]:
        """The units that went into each of today's provinces."""
        return {
            slug: [self.places[old.slug] for old in sorted(place.predecessors.all(), key=lambda old: old.pk)]
            for slug, place in self.places.items()
        }


def _by_weight(entries: list[dict]) -> Weighted:
    drawn = Weighted({number: entry["weight"] for number, entry in enumerate(entries)})
    drawn.values = entries
    return drawn
