"""The whole status is one answer, however much is logged."""

from datetime import date, timedelta

from handlers.status import status


def test_many_records_are_summed_by_the_database(database, project):
    """The sums are SQLite's; how long it takes is measured by `make bench`."""
    day = [(date(2023, 1, 1) + timedelta(days=n % 1096)).isoformat() for n in range(2_000)]
    with database.transaction() as db:
        db.conn.executemany(
            "INSERT INTO activities (type, title, status, date, participants, women, men, created_by,"
            " created_at, updated_at) VALUES ('nyhetsbrev', 'x', 'done', ?, 3, 1, 2, 'U1', 'x', 'x')",
            [(each,) for each in day],
        )
        db.execute("INSERT INTO activity_goals SELECT id, 3 FROM activities")
        db.conn.executemany(
            "INSERT INTO expenses (date, amount_ore, cost_ore, category, description, created_by, created_at,"
            " updated_at) VALUES (?, 100, 100, 'Resor och logi', 'x', 'U1', 'x', 'x')",
            [(each,) for each in day],
        )
    with database.reading() as db:
        reply = status("", db=db, project=project, today=date(2025, 12, 31))
    assert "deltagare (33\u00a0% kvinnor)" in reply.plain()
    assert "Hela projekttiden: loggat 2\u00a0000\u00a0kr" in reply.plain()
