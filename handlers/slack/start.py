"""Slack as the settings say: over HTTP or Socket Mode."""

from collections.abc import Callable
from datetime import datetime

from slack_sdk import WebClient

from bot.project import Project
from handlers.outbox import Outbox
from handlers.settings import Settings
from handlers.slack import http, surface
from handlers.slack.files import Files
from handlers.slack.identity import Identity
from handlers.slack.members import Listed, SlackMembers
from handlers.slack.post import Poster
from handlers.surfaces import Answer, Listening


class Slack:
    """Implements `handlers.surfaces.Surface`."""

    def __init__(self, settings: Settings, project: Project) -> None:
        """Asks Slack who we are. Raises SurfaceRefused."""
        self._settings = settings
        self._client = WebClient(token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url)
        self._identity = Identity(self._client)
        self._ours = self._identity.ask()
        self.channel = settings.yh_channel
        listed = [Listed(slack=member.slack, email=member.email) for member in project.members]
        self.members = SlackMembers(self._client, team_id=self._ours.team_id, channel=self.channel, listed=listed)
        self.poster = Poster(self._client)
        self.fetch = Files(self._client)

    def listen(self, answer: Answer, now: Callable[[], datetime], outbox: Outbox) -> Listening:
        """As the protocol says."""
        by_line = self._settings.socket_mode
        secret = self._settings.slack_signing_secret.get_secret_value()
        bolt = surface.build(
            client=self._client,
            team_id=self._ours.team_id,
            bot_user_id=self._ours.bot_user_id,
            signing_secret=None if by_line else secret,
            answer=answer,
            now=now,
            outbox=outbox,
            channel=self.channel,
            name=self.members.name,
        )
        checks = {"slack": self._identity.check}
        if not by_line:
            return Listening(checks, http.routes(bolt, secret))
        from handlers.slack.socket import SocketMode  # only who uses it pays for it

        line = SocketMode(bolt, self._settings.slack_app_token.get_secret_value())
        return Listening(checks | {"socket": line.check}, start=line.start, stop=line.stop)
