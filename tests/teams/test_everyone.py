"""One group in Slack and Teams: a person is one member, by the address that both places vouch for."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.project import Member, Project, Tenant
from handlers import conversation
from handlers.desk import Desk
from handlers.everyone import Everyone
from handlers.playground import Person as SlackPerson
from handlers.playground import Playground
from handlers.requests import Command, Incoming, Unreadable
from handlers.slack.members import Listed, SlackMembers
from handlers.teams.api import Api
from handlers.teams.members import TeamsMembers
from storage import accounts
from storage.database import Database
from tests.teams.connector import CHANNEL, Connector
from tests.teams.people import ANNA, KARIN, MAJA, OUTSIDER, PARTNER, PARTNER_TENANT, TENANT, Person
from tests.teams.test_members import Clock, Tokens, meet

HOME, AWAY, OURS, THEIRS = "T0LEKPLATS", "T0ANNAN", f"tenant:{TENANT}", f"tenant:{PARTNER_TENANT}"
SLACK_MAJA, SLACK_ANNA, SLACK_LATER, SLACK_GUEST = "UMAJA", "UANNA", "UNY", "UGAST"
TODAY = datetime(2024, 3, 14, 9, 0, tzinfo=UTC)
MINUTE, PAUSE = 61.0, 11.0


class House:
    """Both places, the file of records, and whoever is listed in the project file."""

    def __init__(self, slack: Playground, connector: Connector, database: Database, project: Project) -> None:
        self.slack, self.connector, self.database, self.project = slack, connector, database, project
        self.clock, self.today = Clock(), TODAY
        self.api = Api(Tokens())
        self.number = 0

    def everyone(self, *listed: Member, tenants: tuple[Tenant, ...] = (), slack: bool = True) -> Everyone:
        self.project = self.project.model_copy(update={"members": listed, "tenants": tenants})
        client = WebClient(token="xoxb-test", base_url=self.slack.api_url)
        known = [Listed(slack=each.slack, email=each.email) for each in listed]
        in_slack = SlackMembers(
            client, team_id=HOME, channel=self.slack.channel_id, listed=known, clock=self.clock
        )  # fmt: skip
        in_teams = TeamsMembers(
            self.api, self.database, self.project, tenant=TENANT, channel=CHANNEL, clock=self.clock
        )  # fmt: skip
        places = (in_slack, in_teams) if slack else (in_teams,)
        return Everyone(self.database, places, self.project, lambda: self.today)

    def say(self, group: Everyone, who: str, line: str) -> str:
        """What is answered; the first word is the command."""
        name, _, words = line.partition(" ")
        self.number += 1
        desk = Desk(self.project, self.database, group, self.slack.channel_id)
        team = OURS if ":" in who else HOME
        asked = Incoming(who, team, str(self.number), self.today, Command(name, words))  # type: ignore[arg-type]
        return conversation.answer(desk, asked).plain()

    def authors(self) -> list[str]:
        with self.database.reading() as db:
            return [who for (who,) in db.execute("SELECT created_by FROM expenses ORDER BY id")]

    def linked(self) -> dict[str, str]:
        with self.database.reading() as db:
            return dict(db.execute("SELECT account, person FROM accounts ORDER BY account").fetchall())


@pytest.fixture
def house(project: Project, tmp_path: Path) -> Iterator[House]:
    people = (
        SlackPerson(SLACK_MAJA, "maja", "Maja Lind", email="Maja@Example.se"),
        SlackPerson(SLACK_ANNA, "anna", "Anna Ek", email="anna@example.se"),
        SlackPerson(SLACK_GUEST, "gast", "Gäst Gästsson", email="karin@example.se", team_id=AWAY),
    )
    slack = Playground(signing_secret="hemlig", bot_token="xoxb-test", people=people)
    connector, database = Connector(), Database(tmp_path / "yh.db")
    slack.start()
    connector.start()
    house = House(slack, connector, database, project)
    meet(database, connector, CHANNEL)
    yield house
    house.api.close()
    connector.stop()
    slack.stop()
    database.close()


def join_slack(house: House, email: str, name: str = "Karin Berg") -> None:
    person = SlackPerson(SLACK_LATER, name.split()[0].lower(), name, email=email)
    house.slack.workspace.people[SLACK_LATER] = person
    house.slack.workspace.members.append(SLACK_LATER)


# --- one person


def test_whoever_is_in_both_is_one_whichever_comes_first(house: House) -> None:
    group = house.everyone()
    assert group.canonical(ANNA.account, OURS) == SLACK_ANNA
    assert group.canonical(SLACK_ANNA, HOME) == SLACK_ANNA
    assert group.canonical(SLACK_MAJA, HOME) == SLACK_MAJA  # her address has capitals there
    assert group.canonical(MAJA.account, OURS) == SLACK_MAJA
    assert house.linked() == {
        SLACK_ANNA: SLACK_ANNA, SLACK_MAJA: SLACK_MAJA, ANNA.account: SLACK_ANNA, MAJA.account: SLACK_MAJA,
    }  # fmt: skip


def test_whoever_came_in_teams_before_there_was_slack_is_known_by_that_account(house: House) -> None:
    group = house.everyone()
    assert group.canonical(KARIN.account, OURS) == KARIN.account
    join_slack(house, "KARIN@example.se")
    house.clock.time += MINUTE
    assert group.canonical(SLACK_LATER, HOME) == KARIN.account
    assert group.accounts(SLACK_LATER) == group.accounts(KARIN.account) == (KARIN.account, SLACK_LATER)


def test_both_at_once_are_one(house: House) -> None:
    group, found, both = house.everyone(), list[str](), threading.Barrier(2)

    def come(who: str, team: str) -> None:
        both.wait()
        found.append(group.canonical(who, team))

    threads = [threading.Thread(target=come, args=each) for each in ((SLACK_ANNA, HOME), (ANNA.account, OURS))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [SLACK_ANNA, SLACK_ANNA]
    assert house.linked() == {SLACK_ANNA: SLACK_ANNA, ANNA.account: SLACK_ANNA}


def test_different_addresses_are_different_people_even_of_one_name(house: House) -> None:
    join_slack(house, "karin.berg@annan.se")
    group = house.everyone()
    assert group.canonical(SLACK_LATER, HOME) == SLACK_LATER
    assert group.canonical(KARIN.account, OURS) == KARIN.account
    assert set(group.called("Karin") or ()) == {SLACK_LATER, KARIN.account}


def test_a_line_of_the_project_file_with_both_says_that_two_are_one(house: House) -> None:
    join_slack(house, "karin.berg@annan.se")
    listed = Member(name="Karin Berg", role="styrgrupp", slack=SLACK_LATER, email="Karin@Example.se")
    group = house.everyone(listed)
    assert group.canonical(KARIN.account, OURS) == SLACK_LATER
    assert group.canonical(SLACK_LATER, HOME) == SLACK_LATER
    assert group.called("Karin") == (SLACK_LATER,)


def test_a_line_of_the_project_file_joins_two_who_were_known_as_two(house: House) -> None:
    join_slack(house, "karin.berg@annan.se")
    before = house.everyone()
    house.say(before, KARIN.account, "logg utgift 40 kr parkering 12 mars")
    house.say(before, SLACK_LATER, "logg utgift 60 kr buss till Nora 12 mars")
    assert house.authors() == [KARIN.account, SLACK_LATER]
    listed = Member(name="Karin Berg", role="arbetsgrupp", slack=SLACK_LATER, email=KARIN.email)
    group = house.everyone(listed)
    for who in (KARIN.account, SLACK_LATER):
        assert "Utgift 1" in (said := house.say(group, who, "status sök mina utgifter")) and "Utgift 2" in said
    assert house.authors() == [SLACK_LATER, SLACK_LATER]
    assert house.linked() == {KARIN.account: SLACK_LATER, SLACK_LATER: SLACK_LATER}


def test_somebody_is_written_to_where_they_were_last_seen(house: House) -> None:
    group = house.everyone()
    assert group.account(SLACK_ANNA) == SLACK_ANNA
    group.canonical(ANNA.account, OURS)
    assert group.account(SLACK_ANNA) == ANNA.account  # she has never written in Slack
    house.today = TODAY.replace(day=15)
    group.canonical(SLACK_ANNA, HOME)
    assert group.account(SLACK_ANNA) == SLACK_ANNA


def test_what_comes_after_an_answer_in_teams_is_not_heard_in_slack(house: House) -> None:
    group = house.everyone()
    group.canonical(SLACK_ANNA, HOME)
    house.today = TODAY.replace(hour=10)
    person = group.canonical(ANNA.account, OURS)
    assert group.canonical(person, OURS) == person == SLACK_ANNA  # as a file that took its time is asked about again
    assert group.account(person) == ANNA.account


def test_an_address_that_changes_afterwards_parts_nobody(house: House) -> None:
    group = house.everyone()
    group.canonical(ANNA.account, OURS)
    house.slack.change_person(SLACK_ANNA, email="anna.lund@example.se")
    house.clock.time += MINUTE
    house.today = TODAY.replace(day=15)
    assert group.canonical(SLACK_ANNA, HOME) == group.canonical(ANNA.account, OURS) == SLACK_ANNA
    with house.database.reading() as db:
        assert accounts.by_email(db, "anna.lund@example.se") == (SLACK_ANNA,)


def test_somebody_who_gets_an_address_that_was_anothers_is_not_that_person(house: House) -> None:
    group = house.everyone()
    group.canonical(SLACK_ANNA, HOME)
    house.slack.change_person(SLACK_ANNA, deleted=True)
    house.clock.time += MINUTE
    assert group.canonical(ANNA.account, OURS) == ANNA.account
    assert group.access(ANNA.account, OURS) == "member"
    assert group.belongs(SLACK_ANNA) == "outsider"


def test_another_workspaces_addresses_link_nobody(house: House) -> None:
    house.slack.workspace.members.append(SLACK_GUEST)
    group = house.everyone(Member(name="Gäst", role="arbetsgrupp", slack=SLACK_GUEST))
    assert group.canonical(KARIN.account, OURS) == KARIN.account
    assert group.canonical(SLACK_GUEST, AWAY) == SLACK_GUEST
    assert group.email(SLACK_GUEST, AWAY) == ""


def test_a_directory_that_is_not_listed_links_nobody_and_one_that_is_only_by_its_own_addresses(house: House) -> None:
    join_slack(house, "par@example.com", "Par Partner")
    stranger = replace(PARTNER, aad="aaaaaaaa-0000-4000-8000-00000000abcd", email=ANNA.email)
    house.connector.conversations[CHANNEL].members.append(stranger)
    partner = Tenant(organisation="Kumla kommun", id=PARTNER_TENANT, domains=("example.com",))
    assert house.everyone().canonical(PARTNER.account, THEIRS) == PARTNER.account
    group = house.everyone(tenants=(partner,))
    assert group.canonical(stranger.account, THEIRS) == stranger.account
    assert group.access(stranger.account, THEIRS) == "outsider"
    assert group.canonical(PARTNER.account, THEIRS) == SLACK_LATER
    assert house.linked() == {PARTNER.account: SLACK_LATER}


def test_of_whoever_is_no_member_nothing_is_kept(house: House) -> None:
    group = house.everyone()
    meet(house.database, house.connector, OUTSIDER)
    assert group.canonical(OUTSIDER.account, OURS) == OUTSIDER.account
    assert "kanal" in house.say(group, OUTSIDER.account, "status")
    assert house.linked() == {}


# --- who is let in


def test_a_member_in_one_place_is_let_in_from_the_other(house: House) -> None:
    join_slack(house, OUTSIDER.email, OUTSIDER.name)
    meet(house.database, house.connector, OUTSIDER)
    group = house.everyone()
    assert group.canonical(OUTSIDER.account, OURS) == SLACK_LATER
    assert group.access(SLACK_LATER, OURS) == "member"
    house.slack.leave(SLACK_LATER)
    house.clock.time += MINUTE
    assert group.access(SLACK_LATER, OURS) == "outsider"


def test_an_account_that_is_deactivated_does_not_count_and_the_other_does(house: House) -> None:
    group = house.everyone()
    assert group.canonical(ANNA.account, OURS) == SLACK_ANNA
    house.today += timedelta(minutes=1)
    assert group.canonical(SLACK_ANNA, "") == SLACK_ANNA
    assert group.account(SLACK_ANNA) == SLACK_ANNA
    house.clock.time += MINUTE
    house.slack.fail("users.info", "500")
    assert group.account(SLACK_ANNA) == SLACK_ANNA
    house.clock.time += 1
    house.slack.change_person(SLACK_ANNA, deleted=True)
    house.clock.time += MINUTE
    assert group.access(SLACK_ANNA, OURS) == "member"
    assert group.account(SLACK_ANNA) == ANNA.account  # where she is written to from now on
    house.connector.conversations[CHANNEL].members.remove(ANNA)
    house.clock.time += MINUTE
    assert group.access(SLACK_ANNA, OURS) == "outsider"


def test_somebody_is_written_to_where_they_were_heard_last(house: House) -> None:
    group = house.everyone()
    for account in (ANNA.account, SLACK_ANNA, ANNA.account, SLACK_ANNA):
        house.today += timedelta(minutes=1)
        house.say(group, account, "logg senaste")
        assert group.account(SLACK_ANNA) == group.account(ANNA.account) == account
        assert house.everyone().account(SLACK_ANNA) == account  # after a restart too


@pytest.mark.parametrize("method", ["users.info", "users.lookupByEmail"])
def test_nothing_is_written_while_it_cannot_be_told_who_somebody_is_in_slack(house: House, method: str) -> None:
    group = house.everyone()
    house.slack.fail(method, "500", 9)
    if method == "users.lookupByEmail":
        with pytest.raises(Unreadable):
            group.canonical(ANNA.account, OURS)
        assert "just nu" in house.say(group, ANNA.account, "logg utgift 40 kr parkering 12 mars")
    else:
        assert "just nu" in house.say(group, SLACK_ANNA, "logg utgift 40 kr parkering 12 mars")
    assert house.authors() == [] and house.linked() == {}
    house.slack.clear_faults()
    house.clock.time += 1
    assert "är loggad" in house.say(group, ANNA.account, "logg utgift 40 kr parkering 12 mars")
    assert house.authors() == [SLACK_ANNA]


def test_whoever_is_known_goes_on_while_the_other_place_does_not_answer(house: House) -> None:
    group = house.everyone()
    group.canonical(ANNA.account, OURS)
    house.clock.time += MINUTE
    house.today = TODAY.replace(day=15)
    house.slack.fail("*", "500", 99)
    assert "är loggad" in house.say(group, ANNA.account, "logg utgift 40 kr parkering 12 mars")
    assert house.authors() == [SLACK_ANNA]
    house.slack.clear_faults()


def test_slack_goes_on_while_teams_does_not_answer(house: House) -> None:
    group = house.everyone()
    house.connector.fault("members", status=500, times=99)
    assert "är loggad" in house.say(group, SLACK_MAJA, "logg utgift 40 kr parkering 12 mars")
    assert house.authors() == [SLACK_MAJA]


def test_in_slack_nobody_waits_for_teams_once_the_day_has_begun(house: House) -> None:
    leader = Member(name="Anna Ek", role="projektledare", email="anna@example.se")
    group = house.everyone(leader)
    for who, team in ((SLACK_ANNA, HOME), (ANNA.account, OURS)):
        group.canonical(who, team)
    house.clock.time += MINUTE
    before = len(house.connector.calls)
    assert "är loggad" in house.say(group, SLACK_ANNA, "logg utgift 40 kr parkering 12 mars")
    assert "är ändrad" in house.say(group, SLACK_ANNA, "logg ändra senaste: 50 kr")
    assert len(house.connector.calls) == before


def test_a_group_that_leaves_slack_keeps_its_people(house: House) -> None:
    leader = Member(name="Anna Ek", role="projektledare", slack=SLACK_ANNA, email="anna@example.se")
    group = house.everyone(leader)
    house.say(group, SLACK_ANNA, "logg utgift 40 kr parkering 12 mars")
    alone = house.everyone(leader, slack=False)
    assert "ångrad" in house.say(alone, ANNA.account, "logg ta bort senaste")
    assert alone.full_name(SLACK_ANNA) == "Anna Ek"
    assert alone.account(SLACK_ANNA) == ANNA.account
    assert alone.person(SLACK_ANNA) == alone.person("Anna") == SLACK_ANNA


# --- what it is for


def test_what_is_logged_in_one_place_is_the_persons_own_in_the_other(house: House) -> None:
    group = house.everyone()
    house.say(group, SLACK_ANNA, "logg utgift 40 kr parkering 12 mars")
    assert "40" in house.say(group, ANNA.account, "logg senaste")
    assert "40" in house.say(group, ANNA.account, "status sök mina utgifter")
    assert "ångrad" in house.say(group, ANNA.account, "logg ta bort senaste")
    assert "40" not in house.say(group, MAJA.account, "logg senaste")


def test_whoever_is_only_in_teams_finds_what_is_their_own(house: House) -> None:
    group = house.everyone()
    house.say(group, SLACK_MAJA, "logg utgift 60 kr buss till Nora 12 mars")
    house.say(group, KARIN.account, "logg utgift 40 kr parkering 12 mars")
    found = house.say(group, KARIN.account, "status sök mina utgifter")
    assert "Utgift 2" in found and "Utgift 1" not in found
    assert "Utgift 2" in house.say(group, SLACK_MAJA, "status sök utgifter av Karin")


def test_others_records_are_corrected_by_the_leader_in_both_and_by_nobody_else(house: House) -> None:
    leader = Member(name="Anna Ek", role="projektledare", email="ANNA@example.se")
    group = house.everyone(leader)
    house.say(group, MAJA.account, "logg utgift 40 kr parkering 12 mars")
    assert "50" in house.say(group, ANNA.account, "logg ändra utgift 1: 50 kr")
    assert "60" in house.say(group, SLACK_ANNA, "logg ändra utgift 1: 60 kr")
    assert "Inget ändrades" in house.say(group, KARIN.account, "logg ändra utgift 1: 70 kr")
    with house.database.reading() as db:
        assert db.execute("SELECT amount_ore FROM expenses").fetchone()[0] == 60_00


def test_a_role_given_in_chat_holds_in_both_places(house: House) -> None:
    leader = Member(name="Anna Ek", role="projektledare", slack=SLACK_ANNA)
    group = house.everyone(leader)
    assert "firmatecknare" in house.say(group, ANNA.account, "logg roll Maja Lind firmatecknare")
    for who in (SLACK_MAJA, MAJA.account):
        assert "är loggad" not in house.say(group, who, "logg utgift 40 kr parkering 12 mars")
    assert house.authors() == []


def test_a_role_that_the_file_gives_by_slacks_id_holds_for_whoever_came_in_teams_first(house: House) -> None:
    assert house.everyone().canonical(KARIN.account, OURS) == KARIN.account
    join_slack(house, "karin@example.se")
    house.clock.time += MINUTE
    group = house.everyone(Member(name="Karin Berg", role="styrgrupp", slack=SLACK_LATER))
    group.canonical(SLACK_LATER, HOME)
    for who in (KARIN.account, SLACK_LATER):
        assert "är loggad" not in house.say(group, who, "logg utgift 40 kr parkering 12 mars")


@pytest.mark.parametrize("written", ["Anna", "@anna", "Anna Ek", "anna@example.se", SLACK_ANNA, ANNA.account])
def test_one_person_is_found_not_two(house: House, written: str) -> None:
    group = house.everyone()
    assert group.reachable(written) == SLACK_ANNA
    assert house.linked() == {}  # to look somebody up keeps nothing


def test_two_of_one_name_are_asked_about(house: House) -> None:
    house.connector.conversations[CHANNEL].members.append(
        Person("aaaaaaaa-0000-4000-8000-00000000fff6", "Anna Lund", "anna.lund@example.se")
    )
    group = house.everyone()
    assert group.person("Anna") is None
    assert group.person("Anna Ek") == SLACK_ANNA


def test_whoever_is_meant_is_never_nobody_because_a_place_does_not_answer(house: House) -> None:
    group = house.everyone()
    house.connector.fault("members", status=500, times=9)
    assert group.reachable("Anna") == SLACK_ANNA
    with pytest.raises(Unreadable):
        group.reachable("Karin")
    house.connector.faults.clear()
    house.clock.time += PAUSE
    assert group.reachable("Karin") == KARIN.account
