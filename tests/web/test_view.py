"""Views: known answers, laws, refusals."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.data import load_case
from detente.errors import BadInput
from detente.web.view import PARTS, View, at, view_of
from detente.world import Case

TYPED = st.text(st.characters(codec="utf-8"), max_size=12).map(str.strip)

# Known answers


def test_an_address_says_no_more_than_was_chosen():
    assert View(a="RUS", b="PRK").address == "/brief?a=RUS&b=PRK"
    assert View(part="cut", a="RUS", b="PRK", theta="5", lang="nl").address == (
        "/cut?a=RUS&b=PRK&theta=5&lang=nl"
    )
    assert View(lang="nl").address == "/?lang=nl"
    assert at("/check", "en") == "/check"


def test_a_view_asks_what_was_typed():
    view = View(
        a="Rusland", b="north korea", year="2018", theta="4,5", share="35", day="2019-04-25"
    )
    assert view.question() == Case(
        ("RUS", "PRK"), 2018, 4.5, diverted_share=0.35, day=date(2019, 4, 25)
    )


def test_what_the_reader_chose_goes_before_what_the_case_holds():
    case = load_case("vladivostok-2019")
    moved = View(case=case.id, day="2016-01-01", share="50").question(case)
    assert (moved.day, moved.diverted_share) == (date(2016, 1, 1), 0.5)
    assert View(case=case.id).question(case) == case


def test_other_parts_ask_about_the_same_two():
    view = View(case="vladivostok-2019", theta="5")
    filled = view.filled(view.question(load_case("vladivostok-2019")))
    cut = view.turned("cut", filled)
    assert cut.address == "/cut?a=Russia&b=North+Korea&theta=5&case=vladivostok-2019"
    assert cut.turned("brief", cut.filled(cut.question())) == view


# Laws


@given(st.builds(View, st.sampled_from(PARTS), *[TYPED] * 9, st.sampled_from(["en", "nl"])))
def test_the_address_of_a_view_shows_the_same_view(view):
    if view.has_question:
        address = urlsplit(view.address)
        query = dict(parse_qsl(address.query))
        assert view_of(query, address.path.removeprefix("/")) == view


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=200)))
def test_any_address_is_a_view(query):
    view = view_of(query)
    assert view.lang in ("en", "nl")
    assert all(len(getattr(view, name)) <= 80 for name in ("a", "b", "case", "theta"))


# Refusals


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (View(a="NLD", b="DEU", deficits="none"),
         "deficits is 'none'. Choose: balanced, dek, multiplicative."),
        (View(a="NLD", b="DEU", theta="x"), "theta is 'x', which is no number. Write it as 4."),
        (View(a="NLD", b="NLD"),
         "NLD was given twice. A question is about two different countries."),
    ],
)  # fmt: skip
def test_what_is_no_question_is_refused(view, sentence):
    with pytest.raises(BadInput) as refused:
        view.question()
    assert str(refused.value) == sentence


def test_a_case_about_others_is_refused():
    case = load_case("vladivostok-2019")
    with pytest.raises(BadInput) as refused:
        View(a="NLD", b="DEU", case=case.id).question(case)
    assert str(refused.value) == (
        "The case vladivostok-2019 is about Russia and North Korea, and the Netherlands and "
        "Germany were asked for. Leave out its name, or theirs."
    )
