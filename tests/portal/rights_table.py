"""The table of rights (docs/quyen-han.toml), and how the guides show it.

`python -m tests.portal.rights_table` writes it into the guides anew.
"""

import tomllib
from dataclasses import dataclass

from portal.kit.roles import Role
from tests.portal.source import ROOT

STRANGER, NEWCOMER = "stranger", "newcomer"
"""Nobody, and a member of staff without a role."""

EVERYBODY = [STRANGER, NEWCOMER, *Role.values]
SHORT = {"everybody": EVERYBODY, "staff": EVERYBODY[1:], "roles": Role.values}

GUIDES = {"docs/quyen-han.md": "vi", "docs/administrator.md": "en"}
BEGIN, END = "<!-- rights: begin -->", "<!-- rights: end -->"
HEADS = {
    "vi": ["", "Người xem", "Biên tập", "Xuất bản", "Tài chính", "Tài trợ", "Quản trị"],
    "en": ["", "Viewer", "Editor", "Publisher", "Finance", "Donor officer", "Administrator"],
}


@dataclass(frozen=True)
class Act:
    """`visits` are what the walk does; `may` are those of `EVERYBODY` who may."""

    section: dict
    words: dict
    visits: list[str]
    may: frozenset[str]


def acts() -> list[Act]:
    table = tomllib.loads((ROOT / "docs" / "quyen-han.toml").read_text(encoding="utf-8"))
    return [_act(section, row) for section in table["section"] for row in section["act"]]


def _act(section, row) -> Act:
    each = [f"{kind} {act}" for kind in row.get("kinds", ()) for act in row["acts"]]
    who = row["may"] if isinstance(row["may"], list) else SHORT[row["may"]]
    unknown = set(who) - set(EVERYBODY)
    assert not unknown, f"{unknown} in “{row['en']}”"
    return Act(section, row, [*each, *row.get("visits", ())], frozenset(who))


def may_by_visit() -> dict[str, frozenset[str]]:
    return {visit: act.may for act in acts() for visit in act.visits}


def as_markdown(language: str) -> str:
    heads = HEADS[language]
    lines = [f"| {' | '.join(heads)} |", f"|---{'|:-:' * len(Role)}|"]
    section = None
    for act in acts():
        if act.section is not section:
            section = act.section
            lines.append(f"| **{section[language]}** |{' |' * len(Role)}")
        marks = ["✓" if role in act.may else "–" for role in Role.values]
        lines.append(f"| {act.words[language]} | {' | '.join(marks)} |")
    return "\n".join(lines)


def shown_in(guide: str) -> str:
    """What stands between the marks of the guide."""
    text = (ROOT / guide).read_text(encoding="utf-8")
    return text.partition(BEGIN)[2].partition(END)[0].strip()


def write_guides():
    for guide, language in GUIDES.items():
        path = ROOT / guide
        before, _begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        path.write_text(f"{before}{BEGIN}\n\n{as_markdown(language)}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    write_guides()
