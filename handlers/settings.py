"""What the environment says (`.env` is read): one sentence that names the setting when it does not hold."""

import re
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import SettingsConfigDict

from bot.project_file import DEFAULT_PROJECT
from handlers.settings_teams import TeamsSettings

ENV_FILE = ".env"
ENV_ENCODING = "utf-8-sig"  # as Notepad may save it, too
PLAYGROUND_HINT = "Prova utan konto med: python app.py playground"


class SettingsRefused(Exception):
    """The assistant cannot start as it is set up; `str()` is one Swedish sentence that names the setting."""


class Settings(TeamsSettings):
    """The settings by their names in the environment; `README.md` has the table."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding=ENV_ENCODING,
        extra="ignore",
        env_ignore_empty=True,
        hide_input_in_errors=True,
    )

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_url: str = "https://slack.com/api/"
    yh_database: Path = Path("yh.db")
    yh_playground_database: Path = Path("yh-lekplats.db")
    yh_project: Path = DEFAULT_PROJECT
    yh_channel: str = ""
    yh_host: str = "127.0.0.1"
    yh_port: int = Field(3000, ge=1, le=65535)
    yh_public_url: str = ""
    yh_log: str = "text"
    yh_backup: Path | None = None
    yh_backups_kept: int = Field(14, ge=1)

    @field_validator("slack_api_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("ska vara en adress som börjar med https://")
        return value.rstrip("/") + "/"

    @field_validator("yh_public_url")
    @classmethod
    def _is_public(cls, value: str) -> str:
        own = r"http://(?:127\.0\.0\.1|localhost)(?::\d+)?"  # this very machine: nothing leaves it unencrypted
        if value and not re.fullmatch(rf"(?:https://[^\s/?#@]+|{own})(?:/[^\s?#]*)?", value):
            raise ValueError("ska vara assistentens publika adress, till exempel https://yh.example.se")
        return value.rstrip("/")

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _is_token(cls, value: SecretStr, info: object) -> SecretStr:
        prefix = "xoxb-" if getattr(info, "field_name", "") == "slack_bot_token" else "xapp-"
        if value and not re.fullmatch(rf"{prefix}\S+", value.get_secret_value()):
            raise ValueError(f"ska börja med {prefix}")
        return value

    @field_validator("yh_channel")
    @classmethod
    def _is_channel(cls, value: str) -> str:
        if value and not re.fullmatch(r"[CG][A-Za-z0-9_-]+", value):
            raise ValueError("ska vara kanalens id, till exempel C0123456789 (finns längst ner i kanalens information)")
        return value

    @field_validator("yh_log")
    @classmethod
    def _is_form(cls, value: str) -> str:
        if value.casefold() not in ("text", "json"):
            raise ValueError("ska vara text eller json")
        return value.casefold()

    def secrets(self) -> list[str]:
        """All that must never be shown."""
        kept = (self.slack_bot_token, self.slack_app_token, self.slack_signing_secret, self.teams_client_secret)
        return [secret.get_secret_value() for secret in kept if secret]

    @property
    def socket_mode(self) -> bool:
        return bool(self.slack_app_token)

    @property
    def uses_slack(self) -> bool:
        return bool(self.slack_bot_token or self.slack_app_token or self.slack_signing_secret)

    def missing(self) -> dict[str, str]:
        """What the surfaces that are begun need and is not there, by its name: a Swedish sentence for each.

        Where none is begun, what Slack needs.
        """
        slack = self._missing_for_slack() if self.uses_slack or not self.uses_teams else {}
        return slack | self.missing_for_teams()

    def _missing_for_slack(self) -> dict[str, str]:
        sentences: dict[str, str] = {}
        if not self.slack_bot_token:
            said = "SLACK_BOT_TOKEN saknas: den börjar med xoxb- och finns under OAuth & Permissions."
            sentences |= {"SLACK_BOT_TOKEN": said}
        if not (self.slack_app_token or self.slack_signing_secret):
            said = "SLACK_APP_TOKEN (Socket Mode) eller SLACK_SIGNING_SECRET (HTTP) saknas: en av dem behövs."
            sentences |= {"SLACK_APP_TOKEN": said}
        if not self.yh_channel:
            sentences |= {"YH_CHANNEL": "YH_CHANNEL saknas: id för arbetsgruppens kanal, till exempel C0123456789."}
        return sentences

    def require_surface(self) -> None:
        """Raises SettingsRefused when neither Slack nor Teams is set up, or one of them only half."""
        if not (self.uses_slack or self.uses_teams):
            begun = "Inga inställningar för Slack eller Teams finns (SLACK_BOT_TOKEN eller TEAMS_CLIENT_ID saknas)."
            raise SettingsRefused(f"{begun} {PLAYGROUND_HINT}")
        for sentence in self.missing().values():
            raise SettingsRefused(sentence)


def read_settings() -> Settings:
    """The settings from the environment and `.env`. Raises SettingsRefused."""
    settings, wrong = settings_that_hold()
    for sentence in wrong.values():
        raise SettingsRefused(sentence)
    return settings


def settings_that_hold() -> tuple[Settings, dict[str, str]]:
    """The settings, and for each that does not hold, and has its default instead, a Swedish sentence by its name."""
    file, wrong = _env_file()
    try:
        return Settings(_env_file=file), wrong
    except ValidationError as problem:
        for error in problem.errors():
            name = str(error["loc"][0]).upper()
            reason = _REASONS.get(name) or _REASONS.get(error["type"], error["msg"].removeprefix("Value error, "))
            wrong[name] = f"{name} stämmer inte: {reason}."
        refused = {str(error["loc"][0]) for error in problem.errors()}
        defaults = {name: Settings.model_fields[name].default for name in refused}
        return Settings(_env_file=file, **defaults), wrong


def _env_file() -> tuple[str | None, dict[str, str]]:
    """The file to read settings from; none, and why, when it cannot be read."""
    try:
        Path(ENV_FILE).read_text(encoding=ENV_ENCODING)
    except (FileNotFoundError, IsADirectoryError):
        return None, {}
    except UnicodeDecodeError:
        return None, {ENV_FILE: f"Filen {ENV_FILE} går inte att läsa: spara den som ren text i UTF-8."}
    except OSError as problem:
        return None, {ENV_FILE: f"Filen {ENV_FILE} går inte att läsa: {problem.strerror}."}
    return ENV_FILE, {}


_REASONS = {
    "YH_BACKUPS_KEPT": "ska vara minst 1, till exempel 14",
    "int_parsing": "ska vara ett heltal, till exempel 3000",
    "greater_than_equal": "ska vara mellan 1 och 65535",
    "less_than_equal": "ska vara mellan 1 och 65535",
}
