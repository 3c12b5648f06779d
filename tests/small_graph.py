"""A small world for the tests of stores: a few actors, readings made by hand and by hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from story_texts import AGENCY, CUT, ELSEWHERE, OWN

from kg import stories
from kg.model import Actor, Article, Claim, Kind, Modality, Origin, Participant, Reading, Sector
from kg.ontology import HERE, Ontology
from kg.ontology.schema import Country, ModalityEntry, Organization, Relation
from kg.ontology.yamlfile import read_entries
from kg.stores.base import Store

COUNTRIES = (
    Country(
        id="country:KOR",
        name="South Korea",
        qid="Q884",
        names=("ROK", "Republic of Korea"),
        adjectives=("South Korean",),
    ),
    Country(id="country:POL", name="Poland", qid="Q36", adjectives=("Polish",)),
    Country(id="country:PRK", name="North Korea", qid="Q423", names=("DPRK",), adjectives=("North Korean",)),
    Country(
        id="country:RUS", name="Russia", qid="Q159", names=("Russian Federation",), adjectives=("Russian",)
    ),
    Country(id="country:USA", name="United States", qid="Q30", names=("America",), adjectives=("American",)),
)
NATO = Organization(id="org:nato", name="NATO", names=("North Atlantic Treaty Organization",))


def small_ontology(*, digest: str = "small", extra: tuple[str, ...] = ()) -> Ontology:
    """All relations, five countries and NATO. `extra` are ids of further relations, each like `MEETS`."""
    relations = {entry.id: entry for entry in read_entries(HERE / "relations.yaml", Relation)}
    relations |= {id: relations["MEETS"].model_copy(update={"id": id}) for id in extra}
    return Ontology(
        relations=relations,
        modalities={entry.id: entry for entry in read_entries(HERE / "modalities.yaml", ModalityEntry)},
        countries={entry.id: entry for entry in COUNTRIES},
        organizations={NATO.id: NATO},
        groups={},
        companies={},
        people={},
        metonyms=(),
        places=(),
        treaties=(),
        digest=digest,
    )


ONTOLOGY = small_ontology()
KOR, POL, PRK, RUS, USA = (ONTOLOGY.actors[entry.id] for entry in COUNTRIES)
NATO_ACTOR = ONTOLOGY.actors[NATO.id]
PUTIN = Actor("person:vladimir-putin", "Vladimir Putin", Kind.PERSON, "RUS", "Q7747", ("Putin",))
KIM = Actor("person:kim-jong-un", "Kim Jong Un", Kind.PERSON, "PRK", None, ("Kim",))
HACKERS = Actor("group:PRK/hackers", "North Korean hackers", Kind.GROUP, "PRK")


def end(
    actor: Actor, *, state: Actor | None = None, sector: Sector | None = None, start: int = 0
) -> Participant:
    return Participant(actor, actor.name, start, start + len(actor.name), sector, state.id if state else None)


def claim(article: str, subject: Participant, relation: str, object: Participant, **fields: Any) -> Claim:
    if ONTOLOGY.relations[relation].symmetric and object.actor.id < subject.actor.id:
        subject, object = object, subject
    sentence = f"{subject.actor.name} {ONTOLOGY.relations[relation].reads} {object.actor.name}."
    given = {"modality": Modality.ACTUAL, "sentence": sentence, "confidence": 0.5, "extractor": "test 1"}
    return Claim(article=article, subject=subject, relation=relation, object=object, **{**given, **fields})


def reading(
    id: str,
    *claims: Claim,
    text: str = "text",
    mentions: tuple[tuple[Actor, int], ...] = (),
    signature: str | None = None,
    story_days: int = 7,
    **fields: Any,
) -> Reading:
    article = Article.of(
        text, id=id, **{"title": f"Title of {id}", "published": "2024-06-20T08:00:00Z", **fields}
    )
    days = story_days if signature else 0
    return Reading(article, claims, mentions, extractor="test 1", signature=signature, story_days=days)


def pact() -> Reading:
    """Two leaders sign, their states arm each other, one of it is denied by somebody else."""
    a = "article-pact"
    return reading(
        a,
        claim(
            a, end(PUTIN, state=RUS), "DEFENSE_PACT", end(KIM, state=PRK), date="2024-06-19", confidence=0.9
        ),
        claim(a, end(RUS, state=RUS), "DEFENSE_PACT", end(PRK, state=PRK), start=40, end=80, date="2024-06"),
        claim(
            a, end(PRK, sector=Sector.MIL), "SUPPLIES_ARMS_TO", end(RUS), start=90, end=120,
            modality=Modality.DENIED, attributed_to=end(KIM, state=PRK),
        ),
        mentions=((PUTIN, 3), (KIM, 2), (RUS, 4), (PRK, 5), (NATO_ACTOR, 1)),
        source="The Courier",
        url="https://example.org/pact",
        language="en",
    )  # fmt: skip


def follow_up() -> Reading:
    """A later article that repeats the pact and adds a meeting and an attack."""
    a = "article-follow-up"
    return reading(
        a,
        claim(a, end(RUS), "DEFENSE_PACT", end(PRK), date="2024-06-19", confidence=0.7),
        claim(
            a,
            end(PUTIN, state=RUS),
            "MEETS",
            end(KIM, state=PRK),
            start=20,
            end=40,
            date="2024-06-18",
            until="2024-06-19",
        ),
        claim(a, end(HACKERS), "CYBERATTACKS", end(USA), start=50, end=70, modality=Modality.ALLEGED),
        published="2024-07-01",
        source="The Tribune",
    )


def treaty() -> Reading:
    """One row of a dataset."""
    a = "reference:treaties"
    fields = {
        "origin": Origin.REFERENCE,
        "extractor": "reference 1",
        "sentence": "Mutual Defense Treaty",
        "confidence": 1.0,
    }
    return reading(
        a,
        claim(a, end(KOR), "DEFENSE_PACT", end(USA), date="1953-10-01", key="KOR-USA", **fields),
        claim(a, end(POL), "MEMBER_OF", end(NATO_ACTOR), date="1999-03-12", key="POL-NATO", **fields),
        claim(a, end(USA), "MEMBER_OF", end(NATO_ACTOR), date="1949-04-04", key="USA-NATO", **fields),
        published=None,
    )


def reprints() -> list[Reading]:
    """One story in three papers, the one that came first last, and another story in one of these papers."""
    return [
        printed("print-cut", CUT, "The Herald", published="2024-06-22"),
        printed("print-own", OWN, "The Herald", published="2024-06-22"),
        printed("print-late", ELSEWHERE, "The Tribune", published="2024-06-26"),
        printed("print-first", AGENCY, "The Courier", published="2024-06-21"),
    ]


def printed(id: str, text: str, source: str | None, **fields: Any) -> Reading:
    """An article with one claim, always the same, and the signature of its text."""
    said = claim(id, end(USA), "THANKS", end(POL))
    return reading(id, said, text=text, source=source, signature=stories.signature(text), **fields)


def sample() -> list[Reading]:
    return [pact(), follow_up(), treaty()]


SIGNATURES = (None, *map(stories.signature, (AGENCY, CUT, ELSEWHERE, OWN)))
_ENDS = st.sampled_from([KOR, POL, PRK, RUS, USA, NATO_ACTOR, PUTIN, KIM, HACKERS])
_STATES = st.sampled_from([None, None, RUS, PRK, USA])
_DATES = st.sampled_from([None, "2022", "2022-02", "2022-02-24", "2024-06-19"])
_TEXT = st.text(max_size=12)


@st.composite
def named(draw: st.DrawFn) -> Actor:
    """Somebody whom no list knows, described now so, now so."""
    id = draw(st.sampled_from(["person:ahn-chan-il", "group:SYR/rebels", "company:acme"]))
    kind = {"person": Kind.PERSON, "group": Kind.GROUP, "company": Kind.COMPANY}[id.partition(":")[0]]
    name = draw(st.sampled_from(["Ahn", "Ahn Chan-il", "Rebels", "Acme"]))
    aliases = tuple(draw(st.lists(st.sampled_from(["A. C. Ahn", "rebels"]), max_size=2, unique=True)))
    return Actor(id, name, kind, draw(st.sampled_from([None, "KOR", "SYR"])), None, aliases)


@st.composite
def participants(draw: st.DrawFn) -> Participant:
    actor = draw(_ENDS | named())
    state = draw(_STATES)
    sector = draw(st.none() | st.sampled_from(Sector))
    return Participant(actor, draw(_TEXT), 0, draw(st.integers(0, 9)), sector, state.id if state else None)


@st.composite
def claims(draw: st.DrawFn, article: str) -> Claim:
    subject = draw(participants())
    object = draw(participants().filter(lambda other: other.actor.id != subject.actor.id))
    relation = draw(st.sampled_from(["DEFENSE_PACT", "ATTACKS", "MEETS", "LEADS", "SUPPLIES_ARMS_TO"]))
    return claim(
        article,
        subject,
        relation,
        object,
        modality=draw(st.sampled_from([Modality.ACTUAL, Modality.ACTUAL, Modality.DENIED, Modality.ALLEGED])),
        sentence=draw(_TEXT),
        confidence=draw(st.sampled_from([0.1, 0.25, 0.5, 1.0])),
        date=draw(_DATES),
        until=draw(_DATES),
        start=draw(st.integers(0, 3)),
        attributed_to=draw(st.none() | participants()),
        origin=draw(st.sampled_from(Origin)),
    )


@st.composite
def readings(draw: st.DrawFn, ids: tuple[str, ...] = ("a1", "a2", "a3")) -> Reading:
    id = draw(st.sampled_from(ids))
    return reading(
        id,
        *draw(st.lists(claims(id), max_size=4)),
        text=draw(_TEXT),
        mentions=tuple(
            (actor, draw(st.integers(1, 3))) for actor in draw(st.lists(_ENDS | named(), max_size=2))
        ),
        title=draw(st.none() | _TEXT),
        source=draw(st.sampled_from([None, "The Courier", "The Tribune"])),
        published=draw(
            st.sampled_from([None, "2024-06-20", "2024-06-24T07:30:00Z", "2024-07-01T10:00:00+02:00"])
        ),
        signature=draw(st.sampled_from(SIGNATURES)),
        story_days=draw(st.sampled_from([0, 4, 7, 7])),
    )


def graph_of(store: Store) -> dict[str, Any]:
    """All that is in a store, in an order of its own: what two equal graphs have alike."""
    nodes = [row[0] for row in store.run("MATCH (n) RETURN n").rows]
    edges = [row[0] for row in store.run("MATCH ()-[r]->() RETURN r").rows]
    return {
        "nodes": sorted((node.id, sorted(node.labels), _plain(node.properties)) for node in nodes),
        "edges": sorted(
            (edge.type, edge.start, edge.end, edge.id, _plain(edge.properties)) for edge in edges
        ),
    }


def _plain(properties: Any) -> str:
    return repr(sorted(properties.items()))
