"""What the organizations list says about itself: what was found, active filters, letters, pages, groups by province."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.facets import letters_of
from organizations.filters import AT, PLACE_FILTERS, SEAT, WORK
from organizations.index import in_order, organization_words
from portal.kit.sets import InOrder, union

BY_TODAY, AS_RECORDED = "today", "then"
USUAL_LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXY"


@dataclass(frozen=True)
class Link:
    """`url` is "" where nothing is to be found; `name` tells links of one row apart, in ids of elements too."""

    name: str
    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Group:
    """`place` is None for organizations that sit and work in no province that is sought."""

    place: object
    organizations: list


def address(params: dict, **changes) -> str:
    """The list under these parameters, some set anew; an empty value takes its parameter away."""
    left = {name: value for name, value in (params | changes).items() if value}
    query = urlencode(left, doseq=True)
    return reverse("organizations:list") + (f"?{query}" if query else "")


def problems_of(filterset) -> list[str]:
    """A sentence for every filter that says nothing we know; the list is shown as if it were not there."""
    sentences = []
    for name, errors in filterset.form.errors.as_data().items():
        label = filterset.filters[name].label
        for error in errors:
            if error.code == "invalid_choice":
                sentence = _("The filter “%(filter)s” has no choice “%(value)s”, so it was left out.")
                sentences.append(sentence % {"filter": label, "value": str(error.params["value"])[:60]})
            else:
                sentence = _("The filter “%(filter)s” was left out: %(reason)s")
                sentences.append(sentence % {"filter": label, "reason": " ".join(error.messages)})
    return sentences


def found_in_words(filterset, count: int) -> str:
    """«Tìm thấy 7 tổ chức làm việc tại Hà Nội»."""
    chosen, labels = filterset.chosen, filterset.labels
    where = _all_of(
        [_any_of([labels[name][one] for one in chosen[name]]) for name in PLACE_FILTERS if name in chosen]
    )
    if not count:
        return _("No organization found")
    if not where:
        sentence = ngettext("%(count)s organization found", "%(count)s organizations found", count)
    elif filterset.role == WORK:
        sentence = ngettext(
            "%(count)s organization found working in %(places)s",
            "%(count)s organizations found working in %(places)s",
            count,
        )
    elif filterset.role == SEAT:
        sentence = ngettext(
            "%(count)s organization found with its seat in %(places)s",
            "%(count)s organizations found with their seats in %(places)s",
            count,
        )
    else:
        sentence = ngettext(
            "%(count)s organization found working or seated in %(places)s",
            "%(count)s organizations found working or seated in %(places)s",
            count,
        )
    return sentence % {"count": count, "places": where}


def active_tags(filterset, params) -> list[Link]:
    """A tag for every chosen value, in the order of the filters; following it takes the value away."""
    tags = []
    for name, values in filterset.chosen.items():
        if name == "at" and not filterset.sought():
            continue
        for value in values:
            left = [one for one in values if one != value]
            key = name if name in ("q", "letter") else f"{name}-{value}"
            tags.append(Link(key, _tag(filterset, name, value), address(params, **{name: left})))
    return tags


def letters(filterset, params) -> list[Link]:
    """All letters first; then each one that names begin with in Vietnamese, and others where there are any."""
    chosen = params.get("letter", [""])[0]
    links = [Link("all", _("All"), address(params, letter=""), is_current=not chosen)]
    for letter, has_any in letters_of(filterset):
        if has_any or letter == chosen or letter in USUAL_LETTERS:
            url = address(params, letter=letter) if has_any else ""
            links.append(Link(letter.replace("#", "other"), letter, url, is_current=letter == chosen))
    return links


def groupings(params) -> list[Link]:
    """The three orders of the list."""
    chosen = params.get("by", "")
    kinds = [
        ("", _("one list")),
        (BY_TODAY, _("by today's province")),
        (AS_RECORDED, _("by province as recorded")),
    ]
    return [
        Link(kind or "none", label, address(params, by=kind), is_current=kind == chosen)
        for kind, label in kinds
    ]


def filters_in_words(filterset) -> list[str]:
    """«Tỉnh, thành: Hà Nội, Phú Thọ»: a line for every filter in use, for the sheet that is taken away."""
    return [
        f"{filterset.filters[name].label}: {', '.join(str(_tag(filterset, name, value)) for value in values)}"
        for name, values in filterset.chosen.items()
        if name != "at" or filterset.sought()
    ]


def downloads(filterset) -> list[Link]:
    """The list as a sheet, under the same filters."""
    query = urlencode(filterset.chosen, doseq=True)
    return [
        Link(name, name.upper(), reverse(f"organizations:{name}") + (f"?{query}" if query else ""))
        for name in ("xlsx", "csv")
    ]


def pages(page, params) -> list[Link]:
    """The numbers of the pages around this one, the first and the last; "…" stands for those left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [
        Link(
            str(n), str(n), page_address(params, n) if isinstance(n, int) else "", is_current=n == page.number
        )
        for n in numbers
    ]


def page_address(params, number: int) -> str:
    return address(params, page=number if number > 1 else "")


def listed(filterset) -> InOrder:
    """What the filters find: the best match first where words are sought, then by name."""
    found = filterset.found
    if filterset.query:
        ranks = organization_words(filterset.kept).ranked(filterset.query, found)
        return InOrder(ranks, filterset.index.alphabetical, length=found.bit_count())
    return InOrder([found], filterset.index.alphabetical)


def listed_by_province(filterset, *, then: bool) -> InOrder:
    """The same by province and name, each organization in each of its provinces once; `as_groups` says which.

    Provinces as recorded (`then`) or today's, and only the chosen ones where some are chosen; an organization without
    any comes last.
    """
    units, index, sought = filterset.units, filterset.index, filterset.sought()
    shown = set(units.provinces)
    if sought:
        shown &= set().union(*sought)
    members = defaultdict(list)
    for pk in shown:
        members[pk if then else units.today(pk)].append(pk)
    found = filterset.found
    sets = [
        found & index.in_places(members[place.pk], role=filterset.role) for place in _groups_in_order(units)
    ]
    return InOrder([*sets, found & ~union(sets)], index.alphabetical)


def as_groups(rows, units) -> list[Group]:
    """Rows of `listed_by_province`, with the organization in the place of its number, as provinces."""
    places = [*_groups_in_order(units), None]
    return [
        Group(place=places[which], organizations=[organization for _which, organization in own])
        for which, own in groupby(rows, key=lambda row: row[0])
    ]


def _groups_in_order(units) -> list:
    return in_order(units.provinces.values())


def _tag(filterset, name, value) -> str:
    if name == "q":
        return f"“{value}”"
    if name == "letter":
        return _("First letter: %(letter)s") % {"letter": value}
    if name == "at":
        return _("Found by: %(way)s") % {"way": dict(AT)[value]}
    return filterset.labels[name][value]


def _any_of(names) -> str:
    return _joined(names, _("%(first)s or %(second)s"))


def _all_of(names) -> str:
    return _joined(names, _("%(first)s and %(second)s"))


def _joined(names, last) -> str:
    """The names with commas between them, and `last` as the pattern for the last two."""
    if len(names) < 2:
        return "".join(names)
    return last % {"first": ", ".join(names[:-1]), "second": names[-1]}
