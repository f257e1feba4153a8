"""What a person in Slack sees, through the real dispatch, over both transports."""

import json
import logging
import re
from urllib.parse import urlencode

import pytest

from bot.reply import Button, Form, Input, Option, Reply
from handlers.playground import File as PlaygroundFile
from handlers.requests import Command, Press, Submit

from .conftest import ANNA, BO, EVA, House

SAVED = Reply(title="Aktivitet 12 är loggad", buttons=(Button(label="Ångra", action="undo", value="activity:12"),))
FORM = Form(
    action="edit",
    title="Ändra aktivitet",
    context="activity:12",
    inputs=(
        Input(name="title", label="Rubrik", kind="text", value="Studiebesök", required=True),
        Input(name="date", label="Datum", kind="day", value="2024-03-13"),
        Input(name="women", label="Kvinnor", kind="number", value="14"),
        Input(
            name="municipalities",
            label="Kommuner",
            kind="choices",
            chosen=("Kumla",),
            options=(Option(label="Kumla", value="Kumla"), Option(label="Nora", value="Nora")),
        ),
    ),
)


@pytest.fixture(autouse=True)
def nothing_refused(playground):
    """Slack takes everything that is sent, whatever the test is about."""
    yield
    assert playground.refusals == []


def test_a_command_is_answered_in_private_at_once(house: House):
    house.reply = SAVED
    exchange = house.playground.command(ANNA, "/yh-logg", "studiebesök i Kumla")

    assert exchange.message.shown == "Aktivitet 12 är loggad\nÅngra"
    assert exchange.message.only_for == ANNA
    assert house.seen(BO) == []
    assert house.asked[0].request == Command("logg", "studiebesök i Kumla")
    assert house.asked[0].who == ANNA
    assert house.asked[0].team == house.playground.team_id
    assert house.asked[0].key == exchange.payload["trigger_id"]


@pytest.mark.parametrize(
    ("command", "name"), [("/yh-logg", "logg"), ("/yh-status", "status"), ("/yh-paminn", "paminn")]
)
def test_each_command_says_which_it_is(over_http: House, command, name):
    over_http.playground.command(ANNA, command, "")
    assert over_http.asked[0].request == Command(name, "")


def test_what_slack_dressed_arrives_as_it_was_written(over_http: House):
    written = "kontakt Åsa & Bo <asa@orebro.se> @bo #yh-samverkan www.orebro.se"
    over_http.playground.command(ANNA, "/yh-logg", written)
    assert over_http.asked[0].request.text == written


def test_a_press_puts_the_answer_in_place_of_the_card(house: House):
    house.reply = SAVED
    card = house.playground.command(ANNA, "/yh-logg", "x").message
    house.reply = Reply(title="Aktivitet 12 är ångrad")
    house.playground.press(ANNA, card, "yh.undo.1")

    assert house.seen() == ["Aktivitet 12 är ångrad"]
    assert house.asked[1].request == Press("undo", "activity:12")


def test_an_answer_beside_leaves_the_card(over_http: House):
    over_http.reply = SAVED
    card = over_http.playground.command(ANNA, "/yh-logg", "x").message
    over_http.reply = Reply(title="Den är redan ångrad", beside=True)
    over_http.playground.press(ANNA, card, "yh.undo.1")

    assert over_http.seen() == ["Aktivitet 12 är loggad\nÅngra", "Den är redan ångrad"]
    assert over_http.seen(BO) == []


def test_a_private_answer_never_takes_the_place_of_a_message_in_the_channel(house: House):
    from handlers.slack.post import Poster

    reminder = Reply(title="YH-släpp om 14 dagar", buttons=(Button(label="Klart", action="done", value="3"),))
    assert Poster(house.client).post(house.playground.channel_id, reminder, "d1").state == "sent"
    house.reply = Reply(title="Bra")
    house.playground.press(BO, house.playground.messages()[0], "yh.done.1")

    assert house.seen(ANNA) == ["YH-släpp om 14 dagar\nKlart"]
    assert house.seen(BO) == ["YH-släpp om 14 dagar\nKlart", "Bra"]


def test_a_form_opens_filled_in_and_its_answer_replaces_the_card(house: House):
    house.reply = SAVED
    card = house.playground.command(ANNA, "/yh-logg", "x").message
    house.reply = Reply(form=FORM)
    view = house.playground.press(ANNA, card, "yh.undo.1").view
    assert view.title == "Ändra aktivitet"
    house.reply = Reply(title="Aktivitet 12 är ändrad")
    exchange = house.playground.submit(ANNA, {"title": "Ny & bättre", "women": "fjorton"})

    assert exchange.errors == {}
    assert exchange.view is None
    assert house.seen() == ["Aktivitet 12 är ändrad"]
    assert house.asked[2].request == Submit(
        "edit",
        "activity:12",
        {"title": "Ny & bättre", "date": "2024-03-13", "women": "fjorton", "municipalities": ("Kumla",)},
    )


def test_the_files_chosen_in_a_form_come_with_it(house: House):
    house.reply = Reply(
        form=Form(action="edit", title="Ändra", inputs=(Input(name="receipts", label="Kvitto", kind="file"),))
    )
    house.playground.command(ANNA, "/yh-logg", "x")
    house.reply = SAVED
    house.playground.submit(
        ANNA, {"receipts": [PlaygroundFile("taxi.pdf", b"%PDF"), PlaygroundFile("buss.pdf", b"%PDF")]}
    )
    sent = house.asked[-1].request
    assert isinstance(sent, Submit)
    assert [(file.name, file.id in house.playground.workspace.files) for file in sent.files] == [
        ("taxi.pdf", True),
        ("buss.pdf", True),
    ]
    assert sent.values == {}


def test_a_command_can_open_a_form_and_is_answered_after_it(house: House):
    house.reply = Reply(form=FORM)
    exchange = house.playground.command(ANNA, "/yh-logg", "")
    assert exchange.message is None
    assert exchange.view.title == "Ändra aktivitet"
    house.reply = SAVED
    house.playground.submit(ANNA)

    assert house.seen() == ["Aktivitet 12 är loggad\nÅngra"]
    assert house.seen(BO) == []


def test_problems_are_said_at_the_fields_and_the_form_stays(house: House):
    house.reply = Reply(form=FORM)
    house.playground.command(ANNA, "/yh-logg", "")
    house.reply = Reply(problems={"women": "Skriv ett heltal.", "amount_ore": "Beloppet saknas."})
    exchange = house.playground.submit(ANNA)

    assert exchange.errors == {"women": "Skriv ett heltal.", "title": "Beloppet saknas."}
    assert exchange.view is not None
    assert house.seen() == []


def test_one_form_can_follow_another(over_http: House):
    over_http.reply = Reply(form=FORM)
    over_http.playground.command(ANNA, "/yh-logg", "")
    over_http.reply = Reply(form=FORM.model_copy(update={"title": "En fråga till"}))
    assert over_http.playground.submit(ANNA).view.title == "En fråga till"


def test_a_form_answered_after_half_an_hour_is_answered_all_the_same(over_http: House):
    over_http.reply = Reply(form=FORM)
    over_http.playground.command(ANNA, "/yh-logg", "")
    over_http.playground.expire_response_urls()
    over_http.reply = SAVED
    over_http.playground.submit(ANNA)
    assert over_http.seen() == ["Aktivitet 12 är loggad\nÅngra"]
    assert over_http.last().only_for == ANNA


def test_an_answer_that_cannot_be_private_in_the_channel_comes_directly(over_http: House):
    over_http.reply = Reply(form=FORM)
    over_http.playground.command(ANNA, "/yh-logg", "")
    over_http.playground.expire_response_urls()
    over_http.playground.fail("chat.postEphemeral", "user_not_in_channel")
    over_http.reply = SAVED
    over_http.playground.submit(ANNA)
    assert over_http.last().channel.startswith("D")


def test_where_slack_does_not_take_blocks_the_text_takes_the_cards_place(over_http: House):
    over_http.reply = SAVED
    card = over_http.playground.command(ANNA, "/yh-logg", "x").message
    over_http.playground.fail("response_url", "invalid_blocks")
    over_http.reply = Reply(title="Aktivitet 12 är ångrad")
    over_http.playground.press(ANNA, card, "yh.undo.1")
    assert over_http.seen() == ["Aktivitet 12 är ångrad"]
    assert over_http.last().blocks == []


@pytest.mark.parametrize("how", ["500", "drop", "expired_url"])
def test_a_response_url_that_fails_is_gone_round(over_http: House, how):
    over_http.reply = SAVED
    card = over_http.playground.command(ANNA, "/yh-logg", "x").message
    over_http.playground.fail("response_url", how)
    over_http.playground.press(ANNA, card, "yh.undo.1")
    assert len(over_http.seen()) == 2
    assert over_http.last().only_for == ANNA


def test_when_every_way_is_shut_the_log_says_so(over_http: House, caplog):
    over_http.reply = SAVED
    card = over_http.playground.command(ANNA, "/yh-logg", "x").message
    for method in ("response_url", "chat.postEphemeral", "chat.postMessage"):
        over_http.playground.fail(method, "500")
    over_http.playground.press(ANNA, card, "yh.undo.1")
    assert len(over_http.seen()) == 1
    assert "ingen väg öppen" in caplog.text


def test_an_empty_answer_changes_nothing(over_http: House):
    over_http.reply = SAVED
    card = over_http.playground.command(ANNA, "/yh-logg", "x").message
    over_http.reply = Reply()
    over_http.playground.press(ANNA, card, "yh.undo.1")
    assert over_http.playground.command(ANNA, "/yh-logg", "x").message is None
    assert over_http.seen() == ["Aktivitet 12 är loggad\nÅngra"]


def test_a_form_that_cannot_carry_its_data_is_said_and_not_sent(over_http: House):
    over_http.reply = Reply(form=FORM.model_copy(update={"context": "x" * 5000}))
    shown = over_http.playground.command(ANNA, "/yh-logg", "").message.shown
    assert shown.startswith("Det gick inte att öppna formuläret just nu.")


def test_a_form_that_does_not_open_is_said_in_swedish(over_http: House):
    over_http.playground.fail("views.open", "500")
    over_http.reply = Reply(form=FORM)
    shown = over_http.playground.command(ANNA, "/yh-logg", "").message.shown
    assert re.fullmatch(r"Det gick inte att öppna formuläret just nu\. .* uppge koden [0-9A-F]{4}\.", shown)


def test_an_unforeseen_fault_is_said_with_a_code_and_logged_without_what_was_written(house: House, caplog):
    def broken(incoming):
        raise RuntimeError("hemligt namn")

    house.reply = broken
    with caplog.at_level(logging.DEBUG):
        shown = house.playground.command(ANNA, "/yh-logg", "hemligt namn").message.shown
    code = re.search(r"uppge koden ([0-9A-F]{4})", shown)[1]
    assert shown.startswith("Det gick inte att spara just nu, så inget är loggat.")
    assert code in caplog.text
    assert "RuntimeError" in caplog.text
    assert "hemligt" not in caplog.text.replace("hemligt+namn", "")


def test_an_unforeseen_fault_in_a_form_is_said_at_the_form(over_http: House):
    over_http.reply = Reply(form=FORM)
    over_http.playground.command(ANNA, "/yh-logg", "")
    over_http.reply = lambda incoming: 1 / 0
    exchange = over_http.playground.submit(ANNA)
    assert "inget är loggat" in exchange.errors["title"]
    assert exchange.view is not None


def test_an_unforeseen_fault_at_a_press_leaves_the_card(over_http: House):
    over_http.reply = SAVED
    card = over_http.playground.command(ANNA, "/yh-logg", "x").message
    over_http.reply = lambda incoming: 1 / 0
    over_http.playground.press(ANNA, card, "yh.undo.1")
    assert over_http.seen()[0] == "Aktivitet 12 är loggad\nÅngra"
    assert "inget är loggat" in over_http.seen()[1]


def test_what_is_done_is_told_even_when_it_cannot_be_drawn(over_http: House, monkeypatch):
    monkeypatch.setattr("handlers.slack.ways.message", lambda reply: 1 / 0)
    over_http.reply = SAVED
    assert over_http.playground.command(ANNA, "/yh-logg", "x").message.shown == "Aktivitet 12 är loggad"


def test_whoever_it_is_the_answer_decides(over_http: House):
    over_http.playground.command(EVA, "/yh-status", "", team_id="T0ANNAN")
    assert (over_http.asked[0].who, over_http.asked[0].team) == (EVA, "T0ANNAN")


@pytest.mark.parametrize("event", [{"type": "app_mention", "user": ANNA, "text": "hemligt"}, {"type": "okänd"}])
def test_what_nobody_listens_for_is_taken_in_silence(over_http: House, caplog, event):
    with caplog.at_level(logging.DEBUG):
        exchange = over_http.playground.event(event)
    assert exchange.status == 200
    assert over_http.seen() == []
    assert "hemligt" not in caplog.text


def test_a_page_that_nobody_looks_at_is_made_for_nobody(over_http: House):
    over_http.playground.event({"type": "app_home_opened", "user": "", "tab": "home"})
    assert over_http.seen() == []
    assert over_http.asked == []


def test_a_press_that_says_nothing_of_the_channel_is_answered_privately(over_http: House):
    over_http.reply = SAVED
    press = {
        "type": "block_actions", "user": {"id": ANNA}, "trigger_id": "1.2",
        "container": {"message_ts": "1.1", "thread_ts": "1.0"}, "actions": [{"action_id": "yh.undo.1", "value": "activity:12"}],
    }  # fmt: skip
    over_http.playground.raw(urlencode({"payload": json.dumps(press)}))
    assert "Aktivitet 12 är loggad" in over_http.seen()[-1]


def test_an_unknown_command_is_taken_in_silence(over_http: House):
    assert over_http.playground.command(ANNA, "/yh-annat", "hej").status == 200


def test_the_same_envelope_twice_does_not_complain_about_the_form(over_http: House):
    over_http.reply = Reply(form=FORM)
    first = over_http.playground.command(ANNA, "/yh-logg", "")
    second = over_http.playground.command(ANNA, "/yh-logg", "", trigger_id=first.payload["trigger_id"])
    assert second.message is None


def test_a_press_is_answered_at_once_though_slack_is_slow(over_http: House):
    over_http.reply = SAVED
    card = over_http.playground.command(ANNA, "/yh-logg", "x").message
    over_http.playground.fail("response_url", "timeout", seconds=2.5)
    assert over_http.playground.press(ANNA, card, "yh.undo.1").seconds < 2


def test_a_bad_signature_is_turned_away(over_http: House):
    exchange = over_http.playground.raw("command=%2Fyh-logg&text=x", {"X-Slack-Signature": "v0=fel"})
    assert exchange.status == 401
    assert over_http.asked == []


def test_what_is_too_large_is_turned_away_unread(over_http: House):
    assert over_http.playground.raw("text=" + "x" * (1 << 20)).status == 413
    assert over_http.playground.raw("text=" + "x" * 1000).status == 200


def test_a_body_that_is_no_payload_is_answered(over_http: House):
    for body, kind in [("payload=%7B", "application/x-www-form-urlencoded"), ("{", "application/json"), ("", "a/b")]:
        assert over_http.playground.raw(body, {"Content-Type": kind}).status in (200, 400)
    assert over_http.asked == []


def test_a_form_of_another_make_is_answered_at_the_form(over_http: House):
    over_http.reply = Reply(form=FORM)
    view = over_http.playground.command(ANNA, "/yh-logg", "").view
    for made in ("", "[]", json.dumps({"action": "x"}), json.dumps({"action": "x", "context": "", "origin": {"y": 1}})):
        view.body["private_metadata"] = made
        assert "inget är sparat" in over_http.playground.submit(ANNA).errors["title"]
    assert len(over_http.asked) == 1


def test_a_command_costs_little_beyond_bolt(bare: House):
    import statistics
    import time
    from urllib.parse import urlencode

    from slack_bolt import BoltRequest

    house = bare
    house.reply = SAVED
    body = urlencode({"command": "/yh-logg", "text": "x", "user_id": ANNA, "team_id": "T", "trigger_id": "1.2.3"})
    spent = []
    for _ in range(60):
        stamp = str(int(time.time()))
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": house.playground.delivery.signature(body, stamp),
        }
        request = BoltRequest(body=body, headers=headers)
        began = time.process_time()
        assert house.app.dispatch(request).status == 200
        spent.append(time.process_time() - began)
    assert statistics.median(spent) < 0.01, "without the ten milliseconds that Bolt polls for by default"
