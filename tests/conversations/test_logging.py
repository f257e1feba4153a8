"""What a member logs is on disk, confirmed, and can be corrected."""

import pytest

from tests.conversations.conftest import ANNA, KARIN, MAJA, Group, labels, text


def test_an_activity_is_saved_confirmed_and_counted_to_its_goal(either: Group) -> None:
    answer = either.log("aktivitet branschseminarium bygg i Kumla 13 mars, 32 deltagare varav 14 kvinnor")
    assert "✅ Aktivitet 1 är loggad" in text(answer)
    assert "ons 13 mars 2024" in text(answer)
    assert "32 deltagare: 14 kvinnor, 18 män" in text(answer)
    assert "delmål 3 Arbetsgivare" in text(answer)
    assert labels(answer) == ["Ändra", "Ångra", "Dela i kanalen"]
    (row,) = either.rows("activities")
    assert (row["date"], row["type"], row["participants"], row["women"], row["men"]) == (
        "2024-03-13", "branschseminarium", 32, 14, 18,
    )  # fmt: skip
    assert [row["goal"] for row in either.rows("activity_goals")] == [3]
    assert [row["municipality"] for row in either.rows("activity_municipalities")] == ["Kumla"]


def test_the_answer_is_private(group: Group) -> None:
    group.log("utgift 312 kr buss till Nora 12 mars")
    assert group.said() == []


def test_an_expense_is_kept_in_whole_ore_and_its_category_explained(group: Group) -> None:
    answer = group.log("utgift 1 250,50 kr hotell 12 mars")
    (row,) = group.rows("expenses")
    assert (row["amount_ore"], row["cost_ore"], row["category"]) == (125_050, 125_050, "Resor och logi")
    assert "1 250,50 kr" in text(answer)
    assert "Resor och logi" in text(answer)


def test_vat_is_taken_off_where_the_owner_deducts_it_and_an_assumed_rate_is_said(group: Group) -> None:
    answer = group.log("utgift 1 250 kr inkl moms lokalhyra 12 mars")
    (row,) = group.rows("expenses")
    assert (row["amount_ore"], row["cost_ore"], row["vat"]) == (125_000, 100_000, "incl")
    assert "Jag antog 25 % moms." in text(answer)


def test_a_contact_is_saved_without_a_way_to_the_channel(group: Group) -> None:
    answer = group.log("kontakt Karin Öst, hr-chef på Bergslagens Bygg AB, karin.ost@example.se, 070-174 06 55")
    (row,) = group.rows("contacts")
    assert (row["name"], row["email"], row["phone"]) == ("Karin Öst", "karin.ost@example.se", "+46701740655")
    assert labels(answer) == ["Ändra", "Ångra", "Informerad"]


def test_without_a_date_today_is_assumed_and_said(group: Group) -> None:
    answer = group.log("utgift 95 kr parkering")
    assert group.rows("expenses")[0]["date"] == "2024-03-14"
    assert "Jag antog i dag, tors 14 mars 2024." in text(answer)


def test_a_day_without_a_year_that_lies_ahead_is_last_years_and_said(group: Group) -> None:
    answer = group.log("utgift 99 kr buss 5 april")
    assert group.rows("expenses")[0]["date"] == "2023-04-05"
    assert "Jag antog ons 5 april 2023: den dagen har inte varit än i år." in text(answer)
    assert "inte varit än" not in text(group.log("utgift 98 kr buss 2023-04-05"))


def test_several_lines_are_several_records_saved_all_or_none(group: Group) -> None:
    answer = group.log("utgift 95 kr parkering 12 mars\nutgift 312 kr buss 12 mars")
    assert len(group.rows("expenses")) == 2
    assert "2 poster är sparade" in text(answer)
    refused = group.log("utgift 40 kr parkering 11 mars\nutgift hotell 11 mars")
    assert len(group.rows("expenses")) == 2
    assert "belopp" in text(refused)


def test_what_does_not_fit_in_one_answer_is_one_click_away(group: Group) -> None:
    answer = group.log("\n".join(f"utgift {n} kr parkering 12 mars" for n in range(1, 16)))
    assert len(group.rows("expenses")) == 15
    assert "Utgift 11" not in text(answer)
    more = group.press(answer.message, "Visa fler")
    assert "Utgift 11" in text(more)
    assert "Utgift 15" in text(more)


def test_more_records_than_can_be_shown_are_refused_never_some_of_them_saved(group: Group) -> None:
    answer = group.log("\n".join(f"utgift {n} kr parkering 12 mars" for n in range(1, 31)))
    assert "fler än 20 poster" in text(answer)
    assert group.rows("expenses") == []


def test_contradictory_heads_are_asked_about_and_the_answer_is_saved(group: Group) -> None:
    asked = group.log("branschseminarium i Kumla 13 mars, 30 deltagare, 18 kvinnor och 14 män")
    assert "Vilket stämmer?" in text(asked)
    assert "Inget är sparat än." in text(asked)
    assert group.rows("activities") == []
    answer = group.press(asked.message, labels(asked)[0])
    assert "Aktivitet 1 är loggad" in text(answer)
    assert len(group.rows("activities")) == 1
    assert group.rows("pending") == []


def test_a_question_is_answered_once(group: Group) -> None:
    asked = group.log("utgift 500")
    group.press(asked.message, labels(asked)[0])
    again = group.press(asked.message, labels(asked)[0])
    assert "redan besvarad" in text(again)
    assert len(group.rows("expenses")) == 1


def test_do_it_myself_opens_the_form_filled_in_as_far_as_it_was_read(group: Group) -> None:
    asked = group.log("utgift 500 kr presentkort 12 mars")
    form = group.press(asked.message, "Ändra själv")
    assert form.view is not None
    saved = group.submit({"category": "Externa tjänster"})
    assert "Utgift 1 är sparad" in text(saved)
    (row,) = group.rows("expenses")
    assert (row["amount_ore"], row["date"], row["category"]) == (50_000, "2024-03-12", "Externa tjänster")


def test_what_the_flat_rate_covers_is_pointed_out_before_it_is_saved(group: Group) -> None:
    asked = group.log("köpte pärmar och pennor till kontoret 249 kr idag")
    assert "schablonen för indirekta kostnader" in text(asked)
    assert group.rows("expenses") == []
    group.press(asked.message, "Spara utanför projektets kostnader")
    assert group.rows("expenses")[0]["category"] is None


def test_declining_saves_nothing(group: Group) -> None:
    asked = group.log("köpte pärmar till kontoret 249 kr idag")
    answer = group.press(asked.message, "Logga inte")
    assert "Då låter jag det vara." in text(answer)
    assert group.rows("expenses") == []


def test_a_date_outside_the_period_is_asked_about(group: Group) -> None:
    asked = group.log("utgift 95 kr parkering 2022-12-30")
    assert "utanför projektets tid" in text(asked)
    assert group.rows("expenses") == []
    group.press(asked.message, "Spara ändå")
    assert group.rows("expenses")[0]["date"] == "2022-12-30"


def test_the_identical_line_within_ten_minutes_is_asked_about(group: Group) -> None:
    group.log("utgift 95 kr parkering 12 mars")
    group.clock.turn(minutes=9)
    asked = group.log("utgift 95 kr parkering 12 mars")
    assert "en gång till" in text(asked)
    assert len(group.rows("expenses")) == 1
    group.press(asked.message, "Spara en till")
    assert len(group.rows("expenses")) == 2
    group.clock.turn(minutes=11)
    group.log("utgift 95 kr parkering 12 mars")
    assert len(group.rows("expenses")) == 3


def test_the_form_is_filled_in_changed_and_the_card_follows(either: Group) -> None:
    logged = either.log("branschseminarium bygg i Kumla 13 mars, 32 deltagare")
    form = either.press(logged.message, "Ändra")
    assert form.view is not None
    assert form.view.title == "Ändra aktivitet 1"
    changed = either.submit({"participants": "34", "women": "20"})
    assert "Aktivitet 1 är ändrad" in text(changed)
    (row,) = either.rows("activities")
    assert (row["participants"], row["women"], row["men"], row["date"]) == (34, 20, 14, "2024-03-13")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("participants", "många", "Skriv ett helt antal med siffror, till exempel 32."),
        ("participants", "-5", "Antalet kan inte vara mindre än noll."),
        ("women", "40", "Fördelningen blir 40, men här står 32."),
        ("end_date", "2024-03-01", "Sista dagen ligger före den första."),
        ("deadline", "2024-04-01", "Sista anmälningsdagen ligger efter tillfället."),
    ],
)
def test_a_broken_form_field_is_said_at_the_field(group: Group, field: str, value: str, sentence: str) -> None:
    logged = group.log("branschseminarium bygg i Kumla 13 mars, 32 deltagare")
    group.press(logged.message, "Ändra")
    refused = group.submit({field: value})
    assert list(refused.errors.values()) == [sentence]
    assert group.rows("activities")[0]["participants"] == 32


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("0", "Beloppet är noll. Skriv det i kronor, till exempel 1 250,50."),
        ("1000000000000000", "Beloppet är för stort för att stämma. Skriv det i kronor."),
        ("tolv", "Skriv beloppet i kronor, till exempel 1 250,50."),
    ],
)
def test_a_broken_amount_is_said_at_the_field(group: Group, value: str, sentence: str) -> None:
    logged = group.log("utgift 95 kr parkering 12 mars")
    group.press(logged.message, "Ändra")
    assert list(group.submit({"amount_ore": value}).errors.values()) == [sentence]


def test_the_forms_are_offered_and_save(group: Group) -> None:
    offer = group.log("")
    assert labels(offer) == ["Aktivitet", "Utgift", "Kontakt", "Inbetalning", "Anteckning", "Mätning", "Indikator"]
    group.press(offer.message, "Utgift")
    saved = group.submit({"amount_ore": "1 250,50", "description": "Lokal", "category": "Externa tjänster"})
    assert "Utgift 1 är sparad" in text(saved)
    assert group.rows("expenses")[0]["amount_ore"] == 125_050


def test_undo_and_an_undo_of_what_is_undone(either: Group) -> None:
    logged = either.log("utgift 95 kr parkering 12 mars")
    undone = either.press(logged.message, "Ångra")
    assert "Utgift 1 är ångrad" in text(undone)
    assert either.rows("expenses")[0]["deleted_at"]
    again = either.press(logged.message, "Ångra")
    assert "Du ångrade utgift 1 tors 14 mars 2024 kl 10.00" in text(again)
    assert "Ta tillbaka" in labels(again), "an old card's button shows how it stands, and what one can do now"
    restored = either.press(undone.message, "Ta tillbaka")
    assert "Utgift 1 är tillbaka" in text(restored)
    assert either.rows("expenses")[0]["deleted_at"] is None


def test_the_last_ten_have_the_same_buttons(group: Group) -> None:
    for day in range(1, 13):
        group.log(f"utgift {day} kr parkering 2024-03-{day:02d}")
    latest = group.log("senaste")
    assert "Utgift 12" in text(latest)
    assert "Utgift 3" in text(latest)
    assert "Utgift 2\n" not in text(latest)
    assert labels(latest)[:3] == ["Ändra", "Ångra", "Dela i kanalen"]
    undone = group.press(latest.message, "Ångra")
    assert "Utgift 12 är ångrad" in text(undone)
    assert "Utgift 11" in text(undone), "the list stays a list"


def test_others_records_are_changed_by_their_author_or_the_leader(group: Group) -> None:
    logged = group.log("utgift 95 kr parkering 12 mars")
    button = next(iter(labels(logged)))
    refused = group.press(logged.message, button, who=KARIN)
    assert "loggades av någon annan" in text(refused)
    assert group.press(logged.message, button, who=ANNA).view is not None


def test_a_record_is_shared_in_the_channel_once(group: Group) -> None:
    logged = group.log("branschseminarium bygg i Kumla 13 mars, 32 deltagare")
    group.press(logged.message, "Dela i kanalen")
    group.slack.wait_for(lambda: any("delas i kanalen" in message.shown for message in group.slack.visible(MAJA)))
    group.slack.wait_for(group.said)
    again = group.press(logged.message, "Dela i kanalen")
    assert "redan delad" in text(again)
    group.look()
    (said,) = group.said()
    assert "Maja Lind delar Aktivitet 1" in said
    assert "32 deltagare" in said


def test_every_write_leaves_an_audit_line(group: Group) -> None:
    logged = group.log("utgift 95 kr parkering 12 mars")
    group.press(logged.message, "Ångra")
    trail = [(row["who"], row["what"], row["record"], row["record_id"]) for row in group.rows("audit")]
    assert trail == [(MAJA, "logged", "expense", 1), (MAJA, "undone", "expense", 1)]


def test_the_same_request_twice_is_carried_out_once(group: Group) -> None:
    for _ in range(2):
        answer = group.log("utgift 95 kr parkering 12 mars", trigger_id="123.456.abc")
        assert "Utgift 1" in text(answer)
    assert len(group.rows("expenses")) == 1
    logged = group.log("senaste")
    for _ in range(2):
        group.press(logged.message, "Ångra", trigger_id="123.456.def")
    assert [row["what"] for row in group.rows("audit")] == ["logged", "undone"]


def test_a_form_asks_for_the_category_and_outside_is_a_choice(group: Group) -> None:
    group.press(group.log("").message, "Utgift")
    empty = group.submit({"amount_ore": "120", "description": "Taxi till mötet"})
    assert "category" in empty.errors
    saved = group.submit({"category": "outside"})
    assert "utanför projektets kostnader" in text(saved)
    assert group.rows("expenses")[0]["category"] is None
    group.press(saved.message, "Ändra")
    assert "Kostnadsslag: Resor och logi (var utanför" in text(group.submit({"category": "Resor och logi"}))


def test_health_is_kept_by_no_form(group: Group) -> None:
    group.press(group.log("").message, "Anteckning")
    refused = group.submit({"type": "note", "text": "Kalle är sjukskriven för utmattning"})
    assert "Jag sparar inget om någons hälsa" in refused.errors["text"]
    assert group.rows("notes") == []
    assert "är sparad" in text(group.submit({"text": "Seminarium om utmattning planeras"}))


@pytest.mark.parametrize("line", ["seminarium i Kumla igår, två hade ADHD", "att göra: ring Eva om hennes operation"])
def test_what_is_said_of_somebodys_health_is_not_kept(group: Group, line: str) -> None:
    assert "Jag sparar inget om någons hälsa" in text(group.log(line))
    assert all(not group.rows(table) for table in ("activities", "notes", "pending"))
