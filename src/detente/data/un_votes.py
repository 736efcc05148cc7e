"""Votes in the UN General Assembly, as the Dag Hammarskjöld Library publishes them.

One CSV, a row for each vote of each member state on each resolution that was voted on:

    undl_id, ms_code, ms_name, ms_vote, date, session, resolution, draft, …
    1234567, NLD, NETHERLANDS, Y, 2023-12-19, 78, A/RES/78/1, …

``ms_vote`` is Y (yes), N (no), A (abstained) or X (did not vote). It becomes a dataset of the
store, by the year in which the regular session opened – session 73 is that of 2018 – as votes are
counted everywhere else here; an emergency session goes by the year of its vote.

    resolution, iso3, vote

Votes on single paragraphs, and on drafts that fell, are not in it.
"""

from collections.abc import Iterable
from pathlib import Path

from detente.data.dataset import Dataset
from detente.data.publisher_file import publisher_file
from detente.data.rows_by_year import Shape, save_rows_of_csv
from detente.world import Source

SHAPE = Shape(
    columns=("undl_id", "ms_code", "ms_vote", "date", "session"),
    countries=("ms_code",),
    becomes="""
    SELECT CASE WHEN regexp_full_match(session, '[0-9]+') THEN 1945 + session::SMALLINT
                ELSE left(date, 4)::SMALLINT END AS year,
           undl_id AS resolution, ms_code AS iso3, ms_vote AS vote
    FROM said
    """,
    key=("resolution", "iso3"),
    impossible={
        "resolution IS NULL": "is about no resolution",
        "vote IS NULL OR vote NOT IN ('Y', 'N', 'A', 'X')": "is not Y, N, A or X",
    },
)
COLUMNS = (
    ("resolution", "number of its record in the UN Digital Library"),
    ("iso3", "ISO 3166-1 alpha-3"),
    ("vote", "Y yes, N no, A abstained, X did not vote"),
)
NOTES = (
    "By session: a year is that in which the regular session opened, so 2018 is session 73.",
    "Votes on single paragraphs, and on drafts that were not adopted, are not in it.",
)


def add_un_votes(file: Path | str, years: Iterable[int] = (), sha256: str = "") -> Dataset:
    """Put the votes of the UN General Assembly into the store.

    Parameters
    ----------
    file
        The CSV of the UN Digital Library, or a zip of it.
    years, sha256
        As :func:`detente.data.add_baci`.

    Raises
    ------
    DamagedData
        The file breaks off, or has another checksum.
    BadInput
        Its columns changed, or a row cannot be; says which.
    UnknownLabel
        A year that is not in the file.
    Busy, CannotWrite
        As :func:`detente.data.save_dataset`.
    """
    given = publisher_file(file, "the UN Digital Library", "the voting data", sha256)
    about = Dataset(
        name=f"unvotes-{given.sha256[:8]}",
        publisher="unvotes",
        hs_rev="",
        source=Source(
            title="United Nations General Assembly Voting Data",
            publisher="United Nations, Dag Hammarskjöld Library",
            year=None,
            licence="Copyright United Nations; non-commercial use, with attribution",
            url="https://digitallibrary.un.org/record/4060887",
            sha256=given.sha256,
        ),
        columns=COLUMNS,
        notes=NOTES,
    )

    return save_rows_of_csv(about, given, SHAPE, years)
