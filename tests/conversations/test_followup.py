"""Said in the thread: the question there is answered, the record there is corrected, and a new thing is new."""

import pytest

from handlers.playground import Exchange
from tests.conversations.conftest import KARIN, MAJA, Group, text

LINE = "branschseminarium i Kumla 13 mars, 32 deltagare"


def under(group: Group, answer: Exchange, words: str) -> Exchange:
    """A reply in the thread of an answer."""
    assert answer.message is not None
    return group.tell(words, thread_ts=answer.message.thread_ts)


@pytest.mark.parametrize("said", ["340 kr", "340", "340 kr.", "Tack, 340 kr"])
def test_a_question_is_answered_by_its_words(group: Group, said: str) -> None:
    asked = group.tell("utgift buss 12 mars 240 eller 340 kr")
    answer = under(group, asked, said if "Tack" not in said else "340 kr tack")
    assert "Utgift 1 är loggad" in text(answer)
    assert group.rows("expenses")[0]["amount_ore"] == 34000
    assert group.rows("pending") == []


def test_a_number_that_is_none_of_the_answers_is_not_taken_for_one(group: Group) -> None:
    asked = group.tell("utgift buss 12 mars 240 eller 340 kr")
    under(group, asked, "300")
    assert group.rows("expenses") == []
    assert len(group.rows("pending")) >= 1


@pytest.mark.parametrize(
    "said",
    [
        "det var 19",
        "nej, 19 deltagare",
        "fel: det ska vara 19 deltagare",
        "ändra till 19 deltagare",
        "Rätt antal är 19",
    ],
)
def test_the_record_of_the_thread_is_corrected(group: Group, said: str) -> None:
    first = group.tell(LINE)
    group.tell("studiebesök i Nora 12 mars, 8 deltagare")
    answer = under(group, first, said)
    assert "Deltagare: 19 (var 32)" in text(answer)
    assert [row["participants"] for row in group.rows("activities")] == [19, 8]


def test_an_amount_is_corrected_and_the_record_undone(group: Group) -> None:
    first = group.tell("utgift 312 kr buss till Nora 12 mars")
    group.tell("utgift 95 kr parkering 12 mars")
    assert "Belopp: 330 kr (var 312 kr)" in text(under(group, first, "det var 330"))
    assert "Utgift 1 är ångrad" in text(under(group, first, "ta bort den"))
    assert [bool(row["deleted_at"]) for row in group.rows("expenses")] == [True, False]


def test_something_new_in_a_thread_is_new(group: Group) -> None:
    first = group.tell(LINE)
    assert "Utgift 1 är loggad" in text(under(group, first, "utgift 95 kr parkering 12 mars"))
    assert "Aktivitet 2 är loggad" in text(under(group, first, "var på studiebesök i Nora 12 mars, 8 deltagare"))
    assert "Så lite så" in text(under(group, first, "tack!"))
    assert group.rows("activities")[0]["participants"] == 32


def test_somebody_elses_record_is_not_corrected_in_its_thread(group: Group) -> None:
    first = group.mention(LINE)
    assert first.message is not None
    refused = group.mention("det var 19", who=KARIN, thread_ts=first.message.thread_ts)
    assert "loggades av någon annan" in text(refused)
    corrected = group.mention("det var 19", who=MAJA, thread_ts=first.message.thread_ts)
    assert "Deltagare: 19 (var 32)" in text(corrected)


@pytest.mark.parametrize(
    "said",
    [
        "ska vi ha ett till i Laxå 20 mars?", "det är klart att vi ses på fredag", "den var bra", "det blev dyrt, 450 kr för fika",
        "till nästa gång: boka större lokal", "vad var det?", "ändra kl till 10-12 eller nåt",
    ],
)  # fmt: skip
def test_talk_in_the_thread_corrects_nothing(group: Group, said: str) -> None:
    first = group.tell(LINE)
    before = group.rows("activities")[0]
    under(group, first, said)
    assert group.rows("activities")[0] == before
