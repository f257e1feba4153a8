"""What the environment says of Microsoft Teams; part of `handlers.settings.Settings`."""

import re
from importlib.util import find_spec
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings

INSTALL = "pip install '.[teams]'"
MICROSOFTS_KEYS = "https://login.botframework.com/v1/.well-known/openidconfiguration"

_GUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_CONVERSATION = r"19:[A-Za-z0-9_-]+@(?:thread\.(?:tacv2|v2|skype)|unq\.gbl\.spaces)"
_LINK = rf"/l/(?:channel|chat|message)/({_CONVERSATION})/"  # what Teams copies: the path is where, not what
_WHERE = {
    "teams_client_id": "Application (client) ID",
    "teams_tenant_id": "Directory (tenant) ID",
}


class TeamsSettings(BaseSettings):
    """The settings of Teams by their names in the environment; none is needed where the group is in Slack alone."""

    teams_client_id: str = ""
    teams_client_secret: SecretStr = SecretStr("")
    teams_tenant_id: str = ""
    teams_channel: str = ""
    teams_openid_url: str = MICROSOFTS_KEYS

    @field_validator("teams_client_id", "teams_tenant_id")
    @classmethod
    def _is_guid(cls, value: str, info: object) -> str:
        if value and not re.fullmatch(_GUID, value.casefold()):
            called = _WHERE[getattr(info, "field_name", "")]
            raise ValueError(f"ska vara {called} från appens översikt i Entra, 36 tecken med bindestreck")
        return value.casefold()

    @field_validator("teams_client_secret")
    @classmethod
    def _is_value(cls, value: SecretStr) -> SecretStr:
        written = value.get_secret_value()
        if re.fullmatch(_GUID, written.casefold()):
            raise ValueError("ska vara hemlighetens värde (Value), inte dess id (Secret ID)")
        if re.search(r"\s", written):
            raise ValueError("ska vara hemlighetens värde (Value), utan mellanslag")
        return value

    @field_validator("teams_channel")
    @classmethod
    def _is_conversation(cls, value: str) -> str:
        if not value:
            return value
        there = re.match(_LINK, unquote(urlsplit(value).path) + "/") if value.startswith("https://") else None
        found = there[1] if there else value.partition(";")[0]
        if not re.fullmatch(_CONVERSATION, found):
            raise ValueError(
                "ska vara kanalens länk (i Teams: ⋯ vid kanalens namn, Hämta länk till kanalen) eller dess id, 19:…@thread.tacv2"
            )
        return found

    @field_validator("teams_openid_url")
    @classmethod
    def _is_trusted(cls, value: str) -> str:
        own = r"http://(?:127\.0\.0\.1|localhost)(?::\d+)?"  # this very machine: nobody changes the keys on the way
        if not re.fullmatch(rf"(?:https://[^\s/@]+|{own})/\S*openidconfiguration", value):
            raise ValueError("ska vara en adress som börjar med https:// och slutar med openidconfiguration")
        return value

    @property
    def uses_teams(self) -> bool:
        return bool(self.teams_client_id or self.teams_client_secret or self.teams_tenant_id or self.teams_channel)

    def missing_for_teams(self) -> dict[str, str]:
        """What Teams needs and is not there, by its name: a Swedish sentence for each; nothing where Teams is not used."""
        if not self.uses_teams:
            return {}
        needed = {
            "TEAMS_CLIENT_ID": (self.teams_client_id, "Application (client) ID, på appens översikt i Entra"),
            "TEAMS_CLIENT_SECRET": (
                self.teams_client_secret,
                "en hemlighets värde, under Certificates & secrets i Entra",
            ),
            "TEAMS_TENANT_ID": (self.teams_tenant_id, "Directory (tenant) ID, på appens översikt i Entra"),
            "TEAMS_CHANNEL": (self.teams_channel, "länken till arbetsgruppens kanal i Teams"),
        }
        sentences = {name: f"{name} saknas: {what}." for name, (value, what) in needed.items() if not value}
        if not teams_installed():
            sentences[""] = f"Det som Teams kräver är inte installerat, men TEAMS_ är satt. Kör: {INSTALL}"
        return sentences


def teams_installed() -> bool:
    """Whether the extra is there, without importing it."""
    return find_spec("microsoft_teams") is not None and find_spec("httpx") is not None
