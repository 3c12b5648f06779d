"""Rows in the form of the official datasets, and what is read of them."""

from __future__ import annotations

from pathlib import Path

from kg.model import Claim, Origin, Reading
from kg.ontology import load as load_ontology
from loaders import Reject, load_all

ONTOLOGY = load_ontology()
COW = (
    "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,"
    "dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,asymmetric,version\n"
)
ATOP = "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"
ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\t"
    "Latitude\tLongitude\n"
)
SIPRI = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
)
VOTES = (
    '"","session.x","ccode1","ccode2","agree","year",'
    '"IdealPointAll.x","NVotesAll.x","IdealPointAll.y","NVotesAll.y","IdealPointDistance"\n'
)
UCDP = "id,type_of_violence,dyad_name,side_a,side_b,country,country_id,gwnoa,gwnob,date_start,date_end,best\n"


def read(path: Path, text: str, format: str | None = None) -> tuple[list[Claim], list[Reject]]:
    path.write_text(text, encoding="utf-8")
    items = list(load_all([path], ONTOLOGY, format=format))
    claims = [claim for item in items if isinstance(item, Reading) for claim in item.claims]
    assert all(claim.origin is Origin.REFERENCE and claim.sentence for claim in claims)
    return claims, [item for item in items if isinstance(item, Reject)]


def said(claims: list[Claim]) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(c.subject.actor.id, c.relation, c.object.actor.id, c.date, c.until) for c in claims]
