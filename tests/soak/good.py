"""What Slack would have sent, before anything is done to it: of every kind that we listen to, by whoever it is."""

import json
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bot.reply import Form
from handlers import rights
from handlers.playground.model import Message, View
from handlers.playground.payloads import action_ts
from handlers.playground.workspace import BOT_USER, CHANNEL_ID
from handlers.slack import modal
from tests.conversations.conftest import MAJA, OUTSIDER
from tests.conversations.test_every_listener import FORMS
from tests.conversations.test_every_listener import VALUES as PRESSES
from tests.injection.hostile import LINES, TEXT, UNSEEN
from tests.soak.inside import Inside
from tests.soak.recipes import ODD, Recipe

Json = dict[str, Any]
WORD = "Blåsippeglänta"  # of what people write: it is to be in no log

ASKED = (
    "", "hjälp", "senaste", "sök kumla", "pengar", "delmål 3", "kvartal 1", "att bokföra", "uppgifter", "vad är på gång?",
    "branschseminarium i Kumla 13 mars, 30 deltagare", "utgift 95 kr parkering 12 mars", "ångra senaste", "ändra 1: 20 deltagare",
    "att göra: boka lokal senast 20 mars", "beslut: budgeten godkändes 4/3", "kontakt Bo Ek, vd på Gran AB, bo@gran.se",
    "historik 1", "roller", "registerutdrag Eva Holm", "radera Eva Holm", "ej informerade", "gallra", "rekvisition", "bokför 1",
    "attestera 1", "koppla utgift 1 till aktivitet 1", "möte om APL 3 april kl 13 i Örebro", "kalender", "fyll i", "Karin är styrgrupp",
    *TEXT.values(), *(written for written, _ in UNSEEN.values()), *LINES.values(), *ODD,
)  # fmt: skip


class Good:
    """Builds payloads about what the assistant has and shows just now."""

    def __init__(self, at: Inside) -> None:
        self._at = at
        self._numbers = count(1)
        self._payloads = at.slack.payloads

    def payload(self, recipe: Recipe) -> Json:
        """As the person of the recipe would have had it sent."""
        team = "TFRAMMANDE" if recipe.who == "foreign team" else None
        who = {"foreign team": MAJA, "UOKAND": OUTSIDER}.get(recipe.who, recipe.who)
        built: Json = getattr(self, f"_{recipe.way}")(who, recipe.pick, team)
        if recipe.who == "UOKAND":
            built = json.loads(json.dumps(built).replace(OUTSIDER, "UOKAND"))
        return built

    def _trigger(self) -> str:
        return f"{next(self._numbers)}.{action_ts()}.{'0' * 16}"

    def _text(self, pick: int) -> str:
        text = ASKED[pick % len(ASKED)]
        return f"{text} {WORD}" if pick % 3 else text

    def _command(self, who: str, pick: int, team: str | None) -> Json:
        name = ("/yh-logg", "/yh-logg", "/yh-status", "/yh-paminn", "/yh-okant")[pick // 7 % 5]
        channel = (CHANNEL_ID, self._at.slack.workspace.dm_of(who), "CANNAN")[pick // 11 % 3]
        return self._payloads.command(who, channel, name, self._text(pick), self._trigger(), team)

    def _press(self, who: str, pick: int, team: str | None) -> Json:
        named = [f"yh.{action}" for action in sorted(rights.PRESSED)] + ["yh.okänd", "yh.", "annan"]
        action = named[pick % len(named)]
        shown = [*self._at.buttons.get(action, ()), PRESSES.get(action.removeprefix("yh."), ""), ODD[pick % len(ODD)]]
        given = {
            "action_id": f"{action}.{pick % 3}", "block_id": "b", "type": "button", "action_ts": action_ts(),
            "value": shown[pick // 64 % len(shown)],
        }  # fmt: skip
        if pick % 5 == 0:
            home = View("V1", who, {"type": "home", "blocks": []}, "1.a", "V1")
            return self._payloads.view_action_json(who, home, given, self._trigger(), team)
        channel = self._at.slack.workspace.dm_of(who) if pick % 5 == 1 else CHANNEL_ID
        card = Message("1710400000.000100", channel, BOT_USER, text="kort", only_for=who if pick % 5 > 2 else None)
        return self._payloads.message_action_json(who, card, given, self._trigger(), team)

    def _submit(self, who: str, pick: int, team: str | None) -> Json:
        forms = self._at.forms
        if forms and pick % 3:
            of = list(forms[sorted(forms)[pick % len(forms)]])
            body = of[pick // 64 % len(of)]
            fields = [block for block in body["blocks"] if block["type"] == "input"]
            state = {field["block_id"]: {field["element"].get("action_id", "value"): _filled(field["element"], pick + n)}
                     for n, field in enumerate(fields)}  # fmt: skip
        else:
            action = sorted(FORMS)[pick % len(FORMS)]
            context, values = FORMS[action]
            body = modal.view(Form(action=action, title="Formulär", inputs=(), context=context))
            state = {name: {"value": {"type": "plain_text_input", "value": value}} for name, value in values.items()}
        view = {"id": f"V{next(self._numbers)}", "state": {"values": state}, **body}
        payload = self._payloads._interaction("view_submission", who, self._trigger(), team)
        return payload | {"view": view, "response_urls": []}

    def _shortcut(self, who: str, pick: int, team: str | None) -> Json:
        message = Message("1710400000.000200", CHANNEL_ID, MAJA, text=self._text(pick))
        name = "logga_i_yh" if pick % 9 else "okänd"
        return self._payloads.shortcut(who, name, message if pick % 7 else None, self._trigger(), team)

    def _message(self, who: str, pick: int, team: str | None) -> Json:
        event = self._event("message", who, self._text(pick)) | {
            "channel": self._at.slack.workspace.dm_of(who), "channel_type": "im",
        }  # fmt: skip
        if pick % 7 == 0:
            event["files"] = [
                {"id": "F1", "name": "kvitto.pdf", "mimetype": "application/pdf", "mode": "hosted", "user": who}
            ]
        if pick % 11 == 0:
            event["subtype"] = ("file_share", "message_changed", "message_deleted", "bot_message", "okänd")[
                pick // 11 % 5
            ]
        if pick % 6 == 0:
            event["thread_ts"] = "1710400000.000100"
        return self._payloads.event(event, None, team) | ({"event": event | {"team": team}} if team else {})

    def _mention(self, who: str, pick: int, team: str | None) -> Json:
        event = self._event("app_mention", who, f"<@{BOT_USER}> {self._text(pick)}") | {"channel": CHANNEL_ID}
        return self._payloads.event(event | ({"team": team} if team else {}), None, team)

    def _home(self, who: str, pick: int, team: str | None) -> Json:
        event = {"type": "app_home_opened", "user": who, "channel": "D1", "tab": ("home", "messages")[pick % 2]}
        return self._payloads.event(event | ({"team": team} if team else {}), None, team)

    def _event(self, kind: str, who: str, text: str) -> Json:
        ts = f"{int(datetime.now(UTC).timestamp())}.{next(self._numbers) % 10**6:06}"
        return {"type": kind, "user": who, "text": text, "ts": ts, "event_ts": ts}

    def _unknown(self, who: str, pick: int, team: str | None) -> Json:
        kinds = (
            "view_closed",
            "block_suggestion",
            "workflow_step_edit",
            "dialog_submission",
            "interactive_message",
            "okänd",
        )
        return self._payloads._interaction(kinds[pick % len(kinds)], who, self._trigger(), team) | {
            "callback_id": "yh.save", "view": {"id": "V1", "callback_id": "yh.save"}, "event": {"type": "reaction_added"},
        }  # fmt: skip

    def _url_verification(self, who: str, pick: int, team: str | None) -> Json:
        return {"type": "url_verification", "token": "x", "challenge": f"3eZbrw1aB{pick}"}

    def _ssl_check(self, who: str, pick: int, team: str | None) -> Json:
        return {"ssl_check": "1", "token": "x"}


def _filled(element: Json, pick: int) -> Json:
    """What somebody may have put in a field."""
    kind = element["type"]
    options = element.get("options") or [{"value": "x"}]
    option = options[pick % len(options)]
    given = {"type": kind}
    match kind:
        case "static_select":
            return given | {"selected_option": option}
        case "multi_static_select":
            return given | {"selected_options": options[: pick % 3]}
        case "datepicker":
            return given | {"selected_date": ("2024-03-12", None, "2024-02-30", "0001-01-01")[pick % 4]}
        case "timepicker":
            return given | {"selected_time": ("13:00", None, "25:61")[pick % 3]}
        case "file_input":
            return given | {"files": []}
    was = element.get("initial_value") or ("40", "1 250:50", "Eva Holm", "12 mars", "eva@skog.se", "bo, eva")[pick % 6]
    return given | {"value": (was, was, f"{was} {WORD}", ASKED[pick % len(ASKED)], None)[pick // 5 % 5]}
