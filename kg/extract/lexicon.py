"""The words of the extractor: predicates with their frames, modality operators, nouns that stand for people.

All words are data, in the YAML files of `lexicon/`; this module says what an entry may hold, and indexes them.

A *slot* says where a participant stands, as seen from the predicate's word:

    subj        the logical subject (of a passive: after «by»)
    obj         the direct object (of a passive: its subject)
    oprd        the object that a complement describes, as parsers have it: «called the envoy a fool»
    dative      the indirect object, «gave Ukraine tanks»
    comp        the subject of a finite complement clause, «says Israel must …»
    bidden      who is bidden to act: «called for Lomé to withdraw»
    on, to, …   what follows that preposition, hung on the verb, on its object, or on the noun itself
    event       whose the event is that it happens in: «were killed in an Israeli strike»
    venue       where it is done to somebody, by nobody named: «two Britons were arrested in Spain»
    carrier     whose the subject is: «Algerian gas flows to Italy»
    owned       whose the direct object is: «the Kenyan ambassador was recalled»
    owner       who possesses or qualifies a noun: «Iran's attack», «the Iranian attack»
    pair        both of a hyphenated or «between» pair: «the Moscow-Pyongyang treaty»
    aim         what an infinitive says it is for: «massed troops to deter Serbia»
    counterpart the other of two states named together before: «Jakarta recalled its ambassador»
    both        the two states named together before: «Oslo offered to mediate»
    asker       who asks or thanks for it: «Kyiv asked Oslo for missiles»
    answerer    who rejects or meets it: «turned down a Cuban request»
    speaker     who says so: «Kenya said Uganda was behind it»
    condition   on whose act it depends: «will retaliate if Athens extends its waters»
    anti        whom «anti-» names: «anti-Japanese protests»
    scene       the people of where it happens: «protests swept China», «erupted in Jordan»
    undergoer   who suffers it where a verb only frames it: «was hit with an embargo»
    addressee   who was called or met to be told: «called Erdogan to convey his support»
    elsewhere   the one other state that the sentence names: «gave millions to fight hunger in Yemen»
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, model_validator

from kg.errors import OntologyError
from kg.model import Kind, Modality, Sector
from kg.ontology.yamlfile import Entry, read_entries

HERE = Path(__file__).parent / "lexicon"
Words = tuple[str, ...]
E = TypeVar("E", bound=Entry)


class Example(Entry):
    """A sentence and what must come out of it, «Russia ATTACKS Ukraine», with «(denied)» where not actual."""

    text: str
    claims: Words = ()


class Predicate(Entry):
    """One frame shared by many words. `relation`, or for verbs of giving `by_theme`: theme → relation.

    `object` and `subject` list slots in order of preference; the first that holds an actor wins. With `deep` an
    actor inside the slot's noun phrase counts too («condemned Iran's decision»). `reciprocal`: with several
    subjects and no object they are each other's object. `with` restricts to uses with one of these words (any
    lemma) as direct object; `particle` verbs are written with a space («hand over»).
    """

    id: str
    relation: str | None = None
    by_theme: dict[str, str] = Field(default_factory=dict)
    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    subject: Words = ("subj",)
    object: Words = ("obj",)
    noun_subject: Words = ("owner", "by", "from")
    noun_object: Words = ()
    theme: Words = ("obj",)
    modality: Modality = Modality.ACTUAL
    deep: bool = True
    reciprocal: bool = False
    addressed: bool = Field(
        default=False, description="its object is always somebody, so that «it» is too: «accused it»"
    )
    settled: bool = Field(
        default=False, description="promising it is doing it: «agreed to a deal», «pledged support»"
    )
    held: bool = Field(default=False, description="ending it is having held it: «ended his visit»")
    attempt: bool = Field(
        default=False, description="trying it is doing it, with or without success: «failed to persuade»"
    )
    needs: Words = Field(
        default=(), description="lemmas, one of which must be the direct object or the noun's modifier"
    )
    unless: Words = Field(
        default=(), description="lemmas as direct object or adverb that make the word mean something else"
    )
    marks: dict[str, Words] = Field(
        default_factory=dict, description="preposition → lemmas, one of which must follow it"
    )
    doer: Words = Field(default=(), description="lemmas, one of which must be the verb's subject")
    subject_kinds: tuple[Kind, ...] = Field(
        default=(), description="kinds of actor, of which the subject must be one"
    )
    object_kinds: tuple[Kind, ...] = Field(
        default=(), description="kinds of actor, of which the object must be one"
    )
    purpose: Words = Field(
        default=(), description="lemmas, one of which must be the infinitive it is done for: «sent to probe»"
    )
    says: Words = Field(
        default=(),
        description="what its clause must say, by lemmas of verb and object: «warned that … face consequence»",
    )
    complement: Literal["any", "modal", "infinitive", "none"] = Field(
        default="any",
        description="what follows: modal, a clause with «must»; infinitive, one with «to»; none, no finite one",
    )
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Predicate:
        if (self.relation is None) == (not self.by_theme):
            raise ValueError("exactly one of relation and by_theme is needed")
        if not (self.verbs or self.nouns or self.adjectives):
            raise ValueError("one of verbs, nouns, adjectives is needed")
        return self


class Operator(Entry):
    """Words that turn what hangs below them into a promise, a refusal, a request …

    `agent` says who then acts below: the operator's own `subject`, its `object` («urged X to …»), or `none` that
    can be inferred («rejected a call to …»).
    """

    id: str
    modality: Modality
    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    auxiliaries: Words = ()
    needs: Words = Field(default=(), description="lemmas, one of which must stand below the verb")
    unless: Words = Field(default=(), description="lemmas that must not stand below the verb")
    agent: Literal["subject", "object", "none"] = "subject"
    examples: tuple[Example, ...] = ()


class Support(Entry):
    """Verbs that lend their subject to an event noun: «launched an attack on», «held talks with»."""

    id: str
    verbs: Words
    nouns: Words = Field(default=(), description="only with these event nouns; none given means any")


class Theme(Entry):
    """What is given, sold or sent: decides the relation of verbs of giving."""

    id: str
    nouns: Words


class ActorNoun(Entry):
    """Common nouns that stand for actors once a state is known: `organ` acts as the state, `private` does not.

    `office` nouns are held by one person and may precede a name («foreign minister»).
    """

    id: str
    kind: Literal["organ", "private", "office", "state", "member", "counterpart"]
    sector: Sector | None = None
    leads: bool = False
    represents: bool = False
    nouns: Words


class Compound(Entry):
    """What a hyphen makes of a name, by the word beside it: «US-led», «Iran-backed», «Turkish-born», «anti-Russian»."""

    id: str
    means: Literal["agent", "nationality", "opponent", "nothing"]
    words: Words


class Topic(Entry):
    """Words that show a sentence to be about sport, markets, culture …, where states stand for teams and prices."""

    id: str
    words: Words
    phrases: Words = ()
    hints: Words = Field(default=(), description="words of which it takes two")
    unless: Words = Field(default=(), description="words that make it a matter of states all the same")


class Counted(Entry):
    """How many claims of a class readers found right and wrong."""

    id: str
    right: int
    wrong: int


class Nobody(Entry):
    """Names that hold an actor's name and are not that actor: «South China Sea»."""

    id: str
    words: Words


class Anaphor(Entry):
    """Noun phrases that point back: «the two countries», «the North», «the bloc»; «the raid» to who did it."""

    id: str
    means: Literal[
        "pair", "leaders", "other", "country", "own", "person", "organization", "group", "fixed", "act"
    ]
    words: Words
    actor: str | None = None
    roots: Words = Field(default=(), description="PLOVER roots of what «the raid» can mean")
    requires: Words = Field(default=(), description="actor ids, one of which the article must have named")


@dataclass(frozen=True)
class Lexicon:
    """All entries, indexed by lemma."""

    predicates: tuple[Predicate, ...]
    verbs: dict[str, list[Predicate]]
    nouns: dict[str, list[Predicate]]
    adjectives: dict[str, list[Predicate]]
    operators: tuple[Operator, ...]
    operator_verbs: dict[str, Operator]
    operator_nouns: dict[str, Operator]
    operator_adjectives: dict[str, Operator]
    auxiliaries: dict[str, Operator]
    support: dict[str, list[Support]]
    themes: dict[str, str]
    actor_nouns: dict[str, ActorNoun]
    compounds: dict[str, Compound]
    topics: tuple[Topic, ...]
    anaphors: dict[str, Anaphor]
    nobody: Words
    provinces: Words
    confidence: dict[str, Counted]


@cache
def load(*extra: Path) -> Lexicon:
    """The built-in lexicon, with the files of the folders `extra` (same names) put before it, so that they win."""
    folders = (*reversed(extra), HERE)

    predicates = tuple(
        p
        for folder in folders
        for path in sorted(folder.glob("predicates/*.yaml"))
        for p in read_entries(path, Predicate)
    )
    operators = _all(folders, "operators.yaml", Operator)
    return Lexicon(
        predicates=predicates,
        verbs=_index(predicates, "verbs"),
        nouns=_index(predicates, "nouns"),
        adjectives=_index(predicates, "adjectives"),
        operators=tuple(operators),
        operator_verbs=_only(operators, "verbs"),
        operator_nouns=_only(operators, "nouns"),
        operator_adjectives=_only(operators, "adjectives"),
        auxiliaries=_only(operators, "auxiliaries"),
        support=_index(_all(folders, "support.yaml", Support), "verbs"),
        themes={noun: theme.id for theme in _all(folders, "themes.yaml", Theme) for noun in theme.nouns},
        actor_nouns=_only(_all(folders, "actor_nouns.yaml", ActorNoun), "nouns"),
        compounds=_only(_all(folders, "compounds.yaml", Compound), "words"),
        topics=tuple(_all(folders, "topics.yaml", Topic)),
        nobody=tuple(word for entry in _all(folders, "nobody.yaml", Nobody) for word in entry.words),
        provinces=tuple(
            word
            for e in _all(folders, "nobody.yaml", Nobody)
            if e.id == "states-of-the-usa"
            for word in e.words
        ),
        confidence={c.id: c for c in _all(folders, "confidence.yaml", Counted)},
        anaphors=_only(_all(folders, "anaphors.yaml", Anaphor), "words"),
    )


def _all(folders: tuple[Path, ...], name: str, model: type[E]) -> list[E]:
    return [
        entry
        for folder in folders
        if (folder / name).exists()
        for entry in read_entries(folder / name, model)
    ]


def _index(entries: Iterable[E], key: str) -> dict[str, list[E]]:
    """Entries by each word of `key`, in file order."""
    index: dict[str, list[E]] = defaultdict(list)
    for entry in entries:
        for word in getattr(entry, key):
            index[word].append(entry)
    return dict(index)


def _only(entries: Iterable[E], key: str) -> dict[str, E]:
    """The one entry of each word of `key`; a word in two entries is a mistake."""
    index: dict[str, E] = {}
    for entry in entries:
        for word in getattr(entry, key):
            if word in index and index[word] is not entry:
                raise OntologyError(
                    f"lexicon: «{word}» stands in two entries, {_id(index[word])} and {_id(entry)}"
                )
            index[word] = entry
    return index


def _id(entry: Entry) -> str:
    return str(getattr(entry, "id", "?"))
