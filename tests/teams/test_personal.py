"""A member's own data in Teams: told, erased, and there again when the person goes on writing."""

from tests.teams.group import TeamsGroup
from tests.teams.people import ANNA, MAJA, OUTSIDER, Person


def ways(group: TeamsGroup) -> set[str]:
    return {row["account"] for row in group.rows("conversations") if row["kind"] == "personal"}


def names(group: TeamsGroup) -> dict[str, tuple[str, str]]:
    return {row["account"]: (row["name"], row["email"]) for row in group.rows("accounts")}


def test_whoever_is_erased_and_writes_again_can_be_reached_again(teams_group: TeamsGroup) -> None:
    teams_group.tell("utgift 40 kr parkering 12 mars", MAJA)
    plan = teams_group.tell("radera Maja Lind", ANNA)
    assert "1 konto: namn, adress och vägen dit" in plan.shown
    teams_group.press(plan, "Radera för gott", ANNA)
    assert names(teams_group)[MAJA.account] == (None, None)
    assert ways(teams_group) == {ANNA.account}
    assert "Utgift 1" in teams_group.tell("senaste", MAJA).shown
    assert ways(teams_group) == {ANNA.account, MAJA.account}


def test_an_extract_in_teams_tells_of_the_account(teams_group: TeamsGroup) -> None:
    teams_group.tell("senaste", MAJA)
    assert "1 konto" in teams_group.tell("registerutdrag Maja Lind", ANNA).shown


def test_of_whoever_is_not_let_in_no_name_and_no_address_is_kept(teams_group: TeamsGroup) -> None:
    stranger: Person = OUTSIDER
    teams_group.tell("hej", stranger)
    assert stranger.account not in names(teams_group)
    kept = "".join(row["reference"] for row in teams_group.rows("conversations"))
    assert stranger.name not in kept and stranger.email not in kept
