"""Words about a person or a contact: to the dry run, or to the leader, and never to an undo of something else."""

import pytest

from tests.conversations.conftest import ANNA, MAJA, Group, labels, text


@pytest.fixture
def people(group: Group) -> Group:
    group.log("kontakt Eva Holm, hr-chef på Hallsbergs Bygg AB, eva.holm@hallsbergbygg.se, 070-123 45 67")
    group.log("kontakt Åsa Öberg, rektor på Kumla gymnasium, asa@kumla.se")
    group.log("möte med Anna i Kumla 13 mars, annat, 3 deltagare", who=ANNA)
    group.log("beslut: Åsa Öbergs förslag godkändes 4/3", who=ANNA)
    return group


def untouched(group: Group) -> bool:
    kept = [row["deleted_at"] for table in ("contacts", "activities", "notes") for row in group.rows(table)]
    return kept == [None] * 4 and not group.rows("pending")


@pytest.mark.parametrize(
    "words",
    ["radera kontakt 2", "radera Asa Oberg", "radera Åsa Öbergs uppgifter", "Åsa Öberg vill bli raderad", "radera Åsa",
     "stryk Åsa Öberg ur registret", "ta bort Åsa Öberg", "ta bort asa@kumla.se", "glöm Åsa Öberg"],
)  # fmt: skip
def test_a_person_named_leads_to_the_dry_run_or_to_the_leader(people: Group, words: str) -> None:
    assert "Det här raderas om Åsa Öberg" in text(people.log(words, who=ANNA))
    assert "hanteras av projektledaren, så skriv till Anna Ek" in text(people.tell(words, who=MAJA))
    assert untouched(people)


@pytest.mark.parametrize(
    "words", ["radera Anna Ek", "radera Lars Holm", "radera kontakt 99", "registerutdrag kontakt 99"]
)
def test_who_is_not_there_is_not_found(people: Group, words: str) -> None:
    assert "Jag hittar inget om" in text(people.log(words, who=ANNA))
    assert untouched(people)


@pytest.mark.parametrize("words", ["gdpr", "personuppgifter", "radera kontakter", "en kontakt vill bli raderad"])
def test_who_does_not_know_the_words_gets_them(people: Group, words: str) -> None:
    assert "”radera Eva Holm”" in text(people.tell(words, who=ANNA))
    assert untouched(people)


def test_a_number_is_enough_for_an_extract(people: Group) -> None:
    assert "Registerutdrag: Eva Holm" in text(people.log("registerutdrag kontakt 1", who=ANNA))


def test_what_fits_only_in_part_or_more_than_one_is_asked_about(people: Group) -> None:
    assert "Vilken vill du ångra?" in text(people.log("ta bort Lars Holm", who=ANNA))
    people.log("beslut: förslaget skjuts upp 5/3", who=ANNA)
    assert len([label for label in labels(people.log("ta bort förslaget", who=ANNA)) if "Beslut" in label]) == 2
    assert not [row for row in people.rows("notes") if row["deleted_at"]]
