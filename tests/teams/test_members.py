"""Who is let in from Teams: the channel, the project file, partners' directories; and nobody when Teams does not say."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.project import Member, Project, Tenant
from handlers.requests import Unreadable
from handlers.teams.api import Api
from handlers.teams.members import TeamsMembers
from storage import conversations
from storage.database import Database
from tests.teams.connector import BOT, CHANNEL, Connector, personal_id
from tests.teams.people import ANNA, KARIN, MAJA, OUTSIDER, PARTNER, PARTNER_TENANT, TENANT, Person

OURS, THEIRS = f"tenant:{TENANT}", f"tenant:{PARTNER_TENANT}"
ANNA_TOO = Person("aaaaaaaa-0000-4000-8000-00000000fff6", "Anna Lund", "anna.lund@example.se")
MINUTE, PAUSE = 61.0, 11.0


class Tokens:
    async def get_bot_token(self) -> str:
        return "ett.litet.token"


class Clock:
    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def connector() -> Iterator[Connector]:
    found = Connector()
    found.start()
    yield found
    found.stop()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = Database(tmp_path / "yh.db")
    yield found
    found.close()


@pytest.fixture
def api() -> Iterator[Api]:
    found = Api(Tokens())
    yield found
    found.close()


def meet(database: Database, connector: Connector, who: Person | str) -> None:
    """The assistant has been written to by somebody alone, or in a conversation of several."""
    place = who if isinstance(who, str) else personal_id(who)
    reference: dict[str, Any] = {"serviceUrl": connector.service_url, "conversation": {"id": place}, "bot": BOT}
    if isinstance(who, Person):
        reference["user"] = {"id": who.id, "aadObjectId": who.aad}
    with database.transaction() as db:
        account, kind = ("", "channel") if isinstance(who, str) else (who.account, "personal")
        conversations.remember(db, id=place, account=account, kind=kind, reference=reference, at="2024-03-14T08:00:00Z")  # type: ignore[arg-type]


def listed(person: Person, **more: Any) -> Member:
    return Member(name=person.name, role="arbetsgrupp", email=person.email, **more)


PARTNERS = Tenant(organisation="Kumla kommun", id=PARTNER_TENANT.upper(), domains=("Example.com",))


@pytest.fixture
def members(
    project: Project, database: Database, connector: Connector, api: Api, clock: Clock
) -> Callable[..., TeamsMembers]:
    meet(database, connector, CHANNEL)

    def made(*people: Member, tenants: tuple[Tenant, ...] = (), channel: str = CHANNEL) -> TeamsMembers:
        ours = project.model_copy(update={"members": people, "tenants": tenants})
        return TeamsMembers(api, database, ours, tenant=TENANT, channel=channel, clock=clock)

    return made


Made = Callable[..., TeamsMembers]


def test_whoever_is_in_the_channel_is_let_in_and_nobody_else(
    members: Made, database: Database, connector: Connector
) -> None:
    group = members()
    assert group.access(ANNA.account, OURS) == "member"
    assert group.access(OUTSIDER.account, OURS) == "outsider"
    assert group.access("aad:okand", OURS) == "outsider"
    assert group.access("", OURS) == "outsider"
    assert group.access(f"teams:{BOT['id']}", OURS) == "outsider"
    meet(database, connector, OUTSIDER)
    assert group.access(OUTSIDER.account, OURS) == "outsider"


def test_whoever_is_listed_is_let_in_without_the_channel_by_the_address_that_teams_says(
    members: Made, database: Database, connector: Connector
) -> None:
    group = members(listed(replace(OUTSIDER, email="UTE@Example.se ")))
    assert group.access(OUTSIDER.account, OURS) == "outsider"  # Teams has not said who that is
    meet(database, connector, OUTSIDER)
    assert group.access(OUTSIDER.account, OURS) == "member"


def test_a_partners_people_come_in_when_listed_by_an_address_of_that_partners(members: Made) -> None:
    assert members().access(PARTNER.account, THEIRS) == "outsider"  # in the channel, even
    assert members(listed(PARTNER)).access(PARTNER.account, THEIRS) == "outsider"  # of a directory that is not listed
    assert members(tenants=(PARTNERS,)).access(PARTNER.account, THEIRS) == "outsider"
    assert members(listed(PARTNER), tenants=(PARTNERS,)).access(PARTNER.account, THEIRS) == "member"
    elsewhere = PARTNERS.model_copy(update={"domains": ("kumla.se",)})
    assert members(listed(PARTNER), tenants=(elsewhere,)).access(PARTNER.account, THEIRS) == "outsider"


def test_a_partner_cannot_give_its_people_our_addresses(members: Made, connector: Connector) -> None:
    forged = replace(PARTNER, email=ANNA.email)
    connector.conversations[CHANNEL].members.append(forged)
    group = members(listed(ANNA), tenants=(PARTNERS,))
    assert group.access(forged.account, THEIRS) == "outsider"
    assert group.email(forged.account, THEIRS) == ""


def test_our_own_people_are_strangers_when_they_come_from_another_directory(members: Made) -> None:
    assert members(tenants=(PARTNERS,)).access(ANNA.account, THEIRS) == "outsider"
    assert members(tenants=(PARTNERS,)).email(ANNA.account, THEIRS) == ""


def test_addresses_are_those_that_a_directory_we_know_gives(members: Made) -> None:
    assert members().email(ANNA.account) == "anna@example.se"
    assert members().email(PARTNER.account) == ""
    assert members(tenants=(PARTNERS,)).email(PARTNER.account) == "par@example.com"
    assert members().address("ANNA@example.se") == ANNA.account
    assert members().address("par@example.com") == ""
    assert members().address("ingen@example.se") == ""


def test_without_an_address_it_is_the_name_to_sign_in_by_unless_that_is_a_guests(
    members: Made, connector: Connector
) -> None:
    signs_in = {"email": "", "userPrincipalName": "Maja.Lind@example.se"}
    guest = {"email": "", "userPrincipalName": "bo_kumla.se#EXT#@example.onmicrosoft.com"}
    for person, said in ((MAJA, signs_in), (KARIN, guest)):
        object.__setattr__(person := replace(person), "member", lambda said=said, of=person: Person.member(of) | said)
        place = connector.conversations[CHANNEL].members
        place[:] = [person if each.aad == person.aad else each for each in place]
    assert members().email(MAJA.account) == "maja.lind@example.se"
    assert members().email(KARIN.account) == ""


def test_whoever_leaves_is_out_within_a_minute(members: Made, connector: Connector, clock: Clock) -> None:
    group = members()
    assert group.access(ANNA.account, OURS) == "member"
    connector.conversations[CHANNEL].members.remove(ANNA)
    assert group.access(ANNA.account, OURS) == "member"
    clock.time += MINUTE
    assert group.access(ANNA.account, OURS) == "outsider"


def test_whoever_is_listed_and_has_left_the_organisation_is_out(
    members: Made, database: Database, connector: Connector
) -> None:
    meet(database, connector, OUTSIDER)
    connector.conversations[personal_id(OUTSIDER)].members.clear()
    assert members(listed(OUTSIDER)).access(OUTSIDER.account, OURS) == "outsider"


FAULTS: tuple[dict[str, Any], ...] = (
    {"status": 500}, {"status": 503, "retry_after": "3"}, {"status": 429, "retry_after": "3"}, {"status": 403},
    {"drop": True},
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_what_teams_does_not_say_is_unreadable_until_it_does(
    members: Made, connector: Connector, clock: Clock, fault: dict[str, Any]
) -> None:
    group = members()
    assert group.access(ANNA.account, OURS) == "member"
    clock.time += MINUTE
    connector.fault("members", **fault)
    assert group.access(ANNA.account, OURS) == "unreadable"
    clock.time += PAUSE
    assert group.access(ANNA.account, OURS) == "member"


def test_teams_that_does_not_answer_is_left_alone_a_while_and_names_are_those_of_before(
    members: Made, connector: Connector, clock: Clock
) -> None:
    group = members()
    assert group.person("Anna") == ANNA.account
    clock.time += 700
    connector.fault("members", status=500)
    before = len(connector.calls)
    for _ in range(5):
        assert group.person("Anna") == ANNA.account
        assert group.access(ANNA.account, OURS) == "unreadable"
    assert len(connector.calls) == before + 1
    clock.time += PAUSE
    assert group.access(ANNA.account, OURS) == "member"


def test_whoever_is_meant_is_never_nobody_because_teams_does_not_answer(
    members: Made, connector: Connector, clock: Clock
) -> None:
    group = members()
    connector.fault("members", status=500)
    assert group.called("Anna") is None
    with pytest.raises(Unreadable):
        group.reachable("Anna")
    clock.time += PAUSE
    assert group.reachable("Anna") == ANNA.account


def test_somebody_alone_is_unreadable_while_teams_does_not_say_who_that_is(
    members: Made, database: Database, connector: Connector, clock: Clock
) -> None:
    meet(database, connector, OUTSIDER)
    group = members(listed(OUTSIDER))
    connector.fault("member", status=500)
    assert group.access(OUTSIDER.account, OURS) == "unreadable"
    clock.time += PAUSE
    assert group.access(OUTSIDER.account, OURS) == "member"


def test_people_are_called_by_name_and_by_address_and_two_of_one_name_are_two(
    members: Made, connector: Connector, clock: Clock
) -> None:
    group = members()
    for written in ("Anna", "@anna", "anna ek", "anna@example.se", ANNA.account):
        assert group.person(written) == ANNA.account, written
    assert group.full_name(ANNA.account) == "Anna Ek"
    assert group.person("Ute") is None
    connector.conversations[CHANNEL].members.append(ANNA_TOO)
    group.forget(ANNA.account)
    assert group.person("Anna") is None
    assert set(group.called("Anna") or ()) == {ANNA.account, ANNA_TOO.account}
    assert group.full_name("aad:okand") == "aad:okand"


def test_the_channel_is_read_before_anybody_has_written_there(
    project: Project, database: Database, connector: Connector, api: Api, clock: Clock
) -> None:
    group = TeamsMembers(api, database, project, tenant=TENANT, channel=CHANNEL, clock=clock)
    assert group.access(ANNA.account, OURS) == "unreadable"  # nobody has told where Teams is reached
    meet(database, connector, OUTSIDER)
    clock.time += PAUSE
    assert group.access(ANNA.account, OURS) == "member"


def test_a_group_that_has_its_channel_elsewhere_lets_in_whoever_is_listed(
    members: Made, database: Database, connector: Connector
) -> None:
    meet(database, connector, MAJA)
    group = members(listed(MAJA), channel="")
    assert group.access(MAJA.account, OURS) == "member"
    assert group.access(ANNA.account, OURS) == "outsider"
    assert group.called("Anna") == ()


def test_a_large_channel_is_read_page_by_page(members: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {
        "": {"members": [MAJA.member()], "continuationToken": "a b&c"},
        "a b&c": {"members": [ANNA.member()]},
    }
    group = members()
    monkeypatch.setattr(group._api, "members", lambda reference, page="": pages[page])
    assert (group.person("Maja"), group.person("Anna")) == (MAJA.account, ANNA.account)


def test_a_channel_that_takes_too_long_to_read_is_unreadable(
    members: Made, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = members()

    def slowly(reference: dict[str, Any], page: str = "") -> dict[str, Any]:
        clock.time += 1
        return {"members": [], "continuationToken": "mer"}

    monkeypatch.setattr(group._api, "members", slowly)
    assert group.called("Anna") is None
