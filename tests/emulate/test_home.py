"""The assistant's own page, published by a Web API that others wrote; emulate gives back what it has kept."""

import pytest

from tests.emulate.group import Group
from tests.emulate.shown import Shown, words
from tests.emulate.workspace import MAJA, UTE

pytestmark = pytest.mark.emulate

BUS = "utgift 312 kr buss till Nora 12 mars"


def test_it_shows_the_state_the_forms_and_what_i_logged(group: Group) -> None:
    group.command(MAJA, "/yh-logg", BUS)
    page = group.open_home(MAJA)
    assert page["type"] == "home"
    for part in ("Läget tors 14 mars 2024", "Logga nytt", "Dina senaste", "Utgift 1"):
        assert part in words(page)
    assert group.slack.calls("views.publish")[-1].asked["user_id"] == group.slack.ids[MAJA]


def test_opened_again_it_is_the_same_page_with_what_is_new(group: Group) -> None:
    first = group.open_home(MAJA)
    group.command(MAJA, "/yh-logg", BUS)
    second = group.open_home(MAJA)
    assert second["id"] == first["id"]
    assert second["hash"] != first["hash"]
    assert "Utgift 1" not in words(first)
    assert "Utgift 1" in words(second)


def test_its_cards_work_there(group: Group) -> None:
    group.command(MAJA, "/yh-logg", BUS)
    page = group.open_home(MAJA)
    group.press(MAJA, Shown(page).button("Ångra"), awaits="views.publish", on=page)
    assert "Utgift 1 (ångrad)" in words(group.home())
    assert group.rows("expenses")[0]["deleted_at"]


def test_a_form_opened_there_answers_there(group: Group) -> None:
    page = group.open_home(MAJA)
    form = group.press(MAJA, Shown(page).button("Utgift"), on=page).view
    group.submit(
        MAJA,
        form,
        {"amount_ore": "95", "description": "Parkering", "category": "Resor och logi"},
        awaits="views.publish",
    )
    assert "Utgift 1 är sparad" in words(group.home())
    assert group.slack.direct(MAJA) == []
    assert group.slack.ephemeral() == []


def test_an_outsider_sees_whom_to_ask_and_nothing_of_the_project(group: Group) -> None:
    page = words(group.open_home(UTE))
    assert "Jag hjälper arbetsgruppen" in page
    assert "Delmål" not in page


def test_an_answer_whose_page_is_lost_on_its_way_comes_privately(group: Group) -> None:
    group.command(MAJA, "/yh-logg", BUS)
    page = group.open_home(MAJA)
    group.slack.relay.lose("views.publish", arrives=False)
    group.press(MAJA, Shown(page).button("Ångra"), awaits="chat.postMessage", on=page)
    (private,) = group.slack.direct(MAJA)
    assert "Utgift 1 är ångrad" in words(private)
