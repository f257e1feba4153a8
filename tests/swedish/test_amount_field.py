"""An amount field holds one amount in kronor, with or without a unit."""

import pytest

from bot.swedish import read_amount


@pytest.mark.parametrize(
    ("written", "amount"),
    [("500", 500), ("1 250,50", "1250.50"), ("1 250 kr", 1250), ("2 tkr", 2000), ("tvåhundra", 200), ("-300", -300)],
)
def test_an_amount(written: str, amount: int | str) -> None:
    assert str(read_amount(written)) == str(amount)


@pytest.mark.parametrize("written", ["", "okänt", "500 eur", "tåg 312 kr och buss 45 kr", "312 och 45"])
def test_what_is_no_amount_in_kronor(written: str) -> None:
    assert read_amount(written) is None
