"""RDF in Turtle: the whole graph, with Wikidata's ids and the provenance of each fact.

An actual fact is a plain triple (`actor relation actor`); each fact of any modality is also a `kg:Fact` with its ends and
counts, and each claim a `kg:Claim` that supports facts and was derived from an article (PROV-O).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib import OWL, PROV, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg.export import Counts
from kg.export.content import Content

KG = Namespace("urn:kg:")
WIKIDATA = Namespace("http://www.wikidata.org/entity/")
_FACT = "relation modality level label mentions sources origins first_reported last_reported since until confidence"
_CLAIM = "relation modality plover sentence trigger date until confidence origin extractor reported"
_ARTICLE = "title url source published language story"


def write(content: Content, path: Path) -> Counts:
    """Write the file; rdflib holds all of it in memory until then."""
    graph = Graph()
    for prefix, space in (("kg", KG), ("wd", WIKIDATA), ("prov", PROV), ("skos", SKOS), ("owl", OWL)):
        graph.bind(prefix, space)
    actors = facts = articles = claims = 0
    for actor in content.actors():
        actors += 1
        _actor(graph, actor)
    for fact in content.facts():
        facts += 1
        _fact(graph, fact)
    for article, stated, _ in content.articles():
        articles += 1
        node = _iri("article", article["id"])
        graph.add((node, RDF.type, KG.Article))
        _values(graph, node, article, _ARTICLE)
        for claim in stated:
            claims += 1
            _claim(graph, node, claim)
    graph.serialize(path, format="turtle", encoding="utf-8")
    return Counts(actors, facts, articles, claims)


def _actor(graph: Graph, actor: Mapping[str, Any]) -> None:
    node = _iri("actor", actor["id"])
    graph.add((node, RDF.type, KG[actor["kind"].capitalize()]))
    graph.add((node, RDFS.label, _literal(actor["name"])))
    for alias in actor.get("aliases") or ():
        graph.add((node, SKOS.altLabel, _literal(alias)))
    if actor.get("qid"):
        graph.add((node, OWL.sameAs, WIKIDATA[actor["qid"]]))
    if actor.get("country"):
        graph.add((node, KG.country, _literal(actor["country"])))


def _fact(graph: Graph, fact: Mapping[str, Any]) -> None:
    node, ends = _iri("fact", fact["id"]), (_iri("actor", fact["subject"]), _iri("actor", fact["object"]))
    graph.add((node, RDF.type, KG.Fact))
    graph.add((node, KG.subject, ends[0]))
    graph.add((node, KG.object, ends[1]))
    _values(graph, node, fact, _FACT)
    if fact["modality"] == "actual":
        graph.add((ends[0], KG[fact["relation"]], ends[1]))


def _claim(graph: Graph, article: URIRef, claim: Mapping[str, Any]) -> None:
    node = _iri("claim", claim["id"])
    graph.add((node, RDF.type, KG.Claim))
    graph.add((node, PROV.wasDerivedFrom, article))
    for key in ("subject", "object", "attributed_to"):
        if claim.get(key):
            graph.add((node, KG[key], _iri("actor", claim[key])))
    for key in ("fact", "state_fact"):
        if claim.get(key):
            graph.add((node, KG.supports, _iri("fact", claim[key])))
    _values(graph, node, claim, _CLAIM)


def _values(graph: Graph, node: URIRef, row: Mapping[str, Any], keys: str) -> None:
    for key in keys.split():
        value = row.get(key)
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                graph.add((node, KG[key], _literal(item)))


def _iri(kind: str, id: str) -> URIRef:
    return URIRef(f"urn:kg:{kind}:{quote(id, safe='')}")


def _literal(value: Any) -> Literal:
    return Literal(value)
