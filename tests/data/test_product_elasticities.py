"""Trade elasticities by product: known answers, laws, a second road."""

from statistics import mean, median

import duckdb
import pytest

from detente.data import product_elasticities
from detente.data.snapshot import FOLDER

GOLDEN = 1e-6  # the digits that the data dictionary gives


def six_digits():
    return [e for code, e in product_elasticities().elasticity.items() if len(code) == 6]


# Known answers


def test_protee_mean_median_and_gaps_are_those_of_the_data_dictionary():
    found = six_digits()
    assert mean(found) == pytest.approx(10.926760, rel=GOLDEN)
    assert median(found) == pytest.approx(7.889987, rel=GOLDEN)
    assert 5050 - len(found) == 484


def test_protee_a_code_with_leading_zeros_and_one_without_an_estimate():
    elasticity = product_elasticities().elasticity
    assert elasticity["010210"] == 12.11
    assert "010110" not in elasticity


def test_the_source_is_the_paper():
    (source,) = product_elasticities().sources
    assert (source.publisher, source.year) == ("Fontagné, Guimbard & Orefice, CEPII", 2022)
    assert len(product_elasticities().notes) == 3


# Laws


def test_every_elasticity_is_positive():
    assert min(product_elasticities().elasticity.values()) > 0


# A second road: medians in SQL


@pytest.mark.parametrize("digits", [2, 4])
def test_a_shorter_code_has_the_median_of_those_that_begin_with_it(digits):
    path = str(FOLDER / "product_elasticities.parquet")
    query = (
        f"SELECT left(lpad(HS6::VARCHAR, 6, '0'), {digits}), median(-trade_elasticity_eps) "
        "FROM read_parquet(?) WHERE trade_elasticity_eps IS NOT NULL GROUP BY ALL"
    )
    found = product_elasticities().elasticity
    expected = dict(duckdb.execute(query, [path]).fetchall())
    assert {code for code in found if len(code) == digits} == {*expected}
    assert all(found[code] == pytest.approx(value) for code, value in expected.items())
