"""Models in words: certificates."""

from typing import get_args

from detente.study.method import BALANCE
from detente.world import Deficits

# Certificates


def test_every_treatment_of_deficits_has_its_words():
    assert set(BALANCE) == set(get_args(Deficits))
