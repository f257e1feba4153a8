"""Who belongs to the group, as Teams knows it: the roster of the group's channel, and who is listed in the project file.

Docs: 'Get Teams specific context for your bot' (members, paged). Somebody who is not in the channel is looked up in the
conversation of two with the assistant. What Teams does not answer is 'unreadable': the caller then writes nothing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from bot.project import Project
from handlers.cache import PATIENCE, Cache
from handlers.calls import Failure
from handlers.requests import Access, Unreadable
from handlers.teams.api import Api
from handlers.teams.ids import account, is_teams
from storage import accounts, conversations
from storage.database import Database

Json = dict[str, Any]

logger = logging.getLogger(__name__)

_FRESH = 60.0  # seconds that membership is believed
_NAME_FRESH = 600.0
_REST = 10.0  # seconds that it is left alone after it did not answer: whoever is in Slack is answered within three
# who is in the conversation no more, or has taken the assistant out of it
_GONE = {
    "MemberNotFoundInConversation", "ConversationNotFound", "NotFound", "BotNotInConversationRoster",
    "ForbiddenOperationException", "http_403", "http_404",
}  # fmt: skip
_BOT = "28:"
TEAM = "tenant:"  # what `Incoming.team` begins with


@dataclass(frozen=True)
class _Profile:
    name: str = ""
    email: str = ""
    tenant: str = ""
    barred: bool = False  # a bot, or somebody whom Teams does not know


_NOBODY = _Profile(barred=True)
_Roster = dict[str, _Profile]


class TeamsMembers:
    """Implements `handlers.everyone.Place`.

    People of our own directory are members when in the channel or listed; those of a partner's directory when they are
    listed, by an address that this partner gives.
    """

    def __init__(
        self,
        api: Api,
        database: Database,
        project: Project,
        *,
        tenant: str,
        channel: str,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`tenant`: our own directory's id; `channel`: the group's conversation."""
        self._api = api
        self._database = database
        self._clock = clock
        self._ours = tenant.casefold()
        self._channel = channel
        self._listed = {member.email.strip().casefold() for member in project.members} - {""}
        self._partners = {each.id.casefold(): each for each in project.tenants}
        self._rosters: Cache[str, _Roster] = Cache(clock, self._fetch_roster, _REST)
        self._people: Cache[str, _Profile] = Cache(clock, self._fetch_person, _REST)

    def access(self, who: str, team: str) -> Access:
        """Whether `who`, whose directory is said to be `team`, may use the assistant."""
        profile = self._profile(who, _FRESH)
        if profile is None:
            return "unreadable"
        theirs = self._theirs(profile, team)
        if profile.barred or theirs is None:
            return "outsider"
        if profile.email in self._listed and all(self._gives(tenant, profile.email) for tenant in theirs):
            return "member"
        if theirs:
            return "outsider"
        roster = self._rosters.get(self._channel, _FRESH)
        if roster is None:
            return "unreadable"
        return "member" if who in roster else "outsider"

    def email(self, who: str, team: str = "") -> str:
        """The address; empty for one that a directory we do not know, or not for such addresses, gives. Raises Unreadable."""
        profile = self._profile(who, _FRESH)
        if profile is None:
            raise Unreadable
        theirs = self._theirs(profile, team)
        if profile.barred or theirs is None or not all(self._gives(tenant, profile.email) for tenant in theirs):
            return ""
        return profile.email

    def belongs(self, who: str) -> Access:
        """The same as `access` of somebody who does not ask just now: of the directory that Teams says."""
        return self.access(who, "")

    def canonical(self, who: str, team: str = "") -> str:
        """A person has one account here."""
        return who

    def accounts(self, who: str) -> tuple[str, ...]:
        """The same: that account."""
        return (who,)

    def holds(self, account: str) -> bool:
        """Whether the id is one of Teams'."""
        return is_teams(account)

    def address(self, email: str) -> str:
        """The account that has the address now, as far as is known; empty for none. Raises Unreadable.

        Only of who is in the channel, or has been seen: anybody else's account is nobody's yet.
        """
        wanted = email.strip().casefold()
        with self._database.reading() as db:
            seen = [each for each in accounts.by_email(db, wanted) if is_teams(each)]
        present = self._rosters.get(self._channel, _FRESH) or {}
        seen += [each for each, profile in present.items() if profile.email == wanted]
        return next((each for each in seen if self.email(each) == wanted), "")

    def name(self, who: str) -> str:
        """What the person is called; the id when Teams does not say."""
        profile = self._profile(who, _NAME_FRESH)
        return (profile.name if profile else "") or who

    def full_name(self, who: str) -> str:
        """The same: Teams has one name for a person."""
        return self.name(who)

    def called(self, written: str) -> tuple[str, ...] | None:
        """The accounts in the channel of those who are called `written`; None when Teams does not say who is in it."""
        wanted = written.strip().lstrip("@").casefold()
        roster = self._rosters.get(self._channel, _NAME_FRESH) or self._rosters.last(self._channel) if wanted else {}
        if roster is None:
            return None
        return tuple(who for who, profile in sorted(roster.items()) if wanted in _names(who, profile))

    def person(self, written: str | None) -> str | None:
        """The account of the one member who is called `written` ('Anna', 'Anna Ek', an address); None for none or several."""
        found = self.called(written) if written else None
        return found[0] if found and len(found) == 1 else None

    def reachable(self, written: str | None) -> str | None:
        """The same for whom something is meant. Raises Unreadable where Teams does not say: 'nobody' must be certain."""
        if written and self.called(written) is None:
            raise Unreadable
        return self.person(written)

    def forget(self, who: str) -> None:
        """Asks Teams anew the next time, about the person and about who is in the channel."""
        self._people.kept.pop(who, None)
        self._rosters.kept.clear()

    def _theirs(self, profile: _Profile, team: str) -> set[str] | None:
        """The directories other than ours that the person is of; None where nobody says of which."""
        named = {each.casefold() for each in (profile.tenant, team.removeprefix(TEAM)) if each}
        return named - {self._ours} if named else None

    def _gives(self, tenant: str, email: str) -> bool:
        return tenant in self._partners and self._partners[tenant].has(email)

    def _profile(self, who: str, fresh: float) -> _Profile | None:
        """Who somebody is; None where Teams does not say."""
        if not is_teams(who) or _BOT in who:
            return _NOBODY
        roster = self._rosters.get(self._channel, fresh)
        if roster and who in roster:
            return roster[who]
        if self._alone_with(who) is None:
            return None if roster is None else _NOBODY
        return self._people.get(who, fresh)

    def _alone_with(self, who: str) -> Json | None:
        with self._database.reading() as db:
            return conversations.personal(db, who)

    def _fetch_person(self, who: str) -> _Profile | None:
        reference = self._alone_with(who) or {}
        asked = str((reference.get("user") or {}).get("id") or who.partition(":")[2])
        answer = self._api.member(reference, asked)
        if isinstance(answer, Failure):
            if answer.kind == "refused" and answer.reason in _GONE:
                return _NOBODY
            logger.warning("member: %s", answer.reason)
            return None
        return _read(answer) if account(answer) == who else _NOBODY

    def _fetch_roster(self, channel: str) -> _Roster | None:
        if not channel:  # the group has its channel elsewhere
            return {}
        reference = self._where(channel)
        if reference is None:
            return None
        found: _Roster = {}
        page, began = "", self._clock()
        while True:
            answer = self._api.members(reference, page)
            if isinstance(answer, Failure):
                logger.warning("members: %s", answer.reason)
                return None
            found |= {account(each): _read(each) for each in answer.get("members") or () if account(each)}
            page = str(answer.get("continuationToken") or "")
            if not page:
                return found
            if self._clock() - began > PATIENCE:
                logger.warning("members: långsam")
                return None

    def _where(self, channel: str) -> Json | None:
        """The channel's own reference; before the assistant has been written to there, by way of any other."""
        with self._database.reading() as db:
            met = conversations.reference(db, channel)
            beside = met or conversations.latest(db)
        if met or beside is None:
            return met
        return {"serviceUrl": beside["serviceUrl"], "conversation": {"id": channel}}


def _read(member: Json) -> _Profile:
    """A member as the Connector describes one. An address that is not told is the name to sign in by, a guest's is none."""
    email, signs_in = str(member.get("email") or ""), str(member.get("userPrincipalName") or "")
    if not email and "#" not in signs_in and "@" in signs_in:
        email = signs_in
    return _Profile(
        name=" ".join(str(member.get("name") or "").split()),
        email=email.strip().casefold(),
        tenant=str(member.get("tenantId") or ""),
        barred=str(member.get("id") or "").startswith(_BOT),
    )


def _names(who: str, profile: _Profile) -> set[str]:
    """What the person is called, in small letters."""
    if profile.barred:
        return set()
    name = profile.name.casefold()
    return {who.casefold(), name, *name.split()[:1], profile.email} - {""}
