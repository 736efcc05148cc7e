"""The only room that reaches out: tables in, Worlds out."""

from detente.data.add_file import Publisher, add_file
from detente.data.baci import add_baci
from detente.data.cases import case_template, load_case, save_case_template, shipped_cases
from detente.data.product_tables import (
    Level,
    ProductYear,
    product_flows,
    product_totals,
    product_year,
)
from detente.data.snapshot import load_world, reported_trade, shipped_worlds
from detente.data.store import (
    Dataset,
    StoredFile,
    dataset,
    datasets,
    remove_dataset,
    save_dataset,
    store_folder,
    stored_file,
    verify_dataset,
)
from detente.data.table import save_table
from detente.data.table_in_parts import is_saved, save_in_parts, saved_table

__all__ = [
    "Dataset",
    "Level",
    "ProductYear",
    "Publisher",
    "StoredFile",
    "add_baci",
    "add_file",
    "case_template",
    "dataset",
    "datasets",
    "is_saved",
    "load_case",
    "load_world",
    "product_flows",
    "product_totals",
    "product_year",
    "remove_dataset",
    "reported_trade",
    "save_case_template",
    "save_dataset",
    "save_in_parts",
    "save_table",
    "saved_table",
    "shipped_cases",
    "shipped_worlds",
    "store_folder",
    "stored_file",
    "verify_dataset",
]
