"""One group in several places: a person may have an account in each, and is one member.

Accounts are one person's by the address that both places vouch for, or by a line of the project file that has Slack's
id and the address. Records know the person by one of them, the canonical id: the first there was.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.project import Project
from handlers.requests import Access, Members, Unreadable
from storage import accounts, joining
from storage.accounts import Account
from storage.database import Database
from storage.rows import text


class Place(Members, Protocol):
    """The members as one platform knows them, by its own ids."""

    def holds(self, written: str) -> bool:
        """Whether an id, an account's or a team's, is this platform's."""

    def address(self, email: str) -> str:
        """The account that has the address now, where that can be trusted; empty for none. Raises Unreadable."""


class Everyone:
    """Implements `handlers.requests.Members` over one or more places. Who is new in all of them is known by the first."""

    def __init__(
        self, database: Database, places: Sequence[Place], project: Project, now: Callable[[], datetime]
    ) -> None:
        """`now`: with time zone."""
        self._database = database
        self._places = places
        self._now = now
        listed = [(member.slack, member.email.strip().casefold()) for member in project.members]
        self._slack_of = {email: slack for slack, email in listed if slack and email}
        self._emails_of = {slack: email for email, slack in self._slack_of.items()}
        self._listed = {email for _, email in listed if email}
        self._met: dict[str, date] = {}  # when an account was last looked up whole
        self._heard: dict[str, str] = {}  # the account by which a person was heard last

    # --- whose account it is

    def canonical(self, who: str, team: str = "") -> str:
        """The canonical id of whose account `who` is. A member's is written down, nobody else's.

        Raises Unreadable while it cannot be told whether the person is known elsewhere, and StorageUnavailable.
        """
        today, known, place = self._now().date(), self._kept(who), self._place(who)
        if place is None or (team and not place.holds(team)):  # it is the canonical id already, asked about once more
            return known or who
        if known and self._met.get(who) == today:
            self._hear(known, who)
            return known
        try:
            email = place.email(who, team)
            same = self._same(who, email)
            access = self._access((*same, *self.accounts(who)), team)
            if access == "unreadable":
                raise Unreadable
        except Unreadable:
            if known:
                return known
            raise
        if access == "outsider":
            return known or who
        name, at = place.full_name(who), text(self._now())
        with self._database.transaction() as db:
            person = accounts.link(db, who, same, email=email, name="" if name == who else name, at=at)
            if said := next(iter(self._said(who, email)), ""):
                person = joining.join(db, who, said)
        self._met[who], self._heard[person] = today, who
        return person

    def _hear(self, person: str, who: str) -> None:
        """Whoever was heard in one place and now in another is written to there from now on."""
        if self._heard.get(person, who) != who:
            with self._database.transaction() as db:
                accounts.heard(db, who, at=text(self._now()))
            self._heard[person] = who

    def account(self, person: str) -> str:
        """The account by which somebody is written to: the one that was heard last of those that are a member's.

        One whose place does not answer counts as before.
        """
        with self._database.reading() as db:
            last_first = accounts.last_first(db, accounts.person(db, person) or person)
        places = ((each, place) for each in last_first if (place := self._place(each)))
        standing = (each for each, place in places if place.belongs(each) != "outsider")
        return next(standing, None) or next((each for each, _ in self._held(person)), person)

    def _kept(self, who: str) -> str:
        with self._database.reading() as db:
            return accounts.person(db, who) or ""

    def accounts(self, who: str) -> tuple[str, ...]:
        """All accounts of whose this one is, the canonical one first."""
        with self._database.reading() as db:
            return accounts.of(db, accounts.person(db, who) or who)

    def _seen(self, who: str) -> list[Account]:
        with self._database.reading() as db:
            return accounts.held(db, (), accounts.person(db, who) or who)

    def _held(self, who: str) -> Iterator[tuple[str, Place]]:
        """The accounts of whose this one is, each with its place; those of a place that is no more are left out.

        Whom only the project file knows, by an id of a place that is not there, is looked for by the file's address.
        """
        held = [(each, place) for each in self.accounts(who) if (place := self._place(each))]
        if not held and (email := self._emails_of.get(who)):
            with contextlib.suppress(Unreadable):
                held = [(each, place) for place in self._places if (each := place.address(email))]
        return iter(held)

    def _place(self, written: str) -> Place | None:
        return next((place for place in self._places if place.holds(written)), None)

    def _same(self, who: str, email: str) -> tuple[str, ...]:
        """This account and those in other places that are the same person's now, by the address or by the project file.

        What the file says comes first, then the places in their order. Raises Unreadable.
        """
        mine = self._place(who)
        emails = [each for each in (self._emails_of.get(who, ""), email) if each]
        found = [each for each in self._said(who, email) if self._place(each) is not mine]
        for place in self._places:
            if place is mine:
                found.append(who)
            elif not any(map(place.holds, found)):
                found += [account for each in emails if (account := place.address(each))][:1]
        return tuple(dict.fromkeys(found))

    def _said(self, who: str, email: str) -> list[str]:
        """Slack's ids that the project file gives beside the person's addresses, the file's own first."""
        return [self._slack_of[each] for each in (self._emails_of.get(who, ""), email) if each in self._slack_of]

    def _whose(self, who: str) -> str:
        """The canonical id that the account has, or would have if it came now. Raises Unreadable."""
        if (known := self._kept(who)) or (place := self._place(who)) is None:
            return known or who
        same = self._same(who, place.email(who))
        return next((known for each in same if (known := self._kept(each))), same[0])

    # --- who belongs to the group

    def access(self, who: str, team: str) -> Access:
        """'member' for whoever is so by any account; 'unreadable' where that may yet be."""
        return self._access([each for each, _ in self._held(who)], team)

    def _access(self, mine: Sequence[str], team: str) -> Access:
        held = [(each, place) for each in dict.fromkeys(mine) if (place := self._place(each))]
        said: Access = "outsider"
        for each, place in sorted(held, key=lambda one: not one[1].holds(team)):  # where it is asked answers first
            here = place.access(each, team) if place.holds(team) else place.belongs(each)
            if here == "member":
                return here
            said = here if here == "unreadable" else said
        return said

    def email(self, who: str, team: str = "") -> str:
        """The address that the project file lists, else the first there is. Raises Unreadable where no place answers.

        The place that it is asked from answers for itself; what another said when the person was last seen there will do.
        """
        found, unsure = list[str](), 0
        held = list(self._held(who))
        seen = {each.account: each.email for each in self._seen(who)}
        for each, place in held:
            if team and not place.holds(team) and seen.get(each):
                found.append(seen[each])
                continue
            try:
                found.append(place.email(each, team if place.holds(team) else ""))
            except Unreadable:
                unsure += 1
        if held and unsure == len(held):
            raise Unreadable
        return next((each for each in found if each in self._listed), next(filter(None, found), ""))

    def belongs(self, who: str) -> Access:
        """The same as `access` of somebody who does not ask just now."""
        return self.access(who, "")

    def full_name(self, who: str) -> str:
        """As the first place says that knows; the id where none does."""
        names = (name for each, place in self._held(who) if (name := place.full_name(each)) != each)
        return next(names, who)

    def called(self, written: str) -> tuple[str, ...] | None:
        """The canonical ids of those in the group who are called `written`: somebody in two places is one.

        None when a place does not answer and nobody is found in the others, or it cannot be told who is the same.
        """
        found, unsure = list[str](), False
        for wanted in dict.fromkeys((written, *self.accounts(written))):
            for place in self._places:
                here = place.called(wanted)
                unsure = unsure or here is None
                found += here or ()
        try:
            people = tuple(dict.fromkeys(map(self._whose, dict.fromkeys(found))))
        except Unreadable:
            return None
        return None if unsure and not people else people

    def person(self, written: str | None) -> str | None:
        """The canonical id of the one member who is called `written`; None for none or several."""
        found = self.called(written) if written else None
        return found[0] if found and len(found) == 1 else None

    def reachable(self, written: str | None) -> str | None:
        """The same for whom something is meant. Raises Unreadable where a place does not say."""
        if written and self.called(written) is None:
            raise Unreadable
        return self.person(written)
