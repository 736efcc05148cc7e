"""Votes of the UN Digital Library into the store: known answers, laws, certificates, refusals."""

import pytest
from data.invented_answers import VOTES, VOTES_HEADER, packed, vote

from detente.data import add_file, datasets
from detente.errors import BadInput, DamagedData, UnknownLabel


@pytest.fixture
def votes(tmp_path, store):
    """Add a file of votes."""

    def add(text=VOTES, years=(), name="ga_voting.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return add_file("unvotes", path, years)

    return add


# Known answers: by hand, from tests/data/invented_answers.py


def test_a_vote_is_filed_under_the_year_in_which_its_session_opened(votes, rows):
    added = votes()
    assert added.years == (1991, 2022, 2023)
    assert rows(added, 2023) == [
        *(("1", "NLD", "Y"), ("1", "NOR", "Y"), ("1", "PRK", "N")),
        *(("2", "NLD", "A"), ("2", "NOR", "Y"), ("2", "PRK", "A")),
        *(("3", "NLD", "Y"), ("3", "NOR", "X"), ("3", "PRK", "Y")),
    ]
    assert rows(added, 2022) == [("4", "NLD", "Y")]  # an emergency session: the year of its vote


def test_a_state_that_is_no_more_is_left_out_and_told(votes, rows):
    added = votes()
    assert rows(added, 1991) == [("5", "NLD", "N")]
    assert added.notes[-1] == "Left out, for they are no country's: the rows of YUG."


# Laws


def test_the_header_of_an_earlier_file_gives_the_same(votes, rows):
    new = votes()
    old = votes(VOTES.replace("vote_note,", "").replace("DASHES,,", "DASHES,"), name="old.csv")
    assert [rows(old, year) for year in old.years] == [rows(new, year) for year in new.years]


def test_a_zip_of_the_file_gives_the_same(votes, tmp_path, rows):
    plain = votes()
    zipped = add_file("unvotes", packed(tmp_path / "V.zip", ga_voting=VOTES))
    assert [rows(zipped, year) for year in zipped.years] == [rows(plain, y) for y in plain.years]


# Refusals


def refused(error, votes, text, years=()):
    with pytest.raises(error) as refusal:
        votes(text, years)
    assert datasets() == ()
    return str(refusal.value).partition("ga_voting.csv")[2]


def test_another_vote_is_refused(votes):
    assert refused(BadInput, votes, VOTES_HEADER + vote("1", "NLD", "maybe")) == (
        ": the row year 2023, resolution 1, iso3 NLD, vote maybe is not Y, N, A or X "
        "(1 such rows). Take it from the UN Digital Library again; nothing was stored."
    )


def test_a_vote_cast_twice_is_refused(votes):
    text = VOTES_HEADER + vote("1", "NLD", "Y") + vote("1", "NLD", "N")
    assert refused(BadInput, votes, text) == (
        ": the row year 2023, resolution 1, iso3 NLD, vote N is there more than once. "
        "Take it from the UN Digital Library again; nothing was stored."
    )


def test_a_column_that_changed_is_refused(votes):
    text = VOTES.replace("ms_vote", "vote", 1)
    assert refused(BadInput, votes, text) == (
        " has no column ms_vote: the voting data was published in another form. It has undl_id, "
        "ms_code, ms_name, vote, date, session, resolution, draft, committee_report, meeting, "
        "title, agenda_title, subjects, vote_note, total_yes, total_no, total_abstentions, "
        "total_non_voting, total_ms, undl_link. "
        "Take an edition of the UN Digital Library that has them."
    )


def test_a_web_page_is_refused(votes):
    assert refused(BadInput, votes, "<!DOCTYPE html><html>") == (
        " is a web page: it begins with '<!DOCTYPE html><html>', not with "
        "'undl_id,ms_code,ms_vote,date,session'. Take it from the UN Digital Library again."
    )


def test_a_line_that_breaks_off_is_refused(votes):
    told = refused(BadInput, votes, VOTES + "6,NLD\n")
    assert told.startswith(": Invalid Input Error: CSV Error on Line: 14 ")
    assert told.endswith(" Take it from the UN Digital Library again; nothing was stored.")


def test_a_day_that_is_none_is_refused(votes):
    told = refused(BadInput, votes, VOTES_HEADER + vote("1", "NLD", "Y", "ES-11", "soon"))
    assert told == (
        ": Conversion Error: Could not convert string 'soon' to INT16. "
        "Take it from the UN Digital Library again; nothing was stored."
    )


def test_a_file_without_a_row_is_refused(votes):
    assert refused(BadInput, votes, VOTES_HEADER) == (
        " holds no row about countries. Take it from the UN Digital Library again."
    )


def test_a_year_that_is_not_in_the_file_is_refused(votes):
    assert refused(UnknownLabel, votes, VOTES, (2019,)) == (
        " holds no 2019, only 1991 to 2023. Choose among those, or leave --year out for all."
    )


def test_a_zip_that_breaks_off_is_refused(tmp_path, store):
    path = packed(tmp_path / "V.zip", ga_voting=VOTES)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(DamagedData) as refusal:
        add_file("unvotes", path)
    assert str(refusal.value) == (
        f"{path} is no whole zip. It breaks off: take it from the UN Digital Library again."
    )


def test_a_zip_of_something_else_is_refused(tmp_path, store):
    path = tmp_path / "V.zip"
    packed(path)
    with pytest.raises(BadInput) as refusal:
        add_file("unvotes", path)
    assert str(refusal.value) == (
        f"{path} is not the voting data: it should hold a file named ….csv; found: nothing. "
        "Take it from the UN Digital Library again."
    )
