"""What an administrator pastes for Teams is understood, or refused by a sentence that says what it should be."""

import pytest
from pydantic import ValidationError

from handlers import settings_teams
from handlers.settings import Settings, SettingsRefused

CLIENT = "1b2c3d4e-0000-4000-8000-1234567890ab"
WHOLE = {
    "teams_client_id": CLIENT,
    "teams_client_secret": "vArd3t~frÅn.Entra",
    "teams_tenant_id": "0b0b0b0b-0000-4000-8000-000000000001",
    "teams_channel": "19:abc@thread.tacv2",
}
SLACK = {"slack_bot_token": "xoxb-1", "slack_signing_secret": "s", "yh_channel": "C1"}


def made(**given: str) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pasted", "conversation"),
    [
        ("19:abc@thread.tacv2", "19:abc@thread.tacv2"),
        ("19:abc@thread.tacv2;messageid=1700000000000", "19:abc@thread.tacv2"),
        ("19:0a1b_2c3d@unq.gbl.spaces", "19:0a1b_2c3d@unq.gbl.spaces"),
        (
            "https://teams.microsoft.com/l/channel/19%3Aab_C-1%40thread.tacv2/Arbetsgrupp%20YH?groupId=1&tenantId=2",
            "19:ab_C-1@thread.tacv2",
        ),
        ("https://teams.cloud.microsoft/l/channel/19:abc@thread.tacv2/YH", "19:abc@thread.tacv2"),
        ("https://teams.microsoft.com/l/message/19:meeting_x@thread.v2/1700?context=%7B%7D", "19:meeting_x@thread.v2"),
    ],
)
def test_the_channel_may_be_pasted_as_the_link_that_teams_copies(pasted: str, conversation: str) -> None:
    assert made(teams_channel=pasted).teams_channel == conversation


@pytest.mark.parametrize(
    ("name", "pasted", "says"),
    [
        ("teams_channel", "Allmänt", "Hämta länk till kanalen"),
        ("teams_channel", "C0123456789", "19:…@thread.tacv2"),
        ("teams_channel", "https://example.se/?x=/l/channel/19:a@thread.v2/", "Hämta länk till kanalen"),
        ("teams_client_id", "yh-assistenten", "Application (client) ID"),
        ("teams_tenant_id", "orebro.se", "Directory (tenant) ID"),
        ("teams_client_secret", CLIENT, "värde (Value), inte dess id (Secret ID)"),
        ("teams_client_secret", "två ord", "utan mellanslag"),
        ("teams_openid_url", "http://example.se/keys", "https://"),
    ],
)
def test_what_is_no_such_thing_is_refused_and_said_what_it_should_be(name: str, pasted: str, says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        made(**{name: pasted})
    assert says in str(refused.value)


def test_ids_are_compared_as_entra_writes_them() -> None:
    assert made(teams_client_id=CLIENT.upper()).teams_client_id == CLIENT


@pytest.mark.parametrize("given", [WHOLE, SLACK, SLACK | WHOLE])
def test_one_surface_is_enough_and_both_are_allowed(given: dict[str, str]) -> None:
    made(**given).require_surface()


@pytest.mark.parametrize("name", WHOLE)
def test_a_half_set_teams_names_what_is_missing_also_where_slack_is_whole(name: str) -> None:
    half = {key: value for key, value in WHOLE.items() if key != name}
    for given in (half, SLACK | half):
        with pytest.raises(SettingsRefused, match=f"^{name.upper()} saknas: "):
            made(**given).require_surface()


def test_without_any_surface_the_playground_is_offered() -> None:
    with pytest.raises(SettingsRefused, match="Prova utan konto"):
        made().require_surface()


def test_without_what_teams_needs_installed_one_sentence_says_how_it_is_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_teams, "find_spec", lambda name: None)
    with pytest.raises(SettingsRefused) as refused:
        made(**WHOLE).require_surface()
    assert str(refused.value).endswith("Kör: pip install '.[teams]'")
    made(**SLACK).require_surface()


def test_the_secret_is_shown_nowhere_and_kept_out_of_the_log() -> None:
    settings = made(**WHOLE)
    assert WHOLE["teams_client_secret"] in settings.secrets()
    assert WHOLE["teams_client_secret"] not in f"{settings!r} {settings.model_dump()} {vars(settings)}"
