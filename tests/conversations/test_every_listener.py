"""Nothing that comes in goes past the one place that decides: every listener, route, button and form there is.

The lists are Bolt's and Starlette's own, so that what is registered tomorrow is in them, and fails here until it asks.
"""

import ast
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from slack_bolt import Ack, App
from starlette.applications import Starlette
from starlette.routing import Route

from bot.project import Member
from bot.reply import Form
from handlers import conversation, rights, web
from handlers.desk import Desk
from handlers.outbox import Outbox
from handlers.playground.payloads import action_ts
from handlers.playground.workspace import TEAM_ID
from handlers.requests import Incoming
from handlers.slack import modal, surface
from storage import feeds
from storage.database import Database
from tests.conversations.conftest import ANNA, KARIN, LEADER, MAJA, OUTSIDER, TODAY, Group

STEERING = Member(name="Karin Berg", role="styrgrupp", slack=KARIN)
HANDLERS = Path(conversation.__file__).parent


class Spy:
    """Who was asked about, and for which request."""

    def __init__(self) -> None:
        self.people: list[str] = []
        self.requests: list[Incoming] = []


class Open:
    """The assistant with its insides to be seen: what is registered, and what the one place is asked."""

    def __init__(self, group: Group, bolt: App, web: Starlette, outbox: Outbox, spy: Spy) -> None:
        self.group, self.bolt, self.web, self.outbox, self.spy = group, bolt, web, outbox, spy


@contextmanager
def opened(path: Path, patch: pytest.MonkeyPatch, *members: Member) -> Iterator[Open]:
    spy, parts = Spy(), dict[str, Any]()
    roles, admitted, build, application = rights.roles, rights.admitted, surface.build, web.web

    def seen_roles(desk: Desk, who: str, team: str) -> frozenset[str]:
        spy.people.append(who)
        return roles(desk, who, team)

    def seen_admitted(desk: Desk, incoming: Incoming) -> Incoming:
        spy.requests.append(incoming)
        return admitted(desk, incoming)

    def seen_build(**given: Any) -> App:
        parts["outbox"] = given["outbox"]
        return parts.setdefault("bolt", build(**given))

    def seen_web(*given: Any) -> Starlette:
        return parts.setdefault("web", application(*given))

    patch.setattr(rights, "roles", seen_roles)
    patch.setattr(rights, "admitted", seen_admitted)
    patch.setattr(surface, "build", seen_build)
    patch.setattr(web, "web", seen_web)
    group = Group(path, socket_mode=False, today=TODAY, members=(LEADER, *members))
    group.public = True
    group.slack.start()
    try:
        group.start()
        seed(group)
        yield Open(group, parts["bolt"], parts["web"], parts["outbox"], spy)
    finally:
        group.stop()
        group.slack.stop()


def seed(group: Group) -> None:
    """Something for each button to be about; all of it Maja's but what the leader paid, and a role that was given."""
    group.log("branschseminarium i Kumla 13 mars, 30 deltagare")  # activity 1
    group.log("utgift 95 kr parkering 12 mars")  # expense 1
    group.log("utgift 312 kr tåg 11 mars", who=ANNA)  # expense 2
    group.log("kontakt Eva Holm, vd på Skog AB, eva@skog.se")  # contact 1
    group.log("att göra: boka lokal senast 20 mars")  # note 1
    group.log("att besluta: budgeten för 2025")  # note 2
    group.remind("Branschseminarium vård 14 maj i Kumla")  # activity 2
    group.log("ändra utgift 1: 96 kr")


# what each button would carry, of what is seeded
VALUES = {
    "status": "", "find": "0 kumla", "more": "activity:1", "underlying": "expense 0 ", "waiting": "0 att bokföra",
    "notes": "0 uppgifter", "show_receipt": "expense:1", "without_receipt": "0", "calendar": "new",
    "plan": "activity:2", "new": "expense", "edit": "expense:1", "undo": "expense:1", "restore": "expense:1",
    "revert": "expense:1@8", "answer": "x:0:date:no_date:0", "answer_form": "x", "again": "x", "drop": "x",
    "tick": "note:1", "untick": "note:1", "share": "expense:1", "picked": "x", "receipt": "x:1",
    "undo_all": "1", "restore_all": "1", "done": "activity:2 event-7", "not_done": "activity:2 event-7",
    "later": "activity:2 event-7", "put_off": "activity:2 event-7 2024-05-10", "put_off_form": "activity:2 event-7",
    "add_step": "activity:2", "edit_step": "activity:2 event-7", "held": "activity:2", "cancelled": "activity:2",
    "another_day": "activity:2", "milestone_day": "milestone:x", "unset_day": "milestone:myh-beslut:2025",
    "later_note": "note:1", "put_off_note": "note:1 2024-03-18", "put_off_note_form": "note:1", "bind": "1 1",
    "book": "expense:1@8", "book_row": "expense:1@8 2024-03-12 - A1", "book_rows": "x", "attest": "expense:1@8",
    "return_form": "expense:1@8", "unstep": "book 1@8", "claim": "2024-02-29 0 0 0 0", "unclaim": "1",
    "import_list": "x", "role_back": "1", "history": "expense:1",
    "erase": "c1||x", "erase_look": "c1", "erase_decision": "c1||x", "extract": "c1",
    "informed": "contact:1", "inform_list": "0", "inform_words": "contact:1", "review": "0", "retention": "",
    "objection": "contact:1", "objection_refused": "contact:1", "objection_undo": "contact:1",
    "purge": "x", "purge_form": "x",
}  # fmt: skip
_RECORD = json.dumps({"kind": "expense"})
FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "save": (_RECORD, {"date": "2024-03-12", "amount": "40", "description": "buss", "category": "Resor och logi"}),
    "kind": ("x", {"kind": "expense"}),
    "put_off": (json.dumps({"subject": "activity:2", "steps": ["event-7"]}), {"day": "2024-05-10"}),
    "step": (json.dumps({"subject": "activity:2", "step": ""}), {"text": "Köp fika", "day": "2024-05-10"}),
    "milestone_day": ("milestone:myh-beslut:2025", {"day": "2025-01-14"}),
    "put_off_note": ("note:1", {"day": "2024-03-18"}),
    "book": (json.dumps({"number": 1, "seen": 8, "then": ""}), {"booked_on": "2024-03-12"}),
    "purge": ("x", {"decision": "KS 2024/12"}),
    "return": (json.dumps({"number": 1, "seen": 8, "then": ""}), {"reason": "fel"}),
    "erase": ("c1||x", {"decision": "1"}),
}
# buttons that only show what everybody in the group may read
READS = frozenset(
    ["status", "find", "more", "underlying", "waiting", "notes", "show_receipt", "without_receipt", "calendar", "plan", "history"]
)  # fmt: skip


def press(at: Open, who: str, action: str) -> Any:
    """A button of ours pressed, as Slack sends it: on a message in the channel, where everybody sees the same."""
    message = at.group.slack.say(MAJA, "en knapp")
    given = {"action_id": f"yh.{action}.1", "block_id": "b", "type": "button", "action_ts": action_ts()}
    trigger = at.group.slack.workspace.grant_trigger(who, None)
    payloads = at.group.slack.payloads
    body = payloads.message_action_json(who, message, given | {"value": VALUES[action]}, trigger, None)
    return sent(at, body)


def submit(at: Open, who: str, action: str) -> Any:
    """A form of ours sent, as Slack sends it."""
    context, values = FORMS[action]
    body = modal.view(Form(action=action, title="Formulär", inputs=(), context=context))
    state = {name: {"value": {"type": "plain_text_input", "value": value}} for name, value in values.items()}
    view = {"id": f"V{action_ts()}", "state": {"values": state}, "blocks": [], **body}
    trigger = at.group.slack.workspace.grant_trigger(who, None)
    payload = at.group.slack.payloads._interaction("view_submission", who, trigger, None)
    return sent(at, payload | {"view": view, "response_urls": []})


def sent(at: Open, payload: dict[str, Any]) -> Any:
    exchange = at.group.slack.raw("payload=" + quote(json.dumps(payload)))
    assert exchange.status == 200
    assert at.outbox.wait()
    return exchange


def ways(at: Open, who: str) -> dict[str, Callable[[], Any]]:
    """One signed request for each listener."""
    slack = at.group.slack
    message = slack.say(MAJA, "Seminarium i Kumla 12 mars")
    return {
        "/yh-logg": lambda: slack.command(who, "/yh-logg", "utgift 40 kr buss"),
        "/yh-status": lambda: slack.command(who, "/yh-status", ""),
        "/yh-paminn": lambda: slack.command(who, "/yh-paminn", "YH-släpp 23 maj kl 13"),
        "shortcut": lambda: slack.shortcut(who, "logga_i_yh", message),
        "message": lambda: slack.message_to_bot(who, "utgift 41 kr buss"),
        "mention": lambda: slack.mention(who, "utgift 42 kr buss"),
        "home": lambda: slack.open_home(who),
        "button": lambda: press(at, who, "undo"),
        "form": lambda: submit(at, who, "save"),
    }


def unasked(at: Open, who: str) -> list[str]:
    """The listeners that no request above reaches, or that answered one without asking about who made it."""
    ran: list[str] = []

    def watched(listener: Any) -> None:
        run = listener.run_ack_function

        def noted(**given: Any) -> Any:
            ran.append(named(listener))
            return run(**given)

        listener.run_ack_function = noted

    for listener in at.bolt._listeners:
        watched(listener)
    problems = []
    for way, send in ways(at, who).items():
        at.spy.people.clear()
        at.spy.requests.clear()
        before = len(ran)
        send()
        assert at.outbox.wait()
        if who not in at.spy.people or who not in [each.who for each in at.spy.requests]:
            problems += [f"{each} did not ask ({way})" for each in ran[before:] or ["nothing"]]
    every = {named(listener) for listener in at.bolt._listeners}
    return problems + [f"no request reaches {each}" for each in sorted(every - set(ran))]


def named(listener: Any) -> str:
    """A listener as Bolt has it: its function, and what it listens for where that tells it from another."""
    function = listener.ack_function
    held = [cell.cell_contents for cell in function.__closure__ or () if isinstance(cell.cell_contents, str)]
    return f"{function.__qualname__} {' '.join(held)}".strip()


def dump(group: Group) -> str:
    """Every row of every table, as a tool of its own reads them."""
    import sqlite3

    with sqlite3.connect(group.path) as connection:
        found = "\n".join(connection.iterdump())
    connection.close()
    return found


# --- listeners and routes --------------------------------------------------------------------------------


def test_every_listener_asks_about_whoever_it_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path / "yh.db", monkeypatch) as at:
        assert len(at.bolt._listeners) == 9
        assert unasked(at, MAJA) == []


def test_no_listener_lets_an_outsider_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path / "yh.db", monkeypatch) as at:
        before = dump(at.group)
        assert unasked(at, OUTSIDER) == []
        assert dump(at.group) == before


def test_a_listener_that_does_not_ask_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(ack: Ack) -> None:
        ack("hej")

    def first_in_line(ack: Ack) -> None:
        ack()

    with opened(tmp_path / "yh.db", monkeypatch) as at:
        at.bolt.command("/yh-ny")(forgetful)
        at.bolt.event("app_mention")(first_in_line)
        at.bolt._listeners.insert(0, at.bolt._listeners.pop())
        found = " | ".join(unasked(at, MAJA))
        assert "forgetful" in found
        assert "first_in_line did not ask (mention)" in found


def open_routes(at: Open) -> list[str]:
    """The addresses that answer without having asked: all but whether it is well."""
    link = ""
    with Database(at.group.path).transaction() as db:
        link = feeds.issue(db, who=MAJA, team=TEAM_ID, at="2024-03-14T08:00:00Z")
    tried = {"/slack/events": lambda: ways(at, MAJA)["/yh-status"](), "/kalender/{token}.ics": lambda: fetch(at, link)}
    problems = []
    for route in at.web.routes:
        assert isinstance(route, Route)
        if route.path == "/healthz":
            continue
        at.spy.people.clear()
        if route.path not in tried:
            problems.append(f"no request for {route.path}")
            continue
        tried[route.path]()
        problems += [] if MAJA in at.spy.people else [f"{route.path} did not ask"]
    return problems


def fetch(at: Open, token: str) -> None:
    import urllib.request

    address = at.group.health_url.replace("/healthz", f"/kalender/{token}.ics")
    with urllib.request.urlopen(address, timeout=5):
        """What it says is another test's."""


def test_every_address_asks_about_whoever_it_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path / "yh.db", monkeypatch) as at:
        assert open_routes(at) == []
        at.web.routes.append(Route("/hemligt", lambda request: None))
        assert open_routes(at) == ["no request for /hemligt"]


# --- buttons and forms -----------------------------------------------------------------------------------


def drawn() -> tuple[set[str], set[str]]:
    """The actions of the buttons and of the forms that our views draw."""
    found: dict[str, set[str]] = {"Button": set(), "Form": set()}
    for path in (HANDLERS.parent / "bot" / "views").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in found:
                for each in node.keywords:
                    if each.arg == "action":
                        values = [one.value for one in ast.walk(each.value) if isinstance(one, ast.Constant)]
                        found[node.func.id] |= {value for value in values if isinstance(value, str)}
    return found["Button"], found["Form"]


def test_every_button_and_form_has_the_right_that_it_needs() -> None:
    buttons, forms = drawn()
    assert len(buttons) > 40
    assert buttons | set(conversation.PRESSED) <= set(rights.PRESSED) == set(VALUES)
    assert forms | set(conversation.SUBMITTED) <= set(rights.SUBMITTED) == set(FORMS)
    assert set(rights.PRESSED) >= rights.ONLY_ASK


def test_what_is_in_no_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path / "yh.db", monkeypatch) as at:
        monkeypatch.delitem(rights.PRESSED, "undo")
        monkeypatch.delitem(rights.SUBMITTED, "save")
        before = dump(at.group)
        press(at, ANNA, "undo")
        submit(at, ANNA, "save")
        assert dump(at.group) == before


@pytest.mark.parametrize("who", [KARIN, OUTSIDER], ids=["styrgrupp", "outsider"])
def test_no_button_or_form_of_the_working_groups_is_for_others(
    who: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "yh.db", monkeypatch, STEERING) as at:
        for act, names in ((press, VALUES), (submit, FORMS)):
            for name in names:
                if name in READS and who == KARIN:
                    continue
                at.spy.requests.clear()
                before = dump(at.group)
                exchange = act(at, who, name)
                assert [each.who for each in at.spy.requests] == [who], name
                assert exchange.view is None, f"{name} opened a form"
                assert dump(at.group) == before, f"{name} wrote"


def test_the_signatory_attests_the_leaders_own_and_presses_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signatory = Member(name="Karin Berg", role="firmatecknare", slack=KARIN)
    with opened(tmp_path / "yh.db", monkeypatch, signatory) as at:
        for name in set(VALUES) - READS - {"return_form"}:  # its form is sent in vain: below
            before = dump(at.group)
            press(at, KARIN, name)
            assert dump(at.group) == before, name
        for name in FORMS:
            before = dump(at.group)
            submit(at, KARIN, name)
            assert dump(at.group) == before, name
        at.group.log("attestera 2", who=KARIN)
        assert at.group.rows("expenses")[1]["status"] == "attested"


# --- the way to the file ---------------------------------------------------------------------------------

# what writes for nobody who asks: the clock, the administrator at the command line, the playground's examples
OWN_ACCORD = {
    "rights.py": "the way itself", "clock.py": "plans what follows from the project file", "outbound.py": "deliveries", "redrawing.py": "the same, drawn anew",
    "fetching.py": "receipts that have been let in", "feed.py": "that a link was used", "examples.py": "the playground",
    "importing.py": "a list, after the right to it", "cli_ledger.py": "the command line",
    "cli_personal.py": "the command line", "cli_retention.py": "the command line",
    "met.py": "where the assistant can write in Teams", "files.py": "where Teams has put what was sent",
    "everyone.py": "whose account it is",
}  # fmt: skip


def test_what_people_ask_reaches_the_file_by_one_way() -> None:
    found = set()
    for path in HANDLERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "transaction":
                found.add(path.name)
    assert found == set(OWN_ACCORD)


# where a role says whom something is for, and nobody is refused anything by it
WHOM = {
    "matters.py": "who is told of the project's own dates", "home.py": "whose dates they are",
    "responsible.py": "whether there is a leader to write to", "doctor.py": "what the project file says",
    "roles.py": "who is what, shown", "duty.py": "who is told in others' place",
}  # fmt: skip


def test_roles_are_compared_in_one_place() -> None:
    found = set()
    for path in HANDLERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare):
                named = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
                found |= {path.name} if named & {"role", "roles"} else set()
    assert found - set(WHOM) <= {"rights.py", "attesting.py"}
