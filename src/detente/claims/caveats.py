"""Which of the things a careful reader must know concern the countries that were asked about."""

import re

from detente.world import World, country_name


def caveats(world: World, countries: tuple[str, ...], *tables: str) -> tuple[str, ...]:
    """Notes on some tables of a World that name one of the countries.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from detente.world import example_world
    >>> notes = {"flows": ("Norway's oil is missing.", "Qatar's gas is missing.")}
    >>> caveats(replace(example_world(), notes=notes), ("NOR", "NLD"), "flows")
    ("Norway's oil is missing.",)
    """
    names = "|".join(re.escape(name) for c in countries for name in (country_name(c), c))
    return tuple(note for note in world.notes_of(*tables) if re.search(rf"\b({names})\b", note))
