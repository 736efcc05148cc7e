"""A template and a claim become a sentence: known answers, laws, refusals."""

from dataclasses import replace
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.footnotes import Footnotes
from detente.brief.sentence import Piece, label_text, sentence, slots
from detente.brief.words import words
from detente.claims import Claim, Label, Measurement
from detente.errors import BadInput, UnknownLabel
from detente.world import Source

INVENTED = Source("Invented figures", "nobody", 2024, "CC0-1.0", "")
SHARE = Measurement("share", {"of": "NLD"}, 0.75, "share", 2024, "By head.", (INVENTED,))
NETHERLANDS, STATES = Label("country", "NLD"), Label("country", "USA")


def said(template, lang="en", speaker="detente", notes=(), **blanks):
    worded = replace(words(lang), sentences={"trade.said": template})
    claim = Claim("trade.said", speaker, blanks, notes=notes)
    return sentence(claim, worded, Footnotes(worded))


# Known answers


def test_a_country_stands_in_a_sentence_with_its_article():
    assert said("{a} sells to {b}.", a=NETHERLANDS, b=STATES).text == (
        "The Netherlands sells to the United States."
    )
    assert said("Aan {b} verkoopt {a:bare}.", "nl", a=NETHERLANDS, b=STATES).text == (
        "Aan de Verenigde Staten verkoopt Nederland."
    )


def test_a_verb_agrees_with_a_country_and_with_countries():
    template = "{a} {a|verkoopt|verkopen}."
    both = Label("countries", "NLD QAT")
    assert said(template, "nl", a=NETHERLANDS).text == "Nederland verkoopt."
    assert said(template, "nl", a=STATES).text == "De Verenigde Staten verkopen."
    assert said("{a} {a|sells|sell}.", a=STATES).text == "The United States sells."
    assert said("{a} {a|sells|sell}.", a=both).text == "The Netherlands and Qatar sell."
    assert said("{a} {a|sells|sell}.", a=Label("countries", "QAT")).text == "Qatar sells."


def test_a_number_leads_to_its_note():
    found = said("{a} buys {share:whole} there.", a=NETHERLANDS, share=SHARE)
    assert found.pieces == (
        Piece("The Netherlands"),
        Piece(" buys "),
        Piece("75%", note=1),
        Piece(" there."),
    )
    assert found.notes == (1,)


def test_a_sentence_that_starts_with_a_blank_starts_with_a_capital():
    unknown = replace(SHARE, value=nan)
    assert said("{share} of it.", share=unknown).text == "Unknown of it."
    assert said("so {share}.", share=unknown).text == "so unknown."


def test_labels_that_are_no_countries():
    assert label_text(Label("year", "2018"), words("nl")) == "2018"
    assert label_text(Label("sector", "3"), words("en")) == "mineral fuels"
    assert label_text(Label("word", "exports"), words("nl")) == "uitvoer"
    three = Label("countries", "CUB GBR USA")
    assert label_text(three, words("en")) == "Cuba, the United Kingdom and the United States"


def test_a_label_may_be_left_out_and_a_number_may_not():
    assert said("{share} of it.", share=SHARE, a=NETHERLANDS).text == "75.0% of it."


def test_another_speaker_is_named():
    assert said("They agree.", speaker="Remco Breuker").text == "Remco Breuker: “They agree.”"


def test_a_remark_on_the_whole_sentence_comes_last():
    found = said("{share} of it.", notes=("Re-exports are in it.",), share=SHARE)
    assert found.pieces[-1] == Piece("", note=2)
    assert found.text == "75.0% of it."


# Laws


@given(st.text(alphabet=st.characters(exclude_characters="{}", exclude_categories=["Cs"])))
def test_words_without_blanks_stay_as_they_are(text):
    assert "".join(slots(text)) == text
    assert said(text).text == text


# Refusals


def test_refuses_a_claim_that_nobody_worded():
    with pytest.raises(UnknownLabel) as refusal:
        sentence(Claim("trade.unsaid", "detente", {}), words("nl"), Footnotes(words("nl")))
    assert str(refusal.value) == (
        "No 'trade.unsaid' under [trade] in nl.toml. Word it there, and in the other languages."
    )


@pytest.mark.parametrize(
    ("template", "asked"),
    [("{a} sells {b}.", "a, b"), ("{a} sells {share} of {it}.", "a, it, share"), ("No.", "none")],
)
def test_refuses_blanks_that_differ(template, asked):
    with pytest.raises(BadInput) as refusal:
        said(template, a=NETHERLANDS, b=STATES, share=SHARE)
    assert str(refusal.value) == (
        f"trade.said in en.toml has the blanks {asked}; the claim fills a, b, share. Use every "
        "number, and no blank that is not filled."
    )


def test_refuses_a_manner_that_does_not_exist():
    with pytest.raises(UnknownLabel) as refusal:
        said("{share:rounded}", share=SHARE)
    assert str(refusal.value) == ("No manner 'rounded' here. 7 known, nearest: alone, range, size.")


def test_refuses_to_choose_between_one_and_many_for_a_number():
    with pytest.raises(BadInput) as refusal:
        said("{share|is|are}", share=SHARE)
    assert str(refusal.value) == (
        "{share|is|are} chooses between one and many; share is neither a country nor countries."
    )


def test_refuses_a_word_that_nobody_worded():
    with pytest.raises(UnknownLabel) as refusal:
        label_text(Label("word", "colour"), words("en"))
    assert str(refusal.value) == (
        "No 'colour' under [labels.word] in en.toml. Word it there, and in the other languages."
    )
