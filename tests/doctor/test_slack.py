"""Each thing in Slack is broken once: the one line says what and how to mend it."""

import re
import socket
from collections.abc import Iterator

import pytest

from handlers.playground import Playground
from handlers.playground.workspace import BOT_USER
from handlers.slack.scopes import SCOPES

from .conftest import LEADER, ROOT, Office, member, started


@pytest.fixture
def workspace() -> Iterator[Playground]:
    """A Slack for each test: most of them change it."""
    slack = started()
    yield slack
    slack.stop()


def test_a_token_that_slack_does_not_know_is_told(office: Office) -> None:
    office.set(SLACK_BOT_TOKEN="xoxb-annan")
    assert office.wrong() == (
        "Slack: Slack godtar inte SLACK_BOT_TOKEN (invalid_auth). Kopiera den på nytt från OAuth & Permissions i appen."
    )
    assert office.lines("ok")[-1] == "Projektledare: Anna Ek (UANNA).", "the project file still says who"


def test_an_app_token_that_slack_does_not_know_is_told(office: Office) -> None:
    office.set(SLACK_APP_TOKEN="xapp-annan")
    said = office.wrong()
    assert said.startswith("Socket Mode: Slack godtar inte SLACK_APP_TOKEN (invalid_auth). Skapa en ny")
    assert "connections:write" in said


def test_over_http_no_app_token_is_asked_about(office: Office) -> None:
    office.set(SLACK_APP_TOKEN=None, SLACK_SIGNING_SECRET="hemlig-signatur")
    office.slack.fail("apps.connections.open", "invalid_auth")
    office.examine()
    assert office.code == 0
    assert "Socket Mode  " not in office.said


def test_scopes_that_are_missing_are_told(office: Office) -> None:
    slack = started(without=("groups:history", "im:write"))
    office.set(SLACK_API_URL=slack.api_url)
    assert office.wrong() == (
        "Rättigheter: Appen saknar groups:history och im:write. Lägg till i appen under OAuth & Permissions och "
        "installera om den (Install App → Reinstall to Workspace)."
    )
    slack.stop()


def test_a_slack_that_does_not_say_the_scopes_is_noted(office: Office) -> None:
    slack = started(without=tuple(SCOPES))
    office.set(SLACK_API_URL=slack.api_url)
    assert office.noted().endswith("Jämför dem under OAuth & Permissions med manifest.yml.")
    slack.stop()


def test_a_channel_that_the_assistant_is_not_in_is_told(office: Office) -> None:
    office.slack.leave(BOT_USER)
    assert office.wrong() == (
        f"Kanal: {office.slack.channel_id} finns inte, eller är privat utan assistenten. "
        "Skriv /invite @assistenten i kanalen, eller rätta YH_CHANNEL."
    )


def test_a_channel_that_is_archived_is_told(office: Office) -> None:
    office.slack.archive()
    assert office.wrong() == "Kanal: #yh-samverkan är arkiverad. Ta tillbaka den i Slack, eller byt YH_CHANNEL."


def test_a_public_channel_without_the_assistant_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from handlers.playground import methods_people

    real = methods_people.channel_json
    monkeypatch.setattr(methods_people, "channel_json", lambda *asked: real(*asked) | {"is_member": False})
    assert office.wrong() == ("Kanal: Assistenten är inte med i #yh-samverkan. Skriv /invite @assistenten i kanalen.")


def test_what_slack_refuses_to_say_is_told(office: Office) -> None:
    office.slack.fail("conversations.info", "missing_scope")
    assert "Kanal: Slack ville inte svara på frågan (missing_scope). Lägg först till" in office.wrong()


def test_a_project_leader_whom_slack_does_not_know_is_told(office: Office) -> None:
    office.project(LEADER.replace("UANNA", "UANNAN"))
    assert office.wrong() == (
        "Projektledare: Ingen i Slack har id UANNAN, som projektfilen ger Anna Ek. Rätta det där, eller bjud in personen."
    )
    office.project()
    office.slack.change_person("UANNA", deleted=True)
    assert office.wrong().startswith("Projektledare: Anna Ek är avstängd i Slack.")


def test_a_project_leader_known_by_address_is_given_the_id_to_write(office: Office) -> None:
    office.project(member("Anna Ek", "projektledare", email="anna@example.se"))
    assert office.noted().endswith(
        'saknar slack i projektfilen och känns bara igen på adressen. Skriv hellre slack = "UANNA".'
    )


def test_other_members_whom_slack_does_not_know_are_noted(office: Office) -> None:
    maja = member("Maja Lind", "arbetsgrupp", slack="UMAJA")
    office.project(LEADER + maja + member("Bo Ek", "arbetsgrupp", email="bo@example.se"))
    assert office.noted().startswith("Personer: Ingen i Slack har adressen bo@example.se, som projektfilen ger Bo Ek.")
    assert "Personer: 1 av 2 övriga i projektfilen finns i Slack." in office.lines("ok")


@pytest.mark.parametrize(
    ("how", "why"), [("drop", "anslutningen bröts"), ("500", "http_500"), ("ratelimited", "för många frågor just nu")]
)
def test_a_slack_that_stops_answering_is_one_line(office: Office, how: str, why: str) -> None:
    office.slack.fail("conversations.info", how)
    assert f"/api/ svarar inte ({why}), så resten är inte kontrollerat." in office.wrong()
    assert "Slack: Arbetsytan Lekplatsen" in "\n".join(office.lines("ok"))


def test_no_slack_at_all_is_one_line(office: Office) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))  # bound and not listening: refused
        office.set(SLACK_API_URL=f"http://127.0.0.1:{probe.getsockname()[1]}/api/")
        said = office.wrong()
    assert "svarar inte (anslutningen nekas), så resten är inte kontrollerat. Se över nät och brandvägg" in said


def test_a_slack_that_is_too_slow_is_one_line(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.slack.doctor._TIMEOUT", 0.05)
    office.slack.fail("auth.test", "timeout", seconds=0.5)
    assert "svarar inte (inget svar i tid)" in office.wrong()


def test_nothing_is_posted(office: Office) -> None:
    office.examine()
    assert office.slack.visible("UANNA") == []


def test_the_readme_shows_what_doctor_says(office: Office) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"app\.py doctor\n(ok .+?)```", readme, re.DOTALL)
    office.set(YH_CHANAL="C0SAMVERKAN")
    office.project(member("Anna Ek", "projektledare", email="anna@example.se"))
    office.slack.leave(BOT_USER)
    said = re.sub(r" på \S+ \(SLACK_API_URL\)", "", office.examine().said)
    assert re.sub(r"\d+ [MG]B", "40 GB", said) == block
