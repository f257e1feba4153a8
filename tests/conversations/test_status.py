"""The steering chair sees where the project stands, aggregates only."""

from tests.conversations.conftest import KARIN, Group, labels, text


def test_status_counts_what_was_logged(either: Group) -> None:
    either.log("branschseminarium bygg i Kumla 13 mars, 32 deltagare varav 14 kvinnor")
    either.log("utgift 1 250 kr hotell 12 mars")
    answer = either.status()
    said = text(answer)
    assert "Läget tors 14 mars 2024" in said
    assert "månad 15 av 36" in said
    assert "Delmål 3 Arbetsgivare" in said
    assert "32 deltagare (44 % kvinnor)" in said
    assert "1 250 kr av 547 999 kr" in said
    assert "Inget målvärde satt" in said


def test_goal_money_contacts_and_a_year_have_their_views(group: Group) -> None:
    group.log("branschseminarium bygg i Kumla 13 mars, 32 deltagare varav 14 kvinnor")
    group.log("utgift 1 250 kr hotell 12 mars")
    assert "Branschseminarium" in text(group.status("delmål 3"))
    for word in ("pengar", "budget"):
        money = text(group.status(word))
        assert "Resor och logi" in money
        assert "822 076 kr" in money
    assert "2023" in text(group.status("2023"))
    assert "kontakt" in text(group.status("kontakter")).casefold()


def test_contacts_are_counted_never_named(group: Group) -> None:
    group.log("kontakt Karin Öst, hr-chef på Bergslagens Bygg AB, karin.ost@example.se")
    answer = text(group.status("kontakter"))
    assert "Karin" not in answer
    assert "Bergslagens" not in answer


def test_the_buttons_lead_on(group: Group) -> None:
    first = group.status()
    assert "Pengar" in labels(first)
    assert "Egen personal" in text(group.press(first.message, "Pengar", who=KARIN))


def test_an_undone_record_does_not_count(group: Group) -> None:
    logged = group.log("utgift 1 250 kr hotell 12 mars")
    group.press(logged.message, "Ångra")
    assert "1 250 kr" not in text(group.status())
