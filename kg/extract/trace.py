"""What became of each predicate of a sentence, and why: the bookkeeping behind `kg extract --explain`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.frames import Filled
from kg.extract.matching import Match
from kg.extract.mentions import Mention, Reference
from kg.extract.modality import Standing
from kg.extract.text import Sentence
from kg.model import Actor, Claim, Modality, Reading


@dataclass(frozen=True, slots=True)
class End:
    """An end of a frame: the words of the sentence, whom they mean, and how that was found (`Reference.link`)."""

    text: str
    actor: Actor
    link: str


@dataclass(frozen=True, slots=True)
class Step:
    """One try to read a predicate as a claim.

    `frame` and `relation` are the lexicon's, `slot` is where the object was found, `because` are the words that gave
    the modality, innermost first. `reading` is the class by which the confidence of a claim is counted. Exactly one
    of `claim` and `reason`, why there is none, is set.
    """

    trigger: str
    frame: str
    relation: str
    subject: End | None = None
    object: End | None = None
    slot: str = ""
    modality: Modality | None = None
    because: tuple[str, ...] = ()
    claim: Claim | None = None
    reason: str = ""
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """How one sentence was read. `reason` says why a sentence was not read at all, else it is empty."""

    field: str
    start: int
    end: int
    sentence: str
    actors: tuple[End, ...]
    steps: tuple[Step, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reading and how each sentence of it was read, in order."""

    reading: Reading
    traces: tuple[Trace, ...]


class Ledger:
    """Counts what was dropped, by reason; with `keep` it remembers every step of a sentence as well."""

    def __init__(self, *, keep: bool = False) -> None:
        self.drops: Counter[str] = Counter()
        self._keep = keep
        self._steps: list[Step] = []

    def drop(
        self,
        reason: str,
        match: Match | None = None,
        filled: Filled | None = None,
        stands: Standing | None = None,
    ) -> None:
        """Note that a predicate gave no claim."""
        self.drops[reason] += 1
        if self._keep and match is not None:
            self._steps.append(_step(match, filled, stands, reason=reason))

    def make(self, claim: Claim, filled: Filled, stands: Standing, reading: str) -> Claim:
        """Note a claim of the class `reading`, and hand it back."""
        if self._keep:
            self._steps.append(_step(filled.match, filled, stands, claim=claim, reading=reading))
        return claim

    def turn_page(self) -> tuple[Step, ...]:
        """The steps since the last call."""
        steps, self._steps = tuple(self._steps), []
        return steps


def actors_of(mentions: Iterable[Mention], sentence: Sentence, text: str) -> tuple[End, ...]:
    """The actors that a sentence names, with their words; `link` is the form they are named in."""
    return tuple(
        End(text[sentence.tokens[m.start][0] : sentence.tokens[m.end - 1][1]], m.actor, m.form.value)
        for m in mentions
        if m.end <= len(sentence.tokens)
    )


def _step(
    match: Match,
    filled: Filled | None,
    stands: Standing | None,
    *,
    claim: Claim | None = None,
    reason: str = "",
    reading: str = "",
) -> Step:
    doc = match.token.doc

    def end(reference: Reference) -> End:
        return End(doc[reference.start : reference.end].text, reference.actor, reference.link)

    return Step(
        trigger=match.token.text,
        frame=match.entry.id,
        relation=match.relation,
        subject=end(filled.subject) if filled else None,
        object=end(filled.object) if filled else None,
        slot=filled.slot if filled else "",
        modality=stands.modality if stands else None,
        because=stands.because if stands else (),
        claim=claim,
        reason=reason,
        reading=reading,
    )
