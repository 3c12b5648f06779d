"""Two spaCy components, so that anybody can add claims to a pipeline of their own.

>>> nlp = spacy.load("en_core_web_sm")
>>> nlp.add_pipe("kg_actors")
>>> nlp.add_pipe("kg_claims")
>>> doc = nlp("Iran supplied drones to Russia.")
>>> doc._.kg_actors    # [kg.extract.mentions.Mention, …], token offsets of the Doc
>>> doc._.kg_claims    # [kg.model.Claim, …], character offsets of the Doc's text
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg import ontology as ontologies
from kg.extract import lexicon as lexicons
from kg.extract.actors import ActorReader
from kg.extract.entities import with_entities
from kg.extract.gazetteer import Gazetteer
from kg.extract.memory import Memory
from kg.extract.mentions import Mention
from kg.extract.reader import Place, SentenceReader
from kg.extract.text import Sentence
from kg.extract.trace import Ledger
from kg.model import Article, Claim


@Language.factory(
    "kg_actors", assigns=["doc._.kg_actors"], default_config={"published": None}, requires=["token.orth"]
)
def make_actors(nlp: Language, name: str, published: str | None) -> ActorsComponent:
    """The component `kg_actors`; `published`, an ISO date, says as of when names are read."""
    return ActorsComponent(nlp, published)


@Language.factory(
    "kg_claims",
    assigns=["doc._.kg_claims"],
    default_config={"published": None},
    requires=["doc._.kg_actors", "token.dep"],
)
def make_claims(nlp: Language, name: str, published: str | None) -> ClaimsComponent:
    """The component `kg_claims`; it needs `kg_actors` and a parser before it."""
    return ClaimsComponent(published)


class ActorsComponent:
    """Sets `doc._.kg_actors`."""

    def __init__(self, nlp: Language, published: str | None) -> None:
        if not Doc.has_extension("kg_actors"):
            Doc.set_extension("kg_actors", default=())
        self._published = published
        self._lexicon = lexicons.load()
        self._reader = ActorReader(
            Gazetteer(ontologies.load(), self._lexicon, nlp), self._lexicon, nlp.Defaults.stop_words
        )

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of the whole Doc."""
        words = [token.text for token in doc]
        named = frozenset(self._reader.unambiguous(words, self._published))
        doc._.kg_actors = tuple(self._reader.read(words, Memory(self._lexicon, named), self._published))
        return doc


class ClaimsComponent:
    """Sets `doc._.kg_claims`."""

    def __init__(self, published: str | None) -> None:
        if not Doc.has_extension("kg_claims"):
            Doc.set_extension("kg_claims", default=())
        self._published = published
        self._ontology = ontologies.load()
        self._lexicon = lexicons.load()
        self._reader = SentenceReader(self._ontology, self._lexicon, "kg_claims")

    def __call__(self, doc: Doc) -> Doc:
        """Read the claims of every sentence, in order, with the article's memory."""
        article = Article.of(doc.text, published=self._published)
        mentions: tuple[Mention, ...] = doc._.kg_actors
        memory = Memory(self._lexicon, frozenset(m.actor.id for m in mentions if m.certain))
        claims: list[Claim] = []
        for span in doc.sents:
            tokens = tuple((t.idx, t.idx + len(t)) for t in span)
            sentence = Sentence(tokens[0][0], tokens[-1][1], tokens)
            inside = [
                m.moved(m.start - span.start, m.end - span.start)
                for m in mentions
                if span.start <= m.start and m.end <= span.end
            ]
            part = span.as_doc()
            inside = with_entities(part, inside, memory, self._lexicon, self._ontology)
            claims += self._reader.read(
                part, inside, memory, Place(article, "text", doc.text, sentence), Ledger()
            )
            memory.hear(inside, [t.text for t in part])
        doc._.kg_claims = tuple(claims)
        return doc
