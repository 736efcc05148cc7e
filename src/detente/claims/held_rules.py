"""The rules on a country, read once: one case asks about them many times."""

from functools import lru_cache

from detente.rules import Rules, rules_on


@lru_cache(maxsize=8)
def held_rules(target: str) -> Rules:
    """Every rule that comes with detente on a country.

    Examples
    --------
    >>> held_rules("PRK").target, held_rules("NOR").rules
    ('PRK', ())
    """
    return rules_on(target)
