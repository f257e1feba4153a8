"""Who belongs to the group, as Slack knows it.

Docs: 'conversations.members', 'users.info', 'User object'. Scopes: users:read, users:read.email (members
listed by address), groups:read or channels:read. What Slack does not answer is 'unreadable': the caller then
writes nothing.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from slack_sdk import WebClient

from handlers.cache import PATIENCE, Cache
from handlers.calls import Failure
from handlers.requests import Access, Unreadable
from handlers.slack.client import attempt, once

logger = logging.getLogger(__name__)

_TIMEOUT = 2  # seconds a call may take: the whole answer must come within Slack's three
_FRESH = 60.0  # seconds that membership and 'deactivated' are believed
_NAME_FRESH = 600.0
_PAGE = 200  # docs: 'no more than 200 recommended'
_GONE = {"user_not_found", "user_not_visible", "users_not_found"}


@dataclass(frozen=True)
class Listed:
    """A person of the project file, let in by Slack id or by e-mail."""

    slack: str = ""
    email: str = ""


@dataclass(frozen=True)
class _Profile:
    name: str = ""
    full: str = ""
    handle: str = ""
    email: str = ""
    team: str = ""
    stranger: bool = False
    barred: bool = False  # a bot, deactivated, or unknown to Slack


class SlackMembers:
    """Implements `handlers.requests.Members` for the channel of the group and the people listed.

    A person of another workspace (Slack Connect) is let in when both in the channel and listed.
    """

    def __init__(
        self,
        client: WebClient,
        *,
        team_id: str,
        channel: str,
        listed: Iterable[Listed] = (),
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._client = once(client, _TIMEOUT)
        self._team = team_id
        self._clock = clock
        people = list(listed)
        self._ids = {person.slack for person in people if person.slack}
        self._emails = {person.email.strip().casefold() for person in people if person.email.strip()}
        self._profiles: Cache[str, _Profile] = Cache(clock, self._fetch_profile)
        self._channels: Cache[str, frozenset[str]] = Cache(clock, self._fetch_members)
        self._addresses: Cache[str, str] = Cache(clock, self._fetch_address)
        self._channel = channel

    def access(self, who: str, team: str) -> Access:
        """Whether `who`, coming from the workspace `team`, may use the assistant."""
        if not who or who == "USLACKBOT":
            return "outsider"
        profile = self._profiles.get(who, _FRESH)
        if profile is None:
            return "unreadable"
        if profile.barred:
            return "outsider"
        listed = who in self._ids or bool(profile.email and profile.email in self._emails)
        stranger = profile.stranger or team != self._team or (profile.team or self._team) != self._team
        if listed and not stranger:
            return "member"
        if stranger and not listed:
            return "outsider"
        members = self._channels.get(self._channel, _FRESH)
        if members is None:
            return "unreadable"
        return "member" if who in members else "outsider"

    def email(self, who: str, team: str = "") -> str:
        """The address; empty for who is of another workspace than ours. Raises Unreadable."""
        profile = self._profiles.get(who, _FRESH)
        if profile is None:
            raise Unreadable
        ours = (team or self._team) == self._team == (profile.team or self._team) and not profile.stranger
        return "" if profile.barred or not ours else profile.email

    def belongs(self, who: str) -> Access:
        """The same as `access` of somebody who does not ask just now: of the workspace that Slack says."""
        profile = self._profiles.get(who, _FRESH)
        return self.access(who, profile.team or self._team) if profile else "unreadable"

    def canonical(self, who: str, team: str = "") -> str:
        """A person has one account in Slack."""
        return who

    def accounts(self, who: str) -> tuple[str, ...]:
        """The same: that account."""
        return (who,)

    def holds(self, account: str) -> bool:
        """Whether the id is one of Slack's."""
        return bool(account) and ":" not in account

    def address(self, email: str) -> str:
        """The account in our workspace that has the address now; empty for none. Raises Unreadable."""
        found = self._addresses.get(email.strip().casefold(), _FRESH)
        if found is None:
            raise Unreadable
        return found if found and self.email(found) == email.strip().casefold() else ""

    def name(self, who: str) -> str:
        """Display name, else full name; the id when Slack does not say."""
        profile = self._profiles.get(who, _NAME_FRESH)
        return (profile.name if profile else "") or who

    def full_name(self, who: str) -> str:
        """Full name, else display name; the id when Slack does not say."""
        profile = self._profiles.get(who, _NAME_FRESH)
        return (profile.full or profile.name if profile else "") or who

    def called(self, written: str) -> tuple[str, ...] | None:
        """The ids of those in the channel who are called `written`; None when Slack does not say who is in it."""
        wanted = written.strip().lstrip("@").casefold()
        members = self._channels.get(self._channel, _FRESH) if wanted else frozenset[str]()
        if members is None:
            return None
        names = {who: self._called(who) for who in sorted(members)}
        found = tuple(who for who, called in names.items() if wanted == who.casefold() or wanted in (called or ()))
        return None if not found and None in names.values() else found

    def person(self, written: str | None) -> str | None:
        """The id of the one member who is called `written` ('Anna', '@anna', 'Anna Ek', an id); None for none or several."""
        found = self.called(written) if written else None
        return found[0] if found and len(found) == 1 else None

    def reachable(self, written: str | None) -> str | None:
        """The same for whom something is meant. Raises Unreadable where Slack does not say: 'nobody' must be certain."""
        if written and self.called(written) is None:
            raise Unreadable
        return self.person(written)

    def _called(self, who: str) -> set[str] | None:
        """What the person is called; None when Slack does not say."""
        profile = self._profiles.get(who, _NAME_FRESH)
        if profile is None:
            return None
        if profile.barred:
            return set()
        names = {name.casefold() for name in (profile.name, profile.full, profile.handle) if name}
        return names | {name.split()[0] for name in names} | ({profile.email} if profile.email else set())

    def forget(self, who: str) -> None:
        """Asks Slack anew the next time, about the person and about who is in the channel."""
        self._profiles.kept.pop(who, None)
        self._channels.kept.clear()

    def _fetch_profile(self, who: str) -> _Profile | None:
        answer = attempt(lambda: self._client.users_info(user=who))
        if isinstance(answer, Failure):
            if answer.kind == "refused" and answer.reason in _GONE:
                return _Profile(barred=True)
            logger.warning("users.info: %s", answer.reason)
            return None
        user: dict[str, Any] = answer.get("user") or {}
        profile = user.get("profile") or {}
        return _Profile(
            name=str(profile.get("display_name") or profile.get("real_name") or user.get("real_name") or ""),
            full=str(profile.get("real_name") or user.get("real_name") or ""),
            handle=str(user.get("name") or ""),
            email=str(profile.get("email") or "").strip().casefold(),
            team=str(user.get("team_id") or ""),
            stranger=bool(user.get("is_stranger")),
            barred=not user or bool(user.get("is_bot") or user.get("deleted")),
        )

    def _fetch_address(self, email: str) -> str | None:
        answer = attempt(lambda: self._client.users_lookupByEmail(email=email))
        if not isinstance(answer, Failure):
            return str((answer.get("user") or {}).get("id") or "")
        if answer.kind == "refused" and answer.reason in _GONE:
            return ""
        logger.warning("users.lookupByEmail: %s", answer.reason)
        return None

    def _fetch_members(self, channel: str) -> frozenset[str] | None:
        found: set[str] = set()
        cursor, began = "", self._clock()
        while True:
            answer = attempt(
                lambda cursor=cursor: self._client.conversations_members(channel=channel, limit=_PAGE, cursor=cursor)  # type: ignore[misc]
            )
            if isinstance(answer, Failure):
                logger.warning("conversations.members: %s", answer.reason)
                return None
            found.update(answer.get("members") or ())
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return frozenset(found)
            if self._clock() - began > PATIENCE:
                logger.warning("conversations.members: långsam")
                return None
