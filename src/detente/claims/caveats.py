"""Which of the things a careful reader must know concern the countries that were asked about.

A note opens with its subject and closes with what is known of it: "North Korea's small partners are
doubtful, because reporters confuse it with South Korea". Only the subject, up to the first comma,
colon, semicolon or parenthesis, says whom the note concerns.
"""

import re

from detente.world import World, country_name

END_OF_SUBJECT = re.compile("[,:;(]")


def caveats(world: World, countries: tuple[str, ...], *tables: str) -> tuple[str, ...]:
    """Notes on some tables of a World whose subject names one of the countries.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from detente.world import example_world
    >>> notes = {"flows": ("Norway's oil is missing.", "Qatar's gas is missing: Norway has it.")}
    >>> caveats(replace(example_world(), notes=notes), ("NOR", "NLD"), "flows")
    ("Norway's oil is missing.",)
    """
    names = "|".join(re.escape(name) for c in countries for name in (country_name(c), c))
    named = re.compile(rf"\b({names})\b")
    return tuple(
        note for note in world.notes_of(*tables) if named.search(END_OF_SUBJECT.split(note)[0])
    )
