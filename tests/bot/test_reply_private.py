"""In a channel nobody can be reached by what stands there: addresses and numbers are left out, sums and days are not."""

import pytest

from bot.reply import Button, Column, Fact, Reply, Table

SAID = ["ring Lena 070-123 45 67", "nås på lena@kumla.se", "+46 (0)70 123 45 67", "019-12 34 56"]


@pytest.mark.parametrize("said", SAID)
def test_a_way_to_somebody_is_not_told(said: str) -> None:
    table = Table(columns=(Column(label="Vad"),), rows=((said,),))
    reply = Reply(title=said, facts=(Fact(label="Uppgift 1", value=said),), parts=(Reply(text=(said,), table=table),))
    told = reply.discreet().plain()
    assert told.count("[nummer]") + told.count("[adress]") == 4
    assert not any(piece in told for piece in ("070", "070-123", "lena@", "12 34"))


def test_what_comes_back_from_a_button_is_as_it_was() -> None:
    button = Button(label="Ring 070-123 45 67", action="find", value="0 070-123 45 67")
    [told] = Reply(text=("070-123 45 67",), buttons=(button,)).discreet().buttons
    assert (told.label, told.value) == ("Ring [nummer]", "0 070-123 45 67")


@pytest.mark.parametrize(
    "said",
    [
        "loggat 118 400 kr av 10 000 000 kr", "ons 13 mars 2024 kl 09.00–12.00", "2024-03-12", "0,50 kr",
        "ver A1234567890", "12 030 500 000",
    ],
)  # fmt: skip
def test_sums_days_and_vouchers_stay(said: str) -> None:
    reply = Reply(text=(said,))
    assert reply.discreet() is reply
