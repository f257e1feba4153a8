"""What in the money to look at: how many, how much, and the records behind."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.money import standing
from bot.money_warnings import LACKS
from bot.project_file import load_project
from bot.records import Activity, Expense
from bot.views.money_lacks import ASKED
from storage import records
from storage.database import Database
from storage.lacking import lacking
from storage.money import books

PROJECT = load_project()
MID_MARCH, AFTER = date(2024, 3, 14), date(2026, 2, 1)


def plain(reply):
    return reply.plain().replace("\u00a0", " ")


def test_each_says_how_many_and_how_much_and_leads_to_its_records(ask, log, activity, expense):
    (held,) = log(activity("branschseminarium", "2024-03-01"))
    log(
        expense(
            "Externa tjänster", "2024-03-01", 900, description="Lokal", activity_id=held.id, booked_on="2024-03-02"
        ),
        expense("Resor och logi", "2024-03-02", 312, description="Tåg till Kumla"),
        expense("Resor och logi", "2026-03-02", 50, description="Efteråt", activity_id=held.id),
        expense("Resor och logi", "2024-03-03", 2_000, description="Hotell", activity_id=held.id, approximate=True),
        expense("Egen personal", "2024-02-25", 30_000, description="Lön februari"),
    )
    reply = ask("att se över")
    assert plain(reply).split("\n")[1:] == [
        "1 utgift (50 kr) har datum utanför projekttiden och räknas inte.",
        "1 utgift (312 kr) hör inte till någon aktivitet: kostnaden ska gå att följa i lägesrapporten.",
        "1 utgift (900 kr) är bokförd utan verifikationsnummer.",
        "1 utgift (omkring 2 000 kr) är ungefärlig: räknas som loggat men aldrig som bokfört.",
    ]
    shown = {button.value: ask(button.value) for button in reply.buttons if button.label.startswith("Visa underlag")}
    behind = {
        "utanför projekttiden": "Efteråt",
        "utan aktivitet": "Tåg till Kumla",
        "utan verifikation": "Lokal",
        "ungefärliga": "Hotell",
    }
    assert list(shown) == list(behind)
    for value, description in behind.items():
        (one,) = shown[value].parts
        assert description in one.plain()
        assert [button.label for button in one.buttons] == ["Ändra"]
    assert "Att se över: 1 utgift utanför projekttiden · 1 utan aktivitet" in plain(ask("pengar"))


def test_salaries_are_for_the_whole_project_and_nobody_asks_for_their_activity(ask, log, expense):
    log(expense("Egen personal", "2024-02-25", 30_000))
    assert "Att se över" not in plain(ask("pengar"))
    assert plain(ask("utan aktivitet")) == "Ingen utgift saknar aktivitet."
    assert plain(ask("att se över")).endswith("Inget att se över just nu.")


def test_an_expense_of_an_activity_that_was_undone_is_without_one(ask, log, activity, expense, database):
    held, other = log(activity("branschseminarium", "2024-03-01"), activity("branschseminarium", "2024-03-02"))
    log(
        expense("Resor och logi", "2024-03-01", 312, description="Tåg", activity_id=held.id),
        expense("Resor och logi", "2024-02-29", 50, description="Buss", activity_id=held.id, currency="EUR"),
        expense("Externa tjänster", "2024-03-02", 900, activity_id=other.id),
        expense("Egen personal", "2024-03-01", 30_000, activity_id=held.id),
    )
    before = ask("att se över").text
    with database.transaction() as db:
        undone = records.remove(db, held, who="U1", at="2024-03-14T08:00:00Z")
    assert "1 utgift (312 kr) hör inte till någon aktivitet" in plain(ask("att se över"))
    assert "1 utan aktivitet" in plain(ask("pengar")) or "1 utgift utan aktivitet" in plain(ask("pengar"))
    (one,) = ask("utan aktivitet").parts
    assert "Tåg" in one.plain()
    with database.transaction() as db:
        records.restore(db, undone, who="U1", at="2024-03-14T09:00:00Z")
    assert ask("att se över").text == before


def test_what_was_paid_after_the_period_is_said_until_it_is_claimed(ask, log, expense, database):
    late = {"booked_on": "2025-12-31", "voucher": "A1", "attested_at": "2026-01-05T08:00:00Z", "status": "attested"}
    (kept, _) = log(
        expense("Egen personal", "2025-12-20", 1_000, description="Lön", paid_on="2026-01-25", **late),
        expense("Egen personal", "2025-12-19", 2_000, paid_on="2025-12-31", **late),
    )
    after = date(2026, 2, 1)
    said = "1 utgift (1 000 kr) är betald efter projekttiden och inte rekvirerad: kontakta handläggaren."
    assert said in plain(ask("att se över", after))
    (one,) = ask("betalda efter projekttiden", after).parts
    assert "Lön" in one.plain()
    with database.transaction() as db:
        db.execute(
            "INSERT INTO claims (id, date, costs_ore, flat_rate_ore, grant_ore, created_by, created_at, updated_at)"
            " VALUES (1, '2025-12-31', 10000, 1500, 5750, 'U2', '', '')"
        )
        claimed = kept.model_copy(update={"claim_id": 1, "status": "claimed"})
        records.change(db, kept, claimed, who="U2", at="2026-02-01T08:00:00Z")
    assert "betald efter" not in plain(ask("att se över", after))


def test_many_come_page_by_page(ask, log, expense):
    log(*(expense("Resor och logi", f"2024-02-{day:02}", day) for day in range(1, 21)))
    pages, value = [], "utan aktivitet"
    while value:
        reply = ask(value)
        pages += [part.title for part in reply.parts]
        value = next((button.value for button in reply.buttons if button.label == "Visa fler"), "")
    assert pages == [f"Utgift {number}" for number in range(20, 0, -1)]
    assert plain(ask("utan aktivitet sida 9")) == "Det finns inget mer att visa."


def test_a_year_that_ends_with_much_left_is_said_to_the_chair_too(ask, log, expense):
    log(expense("Externa tjänster", "2024-05-01", 300_000, booked_on="2024-05-02", voucher="A1", activity_id=None))
    early, late = ask("", date(2024, 10, 15)), ask("", date(2024, 11, 21))
    assert "kvar av 2024" not in plain(early)
    assert "Att se över: Det är 40 dagar kvar av 2024, och 247 999 kr av årets budget är inte loggade (45 %)." in plain(
        late
    )
    assert "Sista dagen på året, och" in plain(ask("", date(2024, 12, 31)))
    log(expense("Externa tjänster", "2024-05-01", 150_000))
    assert "kvar av 2024" not in plain(ask("", date(2024, 11, 21)))


def test_a_category_over_its_limit_is_said_to_the_chair_too(ask, log, expense):
    log(expense("Resor och logi", "2024-05-01", 27_000))
    said = "Att se över: Resor och logi ligger mer än 10 % över budgeten för hela projekttiden: kontakta handläggaren."
    assert f"{said} Loggat är 3 000 kr över." in plain(ask())


SEMINAR = Activity(type="branschseminarium", title="Seminarium", date=MID_MARCH, goals=(1,))
CATEGORIES = [category.name for category in PROJECT.cost_categories]
expenses = st.builds(
    Expense, date=st.dates(date(2022, 11, 1), date(2026, 2, 1)), amount_ore=st.integers(-900, 900),
    cost_ore=st.none() | st.integers(-900, 900), currency=st.sampled_from(("SEK", "SEK", "EUR")),
    category=st.sampled_from([*CATEGORIES, None, "Marknadsföring"]), description=st.just("x"),
    booked_on=st.sampled_from((None, date(2024, 3, 1))), voucher=st.sampled_from((None, "A1")),
    paid_on=st.sampled_from((None, date(2025, 12, 31), date(2026, 1, 2))),
    approximate=st.booleans(), activity_id=st.sampled_from((None, 1, 2)),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(expenses, max_size=8))
def test_behind_each_figure_are_as_many_records_and_as_much_money(tmp_path_factory, logged):
    database = Database(tmp_path_factory.getbasetemp() / "look.db")
    with database.reading() as db:
        db.execute("BEGIN")  # closed without a COMMIT: the next example begins with an empty file
        stands, gone = (records.add(db, SEMINAR, who="U1", at="2024-03-14T07:00:00Z") for _ in "ab")
        assert (stands.id, gone.id) == (1, 2)
        records.remove(db, gone, who="U1", at="2024-03-14T07:00:00Z")
        for one in logged:
            records.add(db, one, who="U1", at="2024-03-14T07:00:00Z")
        said = {each.what: each for each in standing(PROJECT, books(db, PROJECT, AFTER), AFTER).lacking}
        for what in LACKS:
            found, count, ore = lacking(db, PROJECT, what, limit=100, offset=0)
            assert len(found) == count == (said[what].count if what in said else 0)
            if what in said and said[what].ore is not None:
                assert said[what].ore == (ore or 0)
    database.close()


def test_what_is_asked_for_is_what_the_button_says():
    assert set(ASKED) == set(LACKS)
