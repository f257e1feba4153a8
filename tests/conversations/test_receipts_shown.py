"""Receipts afterwards: on the card, the file itself, and what has none."""

from pathlib import Path

import pytest

from handlers.playground import Exchange, File, Message
from storage import receipts
from storage.database import Database
from tests.conversations.conftest import ANNA, KARIN, MAJA, Group, text

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
LINE = "utgift 312 kr buss till Nora 12 mars"


def logged(group: Group, line: str, *files: File) -> None:
    """An expense whose receipts are kept."""
    before = len(group.rows("receipts"))
    group.tell(line, files=list(files))
    kept = before + len(files)
    group.slack.wait_for(lambda: sum(row["state"] == "kept" for row in group.rows("receipts")) == kept)


def card(group: Group, number: int) -> Exchange:
    """The expense's card, found by its number's own word."""
    return group.status(f"sök {'buss' if number == 1 else 'taxi'}", who=MAJA)


def given(group: Group, who: str, name: str) -> bytes:
    """The file of that name, which has come to the person alone."""

    def come() -> list[tuple[Message, str]]:
        return [(m, f["id"]) for m in group.answers(who) for f in m.files if f["name"] == name]

    ((message, file_id),) = group.slack.wait_for(come)
    assert message.channel == group.slack.workspace.dm_of(who)
    data = group.slack.workspace.files[file_id].data
    assert data is not None
    return data


def test_the_card_names_the_receipt_and_gives_the_file_to_who_asks_alone(either: Group) -> None:
    logged(either, LINE, File("kvitto taxi.pdf", PDF))
    shown = either.status("sök Nora", who=KARIN)
    assert "Kvitto: kvitto taxi.pdf" in text(shown)
    either.press(shown.message, "Visa kvittot", who=KARIN)
    assert given(either, KARIN, "utgift 1-1 kvitto taxi.pdf") == PDF
    assert any("Kvittot till utgift 1 kommer till dig" in message.shown for message in either.slack.visible(KARIN))


def test_several_receipts_are_named_and_given_together(group: Group) -> None:
    logged(group, LINE, File("a.pdf", PDF), File("b.png", PNG))
    shown = card(group, 1)
    assert "Kvitton: a.pdf och b.png" in text(shown)
    group.press(shown.message, "Visa kvittona")
    assert given(group, MAJA, "utgift 1-1 a.pdf") == PDF
    assert given(group, MAJA, "utgift 1-2 b.png") == PNG


def test_a_second_copy_is_pointed_out_on_both_cards_until_one_is_undone(group: Group) -> None:
    logged(group, LINE, File("a.pdf", PDF))
    logged(group, "utgift 312 kr taxi till Nora 12 mars", File("b.pdf", PDF))
    assert "Samma fil är också kvitto på utgift 2" in text(card(group, 1))
    second = card(group, 2)
    assert "Samma fil är också kvitto på utgift 1" in text(second)
    group.press(second.message, "Ångra")
    assert "Samma fil" not in text(card(group, 1))


def test_what_is_shared_in_the_channel_names_no_file(group: Group) -> None:
    logged(group, LINE, File("Annas kvitto.pdf", PDF))
    group.press(card(group, 1).message, "Dela i kanalen")
    group.slack.wait_for(lambda: any("delar Utgift 1" in said for said in group.said()))
    assert not any("Annas" in said for said in group.said())


def test_a_file_that_is_gone_from_the_disk_is_said(group: Group) -> None:
    logged(group, LINE, File("a.pdf", PDF))
    (kept,) = receipts.folder(group.path).iterdir()
    kept.unlink()
    group.press(card(group, 1).message, "Visa kvittot")
    group.slack.wait_for(lambda: any("gick inte" in message.shown for message in group.answers(MAJA)))


def test_what_has_no_receipt_is_listed_a_page_at_a_time(group: Group) -> None:
    assert "Ingen utgift saknar kvitto" in text(group.status("utan kvitto"))
    logged(group, LINE, File("a.pdf", PDF))
    for day in range(1, 8):
        group.log(f"utgift {100 + day} kr parkering {day} mars", who=ANNA)
    shown = group.status("utan kvitto")
    assert "Utan kvitto: 7 utgifter, 728 kr, här är 1–5" in text(shown)
    assert "kvitto till utgift 2" in text(shown)
    assert "Nora" not in text(shown)
    assert "här är 6–7" in text(group.press(shown.message, "Visa fler", who=KARIN))
    assert "Utan kvitto: 7 utgifter" in text(group.tell("vilka utgifter saknar kvitto?"))
    assert "Utan kvitto: 7 utgifter" in text(group.tell("utgifter som saknar kvitto"))


def test_what_is_undone_or_none_of_the_projects_costs_needs_none(group: Group) -> None:
    group.press(group.log("utgift 95 kr parkering 11 mars").message, "Ångra")
    group.press(group.log("köpte pärmar till kontoret 249 kr idag").message, "Spara utanför projektets kostnader")
    assert "Ingen utgift saknar kvitto" in text(group.status("utan kvitto"))


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("taxi.pdf", "utgift 7-1 taxi.pdf"),
        ("../../etc/passwd", "utgift 7-1 passwd.pdf"),
        ("..\\..\\x.exe", "utgift 7-1 x.pdf"),
        ("", "utgift 7-1 kvitto.pdf"),
        ("...", "utgift 7-1 kvitto.pdf"),
        ("=cmd|x\n.pdf", "utgift 7-1 cmd_x.pdf"),
        ("å" * 300, f"utgift 7-1 {'å' * 60}.pdf"),
    ],
)
def test_the_files_for_a_report_come_in_its_order_and_have_names_that_are_only_names(
    tmp_path: Path, name: str, called: str
) -> None:
    database = Database(tmp_path / "yh.db")
    with database.transaction() as db:
        for number in (3, 7):
            db.execute(
                "INSERT INTO expenses (id, date, amount_ore, currency, description, created_by, created_at, updated_at)"
                " VALUES (?, '2024-03-12', 100, 'SEK', 'x', 'U1', '', '')", [number],
            )  # fmt: skip
            receipts.want(db, number, "F1", name, who="U1", at="2024-03-12T10:00:00Z")
        written = receipts.write(database.path, PDF, "application/pdf", "pdf")
        for one in receipts.wanted(db, "2024-03-12T10:00:00Z"):
            receipts.kept(db, one, written, at="2024-03-12T10:00:00Z")
        found = receipts.files(db, database.path, [7, 5, 3])
    database.close()
    assert [each.expense_id for each in found] == [7, 3]
    assert found[0].name == called
    assert {each.path.read_bytes() for each in found} == {PDF}


def test_the_name_of_a_receipt_stands_for_who_asked_alone(group: Group) -> None:
    logged(group, LINE, File("läkarbesök Anna.pdf", PDF))
    for words in ("utgift 1", "sök nora", "bokför 1 A1 13/3"):
        group.mention(words)
    assert not any("läkarbesök" in said for said in group.said())
    assert "Kvitto: läkarbesök Anna.pdf" in text(group.tell("utgift 1"))
