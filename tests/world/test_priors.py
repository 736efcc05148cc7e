"""What is taken to be likely: known answers, laws, certificates, a second road, refusals."""

import pytest

from detente.claims import THETAS
from detente.errors import BadInput, UnknownLabel
from detente.trade import CLOSURES, DEFAULT_THETA
from detente.world import Priors, case_in

CASE = """id = "a"
title = "A"
pair = ["NLD", "NOR"]
[priors]
"""


def priors_of(tmp_path, *lines):
    file = tmp_path / "a.toml"
    file.write_text(CASE + "\n".join(lines), encoding="utf-8")
    return case_in(file).priors


# Known answers


def test_elasticities_and_home_sales_range_as_they_do_without_draws():
    """What the measures without draws take for value and range is likeliest, and the ends."""
    assert Priors().theta == (min(THETAS), DEFAULT_THETA, max(THETAS))
    low, likeliest, high = Priors().output_per_gdp
    assert (low, likeliest, high) == (1.0, CLOSURES["value_added"], CLOSURES["gross_output"])


def test_a_case_may_choose_its_own(tmp_path):
    found = priors_of(tmp_path, "theta = [2, 5, 9]", "link = 0", "gdp_of = { Cuba = [0.5, 1, 2] }")
    assert found == Priors(theta=(2.0, 5.0, 9.0), link=0.0, gdp_of=(("CUB", (0.5, 1.0, 2.0)),))


# Laws


def test_every_range_has_its_likeliest_value_inside():
    ranges = [Priors().theta, Priors().output_per_gdp, *dict(Priors().gdp_of).values()]
    assert all(low <= value <= high for low, value, high in ranges)


# Certificates: none; a choice proves nothing

# A second road


def test_a_case_that_says_nothing_takes_the_customary(tmp_path):
    assert priors_of(tmp_path) == Priors()


# Refusals


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("theta = [5, 4, 8]", "theta is [5.0, 4.0, 8.0]. Write low ≤ likeliest ≤ high, above 0."),
        ("theta = [3, 4, 800]", "theta is [3.0, 4.0, 800.0]. Stay between 0.1 and 100."),
        (
            "gdp_of = { PRK = [0, 1, 2] }",
            "gdp_of.PRK is [0.0, 1.0, 2.0]. Write low ≤ likeliest ≤ high, above 0.",
        ),
    ],
)
def test_priors_that_are_none_are_refused(tmp_path, line, said):
    with pytest.raises(BadInput) as refused:
        priors_of(tmp_path, line)
    assert said in str(refused.value)


def test_a_country_that_nobody_knows_is_refused(tmp_path):
    with pytest.raises(UnknownLabel, match="priors, gdp_of: No country 'Ruritania' here"):
        priors_of(tmp_path, "gdp_of = { Ruritania = [0.5, 1, 2] }")
