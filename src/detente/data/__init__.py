"""The only room that reaches out: tables in, Worlds out."""

from detente.data.snapshot import load_world, shipped_worlds
from detente.data.table import save_table

__all__ = ["load_world", "save_table", "shipped_worlds"]
