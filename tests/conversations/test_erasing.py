"""'radera Eva Holm': shown first, then gone from every text, and from the file's bytes; and nothing brings it back."""

import json
import sqlite3
import unicodedata
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from bot.views.erasing import Plan, planned
from handlers.playground import File
from storage import sweep
from storage.database import Database, StorageUnavailable
from tests.conversations.conftest import ANNA, KARIN, MAJA, Group, labels, text

NAMES = ("Eva", "Holm", "hallsbergbygg", "701234567", "123 45 67", "nyttnamn")
KEPT = ("Eva", "Holm", "hallsbergbygg", "701234567", "nyttnamn")  # a number is kept in one way, however written


def bytes_of(group: Group) -> bytes:
    """Everything that lies beside each other there, as it is on disk."""
    found = [path.read_bytes() for path in group.path.parent.rglob("*") if path.is_file()]
    assert len(found) > 1
    return b"".join(found)


def health(group: Group) -> str:
    """What /healthz answers."""
    try:
        with urllib.request.urlopen(group.health_url, timeout=5) as answer:
            return str(answer.read().decode())
    except HTTPError as unwell:
        return unwell.read().decode()


def held(group: Group, *words: str) -> list[str]:
    raw = bytes_of(group)
    lowered = raw.lower()
    return [word for word in words if word.encode() in raw or word.lower().encode() in lowered]


@pytest.fixture
def eva(group: Group) -> Group:
    group.log("kontakt Eva Holm, hr-chef på Hallsbergs Bygg AB, eva.holm@hallsbergbygg.se, 070-123 45 67")
    group.log("branschseminarium i Kumla 13 mars med Eva Holm, 32 deltagare varav 14 kvinnor")
    group.log("utgift 312 kr lunch med eva holm 12 mars")
    group.log("beslut: Eva Holms förslag godkändes 4/3", who=ANNA)
    group.log("att göra: ring Holm, Eva på 0701234567 senast 20 mars @Anna", who=ANNA)
    return group


def erase(group: Group, name: str = "Eva Holm") -> str:
    shown = group.log(f"radera {name}", who=ANNA)
    return text(group.press(shown.message, "Radera för gott", who=ANNA))


def test_what_would_go_and_what_stays_is_said_first(eva: Group) -> None:
    shown = eva.log("radera Eva Holm", who=ANNA)
    said = text(shown)
    assert "1 kontakt" in said
    assert "aktivitet 1, utgift 1, beslut 1 och uppgift 2" in said
    assert "till och med 2032" in said and "Antalet deltagare" in said and "Säkerhetskopior" in said
    assert "Inget är raderat än" in said
    assert eva.rows("contacts")[0]["name"] == "Eva Holm"
    assert shown.message is not None
    (button,) = [one for block in shown.message.blocks if block["type"] == "actions" for one in block["elements"]
                 if one["text"]["text"] == "Radera för gott"]  # fmt: skip
    assert button["style"] == "danger" and button["confirm"]


def test_it_is_gone_from_every_table_and_from_the_bytes(eva: Group) -> None:
    eva.log("ändra kontakt 1: mejl eva@nyttnamn.se", who=ANNA)
    eva.log("kontakt Eva Holm och Karin Ek", who=ANNA)  # a question that waits
    eva.status("sök eva holm", who=MAJA)
    assert held(eva, *NAMES) == list(KEPT)
    said = erase(eva)
    assert "Kontakt 1 är raderad" in said and "rensad" in said
    assert "Eva" not in said and "Holm" not in said
    assert held(eva, *NAMES) == []
    (activity,) = eva.rows("activities")
    assert activity["title"].endswith("med [borttaget]")
    assert (activity["participants"], activity["women"], activity["men"]) == (32, 14, 18)
    assert [note["text"] for note in eva.rows("notes")] == [
        "[borttaget]s förslag godkändes",
        "Ring [borttaget] på [borttaget]",
    ]


def test_dots_and_rings_are_folded_nowhere_but_gone(group: Group) -> None:
    group.log("kontakt Åsa Björkö, rektor på Nora gymnasium, asa.bjorko@nora.se", who=ANNA)
    group.log("avvikelse: ÅSA BJÖRKÖ kom inte 4/3", who=ANNA)
    assert held(group, "bjorko")
    erase(group, "åsa björkö")
    assert held(group, "Björkö", "bjorko", "BJÖRKÖ", "Åsa") == []


def test_the_trail_says_that_and_by_whom_but_not_what(eva: Group) -> None:
    erase(eva)
    erased = [row for row in eva.rows("audit") if row["what"] == "erased"]
    assert {(row["who"], row["record"], row["through"]) for row in erased} == {
        (ANNA, kind, "button") for kind in ("activity", "expense", "note", "contact")
    }
    contact = next(row["id"] for row in erased if row["record"] == "contact")
    assert not [row for row in eva.rows("audit_values") if row["audit_id"] == contact]
    (kept,) = eva.rows("erasures")
    assert kept["who"] == ANNA and kept["swept_at"]
    assert json.loads(kept["counts"])["contact"] == 1


def test_its_number_is_never_anothers_and_it_is_no_contact_any_more(eva: Group) -> None:
    erase(eva)
    assert "1 kontakt" not in text(eva.status("kontakter"))
    assert "Inget passar" in text(eva.status("sök eva holm", who=ANNA))
    assert "hr-chef" not in text(eva.log("senaste"))
    assert "Kontakt 2" in text(eva.log("kontakt Eva Holm, rektor på Nora gymnasium"))
    assert eva.rows("contacts")[1]["name"] == "Eva Holm"


def test_old_buttons_and_forms_bring_nothing_back(eva: Group) -> None:
    card = eva.log("kontakt Bo Ek, vd på Bygg AB")
    gone = eva.press(card.message, "Ångra")
    changed = eva.log("ändra aktivitet 1: rubrik Frukost med Bo Ek")
    open_form = eva.press(changed.message, "Ändra")
    assert open_form.view is not None
    erase(eva, "Bo Ek")
    answer = eva.submit({"title": "Frukost med Bo Ek"})
    assert "Inget" in text(answer)
    assert "Den posten hittar jag inte" in text(eva.press(gone.message, "Ta tillbaka"))
    eva.press(changed.message, "Ändra tillbaka")
    assert not [row for row in eva.rows("activities") if "Bo Ek" in row["title"]]
    assert held(eva, "Bo Ek") == []


def test_a_card_of_several_goes_on_without_the_erased_one(group: Group) -> None:
    card = group.log("kontakt Bo Ek, vd på Bygg AB\nutgift 312 kr buss till Nora 12 mars")
    erase(group, "Bo Ek")
    assert "Utgift 1 är ångrad" in text(group.press_nth(card.message, "Ångra", 1))  # type: ignore[arg-type]


def test_what_has_changed_since_is_shown_again(eva: Group) -> None:
    shown = eva.log("radera Eva Holm", who=ANNA)
    eva.log("utgift 99 kr fika med Eva Holm 13 mars")
    again = eva.press(shown.message, "Radera för gott", who=ANNA)
    assert "Något har ändrats" in text(again) and "utgift 2" in text(again)
    assert eva.rows("contacts")[0]["name"] == "Eva Holm"
    assert "är raderad" in text(eva.press(again.message, "Radera för gott", who=ANNA))


def test_pressed_twice_it_is_done_once(eva: Group) -> None:
    shown = eva.log("radera Eva Holm", who=ANNA)
    other = eva.log("radera Eva Holm", who=ANNA)
    eva.press(shown.message, "Radera för gott", who=ANNA)
    assert "redan raderat" in text(eva.press(other.message, "Radera för gott", who=ANNA))
    assert len(eva.rows("erasures")) == 1


def test_two_of_one_name_are_never_mixed(group: Group) -> None:
    group.log("kontakt Eva Holm, rektor på Nora gymnasium, eva@nora.se", who=ANNA)
    group.log("kontakt Eva Holm, vd på Bygg AB, eva@bygg.se", who=ANNA)
    group.log("beslut: Eva Holm blir ordförande", who=ANNA)
    asked = group.log("radera Eva Holm", who=ANNA)
    assert {"Kontakt 1", "Kontakt 2", "Det är samma person"} <= set(labels(asked))
    shown = group.press(asked.message, "Kontakt 2", who=ANNA)
    assert "kontakt 1 heter likadant" in text(shown)
    group.press(shown.message, "Radera för gott", who=ANNA)
    assert [row["name"] for row in group.rows("contacts")] == ["Eva Holm", ""]
    assert "Eva Holm" in group.rows("notes")[0]["text"]
    assert held(group, "eva@bygg.se") == []
    assert held(group, "eva@nora.se")


def test_a_first_name_alone_is_left_and_offered(group: Group) -> None:
    group.log("kontakt Eva Holm, rektor på Nora gymnasium", who=ANNA)
    group.log("att göra: ring Eva om lokalen senast 20 mars", who=ANNA)
    shown = group.log("radera Eva Holm", who=ANNA)
    assert "”Eva” som står ensamt i uppgift 1" in text(shown)
    wider = group.press(shown.message, "Ta med ”Eva”", who=ANNA)
    group.press(wider.message, "Radera för gott", who=ANNA)
    assert group.rows("notes")[0]["text"] == "Ring [borttaget] om lokalen"
    assert held(group, "Eva") == []


def test_a_place_is_never_taken_for_a_first_name(group: Group) -> None:
    group.log("kontakt Nora Berg, rektor på Kumla gymnasium", who=ANNA)
    group.log("frukostmöte i Nora 12 mars, 20 deltagare", who=ANNA)
    group.log("ändra aktivitet 1: plats Nora", who=ANNA)
    group.log("beslut: Nora", who=ANNA)
    shown = group.log("radera Nora Berg", who=ANNA)
    assert "aktivitet" not in text(shown) and "Ta med ”Nora”" not in labels(shown)
    group.press(shown.message, "Radera för gott", who=ANNA)
    assert group.rows("contacts")[0]["name"] == ""
    assert "Nora" in [group.rows("activities")[0][column] for column in ("place", "title")]
    assert group.rows("notes")[0]["text"] == "Nora"


def test_a_first_name_alone_goes_only_where_it_says_who_is_responsible(group: Group) -> None:
    group.log("kontakt Lisbet Holm, rektor på Nora gymnasium", who=ANNA)
    group.log("beslut: Lisbet", who=ANNA)
    group.log("frukostmöte i Kumla 12 mars, 20 deltagare", who=ANNA)
    group.log("ändra aktivitet 1: ansvarig Lisbet", who=ANNA)
    group.log("ändra aktivitet 1: plats Lisbet", who=ANNA)
    assert group.rows("activities")[0]["responsible"] == "Lisbet"
    erase(group, "Lisbet Holm")
    (activity,), (note,) = group.rows("activities"), group.rows("notes")
    assert (activity["responsible"], activity["place"], note["text"]) == ("[borttaget]", "Lisbet", "Lisbet")
    values = [row["after"] for row in group.rows("audit_values") if row["field"] in ("responsible", "place")]
    assert values.count("[borttaget]") == 1 and "Lisbet" in values


def test_the_words_around_are_shown_before_they_go(group: Group) -> None:
    group.log("kontakt Maria Sund, vd på Bygg AB", who=ANNA)
    group.log("beslut: vi möts i maria sund på fredag", who=ANNA)
    for number in range(11):
        group.log(f"beslut: fråga {number} ställs till Maria Sund", who=ANNA)
    said = text(group.log("radera Maria Sund", who=ANNA))
    assert "Beslut 1: ”Vi möts i maria sund på fredag”" in said
    assert said.count("ställs till Maria Sund”") == 9 and "texter till" in said


def test_by_email_and_by_phone(eva: Group) -> None:
    for said in ("eva.holm@hallsbergbygg.se", "070-1234567", "+46 70 123 45 67"):
        assert "Det här raderas om Eva Holm" in text(eva.log(f"radera {said}", who=ANNA))
    assert "Det här raderas om Eva Holm" in text(eva.tell("radera alla uppgifter om Eva Holm", who=ANNA))


@pytest.mark.parametrize("who", [MAJA, KARIN])
def test_only_the_leader_erases_and_asks_for_extracts(eva: Group, who: str) -> None:
    for said in ("radera Eva Holm", "registerutdrag Eva Holm"):
        answer = text(eva.log(said, who=who))
        assert "projektledaren" in answer.casefold() and "hallsbergbygg" not in answer
    assert not eva.rows("erasures")


def test_a_record_is_still_undone_by_the_same_word(eva: Group) -> None:
    assert "Utgift 1 är ångrad" in text(eva.log("radera utgift 1"))
    assert "Aktivitet 1 är ångrad" in text(eva.log("radera Kumla", who=ANNA))
    assert not eva.rows("erasures")


def test_a_name_in_a_text_alone_is_erased_too(group: Group) -> None:
    group.log("beslut: Lisa Strand blir ordförande", who=ANNA)
    assert "beslut 1" in text(group.log("radera Lisa Strand", who=ANNA))
    erase(group, "Lisa Strand")
    assert group.rows("notes")[0]["text"] == "[borttaget] blir ordförande"


def test_where_an_authority_hosts_a_decision_is_asked_for_first(eva: Group) -> None:
    personal = eva.project.personal_data.model_copy(update={"hosted_by": "authority"})
    eva.project = eva.project.model_copy(update={"personal_data": personal})
    eva.stop()
    eva.start()
    shown = eva.log("radera Eva Holm", who=ANNA)
    form = eva.press(shown.message, "Radera för gott", who=ANNA)
    assert form.view is not None
    assert not eva.rows("erasures")
    assert "är raderad" in text(eva.submit({"decision": "RÖL 2024/77"}, who=ANNA))
    assert eva.rows("erasures")[0]["decision"] == "RÖL 2024/77"
    trail = text(eva.log("historik kontakt 1", who=ANNA))
    assert "personuppgifter borttagna enligt beslut RÖL 2024/77" in trail


def test_several_contacts_are_erased_in_the_plural(eva: Group) -> None:
    eva.log("kontakt Eva Holm, rektor på Nora gymnasium, eva@nora.se")
    asked = eva.log("radera Eva Holm", who=ANNA)
    shown = eva.press(asked.message, "Det är samma person", who=ANNA)
    erased = eva.press(shown.message, "Radera för gott", who=ANNA)
    assert "är raderade" in text(erased) and "är raderad:" not in text(erased)


def test_what_somebody_reads_meanwhile_is_swept_at_the_next_look(eva: Group) -> None:
    reader = sqlite3.connect(eva.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM contacts").fetchone()
    said = erase(eva)
    assert "så snart det går" in said
    assert eva.rows("erasures")[0]["swept_at"] is None
    reader.execute("COMMIT")
    reader.close()
    eva.look()
    assert eva.rows("erasures")[0]["swept_at"]
    assert held(eva, *NAMES) == []


def test_what_could_not_be_written_down_is_erased_all_the_same_and_finished_later(eva: Group) -> None:
    in_its_way = Path(f"{str(eva.path).removesuffix('.db')}-raderingar.jsonl")
    in_its_way.mkdir()
    said = erase(eva)
    assert "Kontakt 1 är raderad" in said and "inte rensat" in said and "inget är loggat" not in said
    assert eva.rows("contacts")[0]["name"] == "" and held(eva, *NAMES) == []
    assert eva.rows("erasures")[0]["swept_at"] is None
    eva.clock.turn(minutes=61)
    eva.look()
    assert "1 radering väntar på att rensas" in health(eva)
    in_its_way.rmdir()
    eva.clock.turn(minutes=61)
    eva.look()
    assert eva.rows("erasures")[0]["swept_at"] and len(in_its_way.read_text().splitlines()) == 1
    assert "rensas" not in health(eva)


def test_a_file_that_cannot_be_made_anew_is_tried_more_and_more_seldom(
    eva: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def full(database: Database) -> None:
        tries.append(1)
        raise StorageUnavailable("disken är full")

    with monkeypatch.context() as broken:
        broken.setattr(sweep, "_make_anew", full)
        assert "inte rensat" in erase(eva)
        for _ in range(60):
            eva.clock.turn(seconds=10)
            eva.look()
    assert 2 < len(tries) < 12
    eva.clock.turn(hours=1)
    eva.look()
    assert eva.rows("erasures")[0]["swept_at"] and held(eva, *NAMES) == []


def test_a_reminder_that_stands_in_the_channel_is_drawn_anew(group: Group) -> None:
    group.remind("frukostmöte med Eva Holm 22 mars kl 8")
    group.clock.turn(hours=24)
    group.look()
    assert [said for said in group.said() if "Eva Holm" in said]
    erase(group, "Eva Holm")
    group.look()
    assert not [said for said in group.said() if "Eva Holm" in said]


def test_what_was_erased_is_written_down_beside_without_the_name(eva: Group) -> None:
    erase(eva)
    beside = Path(f"{str(eva.path).removesuffix('.db')}-raderingar.jsonl")
    assert beside.stat().st_mode & 0o777 == 0o600
    (line,) = [json.loads(line) for line in beside.read_text().splitlines()]
    assert line["uid"] == eva.rows("erasures")[0]["uid"]
    told: Any = json.dumps(line).casefold()
    assert not [word for word in ("eva", "holm", "hallsberg", "701234567") if word in told]


def test_a_card_that_was_shared_in_the_channel_is_drawn_anew(eva: Group) -> None:
    card = eva.log("frukostmöte i Nora 12 mars med Eva Holm, 20 deltagare")
    eva.press(card.message, "Dela i kanalen")
    eva.slack.wait_for(lambda: any("Eva Holm" in said for said in eva.said()))
    erase(eva)
    eva.slack.wait_for(lambda: not any("Eva Holm" in said for said in eva.said()))
    assert any("[borttaget]" in said for said in eva.said())


def test_the_name_of_a_receipt_goes_and_its_picture_stays(group: Group) -> None:
    group.log("kontakt Eva Holm, rektor på Nora gymnasium", who=ANNA)
    group.tell("utgift 312 kr lunch 12 mars", files=[File("Kvitto-Eva-Holm.pdf", b"%PDF-1.7\n")])
    group.slack.wait_for(lambda: [row["state"] for row in group.rows("receipts")] == ["kept"])
    assert "1 kvittos filnamn" in text(group.log("radera Eva Holm", who=ANNA))
    erase(group)
    (row,) = group.rows("receipts")
    assert row["name"] == "Kvitto-[borttaget].pdf"
    assert [path.read_bytes() for path in group.path.parent.rglob("*.pdf")] == [b"%PDF-1.7\n"]


def test_a_file_name_from_a_mac_is_found(group: Group) -> None:
    group.log("kontakt Östen Sjöberg, rektor på Nora gymnasium", who=ANNA)
    group.log("kontakt Östen Ek, vd på Bygg AB", who=ANNA)
    name = unicodedata.normalize("NFD", "Kvitto Östen Sjöberg.pdf")
    group.tell("utgift 312 kr lunch 12 mars", files=[File(name, b"%PDF-1.7\n")])
    group.slack.wait_for(lambda: [row["state"] for row in group.rows("receipts")] == ["kept"])
    assert group.rows("receipts")[0]["name"] == "Kvitto Östen Sjöberg.pdf"
    erase(group, "Östen Sjöberg")
    assert group.rows("receipts")[0]["name"] == "Kvitto [borttaget].pdf"
    assert [row["name"] for row in group.rows("contacts")] == ["", "Östen Ek"]


def test_a_form_left_open_saves_nothing_of_the_contact(group: Group) -> None:
    card = group.log("kontakt Bo Ek, vd på Bygg AB")
    assert group.press(card.message, "Ändra").view is not None
    erase(group, "Bo Ek")
    assert "Den posten hittar jag inte" in text(group.submit({"role": "ordförande"}))
    assert held(group, "Bo Ek", "ordförande") == []


def test_a_single_name_is_asked_about(group: Group) -> None:
    group.log("kontakt Eva Holm, rektor på Nora gymnasium", who=ANNA)
    group.log("kontakt Eva Berg, vd på Bygg AB", who=ANNA)
    asked = group.log("radera allt om Eva", who=ANNA)
    assert labels(asked) == ["Kontakt 1", "Kontakt 2"]
    assert "Det här raderas om Eva Berg" in text(group.press(asked.message, "Kontakt 2", who=ANNA))


def test_how_long_the_copies_keep_it_is_said(eva: Group) -> None:
    assert "tills de ersätts av nyare" in text(eva.log("radera Eva Holm", who=ANNA))
    kept = Plan(who="Eva Holm", value="c1||x", counts={"contact": 1}, refs=(), backups=14)
    assert "finns kvar i dem i 14 dagar" in planned(kept, eva.project).plain()


def test_asked_in_the_channel_it_is_answered_privately(eva: Group) -> None:
    answer = eva.mention("radera Eva Holm", who=ANNA)
    assert "hr-chef" not in text(answer)
    assert not any("Det här raderas" in said for said in eva.said())
