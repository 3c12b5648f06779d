"""People and organisations that no list has, found by NER and linked to a state by title, apposition or adjective."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract import syntax
from kg.extract.actors import person, slug
from kg.extract.keys import phrase_keys
from kg.extract.lexicon import Lexicon
from kg.extract.memory import Memory
from kg.extract.mentions import Form, Mention
from kg.extract.resolve import Resolver
from kg.model import Actor, Kind, Sector
from kg.ontology import Ontology

_OPENERS = {'"', "“", "‘", "''", "(", ":"}
_DAYS = {
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December", "Mr", "Mr.", "Mrs.", "Ms.", "I"),
}


def has_unknown_name(words: Sequence[str], mentions: Sequence[Mention]) -> bool:
    """Whether a capitalised word inside the sentence belongs to no mention, so that NER may find a name there."""
    known = {i for m in mentions for i in range(m.start, m.end)}
    begins = {0, *(i + 1 for i, word in enumerate(words) if word in _OPENERS)}
    return any(
        word[:1].isupper()
        and i not in known
        and word not in _DAYS
        and (i not in begins or _is_name(words, i))
        for i, word in enumerate(words)
    )


def _is_name(words: Sequence[str], i: int) -> bool:
    """Whether a capitalised first word is followed by another."""
    return i + 1 < len(words) and words[i + 1][:1].isupper()


def with_entities(
    doc: Doc, mentions: Sequence[Mention], memory: Memory, lexicon: Lexicon, ontology: Ontology
) -> list[Mention]:
    """`mentions` with those of NER's people and organisations that no mention covers, in order."""
    resolver = Resolver(doc, mentions, memory, lexicon, ontology)
    found = list(mentions)
    for ent in doc.ents:
        ent = _without_edges(ent)
        if len(ent) == 0:
            continue
        inside = [m for m in found if m.start < ent.end and ent.start < m.end]
        if ent.label_ == "PERSON" and _is_somebody_else(ent, inside, lexicon):
            found = [m for m in found if m not in inside]
            inside = []
        begins = [m for m in inside if m.form is Form.HUMAN and m.start == ent.start]
        if ent.label_ == "PERSON" and inside and inside == begins:
            # «Sultan Haitham bin Tariq», of whom a list has the beginning
            whole = inside[0].moved(ent.start, max(inside[0].end, ent.end))
            found = [whole if m is inside[0] else m for m in found]
        elif ent.label_ == "PERSON" and not inside and ent[0].text[0].isupper():
            found.append(_person(ent, memory, lexicon, resolver))
        elif ent.label_ == "ORG" and _is_own_organisation(ent, inside, lexicon):
            found = [m for m in found if m not in inside]
            actor = Actor(f"org:{slug(_name(ent))}", _name(ent), Kind.ORGANIZATION)
            found.append(Mention(ent.start, ent.end, actor, Form.ENTITY))
        elif ent.label_ == "ORG" and not inside and (state := _state_of(ent, resolver, lexicon)):
            actor = Actor(f"org:{slug(_name(ent))}", _name(ent), Kind.ORGANIZATION, state)
            found.append(Mention(ent.start, ent.end, actor, Form.ENTITY))
    return sorted(found, key=lambda m: m.start)


def _without_edges(ent: Span) -> Span:
    start, end = ent.start, ent.end
    while start < end and (ent.doc[start].lower_ == "the" or ent.doc[start].is_punct):
        start += 1
    while end > start and (ent.doc[end - 1].text in {"'s", "’s"} or ent.doc[end - 1].is_punct):
        end -= 1
    return Span(ent.doc, start, end, label=ent.label)


def _person(ent: Span, memory: Memory, lexicon: Lexicon, resolver: Resolver) -> Mention:
    words = [t.text for t in ent]
    earlier = memory.person(words)
    if earlier:
        return earlier.moved(ent.start, ent.end)
    for noun in _nouns_beside(ent.root):
        entry = next((e for k in phrase_keys(noun) if (e := lexicon.actor_nouns.get(k))), None)
        if entry is None and not (noun.is_lower and noun.dep_ in {"compound", "nmod"}):
            continue
        if entry is not None and entry.kind not in {"office", "organ", "private"}:
            continue
        owners = resolver.owners(noun) or resolver.owners(ent.root)
        if owners and owners[0].actor.country:
            official = entry is not None and entry.kind in {"office", "organ"}
            sector = (entry.sector if entry else None) or (Sector.GOV if official else None)
            state = owners[0].state if official else None
            return Mention(
                ent.start, ent.end, person(words, owners[0].actor.country), Form.HUMAN, sector, state
            )
    owner = _possessor(ent, resolver)
    return Mention(ent.start, ent.end, person(words, owner), Form.HUMAN)


def _possessor(ent: Span, resolver: Resolver) -> str | None:
    """The state that «Mali's» before a name says the person is of."""
    beside = {t.i for t in ent.root.lefts if t.dep_ == "poss"}
    owners = [r for r in resolver.owners(ent.root) if beside & set(range(r.start, r.end))]
    return owners[0].actor.country if owners and owners[0].actor.kind is Kind.COUNTRY else None


def _is_somebody_else(ent: Span, inside: list[Mention], lexicon: Lexicon) -> bool:
    """Whether the name only ends as a known person's surname does: «Michelle Obama»."""
    if (
        len(inside) != 1
        or inside[0].form is not Form.HUMAN
        or inside[0].width > 1
        or inside[0].start == ent.start
    ):
        return False
    given = ent[0].text
    return (
        given[0].isupper()
        and given.lower() not in lexicon.actor_nouns
        and given not in inside[0].actor.name.split()
    )


def _nouns_beside(root: Token) -> list[Token]:
    """Nouns in apposition to a name, or before it as a title."""
    beside = syntax.children(root, "appos", "compound", "nmod")
    if root.dep_ == "appos":
        beside.append(root.head)
    return [t for t in (*beside, *_noun_after(root)) if t.pos_ in {"NOUN", "PROPN"}]


def _noun_after(name: Token) -> list[Token]:
    """The noun of «…, the Croatian-born tycoon and founder …», whatever the parser hung it on."""
    after = name.doc[name.i + 1 : name.i + 9]
    if len(after) < 3 or after[0].text != "," or after[1].lower_ not in {"a", "an", "the"}:
        return []
    for word in after[2:]:
        if word.pos_ == "NOUN" and word.nbor(1).pos_ not in {"NOUN", "PROPN"}:
            return [word] if word.nbor(1).text != "-" else []
    return []


def _is_own_organisation(ent: Span, inside: list[Mention], lexicon: Lexicon) -> bool:
    """Whether the name is an organisation's own («World Institute for North Korea Studies»), no organ of a state."""
    if any(t.text in {"-", "--", "–", "—"} and t.whitespace_ for t in ent):  # «IRNA - Iran's»
        return False
    if len(ent) < 2 or any(m.start <= ent.start or m.form is Form.HUMAN for m in inside):
        return False
    return not any(t.lower_ in lexicon.actor_nouns for t in ent) and ent[0].text[0].isupper()


def _state_of(ent: Span, resolver: Resolver, lexicon: Lexicon) -> str | None:
    """The state of «Sweden's Saab», «DP World of the United Arab Emirates»: said beside the name."""
    if any(not t.text[0].isupper() for t in ent if t.is_alpha) or ent[0].like_num:
        return None
    if any(k in lexicon.actor_nouns for k in phrase_keys(ent.root)):
        return None  # «China's Foreign Ministry» is China
    return _possessor(ent, resolver)


def _name(ent: Span) -> str:
    return ent.text.replace("\n", " ")
