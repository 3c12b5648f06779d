"""From words to the actors of the ontology: every form of every name, longest match first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.language import Language

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Form, Mention
from kg.model import Actor, Kind, Sector
from kg.ontology import Ontology
from kg.ontology.schema import Country, Group, Office, Organization, Person


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a form: whom it names, how, and when that was so."""

    actor: Actor
    form: Form
    sector: Sector | None = None
    ambiguous: bool = False
    place: bool = False
    since: str | None = None
    until: str | None = None

    def lives(self, date: str | None) -> bool:
        """Whether the actor existed on `date` (today when unknown)."""
        if date is None:
            return self.until is None
        return (self.since is None or self.since[: len(date)] <= date) and (
            self.until is None or date[: len(self.until)] <= self.until
        )


class Gazetteer:
    """Matches forms token by token. Case counts: «us» is no state, and «turkey» is a bird."""

    def __init__(self, ontology: Ontology, lexicon: Lexicon, nlp: Language) -> None:
        self._forms: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
        self._longest: dict[str, int] = {}
        self._states = {c.iso3: c.id for c in ontology.countries.values()}
        self._ontology = ontology
        for form, candidate in _candidates(ontology):
            self._add(tuple(t.text for t in nlp.make_doc(form)), candidate)
        self._officers: dict[tuple[str, str], list[tuple[Person, Office]]] = defaultdict(list)
        for person in ontology.people.values():
            for office in person.offices:
                self._officers[office.office, person.name.split()[-1].lower()].append((person, office))
        self._nobody = {tuple(t.text for t in nlp.make_doc(form)) for form in lexicon.nobody}
        for words in self._nobody:
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def _add(self, words: tuple[str, ...], candidate: Candidate) -> None:
        known = self._forms[words]
        if not any(c.actor.id == candidate.actor.id and c.form == candidate.form for c in known):
            known.append(candidate)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def match(self, words: Sequence[str], date: str | None) -> list[Mention]:
        """The mentions in `words`, left to right, none overlapping another."""
        found, i = [], 0
        while i < len(words):
            mention = self._at(words, i, date)
            if isinstance(mention, int):
                i += mention
            elif mention is None:
                i += 1
            else:
                found.append(mention)
                i = mention.end
        return found

    def _at(self, words: Sequence[str], start: int, date: str | None) -> Mention | int | None:
        """The longest match at `start`: a mention, or the length of a name that is nobody's."""
        for length in range(min(self._longest.get(words[start], 0), len(words) - start), 0, -1):
            if tuple(words[start : start + length]) in self._nobody:
                return length
            candidates = self._forms.get(tuple(words[start : start + length]))
            if candidates and (chosen := _choose(candidates, date)):
                rival = next((c.actor for c in candidates if _is_rival(c, chosen, date)), None)
                return self._mention(chosen, start, start + length, date, rival)
        return None

    def _mention(
        self, candidate: Candidate, start: int, end: int, date: str | None, rival: Actor | None
    ) -> Mention:
        return Mention(
            start,
            end,
            candidate.actor,
            candidate.form,
            candidate.sector,
            self.state_of(candidate.actor, date),
            ambiguous=candidate.ambiguous,
            place=candidate.place,
            rival=rival,
        )

    def state_of(self, actor: Actor, date: str | None) -> str | None:
        """The id of the state that `actor` acts for on `date`: a state itself, a person its own while in office. Of an
        undated text, whoever held an office is taken to hold it.
        """
        if actor.kind is Kind.COUNTRY:
            return actor.id
        person = self._ontology.people.get(actor.id)
        if person is None:
            return self._states.get(actor.country or "") if actor.kind is Kind.PERSON else None
        in_office = any(date is None or _in_office(office, date) for office in person.offices)
        return self._states.get(person.country) if in_office else None

    def officer(self, title: str, surname: str, date: str | None) -> Actor | None:
        """Whom a title with a surname alone names, «President Bush»: of several of one state, who was in office on `date`,
        else the last; of several states nobody.
        """
        held = self._officers.get((title, surname.lower()), [])
        living = [
            (person, office) for person, office in held if date is None or _in_office(office, date)
        ] or held
        if len({person.country for person, _ in living}) != 1:
            return None
        last, _ = max(living, key=lambda pair: pair[1].since)
        return self._ontology.actors[last.id]


def _choose(candidates: list[Candidate], date: str | None) -> Candidate | None:
    """The one reading that fits the date; of several, the ones of today's states; a form of two states is none."""
    living = (
        [c for c in candidates if c.lives(date)]
        or [c for c in candidates if c.actor.kind is Kind.PERSON]
        or candidates
    )
    by_rank = sorted(living, key=lambda c: (c.ambiguous, _RANK[c.form]))
    best = by_rank[0]
    rivals = {
        c.actor.id for c in by_rank if (c.ambiguous, _RANK[c.form]) == (best.ambiguous, _RANK[best.form])
    }
    return best if len(rivals) == 1 else None


def _in_office(office: Office, date: str) -> bool:
    """Whether the time in office covers `date`, as precisely as both are known."""
    begun = office.since[: len(date)] <= date
    return begun and (office.until is None or date[: len(office.until)] <= office.until)


def _is_rival(candidate: Candidate, chosen: Candidate, date: str | None) -> bool:
    """Whether a form that usually means `chosen` means the state of `candidate` at times: «Congolese», «Brussels»."""
    alike = candidate.form == chosen.form or (chosen.place and candidate.form is Form.CAPITAL)
    shared = alike and candidate.ambiguous and not chosen.ambiguous
    return shared and candidate.actor.kind is Kind.COUNTRY and candidate.lives(date)


_RANK = {form: rank for rank, form in enumerate(Form)}


def _candidates(ontology: Ontology) -> Iterable[tuple[str, Candidate]]:
    for entry in ontology.entries():
        actor = ontology.actors[entry.id]
        ambiguous = set(getattr(entry, "ambiguous", ()))
        bounds = (entry.since, entry.until) if isinstance(entry, Country) else (None, None)
        sector = entry.sector if isinstance(entry, Group) else None
        for form, name in _forms(entry):
            # «Pyongyang» that does something is the government there.
            part = Sector.GOV if form is Form.CAPITAL else sector
            yield name, Candidate(actor, form, part, name in ambiguous, form is Form.CAPITAL, *bounds)
    for places in ontology.places:
        for name in places.names:
            yield name, Candidate(ontology.actors[f"country:{places.country}"], Form.PLACE, place=True)
    for metonym in ontology.metonyms:
        actor = ontology.actors[metonym.actor]
        for name in (metonym.name, *metonym.names):
            yield name, Candidate(actor, Form.METONYM, metonym.sector, metonym.ambiguous, metonym.also_place)


def _forms(entry: object) -> Iterable[tuple[Form, str]]:
    match entry:
        case Country():
            yield from ((Form.NAME, name) for name in (entry.name, *entry.names))
            yield from ((Form.ADJECTIVE, name) for name in entry.adjectives)
            yield from ((Form.PEOPLE, name) for name in (*entry.people, *entry.person))
            yield from ((Form.CAPITAL, name) for name in entry.capital)
        case Person():
            yield from ((Form.HUMAN, name) for name in (entry.name, *entry.names, *entry.short))
        case Organization() | Group():
            yield from ((Form.NAME, name) for name in (entry.name, *entry.names))
            yield from ((Form.ADJECTIVE, name) for name in entry.adjectives)
        case _:
            names = (getattr(entry, "name", ""), *getattr(entry, "names", ()))
            yield from ((Form.NAME, name) for name in names if name)
