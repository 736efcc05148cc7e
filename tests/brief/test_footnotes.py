"""Notes and sources: known answers, laws."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from detente.brief.footnotes import Footnotes, Note
from detente.brief.words import words
from detente.claims import Measurement
from detente.world import Source

CUSTOMS = Source("Customs", "nobody", 2024, "CC0-1.0", "")
CENSUS = Source("Census", "nobody", 2024, "CC0-1.0", "")
SHARE = Measurement(
    "trade.share", {"of": "NLD", "partner": "NOR", "year": 2018, "theta": 4.0}, 0.75, "share",
    2018, "By head.", (CUSTOMS,), 0.7, 0.8, ("Re-exports are in it.",),
)  # fmt: skip


def partner(code, **changes):
    return replace(SHARE, args={**SHARE.args, "partner": code}, **changes)


# Known answers


def test_a_note_says_how_for_which_year_and_by_whom():
    footnotes = Footnotes(words("en"))
    assert footnotes.of(SHARE) == 1
    assert footnotes.notes == (
        Note(
            value="75.0% (70% to 80%)",
            measure="detente measure trade.share of=NLD partner=NOR year=2018 theta=4",
            year="2018",
            method="By head.",
            caveats=(1,),
            sources=(1,),
        ),
    )
    assert footnotes.caveats == ("Re-exports are in it.",)
    assert footnotes.sources == (CUSTOMS,)


def test_a_number_told_twice_has_one_note():
    footnotes = Footnotes(words("nl"))
    assert [footnotes.of(m) for m in (SHARE, partner("QAT"), SHARE)] == [1, 2, 1]


def test_sources_are_listed_once_in_the_order_of_the_notes():
    footnotes = Footnotes(words("en"))
    for m in (replace(SHARE, sources=(CENSUS,)), SHARE, replace(SHARE, sources=(CENSUS, CUSTOMS))):
        footnotes.of(m)
    assert footnotes.sources == (CENSUS, CUSTOMS)
    assert [note.sources for note in footnotes.notes] == [(1,), (2,), (1, 2)]


def test_what_is_to_be_known_of_many_numbers_is_said_once():
    footnotes = Footnotes(words("en"))
    both = ("Mind the gap.", "Re-exports are in it.")
    for m in (SHARE, partner("QAT"), partner("SWE", notes=both)):
        footnotes.of(m)
    assert footnotes.caveats == ("Re-exports are in it.", "Mind the gap.")
    assert [note.caveats for note in footnotes.notes] == [(1,), (1,), (2, 1)]


def test_a_column_made_one_way_shares_a_note():
    footnotes = Footnotes(words("en"))
    assert footnotes.by_making([partner("NOR"), partner("QAT")]) == (1, 1)
    (note,) = footnotes.notes
    assert note.measure == "detente measure trade.share of=NLD partner=NOR year=2018 theta=4"
    assert note.value == ""


def test_a_column_gathers_what_is_to_be_known_of_its_rows():
    footnotes = Footnotes(words("en"))
    assert footnotes.by_making([SHARE, partner("QAT", notes=("Qatar hides gas.",))]) == (1, 1)
    assert footnotes.caveats == ("Re-exports are in it.", "Qatar hides gas.")
    assert footnotes.notes[0].caveats == (1, 2)


def test_a_column_made_two_ways_has_a_note_for_each():
    footnotes = Footnotes(words("en"))
    earlier = partner("QAT", year=1995)
    assert footnotes.by_making([SHARE, earlier, partner("SWE")]) == (1, 2, 1)
    assert [note.year for note in footnotes.notes] == ["2018", "1995"]


def test_a_chosen_number_has_no_measure_to_ask_again():
    footnotes = Footnotes(words("en"))
    footnotes.of(Measurement("assumption", {}, 0.2, "share", None, "Chosen.", ()))
    assert footnotes.notes == (Note("20%", "", "", "Chosen.", (), ()),)


def test_a_command_names_the_case_where_the_case_is_read_and_keeps_every_digit():
    args = {"a": "PRK", "b": "RUS", "leader": "Kim Jong-un", "before": "2019-04-24"}
    count = Measurement("visits.count", args, 0, "count", None, "Counted.", (CUSTOMS,))
    footnotes = Footnotes(words("en"), "my case.toml")
    footnotes.of(count)
    footnotes.of(replace(SHARE, args={**SHARE.args, "theta": 1.23456789}))
    assert [note.measure for note in footnotes.notes] == [
        "detente measure visits.count a=PRK b=RUS 'leader=Kim Jong-un' before=2019-04-24 "
        "--case 'my case.toml'",
        "detente measure trade.share of=NLD partner=NOR year=2018 theta=1.23456789",
    ]


def test_a_number_that_no_measure_gives_has_no_command():
    footnotes = Footnotes(words("en"))
    footnotes.of(Measurement("backtest banned", {"of": "PRK"}, 0.5, "share", 2018, "By count.", ()))
    assert footnotes.notes[0].measure == ""


def test_a_remark_is_a_note_without_a_number():
    footnotes = Footnotes(words("en"))
    footnotes.remark(("Mind the gap.", "And the step."))
    assert footnotes.notes == (Note("", "", "", "Mind the gap. And the step.", (), ()),)


# Laws


@given(st.lists(st.sampled_from(["NOR", "QAT", "SWE", "USA"]), min_size=1))
def test_notes_are_numbered_in_the_order_in_which_they_are_called(codes):
    footnotes = Footnotes(words("en"))
    called = [footnotes.of(partner(code)) for code in codes]
    first_calls = list(dict.fromkeys(called))
    assert first_calls == list(range(1, len(set(codes)) + 1))
    assert len(footnotes.notes) == len(set(codes))
