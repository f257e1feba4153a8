"""Plans that another tool has written, and rows that it has spoilt."""

from handlers.clock import Clock, plan_days

INSERT = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number})"
    " INSERT INTO activities (date, status, type, title, created_by, created_at, updated_at)"
    " SELECT date('{first}', i || ' days'), 'planned', 'annat', 'Möte ' || i, 'U1', '2024-01-01T00:00:00Z', '' FROM n"
)


def insert(group, number, first):
    with group.database.transaction() as db:
        db.execute(INSERT.format(number=number, first=first))


def test_a_plan_of_another_tool_is_reminded_of(group):
    group.at("2025-01-10 12:00")
    insert(group, 1, "2025-01-22")
    plan_days(group.duty)
    assert group.at("2025-01-16 08:00").look()[-1] == "📌 Möte 1 om 7 dagar"


def test_moved_with_another_tool_it_is_reminded_of_on_its_new_days(group):
    planned = group.at("2025-01-10 12:00").plan("Möte", "annat", "2025-01-23")
    with group.database.transaction() as db:
        db.execute("UPDATE activities SET date = '2025-02-20' WHERE id = ?", [planned.id])
    plan_days(group.duty)
    assert group.reminders("open")[-2:] == ["2025-02-13 08:00", "2025-02-19 08:00"]


def test_hundreds_of_plans_are_planned_and_hundreds_of_past_ones_end_it(group):
    group.at("2025-06-02 12:00")
    insert(group, 700, "2024-07-01")
    plan_days(group.duty)
    told = group.rows("SELECT count(DISTINCT subject) AS number FROM reminders WHERE about = 'followup'")
    assert told[0]["number"] == 365, "from today on: how the others went is past asking"


def test_between_them_others_are_let_in(group):
    group.at("2025-01-10 12:00")
    insert(group, 300, "2025-01-22")
    begun = []
    transaction = group.database.transaction

    def counted():
        begun.append(True)
        return transaction()

    group.database.transaction = counted
    plan_days(group.duty)
    assert len(begun) > 10


def test_a_spoilt_plan_stops_neither_the_others_nor_the_clock(group, caplog):
    group.at("2025-01-10 12:00")
    insert(group, 3, "2025-01-21")
    with group.database.transaction() as db:
        db.execute("UPDATE activities SET type = 'yh-släpp', time = 'Hemligt' WHERE id = 2")
    clock = Clock(group.duty)
    clock.look()
    assert clock.last_look is not None
    group.at("2025-01-17 08:00")
    clock.look()
    assert [text.splitlines()[0] for text in group.came if "Möte" in text][-1] == "📌 Möte 3 om 7 dagar"
    assert "cannot be read" in caplog.text
    assert "Hemligt" not in caplog.text
