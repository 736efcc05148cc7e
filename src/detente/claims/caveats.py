"""Which of the things a careful reader must know concern the countries that were asked about.

A note opens with its subject and closes with what is known of it: "North Korea's small partners are
doubtful, because reporters confuse it with South Korea". Only the subject, up to the first comma,
colon, semicolon or parenthesis, says whom the note concerns.
"""

import re

from detente.world import World, country_name

END_OF_SUBJECT = re.compile("[,:;(]")


def merged(world: World, countries: tuple[str, ...]) -> tuple[str, ...]:
    """Notes on whose output and people are added to a country's, as its goods are.

    A trade table may count two economies as one; its World then adds up their sizes too.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from detente.world import example_world
    >>> notes = {"flows": ("NLD includes Aruba.", "QAT reports late.")}
    >>> merged(replace(example_world(), notes=notes), ("NLD", "QAT"))
    ('NLD includes Aruba.',)
    """
    notes = world.notes_of("flows") if world.holds("flows") else ()
    wholes = tuple(f"{country} includes " for country in countries)
    return tuple(note for note in notes if note.startswith(wholes))


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
