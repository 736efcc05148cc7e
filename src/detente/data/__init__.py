"""The only room that reaches out: tables in, Worlds out."""

from detente.data.snapshot import load_world, shipped_worlds

__all__ = ["load_world", "shipped_worlds"]
