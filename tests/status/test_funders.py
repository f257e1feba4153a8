"""What each funder carries beside what came in from it, whatever it was called."""

from datetime import date

import pytest

from bot.financing import PaymentSum, funder_of, income
from bot.project_file import load_project
from bot.records import Payment

PROJECT = load_project()
REGION, TOWN, OWNER = (funder.name for funder in PROJECT.funders)


@pytest.mark.parametrize(("payer", "funder"), [
    ("Region Örebro län", REGION), ("region örebro län", REGION), ("Region Örebro", REGION), ("Regionen", REGION),
    ("Region Örebro län, Regional utveckling", REGION), ("Region Örebo län", REGION),
    ("Örebro kommun", TOWN), ("ÖREBRO KOMMUN", TOWN), ("Örebro kommun, Näringslivskontoret", TOWN),
    ("Örebro komun", TOWN), ("Yrkesutbildningscenter", TOWN),
    ("HKM", OWNER), ("Handelskammaren", OWNER), ("Handelskammaren Mälardalen Service AB", OWNER),
    ("Kumla kommun", None), ("Nora kommun", None), ("Region Västmanland", None), ("Örebro universitet", None),
    ("Lekebergs kommun", None), ("Okänd", None), ("", None),
])  # fmt: skip
def test_a_payer_called_in_several_ways_is_its_funder(payer, funder):
    found = funder_of(PROJECT, payer)
    assert (found.name if found else None) == funder


def test_every_payment_is_counted_once():
    paid = [
        PaymentSum(name, 1, 10 ** (at + 2))
        for at, name in enumerate(("HKM", "Regionen", "Kumla kommun", "kumla kommun "))
    ]
    found = income(PROJECT, paid)
    assert found.by_funder == (1_000, 0, 100)
    assert [(other.payer, other.records, other.ore) for other in found.others] == [("Kumla kommun", 2, 110_000)]
    assert sum(found.by_funder) + sum(other.ore for other in found.others) == sum(each.ore for each in paid)


def test_what_came_in_stands_beside_each_part(ask, log, expense):
    log(
        expense("Externa tjänster", "2023-05-01", 900_000, booked_on="2023-05-31"),
        Payment(date=date(2023, 2, 1), amount_ore=200_000_00, payer="Örebro kommun, Näringslivskontoret"),
        Payment(date=date(2024, 2, 1), amount_ore=200_000_00, payer="örebro komun"),
        Payment(date=date(2023, 9, 1), amount_ore=120_000_00, payer="Regionen"),
        Payment(
            date=date(2026, 1, 20), amount_ore=1_000_00, payer="Region Örebro län"
        ),  # the last one comes afterwards
        Payment(date=date(2023, 9, 1), amount_ore=10_000_00, payer="Kumla kommun"),
    )
    reply = ask("finansiering")
    at = [column.label for column in reply.table.columns].index("Inbetalt")
    assert [row[at].replace("\u00a0", " ") for row in reply.table.rows] == ["121 000", "400 000", "0", "0", "521 000"]
    assert "Inbetalt från andra än finansiärerna: Kumla kommun 10 000 kr." in reply.plain().replace("\u00a0", " ")
    assert "inbetalt 121 000 kr" in ask("pengar").plain().replace("\u00a0", " ")


def test_nothing_came_in_and_no_column_says_so(ask):
    assert "Inbetalt" not in [column.label for column in ask("finansiering").table.columns]


def test_more_from_the_region_than_its_share_of_what_is_booked_is_said(ask, log, expense):
    log(
        expense("Externa tjänster", "2023-05-01", 500_000, booked_on="2023-05-31"),
        Payment(date=date(2023, 9, 1), amount_ore=250_000_00, payer="Regionen"),
        Payment(date=date(2023, 9, 2), amount_ore=600_000_00, payer="Örebro kommun"),
        Payment(date=date(2023, 9, 3), amount_ore=300_000_00, payer="HKM"),
    )
    for side in ("finansiering", "att se över"):
        assert "kommit in" not in ask(side).plain()
    log(Payment(date=date(2024, 1, 9), amount_ore=50_000_00, payer="Region Örebro län"))
    said = (
        "Från Region Örebro län har 300 000 kr kommit in, 50 000 kr mer än bidraget hittills (250 000 kr): stäm av med"
    )
    for side in ("finansiering", "att se över"):
        assert said in ask(side).plain().replace("\u00a0", " ")
    assert "mer inbetalt än väntat" in ask("pengar").plain().replace("\u00a0", " ")
