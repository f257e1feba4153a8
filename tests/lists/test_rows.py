"""How the rows of people's own lists are read, and what is said of those that are not."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.importing import NothingToImport
from bot.lists import Lists, Read
from bot.records import Activity, Contact, Expense, Payment

Listed = Callable[..., Lists]


def only(lists: Lists) -> Read:
    (read,) = lists.reads
    return read


def test_an_activity_from_a_list_of_ones_own(listed: Listed) -> None:
    read = only(
        listed(
            "Datum;Vad;Kommun;Antal;Varav kvinnor;Kommentar\n2023-03-13;Branschseminarium vård;Fjugesta, Örebro kommun;32;14;Bra"
        )
    )
    assert isinstance(read.record, Activity)
    assert read.notes == ("antagen typ Branschseminarium",)
    assert read.record == Activity(
        type="branschseminarium", title="Branschseminarium vård", date=date(2023, 3, 13),
        municipalities=("Lekeberg", "Örebro"), participants=32, women=14, men=18, goals=(3,), note="Bra",
    )  # fmt: skip


def test_a_day_ahead_is_a_plan_and_one_that_passed_was_held(listed: Listed) -> None:
    reads = listed("Datum;Typ\n2024-03-14;Nyhetsbrev\n2024-03-15;Nyhetsbrev").reads
    assert [each.record.status for each in reads if isinstance(each.record, Activity)] == ["done", "planned"]


def test_two_days_in_one_cell_are_a_span_and_what_fits_no_type_is_other(listed: Listed) -> None:
    read = only(listed("När;Aktivitet\n2023-04-05 – 2023-04-06;Fika"))
    assert isinstance(read.record, Activity)
    assert (read.record.date, read.record.end_date) == (date(2023, 4, 5), date(2023, 4, 6))
    assert (read.record.type, read.notes) == ("annat", ("antagen typ Annat",))


def test_a_category_may_be_named_by_its_first_word(listed: Listed) -> None:
    read = only(listed("Datum;Summa;Budgetpost;Butik\n2023-04-05;312;resor;SJ"))
    assert isinstance(read.record, Expense)
    assert (read.record.category, read.record.description) == ("Resor och logi", "SJ")


def test_an_expense_whose_list_says_kostnad_for_the_sum(listed: Listed) -> None:
    read = only(listed("Datum;Kostnad;Avser;Moms;Ver\n2024-03-12;1 250,00;tåg till Kumla;inkl. moms;A12"))
    assert isinstance(read.record, Expense)
    assert (read.record.amount_ore, read.record.cost_ore, read.record.voucher) == (125000, 100000, "A12")
    assert read.record.category == "Resor och logi"
    assert read.notes == ("antaget kostnadsslag Resor och logi", "antagen moms 25 %")


@pytest.mark.parametrize(
    ("moms", "kostnad", "notes"),
    [("exkl", "", ()), ("", "", ()), ("inkl", "1 179,25", ()), ("inkl", "", ("antagen moms 25 %",))],
)
def test_a_vat_rate_that_no_list_tells_is_said(listed: Listed, moms: str, kostnad: str, notes: tuple[str, ...]) -> None:
    text = f"Datum;Belopp;Kostnadsslag;Vad;Moms;Kostnad\n2024-03-12;1250;Resor och logi;tåg;{moms};{kostnad}"
    assert only(listed(text)).notes == notes


def test_money_in_another_currency_has_no_cost_in_kronor(listed: Listed) -> None:
    read = only(listed("Datum;Belopp;Valuta;Kostnadsslag;Vad\n2024-03-12;120;eur;Resor och logi;hotell"))
    assert isinstance(read.record, Expense)
    assert (read.record.currency, read.record.cost_ore) == ("EUR", None)


def test_a_contact_whose_name_is_in_two_columns(listed: Listed) -> None:
    read = only(listed("Förnamn;Efternamn;Företag;Mejl;Mobil;Titel\nEva;Ek;Skog AB;eva@skog.se;070-123 45 67;vd"))
    assert read.record == Contact(
        name="Eva Ek", organisation="Skog AB", email="eva@skog.se", phone="+46701234567", role="vd"
    )


def test_money_that_came_in(listed: Listed) -> None:
    read = only(listed("Datum;Från;Belopp\n2024-02-01;Örebro kommun;200 000"))
    assert read.record == Payment(date=date(2024, 2, 1), payer="Örebro kommun", amount_ore=20000000)


@pytest.mark.parametrize(
    ("heading", "cell", "says"),
    [
        ("Datum", "12/3", "Datum: ”12/3” saknar år"),
        ("Datum", "2024-02-30", "Datum: ”2024-02-30” är inget datum"),
        ("Datum", "", "Datum: saknas"),
        ("Typ", "Nyhetsbrevv", "Typ: ”Nyhetsbrevv” finns inte att välja. Menade du Nyhetsbrev?"),
        ("Kommun", "Kumla, Oslo", "Kommun: ”Oslo” finns inte att välja"),
        ("Delmål", "7", "Delmål: ”7” finns inte att välja"),
        ("Deltagare", "ca 30", "Deltagare: Skriv ett helt antal"),
        ("Kvinnor", "40", "Deltagare: Fördelningen blir 40, men här står 30"),
        ("Status", "Genomförd", "Läge: Dagen har inte varit än"),
        ("E-post", "x", ""),
        ("Anteckning", "ring 640823-3234", "Anteckning: Jag sparar inte personnummer"),
    ],
)
def test_a_row_says_what_is_wrong_with_it(listed: Listed, heading: str, cell: str, says: str) -> None:
    row = {"Datum": "2024-04-13", "Typ": "Nyhetsbrev", "Deltagare": "30"} | {heading: cell}
    read = only(listed(f"{';'.join(row)}\n{';'.join(row.values())}"))
    assert read.place == "lista.csv rad 2"
    assert any(says in problem for problem in read.problems) if says else not read.problems
    assert (read.record is None) == bool(read.problems)


def test_an_expense_names_its_activity_by_number(listed: Listed) -> None:
    reads = listed(
        "Datum;Belopp;Kostnadsslag;Aktivitet\n2023-04-05;3;Resor;#12\n2023-04-05;3;Resor;Styrgruppsmöte"
    ).reads
    assert [(each.activity, each.problems) for each in reads] == [
        (12, ()),
        (None, ("Aktivitet: Skriv numret, till exempel 12.",)),
    ]


def test_columns_that_are_not_read_are_told(listed: Listed) -> None:
    assert listed("Datum;Typ;Väder\n2024-03-01;Nyhetsbrev;sol").notes == (
        "lista.csv: kolumner som inte läses in: Väder.",
    )


def test_what_a_file_lists_is_told_by_its_name_where_its_columns_could_be_either(listed: Listed) -> None:
    text = "Datum;Belopp;Vad;Från\n2024-03-01;200;buss;Region"
    assert isinstance(only(listed(text, "inbetalningar.csv")).record, Payment)


@pytest.mark.parametrize("text", ["hej;på;dig\n1;2;3", "Datum\n2024-03-01"])
def test_a_file_that_lists_nothing_we_know_says_which_headings_to_have(listed: Listed, text: str) -> None:
    with pytest.raises(NothingToImport, match="Första raden ska ha rubriker"):
        listed(text)


def test_line_breaks_and_commas_in_quotes_are_text(listed: Listed) -> None:
    """A note of several lines, each with a comma, says nothing of how the file's columns are parted."""
    text = 'Datum;Typ;Anteckning\n2024-03-01;Nyhetsbrev;"Kort, klart\nväl, läst\nsen, tyst"\n2024-03-02;Nyhetsbrev;"a, b\nc, d"'
    assert [read.record.note for read in listed(text).reads] == ["Kort, klart\nväl, läst\nsen, tyst", "a, b\nc, d"]
