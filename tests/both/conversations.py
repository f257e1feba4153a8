"""The chosen conversations, each told once: what is said and pressed, what is seen then, and what is on disk."""

from collections.abc import Callable

from tests.both.place import ANNA, KARIN, MAJA, Place, Sent

SEMINAR = "branschseminarium i Kumla 13 mars, 32 deltagare varav 14 kvinnor"
BUS = "utgift 312 kr buss till Nora 12 mars"
PLAN = "påminn branschseminarium vård 14 maj kl 9-12 i Kumla, anmälan senast 2 maj, ansvarig Maja"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
LEDGER = (
    "Datum;Ver;Konto;Text;Debet;Kredit\n2024-03-13;A101;5800;SL buss;312,00;\n2024-03-13;A101;1930;SL buss;;312,00\n"
)
LIST = "Datum;Vad;Kommun;Antal\n2024-02-12;Branschseminarium energi;Kumla;32\n2024-05-02;Företagsdialog;Fjugesta;\n"


def an_activity(place: Place) -> None:
    seen = place.say(f"logg {SEMINAR}")
    assert "Aktivitet 1 är loggad" in seen.text
    assert "ons 13 mars 2024" in seen.text and "32 deltagare: 14 kvinnor, 18 män" in seen.text
    assert "räknas till delmål 3" in seen.text
    assert {"Ändra", "Ångra"} <= set(seen.buttons)
    (row,) = place.rows("activities")
    assert (row["participants"], row["women"], row["men"]) == (32, 14, 18)
    assert (row["date"], row["created_by"]) == ("2024-03-13", place.id(MAJA))


def an_assumption(place: Place) -> None:
    seen = place.say(BUS)
    assert "Utgift 1 är loggad" in seen.text and "312 kr" in seen.text
    assert "Jag antog kostnadsslaget Resor och logi" in seen.text
    (row,) = place.rows("expenses")
    assert (row["amount_ore"], row["category"]) == (31_200, "Resor och logi")


def a_contradiction(place: Place) -> None:
    asked = place.say("branschseminarium i Kumla 13 mars, 30 deltagare, 18 kvinnor och 14 män")
    assert "Vilket stämmer?" in asked.text and "Inget är sparat än" in asked.text
    assert place.rows("activities") == []
    seen = place.press(asked, "32 deltagare: 18 kvinnor, 14 män")
    assert "Aktivitet 1 är loggad" in seen.text
    (row,) = place.rows("activities")
    assert (row["participants"], row["women"], row["men"]) == (32, 18, 14)
    assert place.rows("pending") == []


def a_form(place: Place) -> None:
    form = place.press(place.say(SEMINAR), "Ändra")
    assert form.is_form and "Deltagare" in form.text
    form = place.fill(form, {"participants": "30", "women": "20", "men": "18"})
    assert form.is_form, "what does not add up is told in the form"
    assert place.rows("activities")[0]["participants"] == 32
    seen = place.fill(form, {"participants": "40", "women": "20", "men": "20"})
    assert "Aktivitet 1 är ändrad" in seen.text and "40 deltagare" in seen.text
    (row,) = place.rows("activities")
    assert (row["participants"], row["women"], row["men"]) == (40, 20, 20)


def undone_and_restored(place: Place) -> None:
    undone = place.press(place.say(BUS), "Ångra")
    assert "Utgift 1 är ångrad" in undone.text
    assert place.rows("expenses")[0]["deleted_at"]
    restored = place.press(undone, "Ta tillbaka")
    assert "Utgift 1 är tillbaka" in restored.text
    assert place.rows("expenses")[0]["deleted_at"] is None
    assert [row["what"] for row in place.rows("audit") if row["record"] == "expense"] == [
        "logged",
        "undone",
        "restored",
    ]


def the_status(place: Place) -> None:
    place.say(SEMINAR)
    place.say(BUS)
    seen = place.say("status", who=KARIN)
    assert "Läget tors 14 mars 2024" in seen.text and "månad 15 av 36" in seen.text
    assert "32 deltagare (44 % kvinnor)" in seen.text and "312 kr" in seen.text
    goal = place.say("status delmål 3", who=KARIN)
    assert "Delmål 3 Arbetsgivare" in goal.text and "32" in goal.text
    money = place.say("status pengar", who=KARIN)
    assert "Pengar 2024" in money.text and "Resor och logi" in money.text


def a_plan(place: Place) -> None:
    assert "Aktivitet 1 är planerad" in place.say(PLAN, who=ANNA).text
    place.morning(4, 2)
    reminder = place.heard("Branschseminarium vård om 42 dagar")
    assert "Nu: skicka inbjudan. Ansvarig: du" in reminder.text
    place.press(reminder, "Klart")
    place.morning(4, 3)
    assert "✅ Klart: skicka inbjudan" in place.heard("Branschseminarium vård").text
    assert sum("om 42 dagar" in words for words in place.told(MAJA)) <= 1
    assert [row["done_by"] for row in place.rows("steps") if row["done_by"]] == [place.id(MAJA)]
    place.morning(5, 15)
    form = place.press(place.heard("Hur gick det?"), "Fyll i")
    assert form.is_form
    place.fill(form, {"participants": "32", "women": "14"})
    place.heard("Aktivitet 1 är loggad")
    (row,) = place.rows("activities")
    assert (row["status"], row["participants"], row["men"]) == ("done", 32, 18)


def a_contact(place: Place) -> None:
    seen = place.say("kontakt Eva Holm, hr-chef på Hallsbergs Bygg AB, eva.holm@hallsbergbygg.se")
    assert "Kontakt 1 är sparad" in seen.text and "Eva Holm" in seen.text
    assert not any("Eva Holm" in words for words in place.channel())
    found = place.say("sök Hallsbergs Bygg", who=ANNA)
    assert "1 träff" in found.text and "Eva Holm" in found.text
    (row,) = place.rows("contacts")
    assert (row["name"], row["email"]) == ("Eva Holm", "eva.holm@hallsbergbygg.se")


def a_receipt(place: Place) -> None:
    seen = place.say(BUS, files=(Sent("kvitto.pdf", PDF, "application/pdf"),))
    assert "kvitto.pdf följer med som kvitto" in seen.text
    place.morning(3, 15)  # the clock has looked
    (row,) = place.rows("receipts")
    assert (row["state"], row["expense_id"], row["size"]) == ("kept", 1, len(PDF))
    place.press(seen, "Ångra")
    place.say("kvitto till utgift 1", files=(Sent("mer.pdf", PDF, "application/pdf"),))
    assert len(place.rows("receipts")) == 1, "one that is undone takes no more"


def a_receipt_alone(place: Place) -> None:
    asked = place.say("", files=(Sent("kvitto.pdf", PDF, "application/pdf"),))
    assert "Vilken utgift hör kvittot till?" in asked.text
    form = place.press(asked, "En ny utgift")
    seen = place.fill(form, {"amount_ore": "99", "description": "Fika", "category": "outside"})
    assert "kvitto.pdf följer med som kvitto" in seen.text
    assert (place.rows("expenses")[0]["amount_ore"], place.rows("receipts")[0]["expense_id"]) == (9_900, 1)


def a_ledger(place: Place) -> None:
    place.say(BUS)
    place.say("huvudboken för mars", files=(Sent("huvudbok.csv", LEDGER.encode()),))
    shown = place.heard("1 utgift stämmer")
    assert place.rows("expenses")[0]["voucher"] is None, "nothing is booked silently"
    (button,) = [each for each in shown.buttons if each.startswith("Bokför")]
    assert "bokförd" in place.press(shown, button).text
    (row,) = place.rows("expenses")
    assert (row["voucher"], row["booked_on"]) == ("A101", "2024-03-13")


def a_list(place: Place) -> None:
    place.say("importera", who=ANNA, files=(Sent("aktiviteter.csv", LIST.encode()),))
    shown = place.heard("2 aktiviteter att spara. Inget är sparat.", who=ANNA)
    assert place.rows("activities") == []
    place.press(shown, "Spara 2 aktiviteter", who=ANNA)
    place.heard("2 aktiviteter är sparade", who=ANNA)
    assert [row["created_by"] for row in place.rows("activities")] == [place.id(ANNA)] * 2


def a_report(place: Place) -> None:
    place.say(SEMINAR)
    assert "Word-filen kommer till dig" in place.say("rapport styrgrupp", who=ANNA).text
    assert place.taken("styrgruppsunderlag-2023-01-01-2024-03-14.docx", ANNA).startswith(b"PK")
    assert not any("docx" in words for words in place.channel())


def a_personal_number(place: Place) -> None:
    seen = place.say("kontakt Lena 19800101-1231 Näringslivskontoret")
    assert "Jag sparar inte personnummer, så inget är loggat" in seen.text
    assert "19800101" not in seen.text
    assert place.rows("contacts") == [] and place.rows("pending") == []


def a_right_that_is_lacking(place: Place) -> None:
    seen = place.say(BUS, who=KARIN)
    assert "skriv till Anna Ek" in seen.text
    assert place.rows("expenses") == []
    assert "Beslut 1 är sparat" in place.say("beslut: partneravtalet godkändes 4/3", who=KARIN).text


CONVERSATIONS: tuple[Callable[[Place], None], ...] = (
    an_activity, an_assumption, a_contradiction, a_form, undone_and_restored, the_status, a_plan, a_contact,
    a_receipt, a_receipt_alone, a_ledger, a_list, a_report, a_personal_number, a_right_that_is_lacking,
)  # fmt: skip
