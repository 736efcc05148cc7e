"""The only room that reaches out: tables in, Worlds out."""

from detente.data.snapshot import load_world, shipped_worlds
from detente.data.table import save_table
from detente.data.table_in_parts import is_saved, save_in_parts, saved_table

__all__ = [
    "is_saved",
    "load_world",
    "save_in_parts",
    "save_table",
    "saved_table",
    "shipped_worlds",
]
