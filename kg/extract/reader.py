"""One parsed sentence → its claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.extract import climb, dates, modality, roles, syntax
from kg.extract.confidence import TITLE, confidence, reading_class
from kg.extract.frames import Filled, Filler
from kg.extract.lexicon import Lexicon
from kg.extract.matching import matches, things_of
from kg.extract.memory import Memory
from kg.extract.mentions import Mention, Reference
from kg.extract.resolve import Resolver
from kg.extract.text import Sentence
from kg.extract.trace import Ledger
from kg.model import Article, Claim, Kind, Modality, Participant
from kg.ontology import Ontology
from kg.ontology.schema import Relation


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: its article, field, and the field's text."""

    article: Article
    field: str
    text: str
    sentence: Sentence


class SentenceReader:
    """Reads claims out of parsed sentences; holds nothing between them but what it is given."""

    def __init__(self, ontology: Ontology, lexicon: Lexicon, version: str) -> None:
        self._ontology = ontology
        self._lexicon = lexicon
        self._version = version

    def read(
        self, doc: Doc, mentions: Sequence[Mention], memory: Memory, place: Place, ledger: Ledger
    ) -> list[Claim]:
        """The claims of the sentence, in order of their triggers; `ledger` takes in what was dropped."""
        if self._off_topic(doc):
            ledger.drop("off topic")
            return []
        resolver = Resolver(doc, mentions, memory, self._lexicon, self._ontology)
        filler = Filler(resolver, self._lexicon, self._ontology)
        claims = self.titles(mentions, place)
        taken: set[int] = set()
        # Verbs first: what they take as their thing («lift the embargo on») is not read again by itself.
        for readings in sorted(
            matches(doc, self._lexicon), key=lambda r: r[0].token.pos_ in {"NOUN", "PROPN"}
        ):
            if readings[0].token.i in taken:
                continue
            for match in readings:
                filled = filler.fill(match, self._ontology.relations[match.relation].symmetric)
                made = [c for f in filled if (c := self._claim(f, resolver, place, ledger))]
                if made:
                    claims += made
                    if made[0].modality is Modality.REQUESTED:
                        symmetric = self._ontology.relations[made[0].relation].symmetric
                        asked = [r for f in filled for r in filler.requests(f, symmetric)]
                        claims += [c for f in asked if (c := self._claim(f, resolver, place, ledger))]
                    self._remember(filled, made, memory)
                    if match.relation != "CRITICIZES":  # what is condemned was done
                        taken |= things_of(match)
                    if filled[0].slot == "help":  # «sent doctors to help Oslo» is one act
                        taken |= {verb.i for verb in roles.helping(match.token, self._lexicon)}
                    break
            else:
                ledger.drop("no subject or object", readings[0])
        for root in (t for t in doc if t.dep_ == "ROOT"):
            for subject in syntax.agents(root) if root.pos_ in {"VERB", "AUX"} else []:
                if found := resolver.actors(subject):
                    memory.heard_subject(found[0])
        return _without_repeats(claims, ledger)

    def _remember(self, filled: Sequence[Filled], made: Sequence[Claim], memory: Memory) -> None:
        """Note who did what, if it was done, for «Jakarta condemned the shelling»."""
        relation = self._ontology.relations[made[0].relation]
        done = made[0].modality in {Modality.ACTUAL, Modality.AGREED, Modality.HALTED}
        if done and not relation.symmetric and (relation.quad or "").startswith("material"):
            memory.saw(relation.root, filled[0].subject)

    def titles(self, mentions: Sequence[Mention], place: Place) -> list[Claim]:
        """What titles before names say of who leads and represents whom; it needs no parse."""
        return [self._structural(m, place) for m in mentions if m.holds and m.leads is not None]

    def _off_topic(self, doc: Doc) -> bool:
        """Whether the sentence is about sport, markets or the like."""
        words = {t.lemma_.lower() for t in doc} | {t.lower_ for t in doc}
        text = f" {' '.join(t.lower_ for t in doc)} "
        return any(
            (
                words & set(topic.words)
                or any(f" {phrase} " in text for phrase in topic.phrases)
                or len(words & set(topic.hints)) > 1
            )
            and not words & set(topic.unless)
            for topic in self._lexicon.topics
        )

    def _claim(self, filled: Filled, resolver: Resolver, place: Place, ledger: Ledger) -> Claim | None:
        relation = self._ontology.relations[filled.match.relation]
        filled = self._as_states(filled, relation)
        if reason := self._forbidden(filled, relation):
            ledger.drop(reason, filled.match, filled)
            return None
        trigger = filled.match.token
        stands = climb.standing(
            trigger,
            filled.match.entry.modality,
            self._lexicon,
            relation.valence != "conflictual",
            verbal=(relation.quad or "").startswith("verbal"),
            # What was asked or done to somebody is so, whatever the verb around it makes of something else.
            climb=filled.slot not in {"self", "answerer", "undergoer", "clause"} or trigger.dep_ == "attr",
        )
        if filled.match.entry.settled:
            stands = modality.settled(trigger, stands, self._lexicon)
        if filled.match.entry.held:
            stands = modality.held(trigger, stands)
        if filled.match.entry.attempt:
            stands = modality.attempted(trigger, stands, self._lexicon)
        if stands.vague:
            ledger.drop("too vague", filled.match, filled, stands)
            return None
        subject, object = filled.subject, filled.object
        if relation.symmetric and object.actor.id < subject.actor.id:
            subject, object = object, subject
        tokens, text = place.sentence.tokens, place.text
        reading = reading_class(filled, stands.modality)
        claim = Claim(
            article=place.article.id,
            subject=subject.participant(tokens, text),
            relation=relation.id,
            object=object.participant(tokens, text),
            modality=stands.modality,
            sentence=text[place.sentence.start : place.sentence.end],
            confidence=confidence(self._lexicon, reading),
            extractor=self._version,
            attributed_to=self._source(stands.reporter, resolver, place),
            date=dates.date_of(
                text[place.sentence.start : place.sentence.end], place.article.published, stands.modality
            ),
            trigger=text[slice(*tokens[trigger.i])],
            field=place.field,
            start=place.sentence.start,
            end=place.sentence.end,
        )
        return ledger.make(claim, filled, stands, reading)

    def _as_states(self, filled: Filled, relation: Relation) -> Filled:
        """With the state that a person acts for where the relation joins no persons: «Sheinbaum promised Cuba oil»."""
        ends = (filled.subject, filled.object)
        if relation.allows(*(r.actor.kind for r in ends)) or not any(
            r.actor.kind is Kind.PERSON for r in ends
        ):
            return filled
        subject, object = (
            replace(r, actor=self._ontology.actors[r.state]) if r.actor.kind is Kind.PERSON and r.state else r
            for r in ends
        )
        return replace(filled, subject=subject, object=object)

    def _forbidden(self, filled: Filled, relation: Relation) -> str | None:
        a, b = filled.subject.actor, filled.object.actor
        if a.id == b.id:
            return "one actor at both ends"
        if not relation.allows(a.kind, b.kind):
            return "kinds the relation does not join"
        if relation.root is None:
            return None
        if any(x.country is None and x.id not in self._ontology.actors for x in (a, b)):
            return "actor not linked to a state"
        if a.country is not None and a.country == b.country:
            peaceful = (relation.quad or "").startswith("verbal") or relation.root == "AID"
            own_people = Kind.GROUP in {a.kind, b.kind} and peaceful
            unlisted = any(x.kind is Kind.GROUP and x.id not in self._ontology.actors for x in (a, b))
            nameless = all(x.kind is Kind.GROUP and x.id not in self._ontology.actors for x in (a, b))
            if Kind.GROUP not in {a.kind, b.kind} or (own_people and unlisted) or nameless:
                return "within one state"
        return None

    def _source(self, reporter: Token | None, resolver: Resolver, place: Place) -> Participant | None:
        if reporter is None:
            return None
        for child in reporter.children:
            if child.dep_ == "nsubj" and (found := resolver.actors(child)):
                return found[0].participant(place.sentence.tokens, place.text)
        return None

    def _structural(self, mention: Mention, place: Place) -> Claim:
        """«Russia's President Vladimir Putin» says who leads Russia."""
        tokens, text = place.sentence.tokens, place.text
        reference = Reference(
            mention.actor, mention.start, mention.end, "named", mention.sector, mention.state
        )
        subject = reference.participant(tokens, text)
        holds = mention.holds
        assert holds is not None
        title = mention.title or ""
        return Claim(
            article=place.article.id,
            subject=subject,
            relation="LEADS" if mention.leads else "REPRESENTS",
            object=Participant(
                holds,
                holds.name,
                subject.start,
                subject.end,
                None,
                holds.id if holds.kind is Kind.COUNTRY else None,
            ),
            modality=Modality.ACTUAL,
            sentence=text[place.sentence.start : place.sentence.end],
            confidence=confidence(self._lexicon, TITLE),
            extractor=self._version,
            trigger=title,
            field=place.field,
            start=place.sentence.start,
            end=place.sentence.end,
        )


def _without_repeats(claims: list[Claim], ledger: Ledger) -> list[Claim]:
    """One claim for each (subject, relation, object, modality), the surest; inner modality wins over a plain repeat."""
    best: dict[str, Claim] = {}
    for claim in claims:
        known = best.get(claim.id)
        if known is None or known.confidence < claim.confidence:
            best[claim.id] = claim if known is None else replace(claim)
        if known is not None:
            ledger.drop("said twice in the sentence")
    return list(best.values())
