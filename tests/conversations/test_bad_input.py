"""Bad input gets one Swedish sentence that says what is wrong, and saves nothing."""

import pytest

from tests.conversations.conftest import Group, text

SAVED = ("activities", "expenses", "contacts", "payments", "notes", "pending")


def nothing_saved(group: Group) -> bool:
    return not any(group.rows(table) for table in SAVED)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("x" * 5000, "5000 tecken"),
        ("😀🎉👍", "Jag hittade inget att logga."),
        ("…!?", "Jag hittade inget att logga."),
        ("branschseminarium i Kumla 32 mars, 20 deltagare", "32 mars"),
        ("branschseminarium i Kumla 12 mars, -5 deltagare", "Antalet kan inte vara mindre än noll."),
        ("branschseminarium i Kumla 12 mars, 3,5 deltagare", "inget helt tal"),
        ("branschseminarium i Kumla 12 mars, 1000000 deltagare", "högst 100 000"),
        ("branschseminarium i Kumla 31/4, 20 deltagare", "31/4"),
        ("branschseminarium i Kumla 12 mars kl 25, 20 deltagare", "”kl 25” finns inte"),
        ("kontakt Anna Ek, Per Holm, vd på Bygg AB", "Anna Ek, Per Holm"),
        ("utgift 0 kr parkering 12 mars", "Beloppet är noll."),
        ("utgift 1000000000000000 kr hotell 12 mars", "för stort"),
        ("utgift hotell 12 mars", "Jag hittade inget belopp."),
        ("branschseminarium 12 mars, 20 deltagare, delmål 7", "Delmålen är 1 Samverkansforum"),
        ("branschseminarium 12 mars i Atlantis kommun, 20 deltagare", "ingen av länets kommuner"),
        ("kontakt karin@example.se", "Jag hittade inget namn."),
        ("kontakt 12345", "Jag hittade inget namn."),
        ("aktivitet", "Jag såg inte vad som hölls."),
        ("kontakt Lena 19800101-1231 Näringslivskontoret", "Jag sparar inte personnummer"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_saved(group: Group, line: str, says: str) -> None:
    answer = group.log(line)
    assert says in text(answer)
    assert nothing_saved(group)
    assert "sparade" in text(answer) or "inget är loggat" in text(answer)


def test_an_identity_number_is_nowhere_on_disk(group: Group) -> None:
    group.log("kontakt Lena 19800101-1231 Näringslivskontoret")
    for file in group.path.parent.glob("yh.db*"):
        assert b"19800101" not in file.read_bytes()


def test_a_broken_address_is_asked_about(group: Group) -> None:
    asked = group.log("kontakt Kalle Berg, vd på Bygg AB, kalle@region")
    assert "”kalle@region” är ingen hel adress" in text(asked)
    assert not group.rows("contacts")
    group.press(asked.message, "Spara utan e-post")
    (row,) = group.rows("contacts")
    assert (row["name"], row["email"]) == ("Kalle Berg", None)


def test_what_nobody_can_place_is_asked_about(group: Group) -> None:
    asked = group.log("lunch")
    assert "Vad är det här?" in text(asked)
    assert not group.rows("expenses")
    form = group.press(asked.message, "Utgift")
    assert form.view is not None, "what it lacks is filled in"
    group.submit({"amount_ore": "312"})
    assert [(row["amount_ore"], row["description"]) for row in group.rows("expenses")] == [(31_200, "Lunch")]
    assert not group.rows("pending")


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("ångra", "Du har inte loggat något som jag kan ändra"),
        ("sensate", "Menade du ”/yh-logg senaste”?"),
        ("hjäpl", "Menade du ”/yh-logg hjälp”?"),
        ("status", "/yh-status"),
    ],
)
def test_an_unknown_word_gets_help_that_fits(group: Group, word: str, says: str) -> None:
    assert says in text(group.log(word))
    assert nothing_saved(group)


@pytest.mark.parametrize("command", ["log", "status", "remind"])
def test_every_command_has_its_help(group: Group, command: str) -> None:
    answer = getattr(group, command)("hjälp")
    assert "/yh-" in text(answer)
    assert nothing_saved(group)


HOSTILE = "<!channel> *fet* _kursiv_ ~struken~ `kod` & <script> R&D"


def test_what_a_user_wrote_comes_out_as_text(group: Group) -> None:
    typed = f"branschseminarium {HOSTILE} i Kumla 13 mars, 32 deltagare"
    sent = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    answer = group.log(sent, dressed=False)
    (row,) = group.rows("activities")
    for part in ("<!channel>", "*fet*", "`kod`", "&", "<script>", "R&D"):
        assert part in row["title"]
    assert answer.message is not None
    assert "<!channel>" not in str(answer.message.text)
    assert row["title"] in text(answer), "shown as written"


def test_old_and_forged_buttons_are_answered(group: Group) -> None:
    logged = group.log("utgift 95 kr parkering 12 mars")
    assert logged.message is not None
    for block in logged.message.blocks:
        for element in block.get("elements", ()):
            if element.get("type") == "button":
                element["value"] = "expense:999999999999999999999 x"
    group.slack.workspace.find(logged.message.channel, logged.message.ts)
    answer = group.press(logged.message, "Ångra")
    assert "hittar jag inte" in text(answer)


def test_a_minus_is_a_credit_after_the_kind_too(group: Group) -> None:
    group.log("utgift -200 kr buss 12 mars")
    assert group.rows("expenses")[0]["amount_ore"] == -20_000


def test_a_call_to_the_channel_makes_nobody_responsible(group: Group) -> None:
    group.log("aktivitet workshop <!channel> 1 mars", dressed=False)
    assert group.rows("activities")[0]["responsible"] is None


def test_of_several_lines_the_one_in_question_is_named(group: Group) -> None:
    asked = group.log("aktivitet workshop 2 mars, 5 deltagare\nutgift 30 kr")
    assert "Det gäller ”utgift 30 kr”." in text(asked)


def test_a_forms_date_outside_the_period_is_asked_about(group: Group) -> None:
    offer = group.log("")
    group.press(offer.message, "Utgift")
    asked = group.submit(
        {"date": "2026-02-01", "amount_ore": "500", "description": "Lokal", "category": "Externa tjänster"}
    )
    assert "utanför projektets tid" in text(asked)
    assert group.rows("expenses") == []
    group.press(asked.message, "Spara ändå")
    assert group.rows("expenses")[0]["date"] == "2026-02-01"
