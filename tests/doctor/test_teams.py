"""Each thing that Microsoft can say is wrong is broken once: the one line says what and how to mend it."""

from collections.abc import Iterator

import pytest

from handlers.teams import doctor, start
from tests.teams.connector import CHANNEL, GROUP_CHAT, Connector
from tests.teams.people import TENANT

from .conftest import LEADER, Office, member

SECRET = "vArd3t~hemligt"
TEAMS = {
    "TEAMS_CLIENT_ID": "1b2c3d4e-0000-4000-8000-1234567890ab",
    "TEAMS_CLIENT_SECRET": SECRET,
    "TEAMS_TENANT_ID": TENANT,
    "TEAMS_CHANNEL": CHANNEL,
}
ANNA = member("Anna Ek", "projektledare", slack="UANNA", email="anna@example.se")


class Tokens:
    """Microsoft's tokens; `refusal` is what comes in their place."""

    refusal: Exception | None = None

    async def get_bot_token(self) -> str:
        if self.refusal:
            raise self.refusal
        return "ett.litet.token"


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
def teams(office: Office, tokens: Tokens, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connector]:
    """A Teams in which all is well, beside the office's Slack."""
    connector = Connector()
    connector.start()
    monkeypatch.setattr(start, "tokens", lambda settings: tokens)
    monkeypatch.setattr(doctor, "EVERYWHERE", connector.service_url)
    office.set(**TEAMS, TEAMS_OPENID_URL=connector.openid_url)
    office.project(ANNA)
    yield connector
    connector.stop()


def test_where_all_is_well_in_both_places_every_line_says_so(office: Office, teams: Connector) -> None:
    office.examine()
    assert (office.lines("obs"), office.lines("fel"), office.code) == ([], [], 0), office.said
    assert [line for line in office.lines("ok") if line.startswith("Teams")] == [
        "Teams nycklar: Microsofts nycklar går att hämta: 1 finns.",
        f"Teams: Microsoft godtar appen {TEAMS['TEAMS_CLIENT_ID']}.",
        "Teams kanal: Assistenten är med, tillsammans med 4 personer.",
    ]
    assert "C" in office.lines("ok")[0] and f"Teams, kanal {CHANNEL}" in office.lines("ok")[0]


def test_a_group_in_teams_alone_is_told_nothing_of_slack(office: Office, teams: Connector) -> None:
    office.set(SLACK_BOT_TOKEN=None, SLACK_APP_TOKEN=None, YH_CHANNEL=None)
    office.project(member("Anna Ek", "projektledare", email="anna@example.se"))
    office.examine()
    assert (office.lines("obs"), office.lines("fel"), office.code) == ([], [], 0), office.said


def test_what_is_half_set_is_named_and_nothing_is_asked(office: Office, teams: Connector) -> None:
    office.set(TEAMS_CLIENT_SECRET=None)
    assert office.wrong() == (
        "Inställningar: TEAMS_CLIENT_SECRET saknas: en hemlighets värde, under Certificates & secrets i Entra."
    )
    assert teams.calls == []


def test_without_what_teams_needs_installed_it_says_how_it_is_had(office: Office, teams: Connector) -> None:
    office.patch.setattr("handlers.settings_teams.find_spec", lambda name: None)
    assert office.wrong().endswith("Kör: pip install '.[teams]'")


def test_a_secret_that_microsoft_does_not_take_is_told_and_not_shown(
    office: Office, teams: Connector, tokens: Tokens
) -> None:
    tokens.refusal = ValueError(f"AADSTS7000215: Invalid client secret provided: {SECRET}")
    assert office.wrong().startswith("Teams: Microsoft godtar inte TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET och")
    assert SECRET not in office.said and "AADSTS" not in office.said


def test_a_microsoft_that_does_not_answer_is_told(office: Office, teams: Connector, tokens: Tokens) -> None:
    tokens.refusal = ConnectionError()
    assert office.wrong() == (
        "Teams: login.microsoftonline.com svarar inte (token_ConnectionError), så resten är inte kontrollerat. "
        "Se över nät och brandvägg, och försök igen."
    )


def test_keys_that_cannot_be_had_are_told(office: Office, teams: Connector) -> None:
    office.set(TEAMS_OPENID_URL=f"{teams.url}/ingenting/openidconfiguration")
    assert office.wrong() == (
        f"Teams nycklar: Microsofts nycklar går inte att hämta från {teams.url}/ingenting/keys (HTTPStatusError). "
        "Se över nät och brandvägg."
    )


def test_a_channel_without_the_assistant_is_told(office: Office, teams: Connector) -> None:
    office.set(TEAMS_CHANNEL="19:annan@thread.tacv2")
    assert "19:annan@thread.tacv2 finns inte, eller saknar assistenten. Lägg till appen i teamet" in office.wrong()


def test_a_teams_that_does_not_say_who_is_there_is_told(office: Office, teams: Connector) -> None:
    teams.fault("members", status=429, retry_after="3")
    assert office.wrong() == (
        f"Teams kanal: Teams ville inte säga vilka som är med i {CHANNEL} (ratelimited). Försök igen om en stund."
    )


def test_a_group_chat_does_as_well_as_a_channel(office: Office, teams: Connector) -> None:
    office.set(TEAMS_CHANNEL=GROUP_CHAT)
    assert office.examine().code == 0


def test_a_leader_without_an_address_is_not_known_in_teams(office: Office, teams: Connector) -> None:
    office.project(LEADER)
    assert office.noted() == (
        'Projektledare: Anna Ek saknar email i projektfilen och känns inte igen i Teams. Skriv email = "…".'
    )


def test_people_of_the_project_file_who_are_not_in_the_channel_are_noted(office: Office, teams: Connector) -> None:
    office.project(ANNA + member("Ute Stående", "arbetsgrupp", slack="UMAJA", email="ute@example.se"))
    assert office.noted() == (
        "Teams personer: Ute Stående är inte med i kanalen i Teams med den e-postadress som står i projektfilen."
    )


def test_without_the_settings_nothing_of_teams_is_said(office: Office) -> None:
    office.examine()
    assert "Teams" not in office.said
