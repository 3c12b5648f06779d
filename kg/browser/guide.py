"""A guide that Neo4j Browser plays beside the editor, and the page of links that stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from kg.browser.favourites import favourite
from kg.browser.links import Links
from kg.queries import Query


def guide(queries: Iterable[Query]) -> str:
    """The guide, a slide a category; a click on a statement puts it into the editor (`:play URL`)."""
    slides = [_slide("Who does what to whom", _INTRODUCTION)]
    for category, some in groupby(queries, key=lambda query: query.category):
        parts = [
            f"<h4>{escape(q.title)}</h4><p>{escape(q.description)}</p>"
            f'<pre class="pre-scrollable programlisting cm-s-neo code runnable standalone-example ng-binding" '
            f'data-lang="cypher">{escape(favourite(q))}</pre>'
            for q in some
        ]
        slides.append(_slide(category.replace("-", " ").capitalize(), "".join(parts)))
    deck = "".join(slides)
    return f'<article class="guide"><carousel class="deck container-fluid">{deck}</carousel></article>\n'


def link_page(queries: Iterable[Query], links: Links) -> str:
    """A page with a link for each query that opens it in Browser."""
    body = []
    for category, some in groupby(queries, key=lambda query: query.category):
        body.append(f"<h2>{escape(category.replace('-', ' ').capitalize())}</h2><ul>")
        for q in some:
            address = escape(links.to(favourite(q)), quote=True)
            body.append(f'<li><a href="{address}">{escape(q.title)}</a><br>{escape(q.description)}</li>')
        body.append("</ul>")
    return _PAGE.replace("BODY", "\n".join(body))


def _slide(title: str, html: str) -> str:
    return f'<slide class="row-fluid"><div class="col-sm-12"><h3>{escape(title)}</h3>{html}</div></slide>'


_INTRODUCTION = """
<p>Actors are joined by facts, one type a relation: <b>SANCTIONS</b>, <b>SUPPLIES_ARMS_TO</b> … Those types hold only what is
so or was done. What is planned, denied, alleged or threatened stands in <b>CLAIMED</b>, drawn grey.</p>
<p>Each fact rests on claims, each claim on a sentence of an article: <code>(:Article)-[:STATES]-&gt;(:Claim)</code>.</p>
<p>Click a statement to put it into the editor, change the values in it, and run it. Actors are given by
id, which <code>kg actor NAME</code> shows.</p>
"""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>kg: queries for Neo4j Browser</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>:root { color-scheme: light dark } body { font: 15px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
padding: 0 1rem } li { margin: .5em 0 }</style></head>
<body><h1>Queries for Neo4j Browser</h1>
<p>Each link opens Browser with the query in its editor; Ctrl+Enter runs it.</p>
BODY
</body></html>
"""
