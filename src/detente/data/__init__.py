"""The only room that reaches out: tables in, Worlds out."""

from detente.data.add_file import CONNECTORS, Connector, Publisher, add_file
from detente.data.baci import add_baci
from detente.data.cases import (
    case_of_text,
    case_template,
    load_case,
    save_case_template,
    shipped_cases,
)
from detente.data.dataset import Dataset, StoredFile
from detente.data.fetch import fetch_dataset
from detente.data.held_worlds import held_worlds
from detente.data.input_output_rows import input_output_rows
from detente.data.product_elasticities import ProductElasticities, product_elasticities
from detente.data.product_tables import (
    Level,
    ProductYear,
    product_flows,
    product_totals,
    product_year,
    reported_flows,
)
from detente.data.snapshot import load_world, reported_trade, shipped_worlds
from detente.data.store import (
    Written,
    dataset,
    datasets,
    remove_dataset,
    save_dataset,
    store_folder,
    stored_file,
    stored_table,
    verify_dataset,
)
from detente.data.table import save_table
from detente.data.table_in_parts import is_saved, save_in_parts, saved_table

__all__ = [
    "CONNECTORS",
    "Connector",
    "Dataset",
    "Level",
    "ProductElasticities",
    "ProductYear",
    "Publisher",
    "StoredFile",
    "Written",
    "add_baci",
    "add_file",
    "case_of_text",
    "case_template",
    "dataset",
    "datasets",
    "fetch_dataset",
    "held_worlds",
    "input_output_rows",
    "is_saved",
    "load_case",
    "load_world",
    "product_elasticities",
    "product_flows",
    "product_totals",
    "product_year",
    "remove_dataset",
    "reported_flows",
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
    "stored_table",
    "verify_dataset",
]
