"""A member of the group in Teams, from the first line to how it went."""

import pytest

from tests.teams_playground.group import Group
from tests.teams_playground.proxy import Proxy
from tests.teams_playground.window import CHANNEL, PERSONAL, Window

pytestmark = pytest.mark.teams

SEMINAR = "branschseminarium energi i Hallsberg 12 mars, 28 deltagare varav 11 kvinnor"


def test_what_is_logged_is_corrected_by_form_and_undone(maja: Window, group: Group) -> None:
    maja.say(f"logg {SEMINAR}")
    maja.shows("Aktivitet 1 är loggad", "tis 12 mars 2024", "28 deltagare: 11 kvinnor, 17 män")
    maja.press("Ändra")
    maja.fill("Deltagare", "30")
    maja.fill("Kvinnor", "12")
    maja.fill("Män", "18")
    maja.press("Spara")
    maja.shows("Aktivitet 1 är ändrad", "30 deltagare: 12 kvinnor, 18 män")
    assert [row["participants"] for row in group.rows("activities")] == [30]
    maja.press("Ändra tillbaka")
    maja.shows("Aktivitet 1 står som förut", "28 deltagare: 11 kvinnor, 17 män")
    maja.press("Ångra")
    maja.shows("Aktivitet 1 är ångrad")


def test_a_form_says_at_the_field_what_is_wrong_and_keeps_what_was_written(maja: Window, group: Group) -> None:
    maja.say("logg")
    maja.press("Utgift")
    maja.fill("Belopp", "många kronor")
    maja.fill("Vad", "Lokal")
    maja.choose("Kostnadsslag", "Externa tjänster")
    maja.press("Spara")
    maja.shows("Skriv beloppet i kronor, till exempel 1 250,50.")
    assert (maja.filled("Belopp"), maja.filled("Vad")) == ("många kronor", "Lokal")
    assert group.rows("expenses") == []
    maja.fill("Belopp", "1 250,50")
    maja.press("Spara")
    maja.shows("är sparad")
    assert [row["amount_ore"] for row in group.rows("expenses")] == [125050]


def test_the_status_has_its_money_as_a_chart(maja: Window) -> None:
    maja.say(f"logg {SEMINAR}")
    maja.say("utgift 312 kr buss till Kumla 12 mars")
    maja.say("status")
    maja.shows("Läget tors 14 mars 2024", "Delmål 3 Arbetsgivare")
    maja.press("Pengar")
    maja.shows("Pengar 2024", "loggat 312 kr", "Budget och utfall per kostnadsslag", "█")


def test_a_plan_is_reminded_of_is_done_and_becomes_what_was_held(maja: Window, group: Group, proxy: Proxy) -> None:
    maja.say("påminn branschseminarium vård 14 maj kl 9 i Kumla, ansvarig Maja")
    maja.shows("Aktivitet 1 är planerad")
    maja.press("Visa planen")
    maja.shows("Planen för Branschseminarium vård")

    before = maja.cards.count()
    group.at(2024, 5, 7, 7, 0)
    maja.has(before + 1)
    maja.shows("Branschseminarium vård om 7 dagar")
    maja.press("Klart")
    maja.shows("✅ Klart: gör klart deltagarlistan. Maja Lind")
    group.at(2024, 5, 8, 7, 0)
    assert len(proxy.sent("Branschseminarium vård om 7 dagar")) == 1, "it came once"

    before = maja.cards.count()
    group.at(2024, 5, 15, 7, 0)
    maja.has(before + 1)
    maja.shows("Hur gick det?")
    maja.press("Fyll i")
    maja.fill("Deltagare", "32")
    maja.press("Spara")
    maja.shows("Aktivitet 1 är loggad", "32 deltagare")
    (held,) = group.rows("activities")
    assert (held["status"], held["participants"]) == ("done", 32)


def test_called_by_name_it_answers_under_the_post_in_the_channel(maja: Window, group: Group) -> None:
    maja.go(CHANNEL)
    maja.mention("seminarium i Kumla igår, 20 deltagare")
    maja.shows("Aktivitet 1 är loggad", "20 deltagare")
    assert [row["participants"] for row in group.rows("activities")] == [20]


def test_the_channel_is_reminded_and_what_is_done_there_stands_there(maja: Window, group: Group, proxy: Proxy) -> None:
    maja.say("påminn YH-släpp 23 maj kl 13 på Conventum i Örebro")
    maja.shows("Aktivitet 1 är planerad")
    maja.go(CHANNEL)
    maja.shows("Hej")
    group.at(2024, 5, 9, 7, 0)
    maja.looks_at("YH-släpp om 14 dagar")
    maja.press("Klart")
    maja.shows("✅ Klart: stäm av anmälningslistan. Maja Lind")
    assert len(proxy.sent("YH-släpp om 14 dagar")) == 1


def test_personal_data_asked_for_in_the_channel_comes_privately(maja: Window) -> None:
    maja.say("logg kontakt Per Öst, rektor, per.ost@example.com")
    maja.go(CHANNEL)
    maja.mention("sök rektor")
    maja.reads("Jag svarade dig privat")
    assert "per.ost@example.com" not in maja.here.inner_text()
    maja.go(PERSONAL)
    maja.shows("per.ost@example.com")


def test_what_nobody_has_signed_is_refused(maja: Window, group: Group, proxy: Proxy) -> None:
    proxy.signs = False
    maja.write(f"logg {SEMINAR}")
    maja.logs("message 401")
    proxy.signs = True
    maja.say("senaste")
    assert group.rows("activities") == []
