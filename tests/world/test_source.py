"""The Source: known answers, certificates."""

from dataclasses import FrozenInstanceError

import pytest

from detente.world import Source

# Known answers


def test_a_licence_counts_as_unread_until_said_otherwise():
    assert not Source("Atlas", "a press", 2023, "CC0-1.0", "").licence_confirmed


def test_two_tables_from_one_publication_name_one_source():
    twice = (Source("Atlas", "a press", 2023, "CC0-1.0", ""),) * 2
    assert len(set(twice)) == 1


@pytest.mark.parametrize(
    ("publisher", "year", "url", "said"),
    [
        ("a press", 2023, "https://a.example", "Atlas. a press, 2023. https://a.example"),
        ("a press", None, "", "Atlas. a press"),
        ("", 2023, "https://a.example", "Atlas. 2023. https://a.example"),
        ("", None, "", "Atlas"),
    ],
)
def test_by_hand_what_is_not_known_is_left_out(publisher, year, url, said):
    assert Source("Atlas", publisher, year, "CC0-1.0", url).cited == said


# Certificates


def test_a_source_does_not_change():
    with pytest.raises(FrozenInstanceError):
        Source("Atlas", "a press", 2023, "CC0-1.0", "").year = 2024
