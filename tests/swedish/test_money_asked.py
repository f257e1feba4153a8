"""The sides of the money and what lacks something, in the words people ask for them with."""

import pytest

from bot.money_warnings import LACKS
from bot.swedish.lacking import read_lacking
from bot.swedish.money_views import read_side
from bot.views.money_lacks import ASKED


@pytest.mark.parametrize(("text", "side"), [
    ("pengar hela projekttiden", "hela projekttiden"), ("ekonomin totalt", "hela projekttiden"),
    ("budget för hela projektet", "hela projekttiden"), ("pengar år för år", "år för år"), ("per år", "år för år"),
    ("finansiering", "finansiering"), ("Hur ser finansieringen ut?", "finansiering"), ("finansiärer", "finansiering"),
    ("att se över", "att se över"), ("vad finns att se över i pengarna?", "att se över"), ("varningar", "att se över"),
    ("vad säger prognosen?", "finansiering"), ("vilka finansiärer har vi?", "finansiering"),
    ("blir vi överfinansierade?", "finansiering"), ("blir projektet överfinansierat?", "finansiering"),
    ("vad har kommit in från kommunen?", "finansiering"), ("hur mycket har vi rekvirerat?", "finansiering"),
    ("har vi något att se över?", "att se över"),
    ("pengar", None), ("pengar 2024", None), ("", None), ("delmål 3", None), ("hur går det med pengarna", None),
    ("finansieringsmodell", None), ("läget", None),
])  # fmt: skip
def test_a_side_of_the_money(text, side):
    assert read_side(text) == side


@pytest.mark.parametrize(("text", "what", "page"), [
    ("utan aktivitet", "activity", 1), ("vilka utgifter saknar aktivitet?", "activity", 1),
    ("utgifter utan verifikation", "voucher", 1), ("saknar ver", "voucher", 1), ("ungefärliga belopp", "approximate", 1),
    ("utanför projekttiden sida 3", "period", 3), ("utgifter i annan valuta", "currency", 1),
    ("underlag utanför projektets kostnader", "not_cost", 1),
])  # fmt: skip
def test_what_lacks_something(text, what, page):
    assert read_lacking(text) == (what, page)


@pytest.mark.parametrize(
    "text", ["", "aktiviteter", "utan kvitto", "pengar", "underlag delmål 3", "utan aktivitet sida 0"]
)
def test_other_questions_are_left_alone(text):
    assert read_lacking(text) is None


def test_every_button_is_read_as_what_it_shows():
    assert [read_lacking(ASKED[what]) for what in LACKS] == [(what, 1) for what in LACKS]
