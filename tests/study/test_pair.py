"""A pair under study: known answers, laws over many pairs, a second road, refusals."""

import math
import re
from pathlib import Path

import pytest

import detente.study
from detente.brief import compose, render, words
from detente.claims import Label, Measurement
from detente.data import load_world, shipped_worlds
from detente.errors import BadInput, MissingData, UnknownLabel
from detente.study import MEASURES, cut, diverted, measurement, pair_claims, severed
from detente.trade import diversion, economy_of, severance
from detente.world import Case

WORLDS = shipped_worlds()
PRINTED = 5e-4  # published shares have three digits

PAIRS = [
    ("RUS", "PRK"),  # the founding question
    ("NLD", "DEU"),  # a pair of the newest year
    ("BLR", "RUS"),  # one is the first partner of the other
    ("PRK", "KOR"),  # trade that is nobody's customs trade
    ("TWN", "CHN"),  # one is not in the model
    ("ESH", "MAR"),  # one hardly trades at all
    ("XKX", "SRB"),  # one is in no trade table
    ("ATA", "ZZB"),  # neither is of much use
    ("MHL", "USA"),  # a ship register
    ("CUB", "USA"),  # not in the newest table
    ("SSD", "GRD"),  # two that have never met
    ("USA", "CAN"),  # flows that the source reports too low
]


def told(pair, **assumed):
    return pair_claims(WORLDS, Case(pair, **assumed))


def blanks_of(claims, key):
    (blanks,) = [claim.blanks for claim in claims if claim.key == key]
    return blanks


# Known answers


def test_baci_2018_russia_and_north_korea():
    claims = told(("RUS", "PRK"))
    summary = blanks_of(claims, "summary.trade")
    assert summary["year"] == Label("year", "2018")
    assert summary["two_way"].value == pytest.approx(34_018_972, rel=1e-6)
    assert summary["share_of_b"].value == pytest.approx(34.018972 / 2577.996, rel=PRINTED)
    leans = blanks_of(claims, "summary.leans")
    assert (leans["of"].of, leans["first"].of) == ("PRK", "CHN")
    assert leans["share"].value == pytest.approx(0.931, abs=PRINTED)
    votes = blanks_of(claims, "votes.agreement")
    assert votes["agreement"].value == pytest.approx(0.7024, abs=1e-4)
    assert votes["joint"].value == 84


def test_the_shift_of_a_fifth_is_arithmetic_and_a_fall_in_cost():
    shift = blanks_of(told(("RUS", "PRK")), "shift.arithmetic")
    assert shift["left"].value == pytest.approx(0.9307866 * 0.8, rel=1e-6)
    assert shift["moved"].value == pytest.approx(0.2 * 2_399_564_550, rel=1e-6)
    needed = blanks_of(told(("RUS", "PRK")), "shift.needed")
    assert -1 < needed["fall"].low < needed["fall"].value < needed["fall"].high < 0


def test_the_year_is_named_and_why():
    assert blanks_of(told(("RUS", "PRK")), "basis.newest_that_holds_both")["last"].of == "2023"
    assert blanks_of(told(("NLD", "DEU")), "basis.newest")["year"].of == "2023"
    assert blanks_of(told(("NLD", "DEU"), year=2015), "basis.asked")["year"].of == "2015"


@pytest.mark.parametrize(
    ("pair", "year"),
    [
        (("KOR", "VNM"), "2018"),  # both are in the table of 2023, their link is not
        (("RUS", "BLR"), "2018"),
        (("PRK", "KOR"), "2018"),  # the record of 1995 is too old to answer from
        (("NLD", "DEU"), "2023"),
    ],
)
def test_the_newest_year_that_records_the_pair_answers(pair, year):
    claims = told(pair)
    (basis,) = (c for c in claims if c.key.startswith("basis.newest"))
    assert basis.blanks["year"].of == year


def test_older_trade_is_told_where_the_year_has_none():
    assert {"exchange.none", "exchange.years_alike"} <= {c.key for c in told(("PRK", "KOR"))}


def test_a_shift_starts_from_trade_as_recorded():
    """The model's China starts at the recorded 93.1 % and ends at the 74.5 % of the arithmetic."""
    fall = blanks_of(told(("RUS", "PRK")), "shift.needed")["fall"]
    assert fall.args["deficits"] == "dek"
    moved = diversion(
        economy_of(load_world(2018)), of="PRK", from_="CHN", to="RUS", share=0.2, theta=4,
        deficits="dek",
    )  # fmt: skip
    assert moved.from_share_before == pytest.approx(0.9308, abs=2e-3)  # less Taiwan's trade
    assert fall.value == pytest.approx(moved.cost_change - 1)


@pytest.mark.parametrize(
    ("pair", "key"),
    [
        (("PRK", "KOR"), "exchange.none"),
        (("TWN", "CHN"), "cut.left_out"),
        (("XKX", "SRB"), "exchange.missing"),
        (("XKX", "SRB"), "dependence.missing"),
        (("XKX", "SRB"), "votes.missing"),
        (("XKX", "SRB"), "summary.missing"),
        (("SMR", "VAT"), "potential.missing"),
        (("SSD", "GRD"), "shift.arithmetic_new"),
        (("PRK", "CHN"), "shift.arithmetic"),
    ],
)
def test_a_part_without_data_says_why(pair, key):
    assert key in {claim.key for claim in told(pair)}


def test_every_sentence_is_used_and_every_key_has_a_sentence():
    """Keys as they stand in the code of the room against the words of both languages."""
    code = "".join(p.read_text("utf-8") for p in Path(detente.study.__file__).parent.glob("*.py"))
    for language in ("en", "nl"):
        written = words(language)
        keys = set(re.findall(rf'"((?:{"|".join(written.order)})\.[a-z_]+)"', code))
        keys |= {
            f"basis.{chosen}"
            for chosen in ("asked", "newest", "newest_on_record", "newest_that_holds_both")
        }
        keys |= {f"{key}_alike" for key in keys if key.endswith(".years")}
        keys |= {f"ledger.{of}{ending}" for of in ("side", "offers") for ending in ("", "_unruled")}
        assert set(written.sentences) <= keys
        assert keys <= {*written.sentences, *(measure.name for measure in MEASURES)}


# Laws


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_pair_has_words_in_both_languages(pair):
    claims = told(pair)
    for language in ("en", "nl"):
        brief = compose(Case(pair), claims, language)
        for form in ("text", "html", "json"):
            assert render(brief, form)


@pytest.mark.parametrize("pair", PAIRS[:4], ids="-".join)
def test_asking_again_gives_the_same_claims(pair):
    first, second = (render(compose(Case(pair), told(pair)), "json") for _ in range(2))
    assert first == second


def numbers(claims):
    for claim in claims:
        for blanks in (claim.blanks, *claim.rows):
            yield from (b for b in blanks.values() if isinstance(b, Measurement))


def test_every_number_has_a_source_a_method_and_its_year():
    for number in numbers(told(("RUS", "PRK"))):
        if number.name != "assumption":
            assert number.sources, number.name
            assert number.method
            assert number.year in WORLDS


def test_a_country_cut_off_from_more_trade_loses_no_less():
    """What North Korea loses without China exceeds what it loses without Russia."""
    without_russia, without_china = (
        measurement(WORLDS, "equilibrium.welfare_after_cut", {"of": "PRK", "partner": p}).value
        for p in ("RUS", "CHN")
    )
    assert without_china < without_russia < 0


# A second road


def test_our_own_claims_hold_when_measured_again():
    for number in numbers(told(("RUS", "PRK"))):
        if number.name == "assumption":
            continue
        again = measurement(WORLDS, number.name, number.args)
        assert again.value == number.value or math.isnan(again.value) == math.isnan(number.value)
        assert again == number or math.isnan(number.low) or math.isnan(number.value)


def test_the_first_partner_by_a_plain_loop():
    world = load_world(2018)
    trade = {}
    for partner in world.countries:
        sold, bought = (
            world.value("flows", *pair) for pair in (("PRK", partner), (partner, "PRK"))
        )
        trade[partner] = sum(x for x in (sold, bought) if not math.isnan(x))
    first = max(trade, key=trade.get)
    assert first == "CHN"
    share = trade[first] / sum(trade.values())
    leans = blanks_of(told(("RUS", "PRK")), "summary.leans")
    assert leans["share"].value == pytest.approx(share, rel=1e-12)


def test_parts_asked_alone_are_the_parts_of_the_whole():
    whole = told(("RUS", "PRK"))
    assert [c.key for c in severed(WORLDS, Case(("RUS", "PRK")))] == [
        c.key for c in whole if c.section == "cut"
    ]
    assert [c.key for c in diverted(WORLDS, Case(("PRK", "RUS")), "CHN")] == [
        c.key for c in whole if c.section == "shift"
    ]


def test_a_cut_asked_alone_is_solved_once(monkeypatch):
    solved = []
    monkeypatch.setattr(cut, "severance", lambda *a, **k: solved.append(a) or severance(*a, **k))
    severed(WORLDS, Case(("RUS", "PRK")))
    assert [asked[1:] for asked in solved] == [("RUS", "PRK")]


# Refusals, word for word


def test_refuses_one_country_twice():
    with pytest.raises(BadInput) as refusal:
        Case(("PRK", "PRK"))
    assert str(refusal.value) == (
        "PRK was given twice. A question is about two different countries."
    )


def test_refuses_a_year_without_the_pair():
    with pytest.raises(MissingData) as refusal:
        told(("RUS", "PRK"), year=2023)
    assert str(refusal.value) == (
        "No goods trade for RUS and PRK in 2023. Years that hold it: 1995, 2005, 2015, 2018."
    )


def test_refuses_a_year_that_is_not_held():
    with pytest.raises(UnknownLabel) as refusal:
        told(("RUS", "PRK"), year=2031)
    assert str(refusal.value).startswith("No data for 2031 here. Years held: 1995, 2005, 2010, ")


def test_refuses_a_cut_of_what_is_not_there():
    with pytest.raises(MissingData) as refusal:
        severed(WORLDS, Case(("PRK", "KOR")))
    assert str(refusal.value) == (
        "No trade between PRK and KOR is on record for 2018, so there is nothing to cut. "
        "Ask about another year or pair."
    )


def test_refuses_a_cut_of_who_is_not_in_the_model():
    with pytest.raises(MissingData) as refusal:
        severed(WORLDS, Case(("TWN", "CHN")))
    assert str(refusal.value) == (
        "TWN is left out of the world model of 2018: its GDP is not in the data. "
        "Ask about another country or year."
    )


def test_refuses_to_shift_what_is_not_there():
    with pytest.raises(MissingData) as refusal:
        diverted(WORLDS, Case(("PRK", "CHN")), "KOR")
    assert str(refusal.value) == (
        "No trade between PRK and KOR is on record for 2018, so none can be shifted. "
        "Ask about another year or partner."
    )


def test_refuses_to_divert_to_where_it_comes_from():
    with pytest.raises(BadInput) as refusal:
        diverted(WORLDS, Case(("PRK", "CHN")), "CHN")
    assert str(refusal.value) == (
        "Trade of PRK was to move from CHN to CHN: that needs three different countries."
    )
