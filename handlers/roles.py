"""Who is what: shown to everybody, given and taken back by the project leader."""

from sqlite_utils import Database as Connection

from bot.errors import NoSuchRole
from bot.reply import Reply
from bot.swedish.roles import RoleSaid, near_role
from bot.views import roles as views
from handlers import cards, rights
from handlers.desk import Desk, as_number, moment
from handlers.requests import Incoming, Press
from handlers.rights import GROUP, LEADER
from storage import audit, people

_ORDER = tuple(rights.ROLES)


def answer(desk: Desk, incoming: Incoming, said: RoleSaid) -> Reply:
    """Gives somebody the roles, or takes back what was said in chat. Raises NotAllowed, NoSuchRole."""
    rights.require(desk, incoming, "people")
    who = _person(desk, said.person)
    name = desk.members.full_name(who)
    listed = _sorted(rights.listed_roles(desk, who))

    def work(db: Connection) -> Reply:
        before = _sorted(people.roles(db, who))
        roles = _left(name, before, listed, said.out_of) if said.out_of else said.roles
        if before == roles:
            raise NoSuchRole(views.same(name, before, listed))
        if not before and LEADER in listed and roles == (GROUP,):
            raise NoSuchRole(views.leads_anyway(name))
        line = _write(desk, db, incoming, who, name, roles)
        if not roles:
            return views.taken(name, listed or (GROUP,), str(line), listed=bool(listed))
        return views.given(name, roles, before or listed, str(line), stays=LEADER in listed and LEADER not in roles)

    return cards.once(desk, incoming, work, "people")


def _left(name: str, given: tuple[str, ...], listed: tuple[str, ...], gone: tuple[str, ...]) -> tuple[str, ...]:
    """What is left of the roles given in chat. Raises NoSuchRole where taking these back would change nothing."""
    left = tuple(role for role in given if role not in gone)
    if left == given:
        raise NoSuchRole(views.not_so(name, given or listed or (GROUP,), gone, listed=not given and bool(listed)))
    if not left and not listed and GROUP in gone:
        raise NoSuchRole(views.in_the_channel(name))
    return left


def asked(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """The question whether words about a member and a role mean to change it; None where they name no member so.

    Raises NotAllowed for whoever may not decide on roles.
    """
    for names in near_role(text):
        found = [desk.members.called(name) for name in names]
        # who cannot be looked up just now: what is written as a full name
        if all(_is_full(name) if each is None else each for name, each in zip(names, found, strict=True)):
            if text.rstrip().endswith("?"):
                return overview(desk, incoming)
            rights.require(desk, incoming, "people")
            return views.which(desk.members.full_name(found[0][0]) if found[0] else names[0])
    return None


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Ångra': the roles as they were before. Raises NoSuchRole where they have been changed again."""

    def work(db: Connection) -> Reply:
        before = people.before(db, as_number(press.value))
        if before is None:
            raise NoSuchRole("Rollen är ändrad igen sedan dess, så jag ändrade inget.")
        who, name, held = before
        _write(desk, db, incoming, who, name, _sorted(held))
        return views.back(name, _sorted(held))

    return cards.once(desk, incoming, work, "people")


def overview(desk: Desk, incoming: Incoming) -> Reply:
    """Who is what, from where, and what each role may."""
    with desk.database.reading() as db:
        given = people.given(db)
    in_chat = {each.who for each in given}
    listed: dict[str, list[str]] = {}
    for member in desk.project.members:
        if _whose(desk, member.slack, member.email) not in in_chat:
            listed.setdefault(member.name, []).append(member.role)
    holders = [views.Holder(name, tuple(roles)) for name, roles in listed.items()]
    for each in given:
        of_file = _sorted(rights.listed_roles(desk, each.who))
        gone = rights.told(desk, each.who) == "outsider"
        holders.append(views.Holder(each.name, _sorted(each.roles), chat=True, listed=of_file, gone=gone))
    return views.overview(holders, leads=rights.may(incoming, "people"))


def _is_full(name: str) -> bool:
    return " " in name and all(word[0].isupper() for word in name.split())


def _whose(desk: Desk, slack: str, email: str) -> str:
    """The id of a person of the project file; empty where nobody in the channel has the address."""
    return slack or (desk.members.person(email) if email else None) or ""


def _person(desk: Desk, written: str) -> str:
    """The id of the one in the channel who is called so, or has the address. Raises NoSuchRole for none or several."""
    found = desk.members.called(written)
    if found is None:
        raise NoSuchRole("Jag kan inte se vilka som är med i kanalen just nu. Försök igen om en stund. Inget ändrades.")
    if len(found) > 1:
        raise NoSuchRole(
            f"Flera i kanalen heter {written}. Skriv för- och efternamn, eller e-postadressen. Inget ändrades."
        )
    if not found:
        raise NoSuchRole(f"Jag hittar ingen i kanalen som heter {written}. Bjud in personen dit först. Inget ändrades.")
    if rights.told(desk, found[0]) == "outsider":
        raise NoSuchRole(
            f"{desk.members.full_name(found[0])} hör till en annan arbetsyta och behöver stå i projektfilen. Inget ändrades."
        )
    return found[0]


def _write(desk: Desk, db: Connection, incoming: Incoming, who: str, name: str, roles: tuple[str, ...]) -> int:
    """Kept; the number of the line in the trail. Raises NoSuchRole where nobody would lead the project."""
    at = moment(incoming.now)
    line = people.give(db, who, name, roles, by=incoming.who, at=at)
    in_file = any(member.role == LEADER for member in desk.project.members)
    if not in_file and not any(LEADER in each.roles for each in people.given(db)):
        raise NoSuchRole("Projektet behöver en projektledare. Ge rollen till någon annan först. Inget ändrades.")
    audit.mark_handled(db, key=incoming.key, at=at, outcome={"role": who})
    return line


def _sorted(roles: frozenset[str]) -> tuple[str, ...]:
    """In the order of the table."""
    return tuple(sorted(roles, key=lambda role: _ORDER.index(role) if role in _ORDER else len(_ORDER)))
