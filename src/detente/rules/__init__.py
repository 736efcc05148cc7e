"""Sanctions and other limits, as dated, cited data; and what they leave on a day."""

from detente.rules.rule import (
    Category,
    Citation,
    Direction,
    Kind,
    Rule,
    Rules,
    rules_on,
    rules_schema,
)
from detente.rules.sections import (
    SECTIONS,
    BannedShare,
    SectionPart,
    Side,
    banned_share,
    section_parts,
)
from detente.rules.status import Outcome, Status, status
from detente.rules.timeline import Spell, Timeline, timeline

__all__ = [
    "SECTIONS",
    "BannedShare",
    "Category",
    "Citation",
    "Direction",
    "Kind",
    "Outcome",
    "Rule",
    "Rules",
    "SectionPart",
    "Side",
    "Spell",
    "Status",
    "Timeline",
    "banned_share",
    "rules_on",
    "rules_schema",
    "section_parts",
    "status",
    "timeline",
]
