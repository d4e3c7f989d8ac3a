"""One synthetic organization with its rows, nothing written yet."""

import random
from dataclasses import dataclass, field
from datetime import date

from organizations.models import Identifier, Organization, OrganizationName, Place
from organizations.search import organization_columns
from organizations.synthetic.stock import Stock
from portal.kit.text import fold, slugify

UMBRELLA_EVERY = 50
PARTS = (
    "names",
    "places",
    "identifiers",
    "services",
    "figures",
    "documents",
    "registrations",
    "verifications",
)
LISTS = ("fields_of_work", "groups_served", "goals", "sources")


@dataclass
class Draft:
    """An organization with its rows, nothing written yet; `links`: the numbers of the umbrellas it points at."""

    number: int
    organization: Organization
    parts: dict[str, list] = field(default_factory=lambda: {name: [] for name in PARTS})
    lists: dict[str, list] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)

    @property
    def is_umbrella(self) -> bool:
        return _is_umbrella(self.number)

    def add(self, part: str, **columns):
        model = Organization._meta.get_field(part).related_model
        self.parts[part].append(model(organization=self.organization, **columns))


def _is_umbrella(number: int) -> bool:
    return number % UMBRELLA_EVERY == 1


def compose(number: int, seed: int, stock: Stock) -> Draft:
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 -- nothing secret is drawn
    form = stock.words["umbrella"] if _is_umbrella(number) else stock.forms.draw(chance)
    topic = stock.topics.draw(chance)
    province = stock.places[stock.provinces.draw(chance)]
    act, proper = stock.acts.draw(chance), chance.choice(stock.words["proper"])
    spoken = {
        "vi": {"act": act["vi"], "topic": topic["vi"], "proper": proper, "place": province.name_vi},
        "en": {
            "act": act["en"],
            "topic": topic["en"],
            "proper": fold(proper).title(),
            "place": province.name_en,
        },
    }
    has_english = chance.random() < 0.7
    name_vi, name_en = form["name_vi"].format(**spoken["vi"]), form["name_en"].format(**spoken["en"])
    acronym = (
        "".join(word[0] for word in name_en.split() if word[0].isupper())[:8]
        if chance.random() < 0.55
        else ""
    )
    organization = Organization(
        kind=form["kind"],
        legal_form=stock.terms("LegalForm")[form["legal_form"]],
        name_vi=name_vi,
        name_en=name_en if has_english else "",
        acronym=acronym,
        slug=f"tong-hop-{number}-{slugify(acronym or name_vi)[:50].strip('-')}",
        publication=stock.publications.draw(chance),
        country=stock.places["lao" if form["kind"] == "foreign_cso" else "viet-nam"],
    )
    draft = Draft(number, organization)
    _list_terms(draft, topic, chance, stock)
    year = _tell_origin(draft, chance)
    _describe(draft, spoken, year, has_english and chance.random() < 0.85, chance, stock)
    _place(draft, province, year, chance, stock)
    _name_otherwise(draft, spoken, year, chance)
    _give_contact(draft, proper, chance)
    _give_evidence(draft, year, chance, stock)
    _offer(draft, spoken, chance, stock)
    _link(draft, chance)
    columns = organization_columns(
        organization,
        names=draft.parts["names"],
        places=draft.parts["places"],
        terms=[*draft.lists["fields_of_work"], *draft.lists["groups_served"]],
        long_forms=stock.long_forms,
    )
    for name, value in columns.items():
        setattr(organization, name, value)
    return draft


def _list_terms(draft, topic, chance, stock):
    """The topic's own terms, and sometimes those of another one."""
    second = stock.topics.draw(chance) if chance.random() < 0.35 else topic
    for name, model, key in (
        ("fields_of_work", "FieldOfWork", "fields"),
        ("groups_served", "GroupServed", "groups"),
        ("goals", "Goal", "goals"),
    ):
        codes = dict.fromkeys([*topic[key][: chance.randint(1, 3)], *second[key][:1]])
        draft.lists[name] = [stock.terms(model)[code] for code in codes]
    draft.lists["sources"] = [stock.source]


def _tell_origin(draft, chance) -> int:
    year = int(chance.triangular(1990, 2025, 2012))
    day, month = chance.randint(1, 28), chance.randint(1, 12)
    draft.organization.founded = chance.choice(
        ["", f"{year}", f"{year}", f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"]
    )
    if chance.random() < 0.02:
        draft.organization.ceased = f"{max(year, 2020)}"
    return year


def _describe(draft, spoken, year, in_english, chance, stock):
    """Some 60 to 150 words in two paragraphs, the last sentence the mark; in English too when asked."""
    words, organization = stock.words, draft.organization
    group = chance.choice(draft.lists["groups_served"])
    opening = chance.choice(words["opening"])
    sentences = chance.sample(words["sentence"], chance.randint(1, 4))
    mission = chance.choice(words["mission"]) if chance.random() < 0.4 else None
    number = chance.choice([6, 8, 12, 15, 20, 24, 30, 45, 60, 80])
    for language in ("vi", "en") if in_english else ("vi",):
        said = spoken[language] | {
            "name": getattr(organization, f"name_{language}"),
            "group": _inside(getattr(group, f"name_{language}")),
            "topic": _inside(spoken[language]["topic"]) if language == "vi" else spoken[language]["topic"],
            "year": year,
            "number": number,
        }
        told = [one[language].format(**said) for one in (opening, *sentences)]
        text = f"{' '.join(told)}\n\n{words[f'mark_{language}']}"
        setattr(organization, f"description_{language}", text)
        if mission:
            setattr(organization, f"mission_{language}", mission[language].format(**said))


def _inside(name: str) -> str:
    """The name as it stands inside a sentence."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _place(draft, province, year, chance, stock):
    """A seat in the province of the name, and work there, elsewhere, in a region or the whole country."""
    if chance.random() < 0.92:
        began = f"{year}/" if chance.random() < 0.3 else ""
        draft.add("places", role="seat", place=_as_recorded(province, chance, stock), period=began)
    if chance.random() < 0.06 and year < 2018:
        left = stock.places[stock.provinces.draw(chance)]
        draft.add("places", role="seat", place=_as_recorded(left, chance, stock), period=f"{year}/{year + 4}")
    slugs = [province.slug] if chance.random() < 0.7 else []
    slugs += [stock.provinces.draw(chance) for _ in range(chance.choice([0, 0, 1, 1, 2, 3, 6]))]
    if chance.random() < 0.12:
        slugs.append(stock.wider.draw(chance))
    for place in dict.fromkeys(_as_recorded(stock.places[slug], chance, stock) for slug in slugs):
        began = chance.randint(max(year, 2005), 2025)
        period = chance.choice(
            ["", "", "", f"{began}/", f"{began}", f"{began}/{began + chance.randint(1, 4)}"]
        )
        draft.add("places", place=place, period=period, is_planned=not period and chance.random() < 0.05)


def _as_recorded(place, chance, stock) -> Place:
    """Half of what was recorded stands under a unit of before July 2025."""
    former = stock.former[place.slug]
    return chance.choice(former) if former and chance.random() < 0.5 else place


def _name_otherwise(draft, spoken, year, chance):
    own, words = draft.organization.name_vi, spoken["vi"]
    if chance.random() < 0.25:
        text = f"Nhóm {words['act']} {words['topic']} {words['place']}"
        draft.add("names", kind=OrganizationName.Kind.FORMER, text=text, used=f"{year}/{year + 3}")
    if chance.random() < 0.2:
        text = f"{' '.join(own.split()[:2])} {words['proper']}"
        if text != own:
            draft.add("names", kind=OrganizationName.Kind.SHORT, text=text)


def _give_contact(draft, proper, chance):
    organization, number = draft.organization, draft.number
    if chance.random() < 0.1:
        return
    site = f"tong-hop-{number}.example"
    organization.website = f"https://{site}/" if chance.random() < 0.7 else ""
    organization.public_email = f"lienhe@{site}"
    organization.public_phone = (
        f"00 {number // 10000:04} {number % 10000:04}" if chance.random() < 0.6 else ""
    )
    organization.address = f"Số {chance.randint(1, 300)}, đường {proper} (địa chỉ tổng hợp)"


def _give_evidence(draft, year, chance, stock):
    """Identifiers, registrations, verifications and accounts."""
    number, schemes = draft.number, stock.terms("IdentifierScheme")
    if chance.random() < 0.75:
        code = f"{number:010}" + (f"-{chance.randint(1, 9):03}" if chance.random() < 0.1 else "")
        draft.add("identifiers", scheme=schemes["VN-TIN"], value=code, normalized=Identifier.normalize(code))
    if chance.random() < 0.15:
        code = f"TH-{number:06}"
        draft.add("identifiers", scheme=schemes["VN-MOST"], value=code, normalized=Identifier.normalize(code))
    if chance.random() < 0.5:
        draft.add(
            "registrations",
            legal_form=draft.organization.legal_form,
            authority="Cơ quan cấp phép (tổng hợp)",
            decision_number=f"{number}/QĐ-TH",
            issued=f"{year}",
            expires_on=date(chance.randint(2026, 2031), chance.randint(1, 12), 15)
            if chance.random() < 0.3
            else None,
        )
    if chance.random() < 0.2:
        day = date(chance.randint(2023, 2026), chance.randint(1, 10), chance.randint(1, 28))
        draft.add("verifications", verified_on=day, verified_by="Văn phòng mạng lưới (tổng hợp)")
    for back in range(chance.choice([0] * 8 + [1, 3])):
        url = f"https://tong-hop-{number}.example/{2025 - back}.pdf"
        draft.add(
            "documents", kind="annual_report", year=2025 - back, url=url, is_public=chance.random() < 0.8
        )


def _offer(draft, spoken, chance, stock):
    """Services, and a stated figure."""
    kinds = list(stock.terms("ServiceKind").values())
    for kind in chance.sample(kinds, chance.choice([0, 0, 1, 1, 2, 4])):
        words = chance.choice(stock.words["service"])
        draft.add(
            "services",
            kind=kind,
            description_vi=words["vi"].format(topic=_inside(spoken["vi"]["topic"])),
            description_en=words["en"].format(topic=spoken["en"]["topic"]),
            source=stock.source,
        )
    if chance.random() < 0.3:
        figure = chance.choice(stock.words["figure"])
        draft.add(
            "figures",
            what_vi=figure["vi"],
            what_en=figure["en"],
            unit=figure["unit"],
            value=chance.choice([12, 35, 60, 120, 340, 1500, 12000]),
            qualifier=chance.choice(["exact", "more_than", "about"]),
            as_of=f"{chance.randint(2015, 2025)}",
            source=stock.source,
        )


def _link(draft, chance):
    """A third is overseen by an umbrella organization, most of these by the earliest ones; some are part of one."""
    if draft.is_umbrella:
        return
    last = (draft.number - 1) // UMBRELLA_EVERY
    if chance.random() < 0.3:
        draft.links["governing_body"] = int(last * chance.random() ** 3) * UMBRELLA_EVERY + 1
    if chance.random() < 0.04:
        draft.links["parent"] = chance.randint(0, last) * UMBRELLA_EVERY + 1
