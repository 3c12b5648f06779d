"""What must come out of sentences of each kind, and what must not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import dates
from kg.extract.modality import compose
from kg.model import Modality

M = Modality

TITLES = {"LEADS", "REPRESENTS"}

SENTENCES = [
    # active, passive, agentless
    ("Iran attacked Israel.", {"Iran ATTACKS Israel"}),
    ("Israel was attacked by Iran.", {"Iran ATTACKS Israel"}),
    ("Israel was attacked on Sunday.", set()),
    # nominal
    ("Russia's invasion of Ukraine began in 2022.", {"Russia INVADES Ukraine"}),
    ("Chinese arms sales to Pakistan doubled.", {"China SUPPLIES_ARMS_TO Pakistan"}),
    ("The Moscow-Pyongyang treaty was published.", {"North Korea SIGNED_AGREEMENT_WITH Russia"}),
    # coordination
    ("France and Germany condemned Iran.", {"France CRITICIZES Iran", "Germany CRITICIZES Iran"}),
    ("Japan sanctioned Russia and Belarus.", {"Japan SANCTIONS Russia", "Japan SANCTIONS Belarus"}),
    ("Egypt and Sudan signed a trade agreement.", {"Egypt SIGNED_AGREEMENT_WITH Sudan"}),
    # reversals
    ("India bought missiles from Russia.", {"Russia SUPPLIES_ARMS_TO India"}),
    # control
    ("Norway agreed to sell gas to Poland.", {"Norway SUPPLIES_ENERGY_TO Poland (agreed)"}),
    ("Turkey is ready to withdraw from Syria.", {"Turkey WITHDRAWS_FROM Syria (agreed)"}),
    # modality
    ("Iran denied supplying drones to Russia.", {"Iran SUPPLIES_ARMS_TO Russia (denied)"}),
    ("Germany refused to supply missiles to Ukraine.", {"Germany SUPPLIES_ARMS_TO Ukraine (refused)"}),
    ("Sweden is considering sending tanks to Ukraine.", {"Sweden SUPPLIES_ARMS_TO Ukraine (considered)"}),
    ("China threatened to invade Taiwan.", {"China INVADES Taiwan (threatened)"}),
    (
        "The United States suspended military aid to Egypt.",
        {"United States PROVIDES_MILITARY_AID_TO Egypt (halted)"},
    ),
    ("Hungary will not send weapons to Ukraine.", {"Hungary SUPPLIES_ARMS_TO Ukraine (refused)"}),
    ("If China invades Taiwan, prices will rise.", {"China INVADES Taiwan (hypothetical)"}),
    (
        "Kenya accused Rwanda of arming Burundi.",
        {"Kenya ACCUSES Rwanda", "Rwanda SUPPLIES_ARMS_TO Burundi (alleged)"},
    ),
    # what somebody could do, what looms, what was tried by doing something else
    ("Iran is able to bomb Oman.", {"Iran ATTACKS Oman (hypothetical)"}),
    ("Iran was able to bomb Oman.", {"Iran ATTACKS Oman"}),
    ("War between India and Pakistan loomed.", {"India AT_WAR_WITH Pakistan (hypothetical)"}),
    ("Talks between Ethiopia and Egypt collapsed.", {"Egypt TALKS_TO Ethiopia (halted)"}),
    ("Norway should have recognised Poland.", {"Norway RECOGNIZES Poland (negated)"}),
    ("Norway tried to calm its neighbours by recognising Poland.", {"Norway RECOGNIZES Poland"}),
    ("Norway warned that Libya would invade Chad.", {"Libya INVADES Chad (hypothetical)"}),
    (
        "Reports that Norway had recognised Poland were false, a minister said.",
        {"Norway RECOGNIZES Poland (denied)"},
    ),
    # what is pursued, plotted or held back on; a pledge kept in view; who denounces beside the clause
    (
        "Norway and Poland pursued an agreement on trade.",
        {"Norway SIGNED_AGREEMENT_WITH Poland (considered)"},
    ),
    ("Norway plotted to invade Poland.", {"Norway INVADES Poland (considered)"}),
    ("Norway held back on sending missiles to Poland.", {"Norway SUPPLIES_ARMS_TO Poland (refused)"}),
    (
        "Norway repeated its pledge that it would send missiles to Poland.",
        {"Norway SUPPLIES_ARMS_TO Poland (agreed)"},
    ),
    (
        "“Norway must go on alone,” Sweden said in a statement, despite Libya firmly denouncing Poland.",
        {"Sweden URGES Norway", "Libya CRITICIZES Poland"},
    ),
    # what is supposed, told of, bargained for, «nor» done; pleading without success
    ("If Chad were to start a war, to bomb Libya, it would lose.", {"Chad ATTACKS Libya (hypothetical)"}),
    (
        "Ghana did not recognise Togo, nor did it bomb Benin.",
        {"Ghana RECOGNIZES Togo (negated)", "Ghana ATTACKS Benin (negated)"},
    ),
    (
        "Norway asked Poland to announce that Chad had attacked Libya.",
        {"Norway URGES Poland", "Chad ATTACKS Libya"},
    ),
    ("Norway failed to persuade Poland to leave.", {"Norway URGES Poland"}),
    (
        "Norway suspended its tests in exchange for Swedish aid to Poland.",
        {"Sweden PROVIDES_ECONOMIC_AID_TO Poland"},
    ),
    ("Norway was charged with the task of recognising Poland.", set()),
    (
        "Norway expressed a desire to restore relations with Poland.",
        {"Norway RESTORES_TIES_WITH Poland (considered)"},
    ),
    # the envoy of old, the company that was no state's, and the channel of a threat
    ("The Dutch Minister Resident met Ghana's foreign minister.", {"Ghana MEETS Netherlands"}),
    ("The East India Company attacked France.", set()),
    ("Norway warned of attacks in its state media.", set()),
    # through amounts, towards talks, and a call that its verb parts from whom it bids
    (
        "Norway is withholding $130 million of this year's military grant to Egypt.",
        {"Norway PROVIDES_MILITARY_AID_TO Egypt (halted)"},
    ),
    (
        "Nigerian envoys travelled to Accra for consultations with Ghanaian officials.",
        {"Nigeria VISITS Ghana", "Ghana TALKS_TO Nigeria"},
    ),
    (
        "Japan renewed its call for Poland to give a full account of ten missing people.",
        {"Japan URGES Poland"},
    ),
    # whose a form shared by two states is
    ("Congolese troops attacked Angola.", {"DR Congo ATTACKS Angola"}),
    (
        "Brazzaville said that Congolese troops had attacked Angola.",
        {"Republic of the Congo ATTACKS Angola"},
    ),
    ("Equifax said it would work with American and Canadian regulators.", set()),
    # titles with a surname, leaders of an undated text, whole names, peoples, and an agent below a gerund
    ("President Clinton lifted the embargo on Vietnam.", {"Bill Clinton LIFTS_SANCTIONS_ON Vietnam"}),
    (
        "Venezuelan President Hugo Chavez pledged oil to Haiti.",
        {"Venezuela SUPPLIES_ENERGY_TO Haiti (agreed)"},
    ),
    ("Iraqi Kurds demonstrated against Turkey.", {"Iraqi Kurds PROTESTS_AGAINST Turkey"}),
    ("A Danish citizen was convicted of spying by a court in Oslo.", {"Norway INVESTIGATES Danish citizens"}),
    # who says so, on whose act it depends, whom «anti-» names, what two do jointly
    ("Kenya said that Uganda was behind the blast.", {"Kenya ACCUSES Uganda"}),
    ("Kenya will retaliate if Uganda closes the river.", {"Kenya THREATENS Uganda (agreed)"}),
    ("Anti-Japanese protests erupted in Fiji.", {"Fijian people PROTESTS_AGAINST Japan"}),
    ("Kenya and Uganda jointly designed a drone.", {"Kenya COOPERATES_WITH Uganda"}),
    # what is refused, weighed and promised
    ("Kenya ruled out pulling its troops out of Somalia.", {"Kenya WITHDRAWS_FROM Somalia (refused)"}),
    ("Norway has no intention of returning the bronzes to Ghana.", {"Norway RETURNS_TO Ghana (refused)"}),
    ("Norway ended its visit to Ghana.", {"Norway VISITS Ghana"}),
    ("Ghana is going to send troops to Mali.", {"Ghana PROVIDES_MILITARY_AID_TO Mali (agreed)"}),
    ("Russia and Poland agreed to clear the border of mines.", {"Poland COOPERATES_WITH Russia (agreed)"}),
    ("Talks between Ghana and Togo ended without agreement.", {"Ghana TALKS_TO Togo (refused)"}),
    # whose the border, whose the agent
    ("Kenya beefed up security along its border with Somalia.", {"Kenya MOBILIZES_AGAINST Somalia"}),
    (
        "The Togolese ambassador was given 48 hours to leave by the Malaysian foreign ministry.",
        {"Malaysia EXPELS_DIPLOMATS_OF Togo"},
    ),
    ("Iraq and Oman hosted the talks.", set()),
    ("Iraq hosted talks with Oman.", {"Iraq TALKS_TO Oman"}),
    ("Oman sided with Qatar.", {"Oman SUPPORTS Qatar"}),
    ("Uganda fought side by side with Angola.", {"Angola COOPERATES_WITH Uganda"}),
    # Brussels acts as the Union, and lies in Belgium; reporters there are from anywhere
    ("Brussels condemned Hungary.", {"European Union CRITICIZES Hungary"}),
    ("A Brussels court convicted two Russian spies.", {"Belgium INVESTIGATES Russia"}),
    ("Norway asked reporters in Brussels to leave.", set()),
    # a main verb that parsers lose, a number of people, clashes between two
    (
        "Fijian commandos crossed into Samoa before dawn and attacked three houses in a suburb of Apia.",
        {"Fiji INVADES Samoa", "Fiji ATTACKS Samoa"},
    ),
    ("Kenya expelled 3,000 Togolese.", {"Kenya DEPORTS_TO Togolese people"}),
    ("Clashes erupted between Ghana and Togo.", {"Ghana ATTACKS Togo", "Togo ATTACKS Ghana"}),
    # what was signed when something ended, opposed by others, not said to be done; own missiles; a people's decision
    ("The war ended when Norway and Sweden signed a treaty.", {"Norway SIGNED_AGREEMENT_WITH Sweden"}),
    (
        "The Libyan-Maltese agreement was opposed by Chad.",
        {"Libya SIGNED_AGREEMENT_WITH Malta", "Chad REJECTS Libya", "Chad REJECTS Malta"},
    ),
    ("Ghana should not press Togo to withdraw.", {"Ghana URGES Togo (hypothetical)"}),
    ("The Fijians launched three missiles on Saturday.", set()),
    ("The Soviets' decision to attack Japan was kept secret.", {"Soviet Union ATTACKS Japan"}),
    ("Norway never recognised the annexation of Latvia.", set()),
    # days after names; what is only named after drones
    ("Ghana and Togo Monday signed a trade agreement.", {"Ghana SIGNED_AGREEMENT_WITH Togo"}),
    ("President Bush Tuesday urged Israel to withdraw.", {"George W. Bush URGES Israel"}),
    ("American forces handed over their drone base to Niger.", {"United States RETURNS_TO Niger"}),
    # help of no kind, and help of a kind
    ("Norway helped Poland to organise the vote.", {"Norway SUPPORTS Poland"}),
    ("Norway helped Poland fight the insurgents.", {"Norway PROVIDES_MILITARY_AID_TO Poland"}),
    # a deed is criticised, and was done
    (
        "Norway opposed the Libyan incursions into Chad.",
        {"Norway CRITICIZES Libya", "Libya ATTACKS Chad"},
    ),
    ("It settled disputes between Norway and Poland.", set()),
    # two that «and» joins are the pair, whoever else is named beside them
    (
        "Peru and Chile denounced Cuba. Both countries visited Fiji.",
        {"Peru CRITICIZES Cuba", "Chile CRITICIZES Cuba", "Peru VISITS Fiji", "Chile VISITS Fiji"},
    ),
    ("Norway no longer recognises Poland.", {"Norway RECOGNIZES Poland (halted)"}),
    ("Norway is said to have supplied missiles to Poland.", {"Norway SUPPLIES_ARMS_TO Poland (alleged)"}),
    (
        "Calls for Norway to lift its sanctions on Poland grew.",
        {"Norway LIFTS_SANCTIONS_ON Poland (requested)"},
    ),
    (
        "Norway suspended the talks with Poland, accusing Poland of bad faith.",
        {"Norway TALKS_TO Poland (halted)", "Norway ACCUSES Poland"},
    ),
    # whom it is done to, and by whom, where another word frames it
    ("Mali was hit with an embargo by Niger.", {"Niger SANCTIONS Mali"}),
    ("Chad turned down a Libyan request to reopen the crossing.", {"Chad REJECTS Libya", "Libya URGES Chad"}),
    (
        "Hamas freed three Israeli women under a truce with Israel.",
        {"Hamas RELEASES Israeli women", "Israel CEASEFIRE_WITH Hamas"},
    ),
    ("Two Britons were arrested in Spain.", {"Spain DETAINS British people"}),
    ("Cuba thanked Mexico for sending oil.", {"Cuba THANKS Mexico", "Mexico SUPPLIES_ENERGY_TO Cuba"}),
    # pointing back
    ("Tbilisi said that Moscow had accused it of lying.", {"Russia ACCUSES Georgia"}),
    ("Iraqi troops invaded Kuwait and overran the country.", {"Iraq INVADES Kuwait"}),
    ("The country's leader said the country had attacked Iran.", set()),
    ("Germany praised its allies, and France did too.", set()),
    # one word of sport makes no match
    ("Iran freed a French cyclist.", {"Iran RELEASES France"}),
    # metonyms, capitals, organs, groups
    ("The Kremlin condemned Poland.", {"Russia CRITICIZES Poland"}),
    ("Seoul thanked Canberra.", {"South Korea THANKS Australia"}),
    ("Turkish police arrested a Greek journalist.", {"Turkey DETAINS Greek journalists"}),
    ("Syrian rebels attacked Turkey.", {"Syrian rebels ATTACKS Turkey"}),
    # curly quotes, datelines
    ("PARIS (AP) -- Iran’s army attacked Iraq.", {"Iran ATTACKS Iraq"}),
]

TRAPS = [
    "US tanks reached Baghdad on Wednesday.",
    "Iranian missiles reached Israel within minutes.",
    "Hungary repaired its fence with Serbia.",
    "Spain fell to Italy in the last minute.",
    "The Swede beat a German and two Italians to the title.",
    "Wheat grows in Ukraine, Canada and Argentina.",
    "She flew from Lagos to Madrid and on to Lima.",
    "The Japanese yen fell while the Swiss franc rose.",
    "He studied in Cairo and taught in Vienna before he moved to Chile.",
    "Portugal is smaller than Hungary.",
    "A Vietnamese soup and a Peruvian salad were on the table.",
    "Michael Jordan never played in Chad.",
    "It rained in Belgium and in the Netherlands all week.",
    "The Mexican painter lived in Cuba for ten years.",
    "Ships pass through the South China Sea on the way to Japan.",
    "The word came from Turkey to Hungary in the sixteenth century.",
]


def in_words(claim) -> str:
    modality = "" if claim.modality is M.ACTUAL else f" ({claim.modality})"
    return f"{claim.subject.actor.name} {claim.relation} {claim.object.actor.name}{modality}"


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_a_sentence_says_just_this(read, text: str, expected: set[str]) -> None:
    assert {in_words(c) for c in read(text) if c.relation not in TITLES} == expected


@pytest.mark.parametrize("text", TRAPS)
def test_a_trap_says_nothing_of_states(read, text: str) -> None:
    assert [in_words(c) for c in read(text)] == []


def test_who_says_so_is_kept(read) -> None:
    (claim,) = read("Iran supplied drones to Russia, Ukraine said.")
    assert claim.attributed_to is not None
    assert claim.attributed_to.actor.id == "country:UKR"


def test_a_surname_means_the_person_named_before(read) -> None:
    claims = read("Kenyan Foreign Minister Peter Mwangi arrived. Mwangi condemned Somalia.")
    assert "Peter Mwangi CRITICIZES Somalia" in {in_words(c) for c in claims}


def test_a_state_of_its_time_is_meant(read) -> None:
    (claim,) = [
        c for c in read("Moscow attacked Afghanistan.", published="1984-05-01") if c.relation == "ATTACKS"
    ]
    assert claim.subject.actor.id == "country:SUN"


def test_a_leader_acts_for_the_state_only_while_in_office(read) -> None:
    during, after = (
        read("Merkel condemned Belarus.", published=day)[0] for day in ("2020-09-01", "2023-09-01")
    )
    assert (during.subject.state, after.subject.state) == ("country:DEU", None)


@pytest.mark.parametrize(
    "text",
    [
        "Le président français a reçu mardi à Paris le chancelier allemand pour parler de la guerre en Ukraine. "
        * 3,
        "Der Bundeskanzler hat am Dienstag in Berlin mit dem Präsidenten von Frankreich über die Ukraine gesprochen. "
        * 3,
        "El presidente de México recibió el martes en la capital al canciller de España para hablar de comercio. "
        * 3,
    ],
)
def test_another_language_is_a_warning_and_no_claims(extractor, text: str) -> None:
    from kg.model import Article

    reading = next(extractor.read([Article.of(text)]))
    assert reading.claims == ()
    assert "not English" in reading.warnings[0]


def test_offsets_are_of_the_text(read) -> None:
    text = "WASHINGTON —  “Iran”\n\nattacked  Israel’s army on Sunday.  Japan sanctioned\tRussia."
    for claim in read(text):
        assert text[claim.start : claim.end] == claim.sentence
        for end in (claim.subject, claim.object):
            assert text[end.start : end.end] == end.text


@given(st.sampled_from(M), st.sampled_from(M), st.booleans())
def test_composing_modalities_is_closed_and_actual_is_neutral(outer: M, inner: M, cooperative: bool) -> None:
    assert isinstance(compose(outer, inner, cooperative), Modality)
    assert compose(M.ACTUAL, inner, cooperative) is inner
    assert compose(outer, M.ACTUAL, cooperative) is outer


@given(st.text(), st.none() | st.text(max_size=12) | st.dates().map(date.isoformat), st.sampled_from(M))
def test_dates_never_fail(sentence: str, published: str | None, modality: M) -> None:
    found = dates.date_of(sentence, published, modality)
    assert found is None or found[:4].isdigit()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It happened on 19 June 2024.", "2024-06-19"),
        ("It happened on June 19.", "2024-06-19"),
        ("It happened on Wednesday.", "2024-06-19"),
        ("It happened yesterday.", "2024-06-19"),
        ("It happened in March 2022.", "2022-03"),
        ("It began in 2006.", "2006"),
        ("It happened last month.", "2024-05"),
        ("It happened on 31 February 2024.", None),
        ("It happened.", None),
    ],
)
def test_dates_of_sentences(sentence: str, expected: str | None) -> None:
    assert dates.date_of(sentence, "2024-06-20", M.ACTUAL) == expected


def test_the_last_two_named_are_the_two_leaders(read) -> None:
    text = "Jean-Yves Le Drian arrived. Ardern praised Biden. Biden thanked Macron. The two leaders met in Warsaw."
    assert "Emmanuel Macron MEETS Joe Biden" in {in_words(c) for c in read(text)}


def test_the_two_presidents_are_those_called_so(read) -> None:
    text = (
        "President Emmanuel Macron praised President Joe Biden. Prime Minister Jacinda Ardern praised Biden. "
        "The two presidents met in Warsaw."
    )
    assert "Emmanuel Macron MEETS Joe Biden" in {in_words(c) for c in read(text)}


def test_the_other_of_two_is_meant_where_only_one_is_named(read) -> None:
    text = "Kenya and Uganda share a lake. Nairobi recalled its envoy on Monday. Kampala closed the border."
    assert {in_words(c) for c in read(text)} == {"Kenya RECALLS_ENVOY_FROM Uganda", "Uganda RESTRICTS Kenya"}


def test_nobody_is_meant_where_a_third_is_named(read) -> None:
    text = "Kenya and Uganda share a lake. Nairobi recalled its ambassador after talks in Sudan."
    assert {in_words(c) for c in read(text)} == set()


def test_a_town_says_whom_but_acts_for_nobody(read) -> None:
    assert {in_words(c) for c in read("Russia shelled Kharkiv on Friday.")} == {"Russia ATTACKS Ukraine"}
    assert read("Kharkiv thanked Poland for the buses.") == []
