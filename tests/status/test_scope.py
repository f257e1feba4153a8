"""What happened in some days, in a municipality, under a goal; and the records behind the figures."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.goals import Heads
from bot.project_file import load_project
from bot.records import Activity, Expense, Note, Payment
from bot.span import Scope, Span
from storage import happened, records
from storage.database import Database
from tests.status.test_figures import BY, _heads, standing

QUARTER = "📊 Kvartal 1 2024"


def said(reply):
    return reply.plain().replace("\u00a0", " ").split("\n")


def fact(reply, label):
    return next(each.value for each in reply.facts if each.label == label).replace("\u00a0", " ")


@pytest.fixture
def logged(log, activity, expense):
    return log(
        activity("styrgruppsmöte", "2024-02-01", participants=8),
        activity("arbetsgruppsmöte", "2024-02-20", participants=5),
        activity("branschseminarium", "2024-03-13", participants=32, women=14, men=18, municipalities=("Kumla",)),
        activity("branschseminarium", "2023-11-13", participants=20, municipalities=("Nora",)),
        activity("dialog kommuner", "2024-01-15", participants=4, women=2, men=2, municipalities=("Nora", "Hällefors")),
        activity(
            "branschseminarium", "2024-05-02", status="planned", municipalities=("Nora",), title="Seminarium solel"
        ),
        expense("Resor och logi", "2024-03-05", 312, booked_on="2024-03-10"),
        expense("Egen personal", "2024-02-28", 30_000),
        expense("Resor och logi", "2024-01-15", 187, description="buss till Nora", activity_id=5),
        expense("Resor och logi", "2023-11-13", 95),
        Note(
            type="decision", date=date(2024, 2, 1), text="Budgeten för 2024 godkändes", done_at="2024-02-01T12:00:00Z"
        ),
        Note(type="decision", date=date(2024, 2, 1), text="Partneravtalet, ännu öppet"),
        Note(type="deviation", date=date(2024, 3, 2), text="Annonsen blev försenad"),
        Note(type="decision", date=date(2023, 6, 1), text="Logotypen valdes", done_at="2023-06-01"),
        Payment(date=date(2024, 2, 10), amount_ore=200_000_00, payer="Örebro kommun"),
    )


def test_a_quarter_tells_what_was_held_what_it_cost_and_what_was_decided(ask, logged):
    reply = ask("kvartal 1")
    assert reply.title == QUARTER
    assert said(reply)[1] == (
        "4 genomförda tillfällen · 49 deltagare: 16 kvinnor, 20 män av de 36 som räknats per kön"
        " · 3 av 12 kommuner (Hällefors, Kumla och Nora)"
    )
    assert fact(reply, "Delmål 3 Arbetsgivare") == "1 genomfört tillfälle · 32 deltagare (44 % kvinnor) · 1 kommun"
    assert fact(reply, "Pengar") == "loggat 34 999 kr, varav bokfört 312 kr"  # personnel with its flat rate, and travel
    assert fact(reply, "Inbetalt") == "200 000 kr från Örebro kommun"
    assert fact(reply, "Beslut") == "Budgeten för 2024 godkändes"
    assert fact(reply, "Avvikelser") == "Annonsen blev försenad"
    assert "Inga tillfällen för delmål 2." in said(reply)
    assert any(line.startswith("Härnäst: Seminarium solel") for line in said(reply))


def test_of_many_payers_the_largest_are_named(ask, log):
    log(
        *(
            Payment(date=date(2024, 2, 1), amount_ore=kronor * 100, payer=f"Anordnare {kronor}")
            for kronor in range(1, 8)
        )
    )
    assert fact(ask("pengar februari"), "Inbetalt") == (
        "7 kr från Anordnare 7 · 6 kr från Anordnare 6 · 5 kr från Anordnare 5 · 4 kr från Anordnare 4 · 6 kr från 3 andra"
    )


def test_an_occasion_of_two_goals_is_one_occasion(ask, log, activity):
    log(activity("dialog kommuner", "2024-01-15", participants=4))
    reply = ask("kvartal 1")
    assert said(reply)[1].startswith("1 genomfört tillfälle · 4 deltagare")
    assert [each.label for each in reply.facts] == ["Delmål 1 Samverkansforum", "Delmål 4 Forum och kanaler"]


def test_since_the_last_meeting_begins_with_its_day(ask, logged):
    assert ask("sedan förra mötet").title == "📊 Sedan arbetsgruppsmötet tis 20 februari 2024"
    reply = ask("sedan förra styrgruppsmötet")
    assert reply.title == "📊 Sedan styrgruppsmötet tors 1 februari 2024"
    assert "Från och med tors 1 februari 2024 till och med i dag." in said(reply)
    assert fact(reply, "Beslut") == "Budgeten för 2024 godkändes"


def test_on_the_day_of_a_meeting_the_last_one_is_that_before(ask, logged, log, activity):
    log(activity("styrgruppsmöte", "2024-03-14"))
    assert "tors 1 februari 2024" in ask("sedan förra styrgruppsmötet").title


def test_without_a_meeting_it_says_so(ask):
    reply = ask("sedan förra mötet")
    assert said(reply) == [
        "Jag hittar inget styrgruppsmöte eller arbetsgruppsmöte som är hållet före i dag."
        " Skriv en dag i stället, till exempel ”sedan 1 mars”."
    ]


def test_a_municipality_alone_is_of_the_whole_period(ask, logged):
    reply = ask("Nora")
    assert reply.title == "📊 Nora · hela projekttiden"
    assert said(reply)[1].startswith("2 genomförda tillfällen · 24 deltagare")
    assert fact(reply, "Utgifter knutna till tillfällena") == "loggat 187 kr, inget bokfört"
    assert [row[1] for row in reply.table.rows] == ["Dialog kommuner", "Branschseminarium"]
    assert "1 planerat tillfälle framöver." in said(reply)


def test_a_goal_a_municipality_and_days_narrow_each_other_down(ask, logged):
    assert said(ask("delmål 3 Nora"))[1].startswith("1 genomfört tillfälle · 20 deltagare")
    assert said(ask("delmål 3 Nora 2024"))[1] == "Inga genomförda tillfällen."
    assert said(ask("delmål 1 Nora 2024"))[1].startswith("1 genomfört tillfälle · 4 deltagare")


def test_how_many_of_one_type(ask, logged):
    reply = ask("hur många branschseminarier har vi haft i år?")
    assert reply.title == "📊 Branschseminarium · 2024"
    assert said(reply)[1] == "1 genomfört tillfälle · 32 deltagare: 14 kvinnor, 18 män · 1 av 12 kommuner (Kumla)"
    assert [row[0] for row in ask("underlag branschseminarium").table.rows] == ["3", "4"]


def test_nothing_logged_is_said(ask, logged):
    assert said(ask("april 2023"))[1] == "Inget är loggat under april 2023."
    assert said(ask("Laxå"))[1] == "Inget är loggat för Laxå under hela projekttiden."
    assert said(ask("delmål 2 sedan 1 mars"))[1] == "Inget är loggat för delmål 2 Utbildningar sedan fre 1 mars 2024."
    assert said(ask("juni 2025"))[1] == "Inget är loggat eller planerat för juni 2025 än."


def test_days_outside_the_period_are_refused_with_the_period(ask, logged):
    assert said(ask("mars 2019")) == [
        "Mars 2019 ligger utanför projekttiden, som är 1 januari 2023 – 31 december 2025."
    ]
    assert "Delmål 7 finns inte." in said(ask("delmål 7 mars"))[0]


def test_money_of_a_month_by_category(ask, logged):
    reply = ask("pengar kvartal 1")
    assert reply.title == "📊 Pengar · kvartal 1 2024"
    assert [tuple(cell.replace("\u00a0", " ") for cell in row) for row in reply.table.rows] == [
        ("Egen personal", "30 000", "0"),
        ("Externa tjänster", "0", "0"),
        ("Resor och logi", "499", "312"),
        ("Indirekta kostnader (schablon)", "4 500", "0"),
        ("Summa", "34 999", "312"),
    ]
    assert [row[1] for row in ask("resor kvartal 1").table.rows] == ["499"]
    assert said(ask("pengar april 2023"))[1] == "Inget är loggat på kostnaderna under april 2023."


def test_the_records_behind_a_figure(ask, logged):
    reply = ask("underlag delmål 3 2024")
    assert reply.title == "🔎 Underlag: Delmål 3 Arbetsgivare · 2024"
    assert [row[0] for row in reply.table.rows] == ["3"]
    reply = ask("underlag resor kvartal 1")
    assert [row[0] for row in reply.table.rows] == ["1", "3"]
    assert said(reply)[1] == "2 utgifter · loggat 499 kr, varav bokfört 312 kr"
    reply = ask("underlag indirekta kostnader kvartal 1")
    assert [row[3] for row in reply.table.rows] == ["Egen personal"]
    assert said(ask("underlag delmål 2")) == ["Inga genomförda tillfällen för hela projekttiden."]


@pytest.mark.parametrize("text", ["kvartal 1", "Nora", "delmål 3 2024", "pengar mars", "pengar", "sedan 1 mars"])
def test_every_button_of_a_scope_leads_on(ask, logged, text):
    buttons = ask(text).buttons
    assert buttons
    for button in buttons:
        if button.action == "status":
            assert not ask(button.value).plain().startswith("”")
        elif button.action == "underlying":
            kind, offset, packed = button.value.split(" ", 2)
            assert (kind in ("activity", "expense"), offset) == (True, "0")
            assert Scope.unpacked(packed)


PROJECT = load_project()
MARCH = date(2024, 3, 1)
day = st.integers(-20, 50).map(lambda days: MARCH + timedelta(days=days))
heads = st.sampled_from((None, 0, 2, 9))
activities = st.builds(
    lambda date, days, **rest: Activity(date=date, end_date=days and date + timedelta(days=days), title="x", **rest),
    type=st.just("nyhetsbrev"), date=day, days=st.none() | st.integers(1, 20), participants=heads, women=heads, men=heads,
    status=st.sampled_from(("done", "done", "planned", "cancelled")), goals=st.lists(st.integers(1, 2), unique=True).map(tuple),
    municipalities=st.lists(st.sampled_from(("Nora", "Kumla")), unique=True).map(tuple), approximate=st.booleans(),
)  # fmt: skip
expenses = st.builds(
    Expense, date=day, amount_ore=st.integers(-500, 900), cost_ore=st.none() | st.integers(-500, 900),
    category=st.sampled_from(("Egen personal", "Resor och logi")), booked_on=st.none() | day, description=st.just("x"),
    approximate=st.booleans(), activity_id=st.none() | st.just(1),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    logged=st.lists(activities, min_size=1, max_size=7), spent=st.lists(expenses, max_size=4), today=day,
    first=day, days=st.integers(0, 40), goal=st.none() | st.integers(1, 2), place=st.none() | st.sampled_from(("Nora", "Kumla")),
)  # fmt: skip
def test_a_scope_holds_the_records_that_are_in_it(tmp_path_factory, logged, spent, today, first, days, goal, place):
    database = Database(tmp_path_factory.getbasetemp() / "scopes.db")
    scope = Scope(Span(first, first + timedelta(days=days), "en tid"), goal, place)
    with database.reading() as db:
        db.execute("BEGIN")  # closed without a COMMIT: the next example begins with an empty file
        for one in (*logged, *spent):
            records.add(db, one, **BY)
        inside = [
            one for one in standing(db, "activity")
            if scope.span.covers(one.date) and (not goal or goal in one.goals) and (not place or place in one.municipalities)
        ]  # fmt: skip
        held = [one for one in inside if one.status == "done" and one.date <= today]
        found = happened.total(db, scope, PROJECT, today)
        assert (found.held, found.heads) == (len(held), sum(map(_heads, held), Heads()))
        assert set(found.municipalities) == {name for one in held for name in one.municipalities}
        by_goal = happened.by_goal(db, scope, PROJECT, today)
        assert {number: of.held for number, of in by_goal.items()} == {
            number: sum(number in one.goals for one in held) for one in held for number in one.goals
        }
        open_ones = [one for one in inside if one.status == "planned" or (one.status == "done" and one.date > today)]
        ahead = sum((one.end_date or one.date) >= today for one in open_ones)
        assert happened.ahead(db, scope, today) == (ahead, len(open_ones) - ahead)
        assert [one.id for one in happened.held(db, scope, today, limit=9)] == [
            one.id for one in sorted(held, key=lambda one: (one.date, one.id), reverse=True)
        ]
        bound = [one for one in standing(db, "expense") if scope.span.covers(one.date)]
        if goal or place:
            in_scope = {one.id for one in standing(db, "activity")
                        if (not goal or goal in one.goals) and (not place or place in one.municipalities)}  # fmt: skip
            bound = [one for one in bound if one.activity_id in in_scope]
        sums = happened.spent(db, scope, today).sums
        assert sum(part.logged_ore for part in sums) == sum(one.cost_ore or 0 for one in bound)
        assert sum(part.booked_ore for part in sums) == sum(
            one.cost_ore or 0 for one in bound if one.booked_on and not one.approximate
        )
    database.close()
