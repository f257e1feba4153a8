"""`app.py import` and `app.py export`, as whoever runs the assistant meets them."""

import json
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from sqlite_utils import Database as Connection

import app
from bot.records import Contact, Expense, Kind, Record
from storage import bulk, receipts, records
from storage.database import Database

LIST = "Datum;Typ;Rubrik;Anteckning\n2024-03-01;Nyhetsbrev;Marsbrev;=1+1\n2024-02-01;Nyhetsbrev;Februaribrev;\n"


class Office:
    """A folder with the file of records and the lists in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str) -> Result:
        today = ["--today", "2024-03-14"] if words[0] == "import" else []
        return CliRunner().invoke(
            app.main, [words[0], *(str(self.folder / w) if w[0] != "-" else w for w in words[1:]), *today]
        )

    def put(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("YH_DATABASE", str(tmp_path / "yh.db"))
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path)


def test_a_look_shows_how_each_row_is_read_and_keeps_nothing(office: Office) -> None:
    office.put("aktiviteter.csv", LIST)
    for _ in range(2):
        said = office.run("import", "aktiviteter.csv")
        assert said.exit_code == 0
        assert "aktiviteter.csv rad 2: Aktivitet · Marsbrev · Nyhetsbrev · fre 1 mars 2024" in said.output
        assert "2 aktiviteter att spara. Inget är sparat. Lägg till --spara för att spara dem." in said.output


def test_saved_once_and_told_the_second_time(office: Office) -> None:
    office.put("aktiviteter.csv", LIST)
    assert "2 aktiviteter är sparade." in office.run("import", "aktiviteter.csv", "--spara").output
    assert "finns redan som aktivitet 1" in office.run("import", "aktiviteter.csv").output
    assert (
        "Inga nya poster är sparade, 2 rader fanns redan." in office.run("import", "aktiviteter.csv", "--spara").output
    )


def test_each_problem_is_told_with_its_row_and_nothing_is_kept(office: Office) -> None:
    office.put("aktiviteter.csv", LIST + "2024-02-30;Nyhetsbrev;x;\n;Nyhetsbrev;y;\n")
    said = office.run("import", "aktiviteter.csv", "--spara")
    assert said.exit_code == 1
    assert "✗ aktiviteter.csv rad 4: Datum: ”2024-02-30” är inget datum" in said.output
    assert "✗ aktiviteter.csv rad 5: Datum: saknas." in said.output
    assert "2 rader att rätta (✗). Inget är sparat." in said.output
    office.put("aktiviteter.csv", LIST)
    assert "2 aktiviteter är sparade." in office.run("import", "aktiviteter.csv", "--spara").output


def test_a_file_that_is_no_list_is_refused_in_a_sentence(office: Office) -> None:
    office.put("hej.csv", "hej;på;dig\n1;2;3\n")
    said = office.run("import", "hej.csv")
    assert said.exit_code == 1
    assert said.output.startswith("Jag ser inte vad hej.csv listar.")


@pytest.mark.parametrize("target", ["allt.xlsx", "allt.json", "allt"])
def test_everything_is_written_out_for_its_owner_only_and_never_over_what_is_there(office: Office, target: str) -> None:
    office.put("aktiviteter.csv", LIST)
    office.run("import", "aktiviteter.csv", "--spara")
    said = office.run("export", target)
    assert f"2 poster är skrivna till {office.folder / target}." in said.output
    where = office.folder / target
    files = [where] if where.is_file() else [*where.rglob("*.csv")]
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    again = office.run("export", target)
    assert again.exit_code == 1
    assert "finns redan. Välj ett annat namn." in again.output


def test_a_cell_that_begins_like_a_formula_is_text_wherever_it_is_opened(office: Office) -> None:
    office.put("aktiviteter.csv", LIST)
    office.run("import", "aktiviteter.csv", "--spara")
    for target in ("allt.xlsx", "allt.json", "allt"):
        office.run("export", target)
    sheet = load_workbook(office.folder / "allt.xlsx")["Aktiviteter"]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s" or cell.data_type == "inlineStr"
    assert ";'=1+1;" in (office.folder / "allt" / "aktiviteter.csv").read_text(encoding="utf-8-sig")
    assert json.loads((office.folder / "allt.json").read_text())["activity"][0]["note"] == "=1+1"


def test_receipts_and_claims_come_along(office: Office) -> None:
    office.put("utgifter.csv", "Datum;Belopp;Kostnadsslag;Vad\n2024-03-01;312;Resor och logi;buss\n")
    office.run("import", "utgifter.csv", "--spara")
    database = Database(office.folder / "yh.db")
    with database.transaction() as db:
        receipts.want(db, 1, "F1", "../buss.pdf", who="U1", at="2024-03-12T10:00:00Z")
        written = receipts.write(database.path, b"%PDF-1.7", "application/pdf", "pdf")
        (wanted,) = receipts.wanted(db, "2024-03-12T10:00:00Z")
        receipts.kept(db, wanted, written, at="2024-03-12T10:00:00Z")
        db.execute(
            "INSERT INTO claims (date, costs_ore, flat_rate_ore, grant_ore, created_by, created_at, updated_at)"
            " VALUES ('2024-03-31', 31200, 0, 15600, 'UANNA', '2024-04-02T10:00:00Z', '2024-04-02T10:00:00Z')"
        )
    database.close()
    assert office.run("export", "allt").exit_code == 0
    assert (office.folder / "allt" / "kvitton" / "utgift 1-1 buss.pdf").read_bytes() == b"%PDF-1.7"
    assert "1;utgift 1-1 buss.pdf" in (office.folder / "allt" / "kvitton.csv").read_text(encoding="utf-8-sig")
    claims = (office.folder / "allt" / "rekvisitioner.csv").read_text(encoding="utf-8-sig")
    assert "1;2024-03-31;312;0;156;UANNA;" in claims
    again = office.run("import", "allt")
    assert again.exit_code == 0, again.output
    assert "1 rad fanns redan" in again.output
    assert "rekvisitioner.csv läses inte in." in again.output


def test_who_changed_what_comes_along(office: Office) -> None:
    database = Database(office.folder / "yh.db")
    with database.transaction("command") as db:
        bus = Expense(date=date(2024, 3, 12), amount_ore=31200, description="buss", category="Resor och logi")
        kept = records.add(db, bus, who="UANNA", at="2024-03-12T10:00:00Z")
        more = records.change(
            db, kept, kept.model_copy(update={"amount_ore": 34000}), who="UMAJA", at="2024-03-13T10:00:00Z"
        )
        receipts.want(db, more.id or 0, "F1", "buss.pdf", who="UMAJA", at="2024-03-13T10:00:00Z")
        records.remove(db, more, who="UMAJA", at="2024-03-14T10:00:00Z")
        db.execute("DELETE FROM audit_values WHERE audit_id = 1 AND field = 'description'")
        eva = records.add(db, Contact(name="Eva Sund", role="hr-chef"), who="UMAJA", at="2024-03-14T10:00:00Z")
        records.remove(db, eva, who="UMAJA", at="2024-03-14T10:00:00Z")
    database.close()
    for target in ("allt", "allt.json", "allt.xlsx"):
        assert office.run("export", target).exit_code == 0
    first, logged, changed, receipt, undone, contact, _ = (
        (office.folder / "allt" / "historik.csv").read_text(encoding="utf-8-sig").splitlines()
    )
    assert first == "Rad;Tidpunkt;Vem;Genom;Post;Händelse;Uppgift;Före;Efter"
    assert "1;2024-03-12 11:00:00;UANNA;med kommando;Utgift 1;loggad;;;" in logged
    assert "Belopp: 312 kr" in logged.replace("\xa0", " ")
    assert "Vad: värdet är raderat" in logged
    assert (
        changed.replace("\xa0", " ") == "2;2024-03-13 11:00:00;UMAJA;med kommando;Utgift 1;ändrad;Belopp;312 kr;340 kr"
    )
    assert "Utgift 1;kvittot buss.pdf tillagt" in receipt
    assert "Utgift 1;ångrad" in undone
    assert contact.endswith("Kontakt 1;loggad;Namn, Roll;;")
    assert len(list(load_workbook(office.folder / "allt.xlsx")["Historik"].iter_rows())) == 7
    lines = json.loads((office.folder / "allt.json").read_text(encoding="utf-8"))["audit"]
    assert lines[1]["changes"] == {"amount_ore": ["31200", "34000"]}
    assert lines[0]["changes"]["description"] is None
    assert lines[4]["changes"] == {"name": None, "role": None}
    office.put("aktiviteter.csv", LIST)
    assert "historik.csv läses inte in." in office.run("import", "allt").output


def test_what_is_logged_while_it_is_written_out_is_all_there_or_not_at_all(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put("aktiviteter.csv", LIST)
    office.run("import", "aktiviteter.csv", "--spara")
    read = bulk.standing
    logged = Expense(date=date(2024, 3, 12), amount_ore=31200, description="buss")

    def read_while_somebody_logs(db: Connection, kind: Kind) -> Iterator[Record]:
        yield from read(db, kind)
        if kind == "activity":
            with closing(Database(office.folder / "yh.db")) as other, other.transaction() as saving:
                records.add(saving, logged, who="U1", at="2024-03-14T10:00:00Z")

    monkeypatch.setattr(bulk, "standing", read_while_somebody_logs)
    assert office.run("export", "allt.json").exit_code == 0
    everything = json.loads((office.folder / "allt.json").read_text(encoding="utf-8"))
    assert {kind: len(listed) for kind, listed in everything.items() if listed} == {"activity": 2, "audit": 2}


def test_nothing_to_write_out_says_so(office: Office) -> None:
    said = office.run("export", "allt.xlsx")
    assert said.exit_code == 1
    assert "finns inte än" in said.output


LEDGER = "Datum;Ver;Text;Belopp\n2024-02-13;A101;SL buss;312,00\n2024-02-20;A102;SJ;640,00\n"
SPENT = "Datum;Belopp;Vad;Kostnadsslag\n2024-02-12;312;Buss till Kumla;Resor och logi\n"


def test_a_ledger_is_shown_beside_what_is_logged_and_books_only_when_told_to(office: Office) -> None:
    office.put("utgifter.csv", SPENT)
    office.run("import", "utgifter.csv", "--spara")
    office.put("huvudbok.csv", LEDGER)
    for _ in range(2):
        said = office.run("import", "--bokforing", "huvudbok.csv").output
        assert "1 utgift stämmer · 1 rad är inte loggad" in said
        assert (
            "Utgift 1: 312 kr · Buss till Kumla · 12 februari 2024 → A101 · 13 februari 2024 · 312 kr · SL buss" in said
        )
    assert (
        "1 utgift är bokförd. 1 rad är inte loggad."
        in office.run("import", "--bokforing", "huvudbok.csv", "--spara").output
    )
    assert "Inget bokfördes." in office.run("import", "--bokforing", "huvudbok.csv", "--spara").output


def test_a_file_that_is_no_ledger_is_refused(office: Office) -> None:
    office.put("aktiviteter.csv", LIST)
    said = office.run("import", "--bokforing", "aktiviteter.csv")
    assert said.exit_code == 1
    assert "Jag ser ingen bokföring i aktiviteter.csv" in said.output
