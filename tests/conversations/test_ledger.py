"""An expense's way through the ledger: booked, paid, attested or returned, by words, lists and forms."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection

from bot.project import Member
from bot.records import Expense
from bot.reply import Reply
from handlers import cards, rights
from handlers.desk import Desk, moment
from handlers.requests import Incoming
from storage import records
from storage.database import Database
from tests.conversations.conftest import ANNA, KARIN, LEADER, MAJA, TODAY, Group, buttons, labels, text

SIGNATORY = Member(name="Karin Berg", role="firmatecknare", slack=KARIN)


@pytest.fixture
def signed(tmp_path: Path) -> Iterator[Group]:
    """The group, with somebody who signs for the owner."""
    group = Group(tmp_path / "yh.db", today=TODAY, members=(LEADER, SIGNATORY))
    group.slack.start()
    try:
        group.start()
        yield group
        assert group.slack.refusals == []
    finally:
        group.stop()
        group.slack.stop()


def three(group: Group) -> None:
    """Two expenses of Maja's, and one of the leader's."""
    group.log("utgift 312 kr buss till Kumla 12 mars")
    group.log("utgift 4500 kr lokalhyra i Kumla 6 mars")
    group.log("utgift 1250 kr hotell Elite 5 mars", who=ANNA)


def test_an_expense_is_booked_with_its_day_and_voucher(either: Group) -> None:
    three(either)
    answer = either.log("bokför 1 ver A123 13/3")
    assert "Utgift 1 är bokförd" in text(answer)
    assert "Bokförd 13 mars 2024, ver A123" in text(answer)
    row = either.rows("expenses")[0]
    assert (row["booked_on"], row["voucher"], row["paid_on"]) == ("2024-03-13", "A123", None)
    back = either.press(answer.message, "Ändra tillbaka")
    assert "Utgift 1 står som förut" in text(back)
    assert either.rows("expenses")[0]["booked_on"] is None


def test_the_same_request_twice_books_once(group: Group) -> None:
    three(group)
    group.log("bokför 1 ver A123 13/3", trigger_id="samma")
    trail = len(group.rows("audit"))
    group.log("bokför 1 ver A123 13/3", trigger_id="samma")
    assert len(group.rows("audit")) == trail


def test_several_are_booked_at_once_and_taken_back_at_once(group: Group) -> None:
    three(group)
    answer = group.log("bokför 1 A101, 2 A102 12/3")
    assert "2 utgifter är bokförda" in text(answer)
    assert [row["voucher"] for row in group.rows("expenses")] == ["A101", "A102", None]
    group.press(answer.message, "Ändra tillbaka")
    assert [row["booked_on"] for row in group.rows("expenses")] == [None, None, None]


def test_all_of_a_list_or_none_of_it(group: Group) -> None:
    three(group)
    assert "Utgift 99 finns inte. Inget ändrades." in text(group.log("bokför 1 A101, 99 A102"))
    assert group.rows("expenses")[0]["voucher"] is None


def test_without_a_day_it_is_today_and_says_so(group: Group) -> None:
    three(group)
    assert "Jag antog i dag, tors 14 mars 2024" in text(group.log("betald 1"))
    assert group.rows("expenses")[0]["paid_on"] == "2024-03-14"


def test_a_day_that_has_not_been_is_refused(group: Group) -> None:
    three(group)
    assert "31 mars 2024 har inte varit än. Inget ändrades." in text(group.log("bokför 1 A101 31/3"))


def test_booked_for_the_turn_of_the_year_is_in_the_year_of_the_expense(group: Group) -> None:
    group.log("utgift 312 kr buss till Kumla 28 december 2023")
    group.log("betald 1 30/12")
    assert group.rows("expenses")[0]["paid_on"] == "2023-12-30", "and not before it was bought"


def test_what_is_said_again_changes_nothing(group: Group) -> None:
    three(group)
    group.log("betald 1 13/3")
    assert "Utgift 1 var redan betald" in text(group.log("utgift 1 är betald 13/3"))


def test_a_booking_is_taken_away_by_words(group: Group) -> None:
    three(group)
    group.log("bokför 1 A101 13/3, betald 14/3")
    assert "Utgift 1 är inte längre bokförd" in text(group.log("ta bort bokföringen på 1"))
    row = group.rows("expenses")[0]
    assert (row["booked_on"], row["voucher"], row["paid_on"]) == (None, None, "2024-03-14")


def test_a_booking_that_is_half_understood_is_not_made(group: Group) -> None:
    three(group)
    assert "Jag förstod inte ”1 hejhopp”" in text(group.log("bokför 1 hejhopp"))
    assert group.rows("expenses")[0]["booked_on"] is None


def test_a_new_expense_is_no_booking(group: Group) -> None:
    assert "Utgift 1 är loggad" in text(group.log("bokförde hotell 1 200 kr 3 mars"))


def test_it_is_said_without_a_command_too(group: Group) -> None:
    three(group)
    assert "Utgift 1 är bokförd" in text(group.tell("bokför 1 A101 i går, tack"))
    assert group.rows("expenses")[0]["booked_on"] == "2024-03-13"


def test_what_waits_is_a_list_with_a_form(either: Group) -> None:
    three(either)
    listed = either.status("att bokföra", who=MAJA)
    assert "Att bokföra: 3 utgifter, 6 062 kr" in text(listed)
    form = either.press(listed.message, "Bokför")
    assert form.view is not None
    after = either.submit({"booked_on": "2024-03-08", "voucher": "A7", "paid_on": "2024-03-10"})
    assert "Utgift 3 är bokförd" in text(after)
    assert "Att bokföra: 2 utgifter" in text(after), "the list follows, one shorter"
    row = either.rows("expenses")[2]
    assert (row["booked_on"], row["voucher"], row["paid_on"]) == ("2024-03-08", "A7", "2024-03-10")


def test_the_form_says_at_the_field_what_does_not_hold(group: Group) -> None:
    three(group)
    listed = group.status("att bokföra", who=MAJA)
    group.press(listed.message, "Bokför")
    refused = group.submit({"booked_on": "2024-04-08", "voucher": ""})
    assert "Den dagen har inte varit än." in str(refused.errors)


def test_two_at_the_form_at_once_do_not_write_over_each_other(group: Group) -> None:
    three(group)
    listed = group.status("att bokföra", who=MAJA)
    group.press(listed.message, "Bokför")
    group.log("bokför 3 B12 10/3", who=ANNA)
    assert "Utgift 3 ändrades efter att du såg den" in str(group.submit({"booked_on": "2024-03-08"}).errors)
    assert group.rows("expenses")[2]["voucher"] == "B12"


def test_a_booking_in_the_moment_before_the_forms_own_is_not_written_over(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(group)
    group.press(group.status("att bokföra", who=MAJA).message, "Bokför")
    once = cards.once

    def after_another(
        desk: Desk, incoming: Incoming, work: Callable[[Connection], cards.Said], right: rights.Right
    ) -> Reply:
        with desk.database.transaction() as db:
            expense = cards.find(db, "expense:3")
            booked = expense.model_copy(update={"booked_on": TODAY.date(), "voucher": "B7"})
            records.change(db, expense, booked, who=ANNA, at=moment(TODAY))
        return once(desk, incoming, work, right)

    monkeypatch.setattr(cards, "once", after_another)
    group.submit({"booked_on": "2024-03-08", "voucher": "A1"})
    assert group.rows("expenses")[2]["voucher"] == "B7"


def test_the_list_goes_on_page_by_page(group: Group) -> None:
    for number in range(1, 11):
        group.log(f"utgift {100 + number} kr buss till Kumla {number} mars")
    first = group.status("att betala", who=MAJA)
    assert "Att betala: 10 utgifter, 1 055 kr, 1–8" in text(first)
    assert "9–10" in text(group.press(first.message, "Visa fler"))


# --- attest ----------------------------------------------------------------------------------------------


def test_the_leader_attests_and_nobody_else(group: Group) -> None:
    three(group)
    assert "Bara projektledaren attesterar" in text(group.log("attestera 1"))
    assert "2 utgifter är attesterade" in text(group.log("attestera 1 och 2", who=ANNA))
    row = group.rows("expenses")[0]
    assert (row["status"], row["attested_by"], row["attested_at"]) == ("attested", ANNA, "2024-03-14T09:00:00Z")


def test_the_leader_does_not_attest_own_costs(signed: Group) -> None:
    three(signed)
    refused = text(signed.log("attestera 1 och 3", who=ANNA))
    assert "Utgift 3 är projektledarens egen och attesteras av firmatecknaren, Karin Berg." in refused
    assert signed.rows("expenses")[0]["status"] == "logged", "all of it or nothing"
    assert "Utgift 3 är attesterad" in text(signed.log("attestera 3", who=KARIN))
    assert "Bara projektledaren attesterar" in text(signed.log("attestera 1", who=KARIN))


def test_what_names_the_leader_is_the_leaders_own_whoever_logs_it(signed: Group) -> None:
    signed.log("utgift 890 kr hotell för Anna Ek 5 mars")
    assert "projektledarens egen" in text(signed.log("attestera 1", who=ANNA))


def test_the_leader_does_not_make_it_somebody_elses_by_taking_the_name_out(signed: Group) -> None:
    signed.log("utgift 890 kr hotell för Anna Ek 5 mars")
    signed.log("utgift 700 kr taxi för Anna Ek 6 mars")
    for number, words in ((1, "hotell Elite"), (2, "taxi")):
        changed_by(signed, ANNA if number == 1 else MAJA, number, words)
    assert "projektledarens egen" in text(signed.log("attestera 1", who=ANNA))
    assert "Utgift 2 är attesterad" in text(signed.log("attestera 2", who=ANNA)), "who logged it saw that it was wrong"
    assert "Utgift 1 är attesterad" in text(signed.log("attestera 1", who=KARIN))


def changed_by(group: Group, who: str, number: int, words: str) -> None:
    """The expense's words, changed in its form."""
    group.press(group.tell(f"utgift {number}", who=who).message, "Ändra", who=who)
    group.submit({"description": words}, who=who)


@pytest.mark.parametrize(("words", "own"), [("hotell för Anna Ekström", False), ("Anna Eks hotell", True)])
def test_the_leader_is_named_by_the_whole_name(signed: Group, words: str, own: bool) -> None:
    signed.log(f"utgift 890 kr {words} 5 mars")
    assert ("projektledarens egen" in text(signed.log("attestera 1", who=ANNA))) == own


def test_an_approximate_amount_is_not_attested(group: Group) -> None:
    group.log("utgift ca 300 kr buss till Kumla 12 mars")
    assert "Beloppet för utgift 1 är ungefärligt. Rätta det först." in text(group.log("attestera 1", who=ANNA))


def test_a_changed_amount_loses_its_attest_and_says_so(group: Group) -> None:
    three(group)
    group.log("attestera 1", who=ANNA)
    changed = group.log("ändra utgift 1: 340 kr")
    assert "Attesten gällde det som stod förut" in text(changed)
    assert group.rows("expenses")[0]["attested_by"] is None
    group.press(changed.message, "Ändra tillbaka")
    assert group.rows("expenses")[0]["attested_by"] == ANNA, "what was attested stands again"


def test_what_is_attested_does_not_become_something_else(group: Group) -> None:
    three(group)
    listed = group.status("att attestera", who=ANNA)
    changed_by(group, MAJA, 1, "representation vin")
    refused = group.press_nth(listed.message, "Attestera", 1, who=ANNA)
    assert "Utgift 1 ändrades efter att du såg den" in text(refused)
    group.log("attestera 1", who=ANNA)
    group.press(group.tell("utgift 1").message, "Ändra")
    assert "Attesten gällde det som stod förut" in text(group.submit({"supplier": "Systembolaget"}))
    assert group.rows("expenses")[0]["status"] == "logged"


def test_a_booking_keeps_the_attest(group: Group) -> None:
    three(group)
    group.log("attestera 1", who=ANNA)
    assert "attesterad" in text(group.log("bokför 1 A101 13/3"))
    assert group.rows("expenses")[0]["status"] == "attested"


def test_the_list_is_attested_as_it_was_seen(group: Group) -> None:
    three(group)
    group.log("ta bort utgift 3", who=ANNA)
    listed = group.status("att attestera", who=ANNA)
    group.log("ändra utgift 1: 9 312 kr")
    refused = group.press(listed.message, "Attestera de här 2", who=ANNA)
    assert "Utgift 1 ändrades efter att du såg den" in text(refused)
    listed = group.status("att attestera", who=ANNA)
    done = group.press(listed.message, "Attestera de här 2", who=ANNA)
    assert "2 utgifter är attesterade" in text(done)
    assert "Inget väntar på attest" in text(done)


# --- returned --------------------------------------------------------------------------------------------


def test_a_return_is_told_privately_once_to_who_logged_it(either: Group) -> None:
    three(either)
    returned = either.log("returnera 1: fel kostnadsslag", who=ANNA)
    assert "Den som loggade får veta varför, privat" in text(returned)
    either.slack.wait_for(lambda: any("fel kostnadsslag" in said.shown for said in either.answers(MAJA)))
    either.look()
    told = [said.shown for said in either.answers(MAJA) if "Anna Ek skriver: ”fel kostnadsslag”" in said.shown]
    assert len(told) == 1
    assert not any("kostnadsslag”" in said for said in either.said()), "nothing of it in the channel"


def test_what_was_returned_and_changed_waits_for_attest_again(group: Group) -> None:
    three(group)
    group.log("returnera 1: fel belopp", who=ANNA)
    assert "Returnerade: 1 utgift" in text(group.status("returnerade"))
    assert "Nu väntar den på attest igen" in text(group.log("ändra utgift 1: 340 kr"))
    row = group.rows("expenses")[0]
    assert (row["status"], row["returned_reason"]) == ("logged", None)


def test_a_return_needs_a_reason(group: Group) -> None:
    three(group)
    asked = group.log("returnera 1", who=ANNA)
    assert labels(asked) == ["Skriv varför"]
    group.press(asked.message, "Skriv varför", who=ANNA)
    group.submit({"reason": "kvittot saknas"}, who=ANNA)
    assert group.rows("expenses")[0]["returned_reason"] == "kvittot saknas"


def test_a_reason_with_an_identity_number_is_not_kept(group: Group) -> None:
    three(group)
    refused = group.log("returnera 1: gäller 19800101-1234", who=ANNA)
    assert "Jag sparar inte personnummer" in text(refused)
    assert group.rows("expenses")[0]["status"] == "logged"


def test_a_shared_expense_does_not_say_why_it_was_returned(group: Group) -> None:
    three(group)
    group.log("returnera 1: fel kostnadsslag", who=ANNA)
    group.press(group.log("senaste").message, "Dela i kanalen")
    group.slack.wait_for(lambda: any("delar Utgift" in said for said in group.said()))
    assert not any("fel kostnadsslag" in said for said in group.said())


def test_why_it_was_returned_is_not_for_all_who_read_the_channel(signed: Group) -> None:
    three(signed)
    signed.log("returnera 2: du tar ut det här för tredje gången", who=ANNA)
    for words in ("returnerade", "utgift 2", "är utgift 2 returnerad?", "sök lokalhyra"):
        for who in (MAJA, ANNA, KARIN):
            signed.mention(words, who=who)
    assert not any("tredje gången" in said for said in signed.said())
    for who in (MAJA, ANNA, KARIN):
        assert "tredje gången" in text(signed.status("returnerade", who=who)), "who logged it, and those who attest"
    assert "Inget passar" in text(signed.status("sök tredje gången")), "what is found would tell"


def test_why_it_was_returned_is_read_by_who_logged_it_and_who_attests(group: Group) -> None:
    three(group)
    group.log("returnera 1: fel kostnadsslag", who=ANNA)
    for who, reads in ((MAJA, True), (ANNA, True), (KARIN, False)):
        for words in ("utgift 1", "varför returnerades utgift 1?"):
            assert ("fel kostnadsslag" in text(group.tell(words, who=who))) == reads, (who, words)
        assert ("fel kostnadsslag" in text(group.status("returnerade", who=who))) == reads, who


def test_every_card_of_the_list_has_its_buttons(group: Group) -> None:
    three(group)
    group.log("ta bort utgift 3", who=ANNA)
    listed = group.status("att attestera", who=ANNA)
    assert listed.message is not None
    assert len(buttons(listed.message)) == 2 * 3 + 1


def test_the_list_offers_to_attest_only_what_the_person_may(signed: Group) -> None:
    three(signed)
    leaders = signed.status("att attestera", who=ANNA)
    assert labels(leaders).count("Attestera") == 2
    assert "Attestera 2 av dem" in labels(leaders)
    assert "Utgift 3 är projektledarens egen och attesteras av firmatecknaren, Karin Berg." in text(leaders)
    assert labels(signed.status("att attestera", who=KARIN)).count("Attestera") == 1, "the leader's own"
    assert labels(signed.status("att attestera", who=MAJA)) == ["Ändra"] * 3


@pytest.mark.parametrize(
    "asked",
    ["är utgift 1 betald?", "har vi bokfört utgift 1?", "varför returnerades utgift 1?"],
)
def test_how_far_an_expense_has_come_is_answered_and_nothing_changes(group: Group, asked: str) -> None:
    three(group)
    group.log("bokför 1 A101 13/3")
    assert "Bokförd 13 mars 2024, ver A101" in text(group.tell(asked))
    assert group.rows("expenses")[0]["paid_on"] is None


def test_a_credit_in_another_currency_is_the_same_wherever_it_stands(group: Group) -> None:
    credit = Expense(
        date=TODAY.date(), amount_ore=-15_050, currency="EUR", category="Resor och logi", description="Hotell"
    )
    database = Database(group.path)
    with database.transaction() as db:
        records.add(db, credit, who=MAJA, at=moment(TODAY))
    database.close()
    group.log("utgift 312 kr buss till Kumla 12 mars")
    for shown in (group.tell("utgift 1"), group.status("att betala"), group.log("bokför 1 A1, 2 A2 14/3")):
        assert "−150,50 EUR" in text(shown)


def test_a_changed_amount_of_what_is_booked_is_pointed_out(group: Group) -> None:
    three(group)
    group.log("bokför 1 A101 13/3")
    assert "Den är bokförd med det gamla beloppet. Stäm av med ekonomin." in text(group.log("ändra utgift 1: 340 kr"))
