"""From a predicate up to the root of its sentence: what governs it makes of it what is so, planned, asked, denied …"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract import syntax
from kg.extract.keys import is_date, verb_keys
from kg.extract.lexicon import Lexicon, Operator
from kg.extract.modality import Standing, compose
from kg.extract.operators import (
    CONDITIONS,
    auxiliaries_of,
    bearing_on,
    condition_above,
    is_about,
    is_operator,
    operator_of,
)
from kg.model import Modality

M = Modality
_MEANWHILE = {"after", "before", "during", "since", "following", "amid"}
_ASIDE = {*_MEANWHILE, "including", "despite", "without", "like", "as", "by", "because", "given"}
"""Prepositions whose phrase is no part of what its governor asks, plans or denies."""
_GROUNDS = {"on", "upon", "under", "over", "against"}
"""Prepositions of what an act rests on: it is so whether or not the act is done."""
_WHEN = {"when", "where", "while", "after", "before", "since"}
_OF_SPEECH = {M.REQUESTED, M.CONSIDERED, M.AGREED, M.THREATENED, M.REFUSED}
"""What is asked, planned or refused of saying something is nothing of what is said."""


def standing(
    predicate: Token,
    start: Modality,
    lexicon: Lexicon,
    cooperative: bool,
    *,
    verbal: bool = False,
    climb: bool = True,
) -> Standing:
    """The modality of what `predicate` says, beginning from `start`, climbing to the root.

    Without `climb` only what bears on the word itself counts: who is called an ally in passing is one, whatever
    the clause asks or denies. A `verbal` act is done with the one it is the purpose of: «met to discuss».
    """
    way = _Climb(predicate, start, lexicon, cooperative, verbal)
    way.take_all(bearing_on(predicate, lexicon))
    if cooperative or not verbal:  # «gave no weapons»; «wants no part of it» rejects all the same
        objects = syntax.children(predicate, *syntax.OBJECTS)
        way.take_all([(o, M.NEGATED) for o in objects if syntax.has_word(o, "det", "no")][:1])
    at: Token | None = predicate if climb else None
    while at is not None and at.head != at:
        at = way.step(at)
    return Standing(way.modality, tuple(way.because), way.reporter, way.vague)


class _Climb:
    """What was met so far on the way up from a predicate."""

    def __init__(
        self, predicate: Token, start: Modality, lexicon: Lexicon, cooperative: bool, verbal: bool
    ) -> None:
        self.modality = start
        self.because: list[str] = []
        self.reporter: Token | None = None
        self.vague = False
        self._predicate = predicate
        self._noun = predicate.pos_ in {"NOUN", "PROPN"}
        self._lexicon = lexicon
        self._cooperative = cooperative
        self._verbal = verbal
        self._told = False

    def take(self, outer: Modality, word: Token) -> None:
        """Let a word that has the act below it say what it makes of it."""
        if self._told and outer in _OF_SPEECH:
            return  # who is asked to say that it was done has it done already
        new = compose(outer, self.modality, self._cooperative)
        self.vague = self.vague or (new is M.HYPOTHETICAL and M.HYPOTHETICAL not in {outer, self.modality})
        if new is not self.modality:
            self.because.append(word.text)
        self.modality = new

    def take_all(self, found: list[tuple[Token, Modality]]) -> None:
        """`take` each word with its modality, in order."""
        for word, outer in found:
            self.take(outer, word)

    def step(self, child: Token) -> Token | None:
        """Take in what governs `child`; the word to go on from, None where nothing further up concerns the act."""
        governor: Token | None = child.head
        assert governor is not None
        if self._is_aside(child, governor) or self._is_a_clause_apart(child, governor):
            return None
        match child.dep_:
            case "advcl":
                if not self._through_adverbial(child, governor):
                    return None
            case "ccomp" | "parataxis":
                if child.i < governor.i and is_operator(governor, self._lexicon):
                    return None  # «Riyadh blamed Tehran; Iran rejected that»
                self._take_complement(child)
            case "conj":
                return self._beside(child, governor)
            case "nsubj" | "nsubjpass":
                governor = self._as_subject(child, governor)
                if governor is None:
                    return None
        if child.dep_ == "prep" and child.lower_ == "in" and syntax.bargains(child):
            manner = self._is_manner_of_trying(child, governor)
            return (
                None if manner else governor
            )  # «stops its tests in exchange for»: what is given for it goes on
        operator = self._operator(governor)
        if self._is_so_all_the_same(child, governor, operator):
            return None
        return self._through(child, governor, operator)

    # -- where the climb ends ------------------------------------------------------------------------------------

    def _is_aside(self, child: Token, governor: Token) -> bool:
        """Whether the act stands in a phrase that only says when, amid or based on what something else is done."""
        if child.dep_ != "prep":
            return False
        if child.lower_ in _ASIDE or (child.lower_ == "in" and governor.pos_ == "NOUN"):
            return not _is_manner(child)
        # «will respond based on its alliance with»: the alliance is, whatever will be done
        grounds = child.lower_ in _GROUNDS or (child.lower_ == "for" and syntax.child(child, "pcomp"))
        return bool(grounds) and is_about(governor, operator_of(governor, self._lexicon), self._lexicon)

    def _is_a_clause_apart(self, child: Token, governor: Token) -> bool:
        """Whether the act stands in a clause of its own about a noun, or is the noun's: «missiles fired by», «who fled»."""
        turned = is_operator(governor, self._lexicon)
        if child.dep_ == "relcl":
            content = is_operator(child, self._lexicon) or syntax.has_word(child, "mark", "that")
            return not (content and turned)  # «reports that Oslo had …»
        if child.dep_ == "acl" and child.tag_ == "VBN":
            return not turned
        subject = child.dep_ in {"nsubj", "nsubjpass"} and child == self._predicate
        return subject and self._predicate.pos_ == "VERB"

    def _is_so_all_the_same(self, child: Token, governor: Token, operator: Operator | None) -> bool:
        """Whether the act is done, or was made, whatever its governor asks, ends or denies."""
        if self._is_manner_of_trying(child, governor):
            return True
        if child.dep_ == "prep" and self._is_so_after(child, operator):
            return True
        if operator is None:
            # «failed to resolve the war between»: the war was, whatever became of the rest
            return child == self._predicate and self._noun and is_about(governor, operator, self._lexicon)
        if self._predicate.pos_ != "NOUN":
            return False
        if operator.id == "oppose" and self._is_of_others():
            return True
        if operator.modality in {M.REFUSED, M.DENIED} and self._is_spoken():
            # «refused to accede to its demands», «denied the charges of»: they were made
            return not syntax.has_word(self._predicate, "det", "any")
        # «threatens their alliance»: it is there
        return self._cooperative and child.dep_ in {"dobj", "conj"} and operator.modality is M.THREATENED

    def _is_so_after(self, preposition: Token, operator: Operator | None) -> bool:
        """Whether the preposition before the act says that it is so: «ended with a treaty», «agreed in a phone call»."""
        if operator and operator.modality is M.HALTED and preposition.lower_ in {"with", "in", "by"}:
            return True
        directly = preposition == self._predicate.head
        if operator and self._noun and directly and preposition.lower_ in {"in", "at"}:
            return True
        # «will meet at the request of Oslo»: it was made
        return directly and preposition.lower_ == "at" and self._is_spoken()

    def _is_manner_of_trying(self, child: Token, governor: Token) -> bool:
        """«tried to please Oslo by closing its border»: the border was closed."""
        if not _is_manner(child):
            return False
        tries = governor.head if governor.dep_ == "xcomp" else None
        aiming = operator_of(tries, self._lexicon) if tries is not None else self._operator(governor)
        return aiming is not None and aiming.modality is M.CONSIDERED

    def _is_spoken(self) -> bool:
        """Whether the act is a noun for hard words: a demand, a charge."""
        return self._predicate.pos_ == "NOUN" and self._verbal and not self._cooperative

    def _is_of_others(self) -> bool:
        """Whether the noun says whose act it is."""
        return any(
            c.dep_ in {"amod", "poss", "compound"} and c.text[0].isupper() for c in self._predicate.lefts
        )

    # -- what is met on the way ----------------------------------------------------------------------------------

    def _through_adverbial(self, clause: Token, governor: Token) -> bool:
        """Take in what joins an adverbial clause to its governor; whether the governor concerns the act."""
        mark = syntax.child(clause, "mark", "advmod")
        purpose = syntax.has_word(clause, "aux", "to")
        if mark is not None and mark.lower_ in CONDITIONS:
            self.take(M.HYPOTHETICAL, mark)
        elif purpose and not self._verbal and not is_operator(governor, self._lexicon):
            support = self._lexicon.support
            bargained = any(s.id == "agree" for k in verb_keys(governor) for s in support.get(k, []))
            self.take(M.AGREED if bargained else M.CONSIDERED, clause)
            if supposed := condition_above(governor):
                self.take(M.HYPOTHETICAL, supposed)  # «if he were to start a war, to attack …»
        if purpose and self._verbal:
            self.take_all(auxiliaries_of(governor, self._lexicon))  # «will travel to meet»
        # «suspended the talks, accusing Ankara»: the charge was made; «ruled out pulling» pulled nothing
        aside = clause.tag_ == "VBG" and clause.left_edge.i > governor.i + 2
        # «calls for Oslo to leave» asks for it; «ended when they signed» ends nothing that was signed
        marked = mark is not None and (mark.dep_ == "mark" or mark.lower_ in _WHEN) and mark.lower_ != "for"
        return not aside and not marked and is_operator(governor, self._lexicon)

    def _take_complement(self, clause: Token) -> None:
        """What the form of a complement clause says of it."""
        if clause.dep_ != "ccomp":
            return
        if clause.tag_ == "VB" and syntax.child(clause, "nsubj") and not syntax.child(clause, "aux"):
            self.take(M.REQUESTED, clause)  # «suggested that Oslo send troops»
        if syntax.has_word(clause, "mark", "whether", "if"):
            self.take(M.HYPOTHETICAL, clause)

    def _beside(self, child: Token, governor: Token) -> Token:
        """What stands beside a word governs nothing; but its auxiliaries may serve both."""
        if syntax.is_finite(child) and syntax.has_word(governor, "aux", "to"):
            # «refused to leave and began to loot»: it stands beside the refusal, whatever parsers say.
            while governor.dep_ in {"xcomp", "conj"} and not syntax.is_finite(governor):
                governor = governor.head
            return governor
        contrasted = syntax.has_word(governor, "cc", "but")  # «did not ask, but wanted»
        bare = not syntax.children(child, "aux", "nsubj", "nsubjpass")
        if governor.pos_ in {"VERB", "AUX"} and bare and not contrasted:
            self.take_all(auxiliaries_of(governor, self._lexicon))
        return governor

    def _as_subject(self, child: Token, governor: Token) -> Token | None:
        """The verb that a subject undergoes, «war continued to loom»; None where it is only spoken of."""
        if child.dep_ == "nsubj" and not is_operator(governor, self._lexicon):
            raised = [c for c in syntax.children(governor, "xcomp") if self._undergoes(child, c)]
            governor = raised[0] if raised else governor
        if self._undergoes(child, governor):
            return governor
        if child == self._predicate and self._begins(governor):
            for word, outer in auxiliaries_of(governor, self._lexicon):
                if outer in {M.AGREED, M.REFUSED}:  # «talks will resume on Monday»
                    self.take(outer, word)
        elif child == self._predicate and any(c.lower_ in {"a", "an", "any"} for c in child.lefts):
            for word, outer in auxiliaries_of(governor, self._lexicon):
                if outer in {M.HYPOTHETICAL, M.AGREED}:  # «a war between them would suit nobody»
                    self.take(M.HYPOTHETICAL, word)
        return None

    def _begins(self, verb: Token) -> bool:
        """Whether the verb only says that its subject takes place: begins, resumes, goes on."""
        entries = (s for k in verb_keys(verb) for s in self._lexicon.support.get(k, []))
        return any(s.id == "do" and not s.nouns for s in entries) and not syntax.children(
            verb, *syntax.OBJECTS
        )

    def _operator(self, governor: Token) -> Operator | None:
        """The operator that governs, but «was able to», which did."""
        operator = operator_of(governor, self._lexicon)
        did = governor.dep_ == "acomp" and governor.head.lower_ in {"was", "were", "been"}
        return None if operator and operator.id == "capability" and did else operator

    def _through(self, child: Token, governor: Token, operator: Operator | None) -> Token:
        """Take in the governor itself; the word to go on from."""
        if child.dep_ == "nsubj" and governor.pos_ == "AUX":  # «reports that … were false»
            for c in syntax.children(governor, "acomp", "attr"):
                if said := operator_of(c, self._lexicon):
                    self.take(said.modality, c)
        if operator is not None:
            self._take_operator(child, governor, operator)
        # Who will say it is no part of what is said; who will declare a war is.
        declared = operator is None or operator.id != "report" or child.dep_ == "dobj"
        if governor.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} and declared:
            self.take_all(bearing_on(governor, self._lexicon))
        if child.dep_ == "xcomp":
            self._take_infinitive(child, governor)
        if governor.pos_ == "ADJ" and governor.head.pos_ == "AUX":
            self.take_all(bearing_on(governor.head, self._lexicon))
            return governor.head
        return governor

    def _take_operator(self, child: Token, governor: Token, operator: Operator) -> None:
        reports = operator.id == "report"
        if self.reporter is None and (reports or operator.modality in {M.ALLEGED, M.DENIED}):
            self.reporter = governor
        modality = operator.modality
        if operator.id == "threaten" and child.dep_ == "ccomp" and _has_named_subject(child):
            modality = M.HYPOTHETICAL  # «warned that Oslo would»
        if reports and child.dep_ == "xcomp" and syntax.is_passive(governor):
            modality = M.ALLEGED  # «is said to have»
        self.take(modality, governor)
        if reports and child.dep_ == "ccomp" and syntax.has_word(child, "mark", "that"):
            self._told = True

    def _take_infinitive(self, child: Token, governor: Token) -> None:
        if governor.lemma_ == "have" and syntax.has_word(governor, "advmod", "yet"):
            self.take(M.NEGATED, governor)  # «has yet to send»
        going = governor.lower_ == "going" and syntax.child(governor, "aux") is not None
        if (governor.lemma_ in {"be", "set"} or going) and syntax.has_word(child, "aux", "to"):
            self.take(M.AGREED, governor)  # «is to receive», «is set to receive», «is going to»

    def _undergoes(self, child: Token, governor: Token) -> bool:
        """Whether the subject is what the verb or its complement speaks of: «aid was suspended», «talks are unlikely».

        What is spoken of as known («the UN sanctions should be reviewed») is so, whatever else is asked or planned of it.
        """
        if child.dep_ == "nsubjpass":
            known = any(
                c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "these", "this"})
                for c in child.children
            )
            operator = operator_of(governor, self._lexicon)
            return not known or (
                operator is not None and operator.modality in {M.HALTED, M.DENIED, M.REFUSED}
            )
        if governor.pos_ == "VERB" and not [
            o for o in syntax.children(governor, "dobj", "ccomp") if not is_date(o)
        ]:
            operator = operator_of(governor, self._lexicon)  # «talks collapsed», «war loomed»
            return operator is not None and operator.id in {"collapse", "end-in-vain", "fear"}
        if governor.pos_ == "AUX":
            return any(
                operator_of(c, self._lexicon) for c in governor.children if c.dep_ in {"acomp", "attr"}
            )
        return False


def _is_manner(preposition: Token) -> bool:
    """Whether the word is the «by» of «by closing its border»."""
    return preposition.lower_ == "by" and syntax.child(preposition, "pcomp") is not None


def _has_named_subject(clause: Token) -> bool:
    """Whether the clause tells of somebody else: not of «it», «he» or «its army»."""
    return any(
        s.pos_ in {"PROPN", "NOUN"} and not any(t.pos_ == "PRON" for t in s.subtree)
        for s in syntax.children(clause, "nsubj")
    )
