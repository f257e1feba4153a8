"""'Logga i YH' on somebody's message: the form comes filled in from the message, its day and its author."""

from datetime import datetime
from typing import Any

import pytest

from handlers.playground import File, Message, View
from tests.conversations.conftest import ANNA, KARIN, MAJA, OUTSIDER, Group, text


def filled(view: View | None) -> dict[str, Any]:
    """What stands in the form, by field."""
    assert view is not None
    found: dict[str, Any] = {}
    for block in view.blocks:
        if block["type"] == "input":
            state = next(iter(view.values.get(block["block_id"], {}).values()), {})
            several = [option["value"] for option in state.get("selected_options") or ()]
            one = (state.get("selected_option") or {}).get("value")
            found[block["block_id"]] = (
                state.get("value") or state.get("selected_date") or state.get("selected_time") or one or several
            )
    return found


def test_the_form_comes_from_the_message_its_day_and_its_author(group: Group) -> None:
    said = group.slack.say(ANNA, "Branschseminariet i Kumla i går gick bra: 32 deltagare varav 14 kvinnor")
    group.clock.turn(days=10)
    picked = group.pick(said)
    form = filled(picked.view)
    assert form["date"] == "2024-03-13", "'i går' as of the day it was written"
    assert (form["participants"], form["women"], form["municipalities"]) == ("32", "14", ["Kumla"])
    assert form["responsible"] == "Anna Ek"
    assert picked.view is not None
    assert "Från Anna Eks meddelande tors 14 mars" in picked.view.shown

    saved = group.submit({})
    assert "Aktivitet 1 är sparad" in text(saved)
    assert saved.message is not None
    assert saved.message.only_for == MAJA
    (kept,) = group.rows("activities")
    assert (kept["created_by"], kept["date"], kept["responsible"]) == (MAJA, "2024-03-13", "Anna Ek")


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("Jag betalade 312 kr för bussen till Nora i tisdags", {"amount_ore": "312", "date": "2024-03-12"}),
        (
            "Nätverksmöte 3 april kl 13 i Hallsberg, anmäl er",
            {"date": "2024-04-03", "status": "planned", "time": "13:00"},
        ),
        ("Beslut: vi håller seminariet i Kumla", {"type": "decision", "text": "Vi håller seminariet i Kumla"}),
        (
            "Kontakt: Lisa Holm, Kumla bryggeri, lisa.holm@example.se",
            {"name": "Lisa Holm", "email": "lisa.holm@example.se", "source": "Meddelande från Anna Ek"},
        ),
    ],
)
def test_every_kind_gets_its_own_form(group: Group, words: str, fields: dict[str, Any]) -> None:
    form = filled(group.pick(group.slack.say(ANNA, words)).view)
    assert {name: form.get(name) for name in fields} == fields


def test_where_the_words_do_not_tell_the_kind_is_asked(group: Group) -> None:
    picked = group.pick(group.slack.say(ANNA, "Glöm inte att ringa skolan om lokalen"))
    assert picked.view is not None
    assert picked.view.title == "Logga i YH"
    assert "Anna Eks meddelande: ”Glöm inte att ringa skolan om lokalen”" in picked.view.shown
    chosen = group.submit({"kind": "note"})
    assert filled(chosen.view)["text"] == "Glöm inte att ringa skolan om lokalen"
    assert "Anteckning 1 är sparad" in text(group.submit({}))


def test_several_things_in_one_message_are_said_to_be_several(group: Group) -> None:
    said = group.slack.say(ANNA, "seminarium i Kumla i går, 30 deltagare\nutgift 312 kr buss till Nora i går")
    picked = group.pick(said)
    assert picked.view is not None
    assert "1 av 2 saker" in picked.view.shown


def test_the_next_thing_in_a_message_is_offered_when_the_first_is_saved(group: Group) -> None:
    said = group.slack.say(ANNA, "Hej! Vi hade frukostmöte i Nora igår, 20 deltagare. Taxi hem 240 kr")
    picked = group.pick(said)
    assert picked.view is not None
    assert "Det är 1 av 2 saker i meddelandet" in picked.view.shown
    assert filled(picked.view)["participants"] == "20"
    saved = group.submit({})
    assert "Det stod mer i meddelandet" in text(saved)
    second = group.press(saved.message, "Fyll i nästa")
    assert filled(second.view)["amount_ore"] == "240"
    assert "Utgift 1 är sparad" in text(group.submit({}))
    assert group.rows("pending") == []
    assert "redan loggat" in _told(group, said), "both are known by their message"


def _told(group: Group, said: Message, who: str = MAJA) -> str:
    before = len(group.answers(who))
    group.pick(said, who=who)
    group.slack.wait_for(lambda: len(group.answers(who)) > before)
    return group.answers(who)[-1].shown


def test_a_message_that_is_logged_already_is_said_to_be(group: Group) -> None:
    said = group.slack.say(ANNA, "Studiebesök i Nora i går, 12 deltagare")
    group.pick(said)
    group.submit({})
    assert "Det meddelandet är redan loggat" in _told(group, said, KARIN)
    told = group.answers(KARIN)[-1]
    assert "Aktivitet 1" in told.shown
    again = group.press(told, "Logga en gång till", who=KARIN)
    assert filled(again.view)["participants"] == "12"
    group.submit({}, who=KARIN)
    assert len(group.rows("activities")) == 2


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("utgift buss 12 mars 240 eller 340 kr", "Vilket belopp är det?"),
        ("köpte pärmar till kontoret 249 kr idag", "Ska den här med?"),
        ("Branschseminariet i Kumla är flyttat till 21 mars", "Är det redan planerat"),
        ("Seminarium i Kumla, 20 deltagare", "Jag antog i dag"),
    ],
)
def test_what_would_be_asked_or_assumed_is_said_in_the_form(group: Group, words: str, asked: str) -> None:
    picked = group.pick(group.slack.say(ANNA, words))
    assert picked.view is not None
    assert asked in picked.view.shown.replace("\u00a0", " ")
    assert f"”{words}”" in picked.view.shown.replace("\u00a0", " ")


def test_somebody_elses_message_is_theirs_to_take_away(group: Group) -> None:
    assert "Be Anna Ek ta bort sitt meddelande" in _told(group, group.slack.say(ANNA, "Kalle 19811218-9876 kommer"))
    assert "Ta bort ditt meddelande" in _told(group, group.slack.say(MAJA, "Kalle 19811218-9876 kommer"))


def test_what_is_not_kept_is_not_put_in_a_form(group: Group) -> None:
    picked = group.pick(group.slack.say(ANNA, "Deltagare: Kalle 19811218-9876"))
    group.slack.wait_for(lambda: group.answers(MAJA))
    assert picked.view is None
    assert "personnummer" in group.answers(MAJA)[-1].shown
    assert all(not group.rows(table) for table in ("pending", "activities", "contacts"))


def test_a_message_without_words_has_nothing_to_log(group: Group) -> None:
    group.pick(group.slack.say(ANNA, "👍"))
    group.slack.wait_for(lambda: group.answers(MAJA))
    assert "att logga" in group.answers(MAJA)[-1].shown


def test_who_picks_is_who_has_logged(group: Group) -> None:
    group.pick(group.slack.say(ANNA, "Studiebesök i Nora i går, 12 deltagare"), who=KARIN)
    saved = group.submit({}, who=KARIN)
    assert group.rows("activities")[0]["created_by"] == KARIN
    assert "loggades av någon annan" in text(group.log("ändra aktivitet 1: 13 deltagare", who=MAJA))
    assert "är ångrad" in text(group.press(saved.message, "Ångra", who=KARIN))


def test_the_same_shortcut_twice_opens_one_form_and_saves_nothing(group: Group) -> None:
    said = group.slack.say(ANNA, "Studiebesök i Nora i går, 12 deltagare")
    group.pick(said, trigger_id="t1")
    group.pick(said, trigger_id="t1")
    assert all(not group.rows(table) for table in ("activities", "pending"))


def test_an_outsider_gets_no_form(group: Group) -> None:
    assert group.pick(group.slack.say(ANNA, "Studiebesök i Nora i går"), who=OUTSIDER).view is None


def test_the_day_is_where_the_project_is(group: Group) -> None:
    group.clock.at = datetime.fromisoformat("2024-03-13T23:30:00+00:00")
    form = filled(group.pick(group.slack.say(ANNA, "Studiebesök i Nora i dag, 12 deltagare")).view)
    assert form["date"] == "2024-03-14"


def test_the_rest_of_a_message_waits_until_it_is_logged(group: Group) -> None:
    group.pick(group.slack.say(ANNA, "seminarium i Kumla i går, 30 deltagare\nutgift 312 kr buss till Nora i går"))
    saved = group.submit({})
    group.press(saved.message, "Fyll i nästa")
    group.slack.close_view(MAJA)
    assert "Det stod mer i meddelandet" in group.home().shown
    again = group.press(saved.message, "Fyll i nästa")
    assert filled(again.view)["amount_ore"] == "312"
    assert "Utgift 1 är sparad" in text(group.submit({}))
    assert "redan besvarad" in text(group.press(saved.message, "Fyll i nästa"))


def test_two_who_pick_the_same_message_at_once(group: Group) -> None:
    said = group.slack.say(ANNA, "Studiebesök i Nora i går, 12 deltagare")
    group.pick(said)
    group.pick(said, who=KARIN)
    group.submit({})
    asked = group.submit({}, who=KARIN)
    assert "Det meddelandet är redan loggat" in text(asked)
    assert len(group.rows("activities")) == 1
    group.press(asked.message, "Spara ändå", who=KARIN)
    assert len(group.rows("activities")) == 2


def test_many_files_with_long_names_fit_in_a_form(group: Group) -> None:
    files = [File(f"{'квитанция ' * 7}{number}.pdf", b"%PDF-1.7\n") for number in range(10)]
    assert group.pick(group.slack.say(ANNA, "Taxi 450 kr i går", files=files)).view is not None


def test_what_was_said_to_the_assistant_is_logged_already(group: Group) -> None:
    group.mention("studiebesök i Laxå igår, 11 deltagare")
    said = group.slack.messages()[0]
    assert "Det meddelandet är redan loggat" in _told(group, said)


def test_the_assistants_name_is_no_part_of_a_message(group: Group) -> None:
    said = group.slack.say(ANNA, f"<@{group.slack.bot_user_id}> studiebesök i Laxå igår, 11 deltagare")
    assert filled(group.pick(said).view)["responsible"] == "Anna Ek"
