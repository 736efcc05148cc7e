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
from detente.rules.status import Outcome, Status, status
from detente.rules.timeline import Spell, Timeline, timeline

__all__ = [
    "Category",
    "Citation",
    "Direction",
    "Kind",
    "Outcome",
    "Rule",
    "Rules",
    "Spell",
    "Status",
    "Timeline",
    "rules_on",
    "rules_schema",
    "status",
    "timeline",
]
