"""What a model's answer rests on: known answers, certificates."""

from typing import get_args

from detente.claims import BALANCE, cautions
from detente.data import load_world
from detente.trade import CLOSURES, economy_of
from detente.world import Deficits

# Known answers


def test_north_korea_buys_nine_times_what_it_sells_and_belgium_does_not():
    economies = [economy_of(load_world(2018), closure) for closure in CLOSURES]
    assert len(cautions(economies, ["PRK"])) == 1
    assert cautions(economies, ["BEL"]) == ()


def test_an_entrepot_is_named_where_its_home_sales_were_raised():
    economies = [economy_of(load_world(2015), closure) for closure in CLOSURES]
    (note,) = cautions(economies, ["SGP"])
    assert note == (
        "Home sales of Singapore would be below a twentieth of its GDP (value_added) and were "
        "raised to that: it sells on what others make."
    )


# Certificates


def test_every_treatment_of_deficits_has_its_words():
    assert set(BALANCE) == set(get_args(Deficits))
