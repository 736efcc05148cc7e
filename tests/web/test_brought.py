"""A case that a reader brought: known answers, refusals."""

from dataclasses import replace

import pytest

from detente.data import case_template, load_case
from detente.errors import BadInput
from detente.web import brought as module
from detente.web.brought import MOST, case_brought

# Known answers


def test_every_shipped_case_may_be_brought_as_a_text(case_text):
    assert case_brought(case_text, "f3a1") == replace(
        load_case("vladivostok-2019"), id="f3a1", file="your case.toml"
    )


def test_so_may_a_case_that_was_begun_from_the_template():
    assert case_brought(case_template("NLD", "NOR").encode(), "f3a1").pair == ("NLD", "NOR")


# Refusals


@pytest.mark.parametrize("kind", MOST)
def test_more_than_a_page_works_out_is_refused(case_text, monkeypatch, kind):
    case = load_case("vladivostok-2019")
    held = {
        "readings of statements": sum(len(said.readings) for said in case.statements),
        "projects": 1,
        "players in one project": 4,
        "positions": len(case.positions),
        "positions on one issue": sum(each.issue == "order" for each in case.positions),
    }[kind]
    monkeypatch.setitem(module.MOST, kind, held)
    case_brought(case_text, "f3a1")
    monkeypatch.setitem(module.MOST, kind, held - 1)
    with pytest.raises(BadInput) as refused:
        case_brought(case_text, "f3a1")
    assert str(refused.value) == (
        f"your case.toml holds {held:,} {kind}, and this page works out at most {held - 1}. "
        "Split it, or use the commands: detente brief, detente check."
    )
