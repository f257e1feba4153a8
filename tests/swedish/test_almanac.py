"""Swedish holidays agree with the `holidays` library, which knows the almanac."""

from datetime import date

import holidays
import pytest

from bot.swedish import almanac, read_day

NAMES = {
    "nyårsdagen": "Nyårsdagen", "trettondagen": "Trettondedag jul", "långfredagen": "Långfredagen",
    "påskdagen": "Påskdagen", "annandag påsk": "Annandag påsk", "första maj": "Första maj",
    "kristi himmelsfärdsdag": "Kristi himmelsfärdsdag", "nationaldagen": "Sveriges nationaldag",
    "pingstdagen": "Pingstdagen", "midsommardagen": "Midsommardagen", "alla helgons dag": "Alla helgons dag",
    "juldagen": "Juldagen", "annandag jul": "Annandag jul", "julafton": "Julafton",
    "midsommarafton": "Midsommarafton", "nyårsafton": "Nyårsafton",
}  # fmt: skip


@pytest.mark.parametrize("year", range(2020, 2031))
def test_holidays(year):
    sweden = holidays.country_holidays("SE", years=year, language="sv", categories=("public", "de_facto", "optional"))
    known = {name: day for day, names in sweden.items() for name in names.split("; ")}
    for written, name in NAMES.items():
        if name in known:
            assert read_day(f"{written} {year}", date(year, 3, 1)) == known[name], written


def test_weeks_follow_iso():
    assert almanac.week_span(2026, 53) == (date(2026, 12, 28), date(2027, 1, 3))
    assert almanac.week_span(2025, 53) is None
