"""What counts as held, to which goal, with whom and where."""

from datetime import date

import pytest

from storage import records


def rows(reply):
    return {row[0]: tuple(cell.replace("\u00a0", " ") for cell in row[1:]) for row in reply.table.rows}


def text(reply):
    return reply.plain().replace("\u00a0", " ")


def test_a_goal_shows_its_text_and_every_activity_of_the_paper(ask):
    reply = ask("delmål 2")
    assert reply.title == "📊 Delmål 2 Utbildningar"
    assert reply.text[0] == "Relevanta YH-utbildningar med hög fyllnadsgrad och jämnare könsfördelning genomförs."
    assert reply.text[1] == "Inget målvärde satt."
    assert [column.label for column in reply.table.columns] == [
        "Aktivitet", "Läge", "Genomförda i år", "Genomförda totalt", "Planerade",
    ]  # fmt: skip
    assert list(rows(reply)) == ["Nätverk utbildningsanordnare", "Event och mässor", "YH-släpp", "Summa"]


def test_held_planned_and_not_yet(ask, log, activity):
    log(
        activity("yh-släpp", "2023-01-20"),
        activity("yh-släpp", "2024-01-18"),
        activity("event och mässor", "2024-10-01", status="planned"),
    )
    found = rows(ask("delmål 2"))
    assert found["YH-släpp"] == ("i gång", "1", "2", "0")
    assert found["Event och mässor"] == ("planerad", "0", "0", "1")
    assert found["Nätverk utbildningsanordnare"] == ("inte påbörjad", "0", "0", "0")
    assert found["Summa"] == ("", "1", "2", "1")


def test_cancelled_undone_and_future_occasions_are_not_held(ask, log, activity, database):
    kept = log(
        activity("nyhetsbrev", "2024-03-14"),
        activity("nyhetsbrev", "2024-03-15"),  # said to be done, but lies ahead
        activity("nyhetsbrev", "2024-01-01", status="cancelled"),
        activity("nyhetsbrev", "2024-01-02"),
        activity("nyhetsbrev", "2026-01-02"),
    )
    with database.transaction() as db:
        records.remove(db, kept[3], who="U1", at="2024-03-14T08:00:00Z")
    reply = ask("delmål 3")
    assert rows(reply)["Nyhetsbrev"] == ("i gång", "1", "1", "1")
    assert "1 tillfälle har datum utanför projekttiden och räknas inte." in text(ask())


def test_an_activity_counts_to_the_goals_of_its_record(ask, log, activity):
    log(activity("styrgruppsmöte", "2024-02-20", goals=(1,)), activity("branschseminarium", "2024-02-21", goals=(2,)))
    assert rows(ask("delmål 1"))["Styrgruppsmöte"] == ("utöver beslutets lista", "1", "1", "0")
    assert rows(ask("delmål 2"))["Branschseminarium"][0] == "utöver beslutets lista"
    assert rows(ask("delmål 3"))["Branschseminarium"] == ("inte påbörjad", "0", "0", "0")
    assert "1 av 5 aktiviteter i gång" not in text(ask("delmål 1"))


@pytest.mark.parametrize(("counts", "said"), [
    ({"participants": 32, "women": 14, "men": 18}, "I år: 32 deltagare: 14 kvinnor, 18 män (44 % kvinnor)"),
    ({"women": 14, "men": 18}, "I år: 32 deltagare: 14 kvinnor, 18 män (44 % kvinnor)"),
    ({"participants": 12, "women": 12}, "I år: 12 deltagare: 12 kvinnor, 0 män (100 % kvinnor)"),
    ({"participants": 32, "women": 14}, "I år: 32 deltagare"),  # half a count is no share
    ({"participants": 30, "women": 10, "men": 10},
     "I år: 30 deltagare: 10 kvinnor, 10 män (50 % kvinnor av de 20 som räknats per kön)"),
    ({"participants": 10, "women": 4, "men": 5, "others": 1},
     "I år: 10 deltagare: 4 kvinnor, 5 män, 1 av annat kön (40 % kvinnor)"),
    ({"participants": 30, "approximate": True}, "I år: omkring 30 deltagare"),
    ({"participants": 0}, "I år: 0 deltagare"),
    ({"visitors": 240}, "I år: inga deltagare räknade · 240 besökare utöver deltagarna"),
])  # fmt: skip
def test_who_took_part(ask, log, activity, counts, said):
    log(activity("event och mässor", "2024-03-01", **counts))
    line = next(line for line in text(ask("delmål 2")).split("\n") if line.startswith("I år:"))
    assert line == f"{said} · 0 av 12 kommuner nådda"


def test_how_many_occasions_were_counted_is_said_when_not_all_were(ask, log, activity):
    log(activity("yh-släpp", "2024-01-18", participants=80), activity("event och mässor", "2024-02-10"))
    assert "I år: 80 deltagare · antal finns för 1 av 2 tillfällen" in text(ask("delmål 2"))


def test_municipalities_are_counted_once_and_only_where_something_was_held(ask, log, activity):
    log(
        activity("branschseminarium", "2024-01-10", municipalities=("Kumla", "Nora")),
        activity("branschseminarium", "2024-02-10", municipalities=("Kumla",)),
        activity("branschseminarium", "2023-02-10", municipalities=("Örebro",)),
        activity("branschseminarium", "2024-05-10", municipalities=("Laxå",), status="planned"),
    )
    said = text(ask("delmål 3"))
    assert "I år: inga deltagare räknade · 2 av 12 kommuner nådda (Kumla och Nora)" in said
    assert "Hela projekttiden: inga deltagare räknade · 3 av 12 kommuner nådda (Kumla, Nora och Örebro)" in said


def test_only_the_goals_own_dates_come_next(ask, log, activity):
    log(
        activity("nyhetsbrev", "2024-04-01", status="planned", title="Nyhetsbrev april"),
        activity("omvärldsbevakning", "2024-03-20", status="planned", title="Omvärldsdag"),
    )
    assert "Härnäst: Nyhetsbrev april, mån 1 april" in text(ask("delmål 3"))
    assert "Omvärldsdag" not in text(ask("delmål 3"))


def test_a_fair_that_goes_on_today_has_not_passed(ask, log, activity):
    log(activity("event och mässor", "2024-03-13", end_date="2024-03-15", status="planned"))
    assert "har passerat" not in text(ask("delmål 2"))
    assert "1 planerat tillfälle har passerat" in text(ask("delmål 2", date(2024, 3, 16)))


def test_all_goals_in_one_table(ask, log, activity):
    log(
        activity("yh-släpp", "2024-01-18", participants=80, women=40, men=40, municipalities=("Örebro",)),
        activity("yh-släpp", "2023-01-18", participants=60, approximate=True),
        activity("styrgruppsmöte", "2024-02-20"),
    )
    reply = ask("delmål")
    assert rows(reply)["3 Arbetsgivare"] == ("1 av 6", "1", "2", "0", "omkring 140", "50 %", "1 av 12")
    assert rows(reply)["1 Samverkansforum"] == ("0 av 5", "0", "0", "0", "0", "–", "0 av 12")
    assert "Genomfört utan eget delmål i år: styrgruppsmöte 1." in text(reply)
    assert [button.value for button in reply.buttons][:4] == ["delmål 1", "delmål 2", "delmål 3", "delmål 4"]
