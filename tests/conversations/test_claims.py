"""A claim: shown first, made by a button, it locks what is in it, and the last one can be undone."""

from bot.records import Expense
from storage import records
from storage.database import Database
from tests.conversations.conftest import ANNA, MAJA, Group, labels, text


def february(group: Group) -> None:
    """Three expenses that are ready, one that is not booked and one that is approximate."""
    group.log("utgift 312 kr buss till Kumla 12 februari")
    group.log("utgift 4500 kr lokalhyra i Kumla 6 februari")
    group.log("lön 28 000 kr 25 februari")
    group.log("utgift ca 900 kr tåg 7 februari")
    group.log("utgift 700 kr taxi 8 februari")
    group.log("bokför 1 A1, 2 A2, 3 A3 28/2")
    group.log("betald 1, 2 och 3 29/2")
    group.log("attestera 1-3", who=ANNA)


def test_a_claim_shows_first_what_is_in_it_and_what_is_not(either: Group) -> None:
    february(either)
    shown = text(either.log("rekvisition till och med 29 februari", who=ANNA))
    assert "3 utgifter är bokförda, betalda och attesterade" in shown
    assert "Att rekvirera: 18 506 kr" in shown, "half of 32 812 kr and 15 % of 28 000 kr"
    assert "1 utgift (900 kr) har ett ungefärligt belopp" in shown
    assert "1 utgift (700 kr) är inte bokförd" in shown
    assert not either.rows("claims"), "nothing is made before the button"


def test_a_claim_that_is_made_locks_what_is_in_it(either: Group) -> None:
    february(either)
    shown = either.log("rekvisition till och med 29 februari", who=ANNA)
    made = either.press(shown.message, "Gör rekvisitionen", who=ANNA)
    assert "Rekvisition 1 är gjord: 18 506 kr att rekvirera" in text(made)
    (claim,) = either.rows("claims")
    assert (claim["costs_ore"], claim["flat_rate_ore"], claim["grant_ore"]) == (3_281_200, 420_000, 1_850_600)
    assert [row["claim_id"] for row in either.rows("expenses")] == [1, 1, 1, None, None]
    for line in ("ändra utgift 1: 340 kr", "ta bort utgift 1", "betald 1 3/3", "ta bort bokföringen på 1"):
        assert "Utgift 1 är med i rekvisition 1 och kan inte ändras" in text(either.log(line)), line
    assert either.rows("expenses")[0]["amount_ore"] == 31_200


def test_a_form_that_was_open_when_the_claim_was_made_changes_nothing(group: Group) -> None:
    february(group)
    group.press(group.log("ändra utgift 1: 340 kr").message, "Ändra tillbaka")
    group.log("attestera 1", who=ANNA)
    card = group.log("betald 1 28/2").message
    group.press(card, "Ändra")
    shown = group.log("rekvisition till och med 29 februari", who=ANNA)
    group.press(shown.message, "Gör rekvisitionen", who=ANNA)
    answer = group.submit({"amount_ore": "9 999"})
    assert "är med i rekvisition 1" in text(answer)
    assert group.rows("expenses")[0]["amount_ore"] == 31_200


def test_what_changed_since_it_was_shown_is_shown_again(group: Group) -> None:
    february(group)
    shown = group.log("rekvisition till och med 29 februari", who=ANNA)
    group.log("ändra utgift 1: 412 kr")
    again = group.press(shown.message, "Gör rekvisitionen", who=ANNA)
    assert "Det ändrades nyss" in text(again)
    assert not group.rows("claims")


def test_the_same_sum_of_other_costs_is_shown_again(group: Group) -> None:
    february(group)
    shown = group.log("rekvisition till och med 29 februari", who=ANNA)
    group.log("ändra utgift 2: kostnadsslag Resor och logi")
    group.log("attestera 2", who=ANNA)
    assert "Det ändrades nyss" in text(group.press(shown.message, "Gör rekvisitionen", who=ANNA))
    assert not group.rows("claims")


def credited(group: Group) -> None:
    """The rent is credited, and more than that."""
    group.log("utgift -40 000 kr kreditering av lokalhyra 28 februari")
    group.log("bokför 6 A6 29/2, betald 29/2")
    group.log("attestera 6", who=ANNA)


def test_what_is_credited_after_a_claim_is_to_be_paid_back(group: Group) -> None:
    february(group)
    first = group.log("rekvisition till och med 29 februari", who=ANNA)
    group.press(first.message, "Gör rekvisitionen", who=ANNA)
    credited(group)
    second = group.log("rekvisition till och med 29 februari", who=ANNA)
    assert "Att betala tillbaka: 18 506 kr. Kontakta handläggaren" in text(second)
    assert "Att rekvirera" not in text(second)
    made = text(group.press(second.message, "Gör rekvisitionen", who=ANNA))
    assert "Rekvisition 2 är gjord: 18 506 kr att betala tillbaka" in made
    assert "Kontakta handläggaren" in made


def test_credits_alone_wait_for_costs(group: Group) -> None:
    february(group)
    group.log("ta bort attesten på 1, 2 och 3", who=ANNA)
    credited(group)
    shown = group.log("rekvisition till och med 29 februari", who=ANNA)
    assert "Krediteringarna går inte att rekvirera för sig" in text(shown)
    assert "Gör rekvisitionen" not in labels(shown)


def test_the_second_claim_holds_what_came_since(group: Group) -> None:
    february(group)
    shown = group.log("rekvisition till och med 31 januari", who=ANNA)
    assert "Inget är klart att rekvirera till och med ons 31 januari 2024" in text(shown)
    shown = group.log("rekvisition till och med 29 februari", who=ANNA)
    group.press(shown.message, "Gör rekvisitionen", who=ANNA)
    group.log("bokför 5 A5 1/3, betald 2/3")
    group.log("attestera 5", who=ANNA)
    second = text(group.log("rekvisition", who=ANNA))
    assert "Att rekvirera: 350 kr" in second
    assert "18 506 kr är rekvirerat förut" in second


def test_the_last_claim_is_undone_by_the_leader_alone(group: Group) -> None:
    february(group)
    shown = group.log("rekvisition till och med 29 februari", who=ANNA)
    made = group.press(shown.message, "Gör rekvisitionen", who=ANNA)
    assert "Bara projektledaren" in text(group.log("ångra rekvisitionen"))
    assert "Rekvisition 2 finns inte" in text(group.log("ångra rekvisition 2", who=ANNA))
    assert "Rekvisition 1 är ångrad" in text(group.press(made.message, "Ångra rekvisitionen", who=ANNA))
    assert [row["status"] for row in group.rows("expenses")[:3]] == ["attested"] * 3
    assert "Utgift 1 är ändrad" in text(group.log("ändra utgift 1: 340 kr"))
    assert "Ingen rekvisition är gjord än" in text(group.status("rekvisitioner"))


def test_the_button_pressed_twice_makes_one_claim(group: Group) -> None:
    february(group)
    shown = group.log("rekvisition till och med 29 februari", who=ANNA)
    group.press(shown.message, "Gör rekvisitionen", who=ANNA, trigger_id="samma")
    again = group.press(shown.message, "Gör rekvisitionen", who=ANNA, trigger_id="samma")
    assert "Det är redan gjort" in text(again)
    assert len(group.rows("claims")) == 1
    listed = group.status("rekvisitioner", who=MAJA)
    assert "1 rekvisition, 18 506 kr i bidrag" in text(listed)
    assert labels(listed) == [], "only the leader undoes"


def test_only_the_leader_is_offered_to_make_it_and_not_ahead_of_its_day(group: Group) -> None:
    february(group)
    shown = group.log("rekvisition till och med 29 februari")
    assert "Gör rekvisitionen" not in labels(shown)
    ahead = group.log("rekvisition till och med 31 mars", who=ANNA)
    assert "Gör rekvisitionen" not in labels(ahead)
    assert "31 mars 2024 har inte varit än" in text(ahead)


def test_a_date_of_the_projects_is_no_claim(group: Group) -> None:
    assert "Lägesrapport och rekvisition" in text(group.tell("rekvisition", who=ANNA))
    assert "fre 12 april 2024" in text(group.tell("rekvisitionen ska in 12 april", who=ANNA))
    assert not group.rows("claims")


def test_what_is_logged_on_the_flat_rate_is_said_to_be_so(group: Group) -> None:
    february(group)
    database = Database(group.path)
    with database.transaction() as db:  # as a list that is read in may have it: no form offers it
        bought, flat = records.standing(db, Expense, "id = 1", [])[0], group.project.flat_rate.category
        records.change(db, bought, bought.model_copy(update={"category": flat}), who=MAJA, at="2024-03-14T09:00:00Z")
    database.close()
    shown = text(group.log("rekvisition till och med 29 februari", who=ANNA))
    assert "1 utgift (312 kr) ligger på schablonen, som räknas ut av sig själv" in shown
    assert "inte finns i projektet" not in shown
