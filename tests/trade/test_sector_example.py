"""The example of an economy by sector."""

from detente.trade.sector_example import example_sector_economy

# Known answers


def test_it_has_surpluses_tariffs_and_a_sector_that_one_country_does_not_export():
    economy = example_sector_economy()
    assert economy.surplus.any()
    assert economy.tariff.any()
    assert not economy.exports[2, 0]
