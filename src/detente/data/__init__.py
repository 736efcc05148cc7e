"""The only room that reaches out: tables in, Worlds out."""

from detente.data.cases import case_template, load_case, save_case_template, shipped_cases
from detente.data.snapshot import load_world, reported_trade, shipped_worlds
from detente.data.table import save_table
from detente.data.table_in_parts import is_saved, save_in_parts, saved_table

__all__ = [
    "case_template",
    "is_saved",
    "load_case",
    "load_world",
    "reported_trade",
    "save_case_template",
    "save_in_parts",
    "save_table",
    "saved_table",
    "shipped_cases",
    "shipped_worlds",
]
