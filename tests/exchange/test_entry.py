"""One line of the ledger: known answers, laws."""

from dataclasses import replace

import pytest
from exchange.invented import BAN, DAY, case, exchange, fact, rules

from detente.exchange.on_the_table import entry_of

HELD = rules(BAN)


def entry(**more):
    asked = exchange(value=("fee",), **more)
    return entry_of(asked, case(asked, facts=[fact("fee", 1)]), [HELD], DAY)


# Known answers


@pytest.mark.parametrize(("sector", "is_counted"), [("", True), ("3", False)])
def test_by_hand_what_the_goods_of_a_section_hold_is_not_counted_twice(sector, is_counted):
    found = entry(sector=sector)
    assert (found.is_goods, found.is_counted) == (False, is_counted)


# Laws


def test_a_rule_that_binds_twice_is_told_once():
    status = replace(entry().statuses[0], binding=(BAN,))
    assert replace(entry(), statuses=(status, status)).binding == (BAN,)
