"""From an article's text to sentences: tokens, boundaries, datelines, headline case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

MAX_SENTENCE_TOKENS = 160
"""Longer «sentences» are tables or lists; they are cut, for no parse of them is worth reading."""

_AGENCY = r"(?:\([\w /.,-]{2,30}\))?"
_DATELINE = re.compile(
    rf"""^\s*(?:
        [A-Z][A-Z.,'’/ -]{{2,40}}?(?:,\s*[A-Z][\w. ]{{2,20}}){{0,2}}\s*{_AGENCY}\s*(?:--|[-–—:])\s+   # PARIS (AP) --
      | (?:[A-Z][\w.'’-]+\s?){{1,3}}(?:,\s*[A-Z][\w.]+\s?(?:\d{{1,2}})?)?\s*{_AGENCY}\s*(?:--|–|—|\s-)\s+  # Seoul —
      | \([A-Z][\w /.-]{{1,20}}\)\s*(?:--|[-–—])?\s*   # (CNN)
    )""",
    re.VERBOSE,
)
_WRAPPED = (50, 100)
"""Characters of a line that was broken only to fit a page; shorter and longer ones are paragraphs."""
_ENDS = {".", "!", "?", "…", "?!", "..."}
_CLOSERS = {'"', "”", "’", "'", "''", ")", "]", "»"}
_STRAIGHT = str.maketrans("’‘´“”", "'''\"\"")
_NEWLINE = re.compile(r"\n\s*\n|\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as characters of its field, with its tokens as (start, end) of the same field."""

    start: int
    end: int
    tokens: tuple[tuple[int, int], ...]


def sentences(text: str, nlp: Language) -> Iterator[Sentence]:
    """The sentences of `text` in order. A line break inside a hard-wrapped paragraph ends none."""
    for start, end in _paragraphs(text):
        paragraph = text[start:end]
        doc = nlp.make_doc(paragraph)
        begin = 0
        for last in (*_boundaries(doc), len(doc) - 1):
            yield from _sentence(doc, paragraph, begin, last + 1, start)
            begin = last + 1


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _NEWLINE.finditer(text):
        line = text[max(begin, text.rfind("\n", 0, match.start()) + 1) : match.start()].rstrip()
        wrapped = (
            match.group().count("\n") == 1
            and _WRAPPED[0] <= len(line) <= _WRAPPED[1]
            and (line[-1].isalnum() or line[-1] in ",-")
            and text[match.end() : match.end() + 1].islower()
        )
        if not wrapped:
            yield begin, match.start()
            begin = match.end()
    yield begin, len(text)


def _boundaries(doc: Doc) -> Iterator[int]:
    """Indexes of the last token of each sentence but the last."""
    count = len(doc)
    i = 0
    while i < count - 1:
        if doc[i].text in _ENDS:
            last = i
            while last + 1 < count and doc[last + 1].text in _CLOSERS and not doc[last].whitespace_:
                last += 1
            if last + 1 < count and _starts_sentence(doc[last + 1].text):
                yield last
                i = last
        i += 1


def _starts_sentence(word: str) -> bool:
    return bool(word) and (word[0].isupper() or word[0].isdigit() or word[0] in "\"'“‘«(—-–[")


def _sentence(doc: Doc, paragraph: str, begin: int, end: int, offset: int) -> Iterator[Sentence]:
    while begin < end and doc[begin].is_space:
        begin += 1
    while end > begin and doc[end - 1].is_space:
        end -= 1
    for cut in range(begin, end, MAX_SENTENCE_TOKENS):
        last = min(cut + MAX_SENTENCE_TOKENS, end)
        tokens = (t for t in doc[cut:last] if not t.is_space)
        spans = _rejoined(paragraph, tuple((offset + t.idx, offset + t.idx + len(t)) for t in tokens), offset)
        if spans:
            yield Sentence(spans[0][0], spans[-1][1], spans)


def _rejoined(text: str, spans: tuple[tuple[int, int], ...], offset: int) -> tuple[tuple[int, int], ...]:
    """The spans with «re-established» as one word again, which parsers know."""
    if "re-" not in text.lower():
        return spans
    found: list[tuple[int, int]] = []
    for a, b in spans:
        word = text[a - offset : b - offset]
        if len(found) > 1 and word.isalpha():
            (c, d), (e, f) = found[-2:]
            prefix = text[c - offset : d - offset].lower()
            if prefix == "re" and f == a and d == e and text[e - offset : f - offset] == "-":
                found[-2:] = [(c, b)]
                continue
        found.append((a, b))
    return tuple(found)


def without_dateline(sentence: Sentence, text: str) -> Sentence:
    """The sentence's tokens after «PARIS (AP) --»; the place of a dateline is nobody's act."""
    words = text[sentence.start : sentence.end]
    match = _DATELINE.match(words)
    if match is None or match.end() >= len(words) or match.end() > 90:
        return sentence
    begin = sentence.start + match.end()
    return Sentence(sentence.start, sentence.end, tuple(t for t in sentence.tokens if t[0] >= begin))


def straight(word: str) -> str:
    """The word with typewriter quotes, as parsers know them; as long as before."""
    return word.translate(_STRAIGHT)


def make_doc(vocab: Vocab, sentence: Sentence, words: list[str]) -> Doc:
    """A Doc of the sentence alone; token i stands at `sentence.tokens[i]` of the field.

    A headline has no full stop, and parsers read what has none worse: one is added after the last token.
    """
    follows = [a for a, _ in sentence.tokens[1:]] + [sentence.end]
    spaces = [b < nxt for (_, b), nxt in zip(sentence.tokens, follows, strict=True)]
    if words[-1] not in _ENDS | _CLOSERS:
        words, spaces = [*words, "."], [*spaces, False]
    return Doc(vocab, words=words, spaces=spaces, sent_starts=[i == 0 for i in range(len(words))])


def is_headline_case(words: list[str]) -> bool:
    """Whether most long words are capitalised, as American headlines are, or all is in capitals."""
    long = [w for w in words if len(w) > 3 and w.isalpha()]
    return len(long) >= 3 and sum(w[0].isupper() for w in long) > 0.8 * len(long)
