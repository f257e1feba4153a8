"""What was logged is found by its words, with the cards it had when it was logged."""

import pytest

from tests.conversations.conftest import ANNA, KARIN, MAJA, Group, labels, text


@pytest.fixture
def logged(group: Group) -> Group:
    group.log("branschseminarium solel i Kumla 12 mars, 32 deltagare varav 14 kvinnor")
    group.log("utgift 312 kr buss till Nora 12 mars")
    group.log("utgift 500 kr tryck från Nora Tryckeri 5 februari 2023", who=ANNA)
    group.log("kontakt Karin Öst, hr-chef på Bergslagens Bygg AB, karin@example.se")
    group.log("inbetalt 200 000 kr från Örebro kommun 15/2", who=ANNA)
    group.log("beslut: partneravtalet med Kumla godkänt 4/3", who=ANNA)
    return group


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("solel kumla", ["Aktivitet 1"]),
        ("SOLEL, Kumla!", ["Aktivitet 1"]),
        ("seminariet", ["Aktivitet 1"]),
        ("seminarier om solel", ["Aktivitet 1"]),
        ("bussen", ["Utgift 1"]),
        ("nora", ["Utgift 2", "Utgift 1"]),
        ("utgifter nora 2023", ["Utgift 2"]),
        ("2023", ["Utgift 2"]),
        ("mina utgifter", ["Utgift 1"]),
        ("nora av anna", ["Utgift 2"]),
        ("kontakter", ["Kontakt 1"]),
        ("ost bergslagen", ["Kontakt 1"]),
        ("karin@example.se", ["Kontakt 1"]),
        ("orebro", ["Inbetalning 1"]),
        ("beslut kumla", ["Beslut 1"]),
        ("kumla", ["Beslut 1", "Aktivitet 1"]),
        ("312", ["Utgift 1"]),
    ],
)
def test_words_find_what_was_logged(logged: Group, words: str, found: list[str]) -> None:
    answer = logged.status(f"sök {words}", who=MAJA)
    assert answer.message is not None
    shown = text(answer)
    numbered = [line.strip() for line in shown.splitlines() if line.strip() in _names(logged)]
    assert numbered == found
    assert ("1 träff" if len(found) == 1 else f"{len(found)} träffar") in shown


def _names(group: Group) -> set[str]:
    nouns = {
        "activities": "Aktivitet",
        "expenses": "Utgift",
        "contacts": "Kontakt",
        "payments": "Inbetalning",
        "notes": "Beslut",
    }
    return {f"{noun} {row['id']}" for table, noun in nouns.items() for row in group.rows(table)}


@pytest.mark.parametrize("words", ['"', "*", "solel*", "NEAR(solel kumla)", "solel OR buss", "text:solel", "a AND", "(", "-buss", "^solel", "'; DROP TABLE search; --"])  # fmt: skip
def test_every_sign_is_only_text(logged: Group, words: str) -> None:
    answer = text(logged.status(f"sök {words}"))
    assert "träff" in answer or "Inget passar" in answer or "Så söker du" in answer
    assert logged.rows("expenses")


def test_the_cards_have_their_buttons_and_they_work(logged: Group) -> None:
    found = logged.status("sök solel", who=MAJA)
    assert labels(found) == ["Ändra", "Ångra", "Dela i kanalen"]
    undone = logged.press(found.message, "Ångra", who=MAJA)
    assert "Aktivitet 1 är ångrad" in text(undone)
    assert "Inget passar ”solel”" in text(logged.status("sök solel", who=MAJA))
    logged.press(undone.message, "Ta tillbaka", who=MAJA)
    assert "1 träff på ”solel”" in text(logged.status("sök solel", who=MAJA))


def test_a_correction_is_found_by_its_new_words_only(logged: Group) -> None:
    logged.log("ändra aktivitet 1: rubrik Vindkraft")
    assert "Inget passar" in text(logged.status("sök solel"))
    assert "1 träff" in text(logged.status("sök vindkraften"))


def test_many_are_shown_a_page_at_a_time(group: Group) -> None:
    for number in range(1, 13):
        group.log(f"utgift {number} kr parkering 12 mars")
    first = group.status("sök parkering", who=MAJA)
    assert "12 träffar på ”parkering”, här är 1–5" in text(first)
    assert "Utgift 12" in text(first)
    second = group.press(first.message, "Visa fler", who=MAJA)
    assert "här är 6–10" in text(second)
    last = group.press(second.message, "Visa fler", who=MAJA)
    assert "här är 11–12" in text(last)
    assert "Utgift 1\n" in text(last)
    assert "Visa fler" not in labels(last)


def test_what_asks_for_nothing_gets_the_help(logged: Group) -> None:
    assert "Så söker du" in text(logged.status("sök"))
    assert "Jag hittar ingen i kanalen som heter ”kalle”" in text(logged.status("sök buss av kalle"))
    assert "högst 200 tecken" in text(logged.status("sök " + "a" * 300))


def test_the_answer_is_seen_by_whoever_asked_only(logged: Group) -> None:
    logged.status("sök karin", who=KARIN)
    assert not any("Bergslagens" in said for said in logged.said())
