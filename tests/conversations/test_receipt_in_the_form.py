"""A receipt that is chosen in the expense's form goes with it, whatever is asked before it is saved."""

from typing import Any

from handlers.playground import File
from tests.conversations.conftest import MAJA, Group, text

PDF = File("taxi.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "application/pdf")
PNG = File("buss.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image/png")
TAXI = {"amount_ore": "450", "description": "Taxi från Kumla", "category": "outside"}


def kept(group: Group, count: int = 1) -> list[dict[str, Any]]:
    """The receipts, once so many of them are on disk."""
    group.slack.wait_for(lambda: len([row for row in group.rows("receipts") if row["state"] == "kept"]) == count)
    return group.rows("receipts")


def test_it_is_chosen_with_what_is_logged(either: Group) -> None:
    asked = either.tell("", files=[PNG])
    either.press(asked.message, "En ny utgift")
    saved = either.submit(TAXI | {"receipts": [PDF]})
    assert "buss.png och taxi.pdf följer med som kvitto" in text(saved)
    assert {(row["expense_id"], row["name"]) for row in kept(either, 2)} == {(1, "buss.png"), (1, "taxi.pdf")}


def test_it_is_added_to_what_was_logged_and_nothing_else_changes(group: Group) -> None:
    logged = group.log("utgift 312 kr buss till Nora 12 mars")
    before = group.rows("expenses")
    group.press(logged.message, "Ändra")
    saved = group.submit({"receipts": [PDF]})
    assert "taxi.pdf följer med som kvitto" in text(saved)
    assert "behövde inte ändras" not in text(saved)
    assert kept(group)[0]["expense_id"] == 1
    assert group.rows("expenses") == before


def test_it_stays_while_the_form_asks_again(group: Group) -> None:
    logged = group.log("utgift 312 kr buss till Nora 12 mars")
    group.press(logged.message, "Ändra")
    assert group.submit({"amount_ore": "mycket", "receipts": [PDF]}).errors.keys() == {"amount_ore"}
    assert group.rows("receipts") == []
    group.submit({"amount_ore": "320"})
    assert kept(group)[0]["name"] == "taxi.pdf"


def test_it_stays_while_something_is_asked_about(group: Group) -> None:
    logged = group.log("utgift 312 kr buss till Nora 12 mars")
    group.press(logged.message, "Ändra")
    asked = group.submit({"date": "2031-03-12", "receipts": [PDF]})
    assert "utanför projektets tid" in text(asked)
    assert group.rows("receipts") == []
    group.press(asked.message, "Spara ändå")
    assert kept(group)[0]["expense_id"] == 1


def test_only_the_form_of_an_expense_asks_for_one(group: Group) -> None:
    for line, asks in (("utgift 312 kr buss till Nora 12 mars", True), ("möte i Kumla 12 mars, 8 deltagare", False)):
        form = group.press(group.log(line).message, "Ändra").view
        assert form is not None
        assert ("receipts" in [block["block_id"] for block in form.blocks]) == asks
        group.slack.close_view(MAJA)
