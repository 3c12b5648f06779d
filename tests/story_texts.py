"""Texts for the tests of stories: one agency report, what papers make of it, and another report of the same day."""

from __future__ import annotations

from random import Random


def _line(text: str) -> str:
    return " ".join(text.split())


AGENCY = _line("""\
Norway and Moldova signed an agreement on the supply of electricity equipment on Tuesday, after a winter in which the
country lost power for hours on most days. The Norwegian foreign minister said in Chisinau that her government would pay
for forty transformers and send engineers to help install them before October. Moldova's prime minister thanked Norway and
called the agreement the largest of its kind since independence. Romania, which delivers most of the power that Moldova
buys, welcomed the step. Russia's foreign ministry said that it saw no reason for comment. The two governments had been
talking since March, when a delegation from Oslo visited substations near the Dniester that had been damaged by floods.
An official of the energy ministry, who asked not to be named, said the first of the transformers were already on their
way by rail through Poland and Romania. The opposition criticised that no tender had been held and asked the court of
audit to look into the prices. Parliament in Chisinau is to vote on the agreement next week.""")

ELSEWHERE = "CHISINAU (Reuters) - " + AGENCY.replace("on Tuesday,", "Tuesday,").replace(
    "criticised", "criticized"
)
"""With a dateline of its own, and in American spelling."""

CUT = "By our correspondent\n" + AGENCY[: AGENCY.index("The two governments")]
"""Without its tail, as a paper short of room prints it, and with a byline."""

WITH_CAPTIONS = AGENCY.replace(
    "Romania, which",
    "Image: a substation near the river, photographed last year (Getty Images)\nRomania, which",
)

OWN = _line("""\
It took three rounds of talks and a night without sleep, but on Tuesday afternoon the pens came out in Chisinau. Norway
signed an agreement with Moldova and will equip its worn electricity network with forty transformers. For the
government of the small country between Romania
and Ukraine the signature is a success at home before anything else. Blackouts had become part of daily life this winter;
shops closed early, and hospitals ran on diesel. "We have waited for this for thirty years," the prime minister told
reporters after signing the agreement with the Norwegian foreign minister. Critics in parliament miss a tender and speak of
haste. In Moscow nobody wished to say anything. Whether the engineers from Oslo will be done before October depends on the
railways, an adviser admits, since each of the machines weighs as much as a loaded lorry and bridges must be checked.""")
"""Another paper's own report on the same event."""

SHORT = "Norway and Moldova signed an agreement on the supply of electricity equipment on Tuesday."

_LETTERS = "abcdefghiklmnoprstuvz"


def words(count: int, seed: int) -> str:
    """A text of made-up words: two seeds share no shingle."""
    chance = Random(seed)
    return " ".join("".join(chance.choices(_LETTERS, k=7)) for _ in range(count))
