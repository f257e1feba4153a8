"""A register extract: all that is held about one person, to the project leader alone, as Word and as text."""

import io
from typing import Any

import pytest
from docx import Document

from tests.conversations.conftest import ANNA, MAJA, Group, labels, text


def files(group: Group, who: str = ANNA) -> list[Any]:
    return [file for message in group.answers(who) for file in message.files]


def extract(group: Group, asked: str, *, said: bool = False) -> str:
    """The text that came of it, without the spaces that do not break."""
    before = len(files(group))
    (group.tell if said else group.log)(asked, who=ANNA)
    group.slack.wait_for(lambda: len(files(group)) == before + 2, timeout=30)
    word, plain = (group.slack.workspace.files[file["id"]].data for file in files(group)[before:])
    content = plain.decode("utf-8-sig").replace("\u00a0", " ")
    headings = [one.text for one in Document(io.BytesIO(word)).paragraphs if one.style.name.startswith("Heading")]
    assert all(heading.upper() in content for heading in headings) and headings
    return content


@pytest.fixture
def eva(group: Group) -> Group:
    group.log("kontakt Eva Holm, hr-chef på Hallsbergs Bygg AB, eva.holm@hallsbergbygg.se, 070-123 45 67")
    group.log("ändra kontakt 1: mejl eva@nyttnamn.se", who=ANNA)
    group.log("branschseminarium i Kumla 13 mars med Eva Holm, 32 deltagare")
    group.log("kontakt Karin Ek, rektor på Nora gymnasium, karin@nora.se")
    return group


def test_it_tells_every_field_where_it_came_from_and_what_has_changed(eva: Group) -> None:
    told = extract(eva, "registerutdrag Eva Holm")
    for part in (
        "Namn: Eva Holm", "Organisation: Hallsbergs Bygg AB", "E-post: eva@nyttnamn.se", "Telefon: +46701234567",
        "av Maja Lind", "Anna Ek, Ändrad, E-post: eva.holm@hallsbergbygg.se → eva@nyttnamn.se",
        "källa, informerad", "Aktivitet 1: ons 13 mars 2024, Branschseminarium med Eva Holm",
    ):  # fmt: skip
        assert part in told, part
    assert "Karin" not in told


def test_it_tells_what_the_law_wants_told(eva: Group) -> None:
    told = extract(eva, "registerutdrag eva@nyttnamn.se")
    for part in (
        "Handelskammaren Mälardalen (berättigat intresse)", "Ändamål", "Kategorier", "Mottagare", "Slack Technologies",
        "Hur länge: kontakter till och med", "räkenskapsmaterial till och med 2032", "Invända", "imy.se",
    ):  # fmt: skip
        assert part in told, part


def test_it_is_asked_for_in_words_too_and_by_phone(eva: Group) -> None:
    for said in ("kan jag få ett registerutdrag för Eva Holm?", "vad har vi sparat om Eva Holm?"):
        assert "KONTAKT 1" in extract(eva, said, said=True)
    assert "KONTAKT 1" in extract(eva, "registerutdrag 070-123 45 67")


def test_its_files_name_nobody_and_come_to_the_leader_alone(eva: Group) -> None:
    extract(eva, "registerutdrag Eva Holm")
    assert [file["name"] for file in files(eva)] == ["registerutdrag-1.docx", "registerutdrag-1.txt"]
    assert files(eva, MAJA) == []
    assert not any(message.files for message in eva.slack.messages())


def test_two_of_one_name_are_asked_about_and_kept_apart(eva: Group) -> None:
    eva.log("kontakt Eva Holm, rektor på Nora gymnasium, eva@nora.se")
    asked = eva.log("registerutdrag Eva Holm", who=ANNA)
    assert {"Kontakt 1", "Kontakt 3"} <= set(labels(asked))
    eva.press(asked.message, "Kontakt 3", who=ANNA)
    eva.slack.wait_for(lambda: len(files(eva)) == 2, timeout=30)
    told = eva.slack.workspace.files[files(eva)[1]["id"]].data.decode("utf-8-sig")
    assert "eva@nora.se" in told and "hallsbergbygg" not in told and "nyttnamn" not in told


def test_of_a_member_it_tells_what_they_have_logged_but_no_other_person(eva: Group) -> None:
    told = extract(eva, "registerutdrag Maja")
    assert "Maja Lind, UMAJA" in told and "Loggat, kontakt: 2" in told and "Branschseminarium" in told
    assert "Karin Ek" not in told and "hallsbergbygg" not in told


def test_a_correction_reaches_the_extract_and_the_search_whoever_logged_it(eva: Group) -> None:
    eva.log("ändra kontakt 1: roll ekonomichef", who=ANNA)
    assert "Kontakt 1" in text(eva.status("sök ekonomichef", who=ANNA))
    assert "Inget passar" in text(eva.status("sök hr-chef", who=ANNA))
    assert "Roll: ekonomichef" in extract(eva, "registerutdrag Eva Holm")


def test_nobody_of_that_name(eva: Group) -> None:
    assert "Jag hittar inget om ”Nisse Hult”" in text(eva.log("registerutdrag Nisse Hult", who=ANNA))
    assert "Skriv vem det gäller" in text(eva.log("registerutdrag", who=ANNA))


def test_what_there_is_none_of_is_left_out_and_one_is_not_several(eva: Group) -> None:
    eva.log("Eva Holm ringde om praktik")
    said = text(eva.log("registerutdrag Eva Holm", who=ANNA))
    assert "1 fråga som inte är besvarad nämner personen" in said
    assert "uppgift som senare har ändrats" not in said or "står kvar i historiken" in said
    assert "0 loggade" not in text(eva.log("registerutdrag Anna Ek", who=ANNA))
