"""What two countries can exchange: who gives, who needs, worth how much, allowed or not."""

from detente.exchange.entry import Entry, Known
from detente.exchange.ledger import Ledger, When, ledger
from detente.exchange.left import left_by_rules
from detente.exchange.on_the_table import capped_facts
from detente.exchange.product import Product, product
from detente.exchange.worth import worth

__all__ = [
    "Entry",
    "Known",
    "Ledger",
    "Product",
    "When",
    "capped_facts",
    "ledger",
    "left_by_rules",
    "product",
    "worth",
]
