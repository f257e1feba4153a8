"""A Reply as an Adaptive Card, and what comes back from it."""

import json
from pathlib import Path

import adaptive_cards
from jsonschema import Draft6Validator

from bot.reply import Button, Fact, Reply
from handlers.requests import Press
from handlers.teams.draw import as_text, card, message
from handlers.teams.form import pressed

SCHEMA = json.loads((Path(adaptive_cards.__file__).parent / "schemas/schema-1.5.json").read_text())
VALID = Draft6Validator(SCHEMA["definitions"]["AdaptiveCard"] | {"definitions": SCHEMA["definitions"]})


def kinds(drawn) -> list[str]:
    return [element["type"] for element in drawn["body"]]


def said(node) -> list[str]:
    """Every line that is shown."""
    if isinstance(node, list):
        return [line for each in node for line in said(each)]
    if node.get("type") == "RichTextBlock":
        return ["".join(run["text"] for run in node["inlines"])]
    if node.get("type") == "TextBlock":
        return [node["text"]]
    return [line for value in node.values() if isinstance(value, dict | list) for line in said(value) if line]


def test_a_card_reads_from_the_top():
    reply = Reply(
        title="✅ Aktivitet 12 är loggad",
        text=("Branschseminarium · ons 13 mars 2024 · Kumla",),
        facts=(Fact(label="Deltagare", value="32"),),
        notes=("Räknas till delmål 3.",),
        buttons=(
            Button(label="Ändra", action="edit", value="activity:12", style="primary"),
            Button(label="Ta bort", action="drop", value="activity:12", style="danger", confirm="Är du säker?"),
        ),
    )
    drawn = card(reply)
    assert not list(VALID.iter_errors(drawn))
    assert drawn["body"][0] | {"style": "heading", "weight": "Bolder"} == drawn["body"][0]
    assert said(drawn["body"][:-1]) == [
        "✅ Aktivitet 12 är loggad",
        "Branschseminarium · ons 13 mars 2024 · Kumla",
        "Deltagare: 32",
        "Räknas till delmål 3.",
    ]
    first, second = drawn["body"][-1]["actions"]
    assert (first["title"], first["style"], first["verb"]) == ("Ändra", "positive", "yh")
    assert pressed(first["data"]) == Press("edit", "activity:12")
    assert second["title"] == "Ta bort …"
    assert said(second["card"]["body"]) == ["Är du säker?"]
    assert pressed(second["card"]["actions"][0]["data"]) == Press("drop", "activity:12")
    assert message(reply)["summary"].startswith("✅ Aktivitet 12 är loggad\nBranschseminarium")


def test_teams_has_no_commands_so_their_words_are_said_without_a_slash() -> None:
    reply = Reply(title="”/yh-paminn” visar allt", text=("• /yh-logg utgift 312 kr", "se https://a.se/yh-logg"))
    said = json.dumps([message(reply), as_text(reply)], ensure_ascii=False)
    assert "”påminn” visar allt" in said
    assert "• logg utgift 312 kr" in said
    assert said.count("/yh-") == said.count("a.se/yh-logg")
