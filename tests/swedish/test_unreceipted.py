"""Who asks for the expenses without a receipt, and who tells of something else."""

import pytest

from bot.swedish.unreceipted import asks_for_unreceipted


@pytest.mark.parametrize(
    "text",
    [
        "utan kvitto", "Utan kvitton", "utgifter utan kvitto", "utgifter som saknar kvitto", "saknar kvitto",
        "vilka utgifter saknar kvitto?", "vilka kvitton saknas?", "saknas något kvitto?", "hur många kvitton saknas?",
        "finns det utgifter utan kvitto", "Visa utgifterna utan underlag", "vilka kostnader har inte kvitto än?",
        "har alla utgifter kvitto?", "har vi kvitto på allt?", "kvitton som fattas", "vilka köp saknar vi kvitto på?",
    ],
)  # fmt: skip
def test_it_is_asked(text: str) -> None:
    assert asks_for_unreceipted(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "kvitto", "här är kvittot", "utgift 312 kr buss utan kvitto", "taxi 95 kr, saknar kvitto", "pengar",
        "utan moms", "har Anna kvitto på taxin?", "möte utan deltagare", "vilka saknar datum?",
    ],
)  # fmt: skip
def test_it_is_something_else(text: str) -> None:
    assert not asks_for_unreceipted(text)


def test_a_long_text_is_looked_at_at_once() -> None:
    assert not asks_for_unreceipted("utgifter som vi har " * 150)
