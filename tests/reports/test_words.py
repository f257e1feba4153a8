"""The written reports: what the funder reads, and what Word and a screen reader find in it."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from docx.oxml.ns import qn
from PIL import Image

from bot import budget
from bot.documents.picture import png
from bot.documents.text import text
from bot.documents.word import word
from bot.project import Project
from bot.project_reports import Shows, WrittenReport
from bot.records import Activity, Note
from bot.reply import Chart, Column, Series, Table
from bot.report import Report, Section
from bot.span import Span
from bot.views import swedish_text as sv
from bot.views.report_money import to_look_at
from bot.views.report_words import SHOWN, written
from storage import records
from tests.reports.conftest import AUTUMN_2025, NAMES, QUARTER, TODAY, Kept, texts

FUNDED = "Projektet finansieras av Region Örebro län, Örebro kommun och Handelskammaren Mälardalen."


def headings(document: Any) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == "Heading 1"]


def test_the_headings_are_the_project_files_and_words_own(kept: Kept, project: Project) -> None:
    for kind in ("lägesrapport", "styrgruppsunderlag", "slutrapport"):
        form = project.report(kind)
        assert form
        document = kept.document(kind)
        assert headings(document) == [section.heading for section in form.sections]
        assert document.paragraphs[0].style.name == "Title" and document.paragraphs[0].text == form.title


def test_the_same_headings_stand_in_the_text_for_a_portal(kept: Kept) -> None:
    report = written(kept.material(), "lägesrapport")
    lines = text(report).splitlines()
    assert [line for line in lines if line in {each.heading.upper() for each in report.sections}] == [
        section.heading.upper() for section in report.sections
    ]
    assert FUNDED in lines


def test_every_page_names_the_funders_and_its_number(kept: Kept) -> None:
    (section,) = kept.document().sections
    foot = section.footer.paragraphs[0]
    assert FUNDED in foot.text and "Sida" in foot.text
    assert [field.get(qn("w:instr")).strip() for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_it_is_a4_and_in_swedish(kept: Kept) -> None:
    document = kept.document()
    page = document.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"sv-SE"}
    assert document.core_properties.title == "Lägesrapport"


def test_header_rows_come_again_on_the_next_page_and_no_row_is_torn(kept: Kept) -> None:
    for table in kept.document().tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in others)


def test_each_picture_says_its_numbers_in_words(kept: Kept) -> None:
    told = [each.get("descr") for each in kept.document().element.iter(qn("wp:docPr"))]
    assert len(told) >= 3
    assert all(each and "diagram" in each for each in told)
    costs = next(each for each in told if "kostnadsslag" in each)
    assert (
        "Externa tjänster: Budget 426\u00a0000\u00a0kr, Loggat 18\u00a0500\u00a0kr, Bokfört 18\u00a0500\u00a0kr."
        in costs
    )
    assert any("Fre 1 mars 2024: Utfall 87\u00a0%, Mål" in each for each in told), (
        "the indicator from baseline to target"
    )


@pytest.mark.parametrize("kind", ["bar", "line", "area", "pie"])
def test_a_picture_is_grey_whatever_it_shows(kind: Any) -> None:
    names = ["Kvinnor", "Män", "Annat"][: 1 if kind == "pie" else 3]
    series = tuple(Series(name=name, values=(3, 5, 1)) for name in names)
    chart = Chart(kind=kind, title="Deltagare", labels=("Kumla", "Nora", "Laxå"), series=series)
    picture = Image.open(io.BytesIO(png(chart))).convert("L")
    assert picture.width > 1000
    assert len(set(picture.resize((64, 32)).tobytes())) > 3, "light and dark parts"


def test_the_figures_are_those_of_the_period_and_of_all_so_far(kept: Kept) -> None:
    told = texts(kept.document())
    assert "3 genomförda tillfällen med 71 deltagare (54\u00a0% kvinnor) i 3 av 12 kommuner." in told
    assert any(line.startswith("Under perioden: loggade kostnader 52\u00a0079\u00a0kr") for line in told)
    assert any("Lekeberg (1), Nora (2) och Örebro (1)" in line for line in told)
    assert "Jämställdhet: 1 tillfälle" in told
    assert any("Dessutom 150 besökare" in line for line in told)
    assert "87\u00a0% (2024-03-01)" in told and "90\u00a0%" in told


def test_a_period_with_nothing_in_it_says_so(empty: Kept, kept: Kept, everything: Span) -> None:
    for kind in ("lägesrapport", "styrgruppsunderlag", "slutrapport"):
        assert "Inget är loggat för perioden." in texts(kept.document(kind, AUTUMN_2025))
    assert "Inget är loggat för perioden." in texts(kept.document("lägesrapport", AUTUMN_2025))


def test_a_project_without_a_record_has_its_reports_all_the_same(empty: Kept, everything: Span) -> None:
    for kind in ("lägesrapport", "styrgruppsunderlag", "slutrapport"):
        told = texts(empty.document(kind, everything))
        assert "Inget är loggat för perioden." in told and "Inget är planerat." not in told[:5]


def test_what_only_people_can_tell_stands_as_a_question(kept: Kept) -> None:
    asked = [each.text for each in kept.document().paragraphs if each.style.name == "Intense Quote"]
    assert len(asked) == 2 and all(each.startswith("Skriv här: ") and each.endswith("?") for each in asked)


def test_the_funder_is_not_told_what_the_group_should_see_to(kept: Kept) -> None:
    assert not any("kontakta handläggaren" in line or "aktivitet:" in line for line in texts(kept.document()))
    steering = texts(kept.document("styrgruppsunderlag"))
    assert any("hör inte till någon aktivitet" in line for line in steering)


def test_an_activity_that_was_undone_has_no_row(kept: Kept) -> None:
    with kept.database.transaction() as db:
        records.remove(db, records.get(db, "activity", 2), who="U1", at="2024-03-14T08:00:00Z")  # type: ignore[type-var]
    rows = [[cell.text for cell in row.cells] for row in kept.document().tables[-1].rows]
    assert [row[1:] for row in rows if row[1] == "Utan aktivitet"] == [["Utan aktivitet", "18\u00a0600"]]
    assert "YH-släpp på Conventum" not in [row[1] for row in rows]


def test_no_verdict_is_given_on_a_part_of_the_period(kept: Kept, project: Project, everything: Span) -> None:
    """What is booked through 2023 says nothing of how the project ended."""
    kept.today = date(2026, 1, 10)
    only_2023 = Span(date(2023, 1, 1), date(2023, 12, 31), "2023")
    said = {
        span.name: [
            line for line in to_look_at(kept.material(span).money, project, kept.today) if "finansierat" in line
        ]
        for span in (only_2023, everything)
    }
    assert said[only_2023.name] == []
    assert [line[:31] for line in said[everything.name]] == ["Projektet är överfinansierat me"]


def test_the_funders_parts_add_up_to_what_is_booked(kept: Kept) -> None:
    (table,) = [each for each in kept.document().tables if each.rows[0].cells[0].text == "Finansiär"]
    rows = {row.cells[0].text: row.cells[-1].text.replace("\u00a0", " ") for row in table.rows}
    assert rows["Örebro kommun"] == "600 000"
    account = budget.account(kept.project, kept.material().spent_so_far)
    assert rows["Summa"] == sv.number(round(account.total.booked_ore / 100)).replace("\u00a0", " ")
    assert rows["Delar utöver kostnaderna"].startswith("−")


def test_decisions_deviations_and_tasks_are_in_the_steering_groups_papers(kept: Kept) -> None:
    told = texts(kept.document("styrgruppsunderlag"))
    assert "Val av utvärderare" in told
    assert any(line.startswith("1 februari 2024: Partneravtalet") for line in told)
    assert "20 februari 2024: Bara fyra av tolv kommuner har svarat. Öppen." in told
    assert f"Boka lokal. Ansvarig {NAMES[1]}, försenad, skulle ha varit klar 1 mars 2024." in told


def test_long_lists_are_cut_in_a_brief_report_and_said_to_be(kept: Kept) -> None:
    kept.log(*(Note(type="decision", date=TODAY, text=f"Beslut {number} att ta") for number in range(10)))
    assert "och 8 till" in texts(kept.document("styrgruppsunderlag"))


def test_every_krona_leads_to_an_activity_or_to_none(kept: Kept) -> None:
    table = kept.document().tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1:] == [
        ["2", "YH-släpp på Conventum", "18\u00a0500"],
        ["3", f"Träff med {NAMES[0]}", "312"],
        ["–", "Egen personal, fördelas inte", "28\u00a0840"],
        ["–", "Utan aktivitet", "100"],
        ["", "Summa", "47\u00a0752"],
    ]


def test_a_sign_that_xml_does_not_know_breaks_nothing(kept: Kept, activity: Callable[..., Activity]) -> None:
    kept.log(activity("nyhetsbrev", "2024-03-02", title="Brev\x0b\x00<&>\ud83d"[:-1]))
    assert any("Brev  <&>" in line for line in texts(kept.document()))


def test_thousands_of_rows_are_all_there() -> None:
    rows = tuple((str(number), "Nyhetsbrev") for number in range(4000))
    table = Table(columns=(Column(label="Nr", numeric=True), Column(label="Rubrik")), rows=rows)
    report = Report("Bilaga", (), (Section("Tillfällen", (table,)),), "Projektet", "Ägaren")
    from docx import Document

    (found,) = Document(io.BytesIO(word(report))).tables
    assert len(found._tbl.tr_lst) == 4001


def test_every_word_that_the_project_file_may_show_is_shown() -> None:
    assert set(SHOWN) == set(Shows.__args__)  # type: ignore[attr-defined]


def test_a_heading_without_anything_below_is_refused() -> None:
    with pytest.raises(ValueError, match="varken shows eller write"):
        WrittenReport.model_validate({"kind": "slutrapport", "title": "S", "sections": [{"heading": "Tom"}]})


def test_what_comes_after_the_day_it_is_written_is_not_held(kept: Kept) -> None:
    early = Kept(kept.database, kept.project, date(2024, 2, 1))
    assert "1 genomfört tillfälle med 71 deltagare (54\u00a0% kvinnor) i 1 av 12 kommuner." in texts(
        early.document(span=QUARTER)
    )
