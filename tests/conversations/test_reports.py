"""Reports in chat: answered at once, and the files come to whoever asked, and to nobody else."""

import io
import zipfile
from typing import Any

import openpyxl
from docx import Document

from handlers.playground import File
from tests.conversations.conftest import ANNA, KARIN, MAJA, Group, labels, text

RECEIPT = File("kvitto.pdf", b"%PDF-1.7\n")


def files(group: Group, who: str) -> list[Any]:
    return [file for message in group.answers(who) for file in message.files]


def sent(group: Group, who: str, count: int = 1) -> dict[str, bytes]:
    """The files that came to the person, by name, once there are so many."""
    group.slack.wait_for(lambda: len(files(group, who)) >= count, timeout=30)
    return {file["name"]: group.slack.workspace.files[file["id"]].data for file in files(group, who)}


def test_the_progress_report_comes_as_word_and_as_text(group: Group) -> None:
    group.log("branschseminarium i Kumla 12 mars, 28 deltagare varav 11 kvinnor")
    answer = group.status("rapport lägesrapport kvartal 1", who=MAJA)
    assert "Word-filen och textfilen kommer till dig" in text(answer)
    found = sent(group, MAJA, 2)
    assert list(found) == ["lägesrapport-kvartal-1-2024.docx", "lägesrapport-kvartal-1-2024.txt"]
    told = [paragraph.text for paragraph in Document(io.BytesIO(found["lägesrapport-kvartal-1-2024.docx"])).paragraphs]
    assert "1 genomfört tillfälle med 28 deltagare (39\u00a0% kvinnor) i 1 av 12 kommuner." in told
    assert "SAMMANFATTNING" in found["lägesrapport-kvartal-1-2024.txt"].decode("utf-8-sig")
    assert files(group, ANNA) == files(group, KARIN) == []


def test_the_economic_report_comes_with_the_receipts_in_its_order(group: Group) -> None:
    group.tell("utgift 312 kr buss till Kumla 12 mars", files=[RECEIPT])
    group.slack.wait_for(lambda: [row["state"] for row in group.rows("receipts")] == ["kept"])
    answer = group.status("rapport ekonomi 2024", who=ANNA)
    assert "Excel-filen och arkivet med kvitton kommer till dig" in text(answer)
    assert "1 utgift (312 kr) hör inte till någon aktivitet" in text(answer)
    found = sent(group, ANNA, 2)
    book = openpyxl.load_workbook(io.BytesIO(found["ekonomi-2024.xlsx"]), data_only=True)
    name = "0001 utgift 1-1 kvitto.pdf"
    assert name in [cell.value for row in book["Kostnader"].iter_rows() for cell in row]
    with zipfile.ZipFile(io.BytesIO(found["ekonomi-2024-kvitton.zip"])) as archive:
        assert {each: archive.read(each) for each in archive.namelist()} == {name: RECEIPT.content}


def test_without_a_kind_one_chooses_and_the_period_stays(group: Group) -> None:
    answer = group.status("rapport kvartal 1", who=MAJA)
    assert "Vilken rapport vill du ha för kvartal 1 2024?" in text(answer)
    assert labels(answer) == [
        "Lägesrapport",
        "Ekonomi",
        "Styrgruppsunderlag",
        "Slutrapport",
        "Underlag till utvärdering",
    ]
    group.press(answer.message, "Ekonomi")
    assert list(sent(group, MAJA)) == ["ekonomi-kvartal-1-2024.xlsx"]


def test_the_overview_leads_to_the_reports(group: Group) -> None:
    answer = group.press(group.status(who=MAJA).message, "Rapport")
    assert "Vilken rapport vill du ha?" in text(answer)


def test_the_papers_of_the_steering_group_begin_with_its_last_meeting(group: Group) -> None:
    group.log("styrgruppsmöte 1 februari, 8 närvarande")
    assert "Styrgruppsunderlag sedan styrgruppsmötet tors 1 februari 2024" in text(group.status("rapport styrgrupp"))


def test_the_status_and_the_report_mean_the_same_days_since_a_meeting_and_call_them_the_same(group: Group) -> None:
    assert "Jag hittar inget arbetsgruppsmöte" in text(group.status("rapport styrgrupp sedan förra arbetsgruppsmötet"))
    group.log("arbetsgruppsmöte 12 februari, 5 närvarande")
    called = "edan arbetsgruppsmötet mån 12 februari 2024"
    assert called in text(group.status("sedan förra arbetsgruppsmötet"))
    assert called in text(group.status("rapport styrgrupp sedan förra arbetsgruppsmötet"))


def test_without_a_meeting_the_report_is_offered_of_the_whole_period(group: Group) -> None:
    answer = group.status("rapport lägesrapport sedan förra mötet", who=MAJA)
    assert "Skriv en dag i stället, till exempel ”rapport lägesrapport sedan 1 mars”." in text(answer)
    assert "Lägesrapport" in text(group.press(answer.message, "Rapport lägesrapport hela projekttiden"))


def test_the_quarter_before_is_one_press_away(group: Group) -> None:
    answer = group.status("rapport lägesrapport", who=MAJA)
    assert labels(answer) == ["Kvartal 4 2023", "Andra rapporter"]
    assert "Lägesrapport kvartal 4 2023" in text(group.press(answer.message, "Kvartal 4 2023"))


def test_an_empty_period_is_told_of_before_the_file_comes(group: Group) -> None:
    answer = group.status("rapport ekonomi 2025", who=MAJA)
    assert "Inget är loggat för perioden, och det säger rapporten." in text(answer)
    assert list(sent(group, MAJA)) == ["ekonomi-2025.xlsx"]


def test_a_year_outside_the_project_is_told_of(group: Group) -> None:
    answer = group.status("rapport ekonomi 2029", who=MAJA)
    assert "2029 ligger utanför projekttiden" in text(answer)
    assert labels(answer) == ["Rapport ekonomi 2023", "Rapport ekonomi 2024", "Rapport ekonomi 2025"]
    group.press(answer.message, "Rapport ekonomi 2024")
    assert list(sent(group, MAJA)) == ["ekonomi-2024.xlsx"]


def test_in_plain_words_the_answer_is_where_one_asked_and_the_file_comes_privately(group: Group) -> None:
    group.mention("kan du göra en lägesrapport för kvartal 1?", who=MAJA)
    assert len(sent(group, MAJA, 2)) == 2
    assert not any(message.files for message in group.slack.messages())


def test_a_report_that_cannot_be_made_is_told_of(group: Group, monkeypatch: Any) -> None:
    def broken(_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("handlers.report.excel.excel", broken)
    group.status("rapport ekonomi 2024", who=MAJA)
    sorry = "Det gick inte att göra i ordning ekonomi-2024.xlsx just nu."
    group.slack.wait_for(lambda: any(sorry in message.shown for message in group.slack.visible(MAJA)), timeout=30)
