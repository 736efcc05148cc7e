"""Rules read once: a second road."""

from detente.claims.held_rules import held_rules
from detente.rules import rules_on

# A second road


def test_they_are_the_rules_themselves_and_read_only_once():
    assert held_rules("PRK") == rules_on("PRK")
    assert held_rules("PRK") is held_rules("PRK")
