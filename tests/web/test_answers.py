"""Answers: known answers, laws, a second road, refusals."""

import pytest

from detente.brief import compose, html_part
from detente.data import load_case, reported_trade, shipped_worlds
from detente.errors import BadInput, UnknownLabel
from detente.study import pair_claims, severed
from detente.web import answers as module
from detente.web.view import View
from detente.world import Case

# Known answers


@pytest.fixture(scope="module")
def answers(app):
    return app._app.state.answers


def test_a_case_that_was_brought_is_asked_by_a_name_made_from_what_it_holds(answers, case_text):
    held = answers.bring(case_text)
    assert held.id == answers.bring(case_text).id != answers.bring(case_text + b"\n").id
    assert answers.case(held.id).pair == ("RUS", "PRK")
    assert (
        answers.question(View(case=held.id)).statements == load_case("vladivostok-2019").statements
    )


# Laws


def test_no_more_cases_are_kept_than_promised(answers, case_text, monkeypatch):
    monkeypatch.setattr(module, "CASES_KEPT", 2)
    names = [answers.bring(case_text + b"\n" * n).id for n in range(2, 6)]
    assert list(answers._brought) == names[-2:]


def test_the_same_question_in_other_words_is_the_same_answer(answers):
    first = answers.written(View(a="NLD", b="DEU", year="2018"))
    assert answers.written(View(a="Nederland", b="Germany", year="2018", share="20")) is first


# A second road


def test_the_page_says_what_the_library_says(answers):
    worlds, korea = shipped_worlds(), load_case("vladivostok-2019")
    shown = answers.written(View(case="vladivostok-2019")).html
    claims = pair_claims(worlds, korea, reported_trade(*korea.pair))
    assert shown == html_part(compose(korea, claims))
    question = Case(("NLD", "DEU"), 2018)
    cut = answers.written(View(part="cut", a="NLD", b="DEU", year="2018", lang="nl")).brief
    assert cut == compose(question, severed(worlds, question), "nl")


# Refusals


def test_a_case_that_is_not_held_is_refused(answers):
    for name in ("nowhere", "../../etc/passwd", "/etc/passwd", "vladivostok_2019.toml"):
        with pytest.raises(BadInput) as refused:
            answers.case(name)
        assert str(refused.value) == (
            f"No case {name!r} is held here. A case that was brought is forgotten when the page is "
            "closed down: bring it again."
        )


def test_a_case_that_is_none_is_refused_without_a_word_about_where_it_was_read(answers):
    kept = dict(answers._brought)
    for text in (b"", b"pair = 3", b"\xff\xfe", b"[" * 100_000, b'id = "x"\n' * 3):
        with pytest.raises(BadInput) as refused:
            answers.bring(text)
        assert "your case.toml" in str(refused.value)
        assert "/" not in str(refused.value).split("your case.toml")[0]
    assert answers._brought == kept


def test_a_case_of_a_measure_that_nobody_knows_is_refused(answers, case_text):
    text = case_text.replace(b'measure = "trade.share"', b'measure = "os.system"')
    assert text != case_text
    with pytest.raises((BadInput, UnknownLabel), match=r"os\.system"):
        answers.bring(text)
