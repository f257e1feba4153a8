"""An answer by which somebody can be reached is private, wherever in it that stands; sums and days are not."""

import pytest

from bot.reply import Fact, Reply


@pytest.mark.parametrize(
    "said", ["ring Lena 070-123 45 67", "nås på lena@kumla.se", "+46 (0)70 123 45 67", "019-12 34 56"]
)
def test_an_address_or_a_number_makes_it_private(said: str) -> None:
    assert Reply(title="Att göra", facts=(Fact(label="Uppgift 1", value=said),)).is_private
    assert Reply(parts=(Reply(text=(said,)),)).is_private


@pytest.mark.parametrize(
    "said",
    [
        "loggat 118 400 kr av 10 000 000 kr",
        "ons 13 mars 2024 kl 09.00–12.00",
        "2024-03-12",
        "0,50 kr",
        "ver A1234567890",
        "12 030 500 000",
    ],
)
def test_sums_days_and_vouchers_do_not(said: str) -> None:
    assert not Reply(text=(said,)).is_private
