"""The ten-minute pass of docs/teams.md, done word by word against the stand-in: what is promised there comes."""

import re
from pathlib import Path

import pytest

from handlers.teams import package
from tests.teams.connector import CHANNEL
from tests.teams.group import TeamsGroup
from tests.teams.people import ANNA, MAJA, OUTSIDER

PAPER = (Path(__file__).parents[2] / "docs" / "teams.md").read_text(encoding="utf-8")
STEPS = {int(number): (do, see) for number, do, see in re.findall(r"^\| (\d+) \| (.+) \| (.+) \|$", PAPER, re.M)}
MENU = [command["title"] for command in package.manifest(package.App("", "", "", "", "", ""))["bots"][0]["commandLists"][0]["commands"]]  # fmt: skip


def lines(step: int) -> list[str]:
    """What is to be written, without the assistant's name."""
    return [line.removeprefix("@YH-assistenten ") for line in re.findall(r"`([^`]+)`", STEPS[step][0])]


def promised(step: int, shown: str) -> None:
    phrases = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", STEPS[step][1])
    assert phrases
    for phrase in phrases:
        assert phrase in shown.replace("\u00a0", " "), f"{step}: {phrase!r} in {shown!r}"


def test_what_is_logged_in_the_channel_is_changed_in_the_card_by_whoever_presses(teams_group: TeamsGroup) -> None:
    (line,) = lines(3)
    card = teams_group.mention(line, ANNA)
    promised(3, card.shown)
    before = card.shown
    teams_group.press(card, "Ändra", ANNA)
    teams_group.fill(card, {"participants": "10", "men": ""}, ANNA)
    promised(4, card.card_for(ANNA).shown)
    assert card.shown == before, "nobody else sees the form"
    teams_group.fill(card, {"participants": "30"}, ANNA)
    promised(5, card.card_for(ANNA).shown)
    teams_group.connector.wait_for(lambda: card.edited)
    promised(5, card.shown)


def test_what_is_asked_and_logged_in_a_chat_of_ones_own(teams_group: TeamsGroup) -> None:
    for step, who in ((6, MAJA), (7, MAJA), (9, ANNA)):
        (line,) = lines(step)
        promised(step, teams_group.tell(line, who).shown)
    teams_group.tell(lines(8)[0], MAJA)
    for line in lines(10):
        promised(10, teams_group.tell(line, MAJA).shown)


def test_what_is_private_is_answered_in_the_own_chat(teams_group: TeamsGroup) -> None:
    kept, asked = lines(8)
    teams_group.tell(kept, MAJA)
    before = len(teams_group.connector.answers(MAJA))
    in_channel = teams_group.mention(asked, MAJA).shown
    own = teams_group.answer(MAJA, before).shown
    promised(8, f"{in_channel}\n{own}")
    assert "Eva Ek" in own and "Eva" not in in_channel


def test_who_is_not_in_the_team_gets_no_figures(teams_group: TeamsGroup) -> None:
    (line,) = lines(11)
    shown = teams_group.tell(line, OUTSIDER).shown
    promised(11, shown)
    assert not re.search(r"\d", shown)


@pytest.mark.parametrize("title", MENU)
def test_what_the_menu_offers_is_answered_alone_and_in_the_channel(teams_group: TeamsGroup, title: str) -> None:
    heads = {"logg": "Vad vill du logga?", "status": "Läget", "påminn": "Det här är på gång", "hjälp": "Så gör du"}
    assert heads[title] in teams_group.tell(title, MAJA).shown
    assert heads[title] in teams_group.mention(title, MAJA, CHANNEL).shown
