"""The tables, built by steps that are never edited: a change is a new step at the end.

Names are plain and stable, for whoever opens the file with a tool of their own. Money is whole öre, dates
are ISO text, moments are UTC.
"""

from sqlite_utils import Database as Connection
from sqlite_utils import Migrations

MIGRATIONS = Migrations("yh")

STAMPS = """
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT"""

FIRST_TABLES = f"""
CREATE TABLE activities (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    end_date TEXT,
    time TEXT,
    end_time TEXT,
    status TEXT NOT NULL CHECK (status IN ('planned', 'done', 'cancelled')),
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    place TEXT,
    participants INTEGER CHECK (participants >= 0),
    women INTEGER CHECK (women >= 0),
    men INTEGER CHECK (men >= 0),
    others INTEGER CHECK (others >= 0),
    approximate INTEGER NOT NULL DEFAULT 0,
    registered INTEGER,
    visitors INTEGER,
    deadline TEXT,
    responsible TEXT,
    note TEXT,{STAMPS}
) STRICT;
CREATE INDEX activities_by_date ON activities (date);
CREATE INDEX activities_by_deadline ON activities (deadline) WHERE deadline IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX activities_for_status ON activities
    (status, type, date, end_date, participants, women, men, others, approximate, visitors) WHERE deleted_at IS NULL;
CREATE INDEX activities_by_author ON activities (created_by, created_at);
CREATE TABLE activity_goals (
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    goal INTEGER NOT NULL,
    PRIMARY KEY (activity_id, goal)
) STRICT;
CREATE TABLE activity_municipalities (
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    municipality TEXT NOT NULL,
    PRIMARY KEY (activity_id, municipality)
) STRICT;
CREATE TABLE activity_perspectives (
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    perspective TEXT NOT NULL,
    PRIMARY KEY (activity_id, perspective)
) STRICT;
CREATE TABLE expenses (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    amount_ore INTEGER NOT NULL,
    currency TEXT NOT NULL DEFAULT 'SEK',
    vat TEXT CHECK (vat IN ('incl', 'excl', 'none')),
    cost_ore INTEGER,
    category TEXT,
    description TEXT NOT NULL,
    supplier TEXT,
    voucher TEXT,
    booked_on TEXT,
    paid_on TEXT,
    activity_id INTEGER REFERENCES activities (id),
    status TEXT NOT NULL DEFAULT 'logged' CHECK (status IN ('logged', 'attested', 'returned', 'claimed')),
    approximate INTEGER NOT NULL DEFAULT 0,{STAMPS}
) STRICT;
CREATE INDEX expenses_by_date ON expenses (date);
CREATE INDEX expenses_for_status ON expenses
    (category, substr(date, 1, 4), date, currency, cost_ore, booked_on, approximate) WHERE deleted_at IS NULL;
CREATE INDEX expenses_by_author ON expenses (created_by, created_at);
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    organisation TEXT,
    role TEXT,
    email TEXT,
    phone TEXT,
    target_group TEXT,
    municipality TEXT,
    source TEXT,
    informed_at TEXT,{STAMPS}
) STRICT;
CREATE INDEX contacts_for_status ON contacts (target_group, municipality) WHERE deleted_at IS NULL;
CREATE INDEX contacts_by_author ON contacts (created_by, created_at);
CREATE TABLE payments (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    amount_ore INTEGER NOT NULL,
    payer TEXT NOT NULL,
    description TEXT,{STAMPS}
) STRICT;
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('decision', 'deviation', 'todo', 'note')),
    text TEXT NOT NULL,
    responsible TEXT,
    due TEXT,
    done_at TEXT,{STAMPS}
) STRICT;
CREATE TABLE indicators (
    id INTEGER PRIMARY KEY,
    goal INTEGER NOT NULL,
    name TEXT NOT NULL UNIQUE,
    unit TEXT,
    baseline TEXT,
    target TEXT,
    due TEXT,{STAMPS}
) STRICT;
CREATE TABLE measurements (
    id INTEGER PRIMARY KEY,
    indicator_id INTEGER NOT NULL REFERENCES indicators (id),
    date TEXT NOT NULL,
    value TEXT NOT NULL,{STAMPS}
) STRICT;
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    email TEXT,
    slack TEXT UNIQUE,{STAMPS}
) STRICT;
CREATE TABLE deliveries (
    id TEXT PRIMARY KEY,
    recipient TEXT NOT NULL,
    about TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('recorded', 'sent', 'in_doubt', 'refused')),
    attempts INTEGER NOT NULL DEFAULT 0,
    lookups INTEGER NOT NULL DEFAULT 0,
    recorded_at TEXT NOT NULL,
    next_try_at TEXT,
    settled_at TEXT,
    reason TEXT
) STRICT;
CREATE INDEX deliveries_open ON deliveries (next_try_at) WHERE settled_at IS NULL;
CREATE TABLE reminders (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    activity_id INTEGER REFERENCES activities (id) ON DELETE CASCADE,
    about TEXT NOT NULL CHECK (about IN ('event', 'deadline', 'ask')),
    date TEXT NOT NULL,
    days INTEGER NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('channel', 'responsible')),
    text TEXT NOT NULL,
    due_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'delivered', 'passed', 'dropped')),
    delivery_id TEXT REFERENCES deliveries (id),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX reminders_due ON reminders (due_at) WHERE state = 'open';
CREATE INDEX reminders_by_activity ON reminders (activity_id);
CREATE TABLE handled (
    key TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;
CREATE TABLE pending (
    id TEXT PRIMARY KEY,
    who TEXT NOT NULL,
    created_at TEXT NOT NULL,
    question TEXT NOT NULL
) STRICT;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    record TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    fields TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_record ON audit (record, record_id);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TABLE audit_values (
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    field TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (audit_id, field)
) STRICT;
"""


def _statements(script: str) -> list[str]:
    """The script's statements, one at a time: executescript() would commit the migration half way."""
    return [statement for statement in script.split(";\n") if statement.strip()]


@MIGRATIONS(name="0001_first_tables")
def first_tables(db: Connection) -> None:
    """All tables of the first version."""
    for statement in _statements(FIRST_TABLES):
        db.execute(statement)


NOTES_AND_PAYMENTS = """
ALTER TABLE notes RENAME COLUMN kind TO type;
CREATE INDEX payments_by_author ON payments (created_by, created_at);
CREATE INDEX notes_by_author ON notes (created_by, created_at);
"""


@MIGRATIONS(name="0002_notes_and_payments")
def notes_and_payments(db: Connection) -> None:
    """A note has a type, as an activity has; and what somebody logged last is found quickly."""
    for statement in _statements(NOTES_AND_PAYMENTS):
        db.execute(statement)


SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
    text, about, kind UNINDEXED, record_id UNINDEXED,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
INSERT INTO search (rowid, text, about, kind, record_id)
SELECT (SELECT min(id) FROM audit WHERE record = 'activity' AND record_id = a.id), concat_words,
    'activity ' || substr(a.date, 1, 4) || ' ' || a.created_by, 'activity', a.id
FROM (
    SELECT *, type || ' ' || title || ' ' || coalesce(place, '') || ' ' || coalesce(responsible, '') || ' '
        || coalesce(note, '') || ' ' || coalesce((SELECT group_concat(municipality, ' ') FROM activity_municipalities
            WHERE activity_id = activities.id), '') || ' '
        || coalesce((SELECT group_concat(perspective, ' ') FROM activity_perspectives
            WHERE activity_id = activities.id), '') AS concat_words
    FROM activities WHERE deleted_at IS NULL
) AS a;
INSERT INTO search (rowid, text, about, kind, record_id)
SELECT (SELECT min(id) FROM audit WHERE record = 'expense' AND record_id = expenses.id),
    description || ' ' || coalesce(supplier, '') || ' ' || coalesce(category, '') || ' '
    || coalesce(voucher, '') || ' ' || (abs(amount_ore) / 100),
    'expense ' || substr(date, 1, 4) || ' ' || created_by, 'expense', id
FROM expenses WHERE deleted_at IS NULL;
INSERT INTO search (rowid, text, about, kind, record_id)
SELECT (SELECT min(id) FROM audit WHERE record = 'contact' AND record_id = contacts.id),
    name || ' ' || coalesce(organisation, '') || ' ' || coalesce(role, '') || ' '
    || coalesce(email, '')
    || ' ' || coalesce(phone, '') || ' ' || coalesce(target_group, '') || ' ' || coalesce(municipality, '') || ' '
    || coalesce(source, ''), 'contact  ' || created_by, 'contact', id
FROM contacts WHERE deleted_at IS NULL;
INSERT INTO search (rowid, text, about, kind, record_id)
SELECT (SELECT min(id) FROM audit WHERE record = 'payment' AND record_id = payments.id),
    payer || ' ' || coalesce(description, '') || ' ' || (abs(amount_ore) / 100),
    'payment ' || substr(date, 1, 4) || ' ' || created_by, 'payment', id
FROM payments WHERE deleted_at IS NULL;
INSERT INTO search (rowid, text, about, kind, record_id)
SELECT (SELECT min(id) FROM audit WHERE record = 'note' AND record_id = notes.id),
    CASE type WHEN 'decision' THEN 'Beslut ' WHEN 'deviation' THEN 'Avvikelse '
    WHEN 'todo' THEN 'Uppgift ' ELSE 'Anteckning ' END || text || ' ' || coalesce(responsible, ''),
    'note ' || substr(date, 1, 4) || ' ' || created_by, 'note', id
FROM notes WHERE deleted_at IS NULL;
"""


@MIGRATIONS(name="0003_search")
def search(db: Connection) -> None:
    """The full text index; what stands already is put in."""
    for statement in _statements(SEARCH):
        db.execute(statement)


RECEIPTS = """
CREATE TABLE receipts (
    id INTEGER PRIMARY KEY,
    expense_id INTEGER NOT NULL REFERENCES expenses (id),
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'kept', 'refused')),
    mimetype TEXT,
    size INTEGER,
    sha256 TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try_at TEXT,
    reason TEXT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    kept_at TEXT,
    UNIQUE (expense_id, source)
) STRICT;
CREATE INDEX receipts_wanted ON receipts (next_try_at) WHERE state = 'wanted';
CREATE INDEX receipts_by_content ON receipts (sha256) WHERE sha256 IS NOT NULL;
"""


@MIGRATIONS(name="0004_receipts")
def receipts(db: Connection) -> None:
    """The files that belong to expenses; their bytes lie beside the database under their SHA-256."""
    for statement in _statements(RECEIPTS):
        db.execute(statement)


# Whoever is counted by gender was at an occasion where women and men are both written, or where what is written
# makes up everyone: a share taken of half a count would mislead.
SUMS = """
CREATE VIEW activity_parts AS
SELECT a.status, a.type, a.date, a.end_date, g.goal, 1 AS occasions,
    max(coalesce(participants, 0), split) AS participants,
    iif(by_gender, coalesce(women, 0), 0) AS women, iif(by_gender, coalesce(men, 0), 0) AS men,
    iif(by_gender, coalesce(others, 0), 0) AS others,
    coalesce(participants, women, men, others) IS NOT NULL AS counted,
    approximate AND coalesce(participants, women, men, others) IS NOT NULL AS approximate,
    coalesce(visitors, 0) AS visitors
FROM (
    SELECT *, coalesce(women, 0) + coalesce(men, 0) + coalesce(others, 0) AS split,
        (women IS NOT NULL AND men IS NOT NULL)
            OR coalesce(women, 0) + coalesce(men, 0) + coalesce(others, 0) >= coalesce(participants, 0) AS by_gender
    FROM activities WHERE deleted_at IS NULL
) AS a
LEFT JOIN activity_goals AS g ON g.activity_id = a.id;
CREATE TABLE activity_sums (
    status TEXT NOT NULL,
    type TEXT NOT NULL,
    month TEXT NOT NULL,
    end_month TEXT NOT NULL,
    goal INTEGER,
    occasions INTEGER NOT NULL,
    participants INTEGER NOT NULL,
    women INTEGER NOT NULL,
    men INTEGER NOT NULL,
    others INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    approximate INTEGER NOT NULL,
    visitors INTEGER NOT NULL
) STRICT;
CREATE INDEX activity_sums_by_month ON activity_sums (status, type, month);
CREATE INDEX activities_by_end ON activities (end_date) WHERE end_date IS NOT NULL;
CREATE VIEW expense_parts AS
SELECT category, date, 1 AS records,
    iif(currency = 'SEK', coalesce(cost_ore, 0), 0) AS logged_ore,
    iif(currency = 'SEK' AND booked_on IS NOT NULL AND NOT approximate, coalesce(cost_ore, 0), 0) AS booked_ore,
    approximate AND currency = 'SEK' AND cost_ore IS NOT NULL AS approximate,
    iif(approximate AND currency = 'SEK', coalesce(cost_ore, 0), 0) AS approximate_ore,
    currency <> 'SEK' OR cost_ore IS NULL AS uncounted
FROM expenses WHERE deleted_at IS NULL;
CREATE TABLE expense_sums (
    category TEXT,
    month TEXT NOT NULL,
    records INTEGER NOT NULL,
    logged_ore INTEGER NOT NULL,
    booked_ore INTEGER NOT NULL,
    approximate INTEGER NOT NULL,
    approximate_ore INTEGER NOT NULL,
    uncounted INTEGER NOT NULL
) STRICT;
CREATE INDEX expense_sums_by_month ON expense_sums (category, month);
"""

# The sums that a record is part of, made anew; `{row}` is NEW or OLD. The first comparisons are those of an index.
ACTIVITIES_SUMMED = """
DELETE FROM activity_sums WHERE status = {row}.status AND type = {row}.type AND month = substr({row}.date, 1, 7);
INSERT INTO activity_sums
SELECT status, type, substr(date, 1, 7), substr(coalesce(end_date, date), 1, 7), goal, sum(occasions),
    sum(participants), sum(women), sum(men), sum(others), sum(counted), sum(approximate), sum(visitors)
FROM activity_parts
WHERE status = {row}.status AND type = {row}.type
    AND date >= substr({row}.date, 1, 7) AND date < substr({row}.date, 1, 7) || '~'
GROUP BY 1, 2, 3, 4, 5;"""

EXPENSES_SUMMED = """
DELETE FROM expense_sums WHERE category IS {row}.category AND month = substr({row}.date, 1, 7);
INSERT INTO expense_sums
SELECT category, substr(date, 1, 7), sum(records), sum(logged_ore), sum(booked_ore),
    sum(approximate), sum(approximate_ore), sum(uncounted)
FROM expense_parts
WHERE category IS {row}.category AND substr(date, 1, 4) = substr({row}.date, 1, 4)
    AND date >= substr({row}.date, 1, 7) AND date < substr({row}.date, 1, 7) || '~'
GROUP BY 1, 2;"""

GOALS_COUNTED = "UPDATE activities SET updated_at = updated_at WHERE id = {row}.activity_id;"


@MIGRATIONS(name="0005_sums")
def sums(db: Connection) -> None:
    """What the status adds up, by month: made anew from its records whenever one of them changes, by whatever tool."""
    for statement in _statements(SUMS):
        db.execute(statement)
    for table, same, summed in (
        ("activities", "({row}.status, {row}.type, substr({row}.date, 1, 7))", ACTIVITIES_SUMMED),
        ("activity_goals", "{row}.activity_id", GOALS_COUNTED),
        ("expenses", "({row}.category, substr({row}.date, 1, 7))", EXPENSES_SUMMED),
    ):
        new, old = summed.format(row="NEW"), summed.format(row="OLD")
        moved = f"WHEN {same.format(row='OLD')} IS NOT {same.format(row='NEW')}"
        for suffix, what, then in (
            ("added", "INSERT", f"BEGIN {new}"),
            ("changed", "UPDATE", f"BEGIN {new}"),
            ("moved", "UPDATE", f"{moved} BEGIN {old}"),
            ("deleted", "DELETE", f"BEGIN {old}"),
        ):
            db.execute(f"CREATE TRIGGER {table}_{suffix} AFTER {what} ON {table} {then} END")
    for table, alike in (("activities", "status, type"), ("expenses", "category")):  # one record of each sum makes it
        one = f"SELECT min(id) FROM {table} GROUP BY {alike}, substr(date, 1, 7)"  # noqa: S608 - our own names
        db.execute(f"UPDATE {table} SET updated_at = updated_at WHERE id IN ({one})")  # noqa: S608 - our own names


# A reminder belongs to anything that has a day, not only to an activity: `subject` says what, `step` which of its
# steps. The checks of a table cannot be changed, so it is made anew with the rows that it had.
PLANS = """
CREATE TABLE reminders_with_subject (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL,
    step TEXT NOT NULL,
    about TEXT NOT NULL CHECK (about IN ('event', 'deadline', 'ask', 'followup', 'digest')),
    date TEXT NOT NULL,
    days INTEGER NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('channel', 'responsible')),
    text TEXT NOT NULL,
    shows TEXT NOT NULL DEFAULT '',
    due_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'delivered', 'passed', 'dropped')),
    delivery_id TEXT REFERENCES deliveries (id),
    created_at TEXT NOT NULL
) STRICT;
INSERT INTO reminders_with_subject
    (id, key, subject, step, about, date, days, audience, text, due_at, state, delivery_id, created_at)
SELECT id, key, iif(activity_id IS NULL, key, 'activity:' || activity_id),
    iif(activity_id IS NULL, '', about || ':' || days),
    about, date, days, audience, text, due_at, state, delivery_id, created_at
FROM reminders;
DROP TABLE reminders;
ALTER TABLE reminders_with_subject RENAME TO reminders;
CREATE INDEX reminders_due ON reminders (due_at) WHERE state = 'open';
CREATE INDEX reminders_passed ON reminders (date) WHERE state = 'passed';
CREATE INDEX reminders_by_subject ON reminders (subject);
CREATE INDEX reminders_by_delivery ON reminders (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE TABLE steps (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    before TEXT CHECK (before IN ('event', 'deadline')),
    days INTEGER,
    audience TEXT CHECK (audience IN ('channel', 'responsible')),
    text TEXT,
    dropped INTEGER NOT NULL DEFAULT 0,
    done_at TEXT,
    done_for TEXT,
    done_by TEXT,
    put_off_to TEXT,
    put_off_for TEXT,
    put_off_at TEXT,
    put_off_by TEXT,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    UNIQUE (subject, name)
) STRICT;
CREATE TABLE milestones (
    key TEXT PRIMARY KEY,
    date TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at TEXT NOT NULL
) STRICT;
ALTER TABLE activities ADD COLUMN unconfirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN message TEXT;
ALTER TABLE deliveries ADD COLUMN moved TEXT;
ALTER TABLE deliveries ADD COLUMN redraw INTEGER NOT NULL DEFAULT 0;
CREATE INDEX deliveries_redraw ON deliveries (id) WHERE redraw > 0 AND message IS NOT NULL;
"""


@MIGRATIONS(name="0006_plans")
def plans(db: Connection) -> None:
    """What people make of a plan's steps, the days they give milestones, and a reminder's message to draw anew."""
    for statement in _statements(PLANS):
        db.execute(statement)


# `calendar` has one row: what the ids of this file's dates end with in people's calendars, the same for ever.
FEEDS = """
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    who TEXT NOT NULL,
    team TEXT NOT NULL,
    created_at TEXT NOT NULL,
    revoked_at TEXT,
    last_fetched_at TEXT
) STRICT;
CREATE UNIQUE INDEX feeds_open ON feeds (who) WHERE revoked_at IS NULL;
CREATE TABLE calendar (id TEXT NOT NULL) STRICT;
INSERT INTO calendar (id) VALUES (lower(hex(randomblob(8))) || '.yh');
"""


@MIGRATIONS(name="0007_feeds")
def feeds(db: Connection) -> None:
    """The private links to the calendar; of a link's secret only its SHA-256 is kept."""
    for statement in _statements(FEEDS):
        db.execute(statement)


# An expense's way to the funder: attested or returned, and the claim (rekvisition) that it is part of, which locks
# it. Paid is what is booked and paid, so that each step is a part of the one before; ready is what a claim may hold.
CLAIMS = f"""
CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    costs_ore INTEGER NOT NULL,
    flat_rate_ore INTEGER NOT NULL,
    grant_ore INTEGER NOT NULL,{STAMPS}
) STRICT"""
MONEY_STAGES = """
ALTER TABLE expenses ADD COLUMN attested_by TEXT;
ALTER TABLE expenses ADD COLUMN attested_at TEXT;
ALTER TABLE expenses ADD COLUMN returned_reason TEXT;
ALTER TABLE expenses ADD COLUMN claim_id INTEGER REFERENCES claims (id);
CREATE INDEX expenses_by_claim ON expenses (claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX expenses_by_activity ON expenses (activity_id) WHERE activity_id IS NOT NULL;
DROP TRIGGER expenses_added;
DROP TRIGGER expenses_changed;
DROP TRIGGER expenses_moved;
DROP TRIGGER expenses_deleted;
DROP INDEX expense_sums_by_month;
DROP TABLE expense_sums;
DROP VIEW expense_parts;
DROP INDEX expenses_for_status;
CREATE INDEX expenses_for_status ON expenses
    (category, substr(date, 1, 4), date, currency, cost_ore, booked_on, approximate, paid_on, attested_at, claim_id,
        activity_id, voucher) WHERE deleted_at IS NULL;
CREATE VIEW expense_parts AS
SELECT category, date, 1 AS records, ore AS logged_ore,
    iif(booked, ore, 0) AS booked_ore,
    counts AND approximate AS approximate, iif(approximate, ore, 0) AS approximate_ore,
    NOT counts AS uncounted,
    iif(booked AND paid_on IS NOT NULL, ore, 0) AS paid_ore,
    iif(booked AND paid_on IS NOT NULL AND attested_at IS NOT NULL AND claim_id IS NULL, ore, 0) AS ready_ore,
    iif(claim_id IS NOT NULL, ore, 0) AS claimed_ore,
    counts AND activity_id IS NULL AS unbound, iif(activity_id IS NULL, ore, 0) AS unbound_ore,
    counts AND booked AND voucher IS NULL AS unvouched, iif(booked AND voucher IS NULL, ore, 0) AS unvouched_ore
FROM (
    SELECT *, currency = 'SEK' AND cost_ore IS NOT NULL AS counts,
        iif(currency = 'SEK', coalesce(cost_ore, 0), 0) AS ore,
        booked_on IS NOT NULL AND NOT approximate AS booked
    FROM expenses WHERE deleted_at IS NULL
);
CREATE TABLE expense_sums (
    category TEXT,
    month TEXT NOT NULL,
    records INTEGER NOT NULL,
    logged_ore INTEGER NOT NULL,
    booked_ore INTEGER NOT NULL,
    approximate INTEGER NOT NULL,
    approximate_ore INTEGER NOT NULL,
    uncounted INTEGER NOT NULL,
    paid_ore INTEGER NOT NULL,
    ready_ore INTEGER NOT NULL,
    claimed_ore INTEGER NOT NULL,
    unbound INTEGER NOT NULL,
    unbound_ore INTEGER NOT NULL,
    unvouched INTEGER NOT NULL,
    unvouched_ore INTEGER NOT NULL
) STRICT;
CREATE INDEX expense_sums_by_month ON expense_sums (category, month);
"""

STAGES_SUMMED = """
INSERT INTO expense_sums
SELECT category, substr(date, 1, 7), sum(records), sum(logged_ore), sum(booked_ore),
    sum(approximate), sum(approximate_ore), sum(uncounted), sum(paid_ore), sum(ready_ore), sum(claimed_ore),
    sum(unbound), sum(unbound_ore), sum(unvouched), sum(unvouched_ore)
FROM expense_parts {where} GROUP BY 1, 2;"""
MONTH_EMPTIED = "DELETE FROM expense_sums WHERE category IS {row}.category AND month = substr({row}.date, 1, 7);"
OF_THE_MONTH = """
WHERE category IS {row}.category AND substr(date, 1, 4) = substr({row}.date, 1, 4)
    AND date >= substr({row}.date, 1, 7) AND date < substr({row}.date, 1, 7) || '~'"""


@MIGRATIONS(name="0008_money_stages")
def money_stages(db: Connection) -> None:
    """Attest, return and claims; and the sums of expenses made anew, with what is paid, claimed and lacks something."""
    for statement in (CLAIMS, *_statements(MONEY_STAGES)):
        db.execute(statement)
    db.execute(STAGES_SUMMED.format(where=""))
    summed = MONTH_EMPTIED + STAGES_SUMMED.format(where=OF_THE_MONTH)
    new, old = summed.format(row="NEW"), summed.format(row="OLD")
    moved = "WHEN (OLD.category, substr(OLD.date, 1, 7)) IS NOT (NEW.category, substr(NEW.date, 1, 7))"
    for suffix, what, then in (
        ("added", "INSERT", f"BEGIN {new}"),
        ("changed", "UPDATE", f"BEGIN {new}"),
        ("moved", "UPDATE", f"{moved} BEGIN {old}"),
        ("deleted", "DELETE", f"BEGIN {old}"),
    ):
        db.execute(f"CREATE TRIGGER expenses_{suffix} AFTER {what} ON expenses {then} END")


# A decision without `done_at` is still to be taken; those that stand were taken on their day.
OPEN_NOTES = """
UPDATE notes SET done_at = date WHERE type = 'decision' AND done_at IS NULL;
CREATE INDEX notes_open ON notes (type, due) WHERE done_at IS NULL AND deleted_at IS NULL AND type <> 'note';
CREATE INDEX notes_decided ON notes (date) WHERE type = 'decision' AND deleted_at IS NULL;
"""


@MIGRATIONS(name="0009_open_notes")
def open_notes(db: Connection) -> None:
    """What is to be decided, put right or done is found quickly, and what was decided before is no part of it."""
    for statement in _statements(OPEN_NOTES):
        db.execute(statement)


# A name is free again when its indicator is undone, so that the file itself cannot hold it to be the only one. A table's
# UNIQUE cannot be dropped: both tables are made anew, with the rows that they had.
INDICATORS = f"""
ALTER TABLE measurements RENAME TO measurements_before;
ALTER TABLE indicators RENAME TO indicators_before;
CREATE TABLE indicators (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    goal INTEGER NOT NULL,
    unit TEXT CHECK (unit IN ('%', 'st', 'kr')),
    baseline TEXT,
    target TEXT,
    due TEXT,{STAMPS}
) STRICT;
CREATE TABLE measurements (
    id INTEGER PRIMARY KEY,
    indicator_id INTEGER NOT NULL REFERENCES indicators (id),
    value TEXT NOT NULL,
    start TEXT,
    date TEXT NOT NULL,{STAMPS}
) STRICT;
INSERT INTO indicators (id, name, goal, unit, baseline, target, due, created_by, created_at, updated_at, deleted_at)
SELECT id, name, goal, iif(unit IN ('%', 'st', 'kr'), unit, iif(unit LIKE 'procent%', '%', NULL)), baseline, target, due,
    created_by, created_at, updated_at, deleted_at
FROM indicators_before;
INSERT INTO measurements (id, indicator_id, value, date, created_by, created_at, updated_at, deleted_at)
SELECT id, indicator_id, value, date, created_by, created_at, updated_at, deleted_at FROM measurements_before;
DROP TABLE measurements_before;
DROP TABLE indicators_before;
CREATE INDEX indicators_by_author ON indicators (created_by, created_at);
CREATE INDEX measurements_by_author ON measurements (created_by, created_at);
CREATE INDEX measurements_by_indicator ON measurements (indicator_id, date);
"""  # noqa: S608 - our own names


@MIGRATIONS(name="0010_indicators")
def indicators(db: Connection) -> None:
    """Indicators and measurements as records: a measurement may be of a period, and a name used again."""
    for statement in _statements(INDICATORS):
        db.execute(statement)


# An occasion counts once in `activity_heads`, whatever goals it serves: a scope's total is no sum over its goals.
SCOPES = """
CREATE VIEW activity_heads AS
SELECT id, status, type, date, end_date,
    max(coalesce(participants, 0), split) AS participants,
    iif(by_gender, coalesce(women, 0), 0) AS women, iif(by_gender, coalesce(men, 0), 0) AS men,
    iif(by_gender, coalesce(others, 0), 0) AS others,
    coalesce(participants, women, men, others) IS NOT NULL AS counted,
    approximate AND coalesce(participants, women, men, others) IS NOT NULL AS approximate,
    coalesce(visitors, 0) AS visitors
FROM (
    SELECT *, coalesce(women, 0) + coalesce(men, 0) + coalesce(others, 0) AS split,
        (women IS NOT NULL AND men IS NOT NULL)
            OR coalesce(women, 0) + coalesce(men, 0) + coalesce(others, 0) >= coalesce(participants, 0) AS by_gender
    FROM activities WHERE deleted_at IS NULL
);
CREATE INDEX activity_municipalities_by_name ON activity_municipalities (municipality, activity_id);
CREATE INDEX notes_by_date ON notes (date);
CREATE INDEX payments_by_date ON payments (date);
"""


@MIGRATIONS(name="0011_scopes")
def scopes(db: Connection) -> None:
    """What an answer about some days or a municipality reads, without reading everything else."""
    for statement in _statements(SCOPES):
        db.execute(statement)


@MIGRATIONS(name="0012_looked_over")
def looked_over(db: Connection) -> None:
    """The few activities that were undone are found at once, as is what was paid late: both are asked at each status."""
    db.execute("CREATE INDEX activities_undone ON activities (id) WHERE deleted_at IS NOT NULL")
    db.execute("CREATE INDEX expenses_by_payment ON expenses (paid_on) WHERE paid_on IS NOT NULL")


@MIGRATIONS(name="0013_trace")
def trace(db: Connection) -> None:
    """Through what a record was changed: a command, a button, a form, a message, an import; empty for what was before."""
    db.execute("ALTER TABLE audit ADD COLUMN through TEXT NOT NULL DEFAULT ''")


# An erased contact stays as an emptied row, as SQLite would give its number to the next one. `erasures` names nobody:
# its digests are keyed, and `contacts` are the numbers of such rows. Without `swept_at` the file's bytes are to be swept.
PERSONAL_DATA = """
ALTER TABLE contacts ADD COLUMN objected_on TEXT;
ALTER TABLE contacts ADD COLUMN erased_at TEXT;
CREATE TABLE erasures (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('asked', 'objection', 'retention')),
    decision TEXT,
    salt TEXT NOT NULL,
    digests TEXT NOT NULL,
    contacts TEXT NOT NULL,
    counts TEXT NOT NULL,
    swept_at TEXT
) STRICT;
CREATE INDEX erasures_to_sweep ON erasures (id) WHERE swept_at IS NULL;
"""


@MIGRATIONS(name="0015_personal_data")
def personal_data(db: Connection) -> None:
    """Objections and erasures: what a restore of an older copy has to erase again."""
    for statement in _statements(PERSONAL_DATA):
        db.execute(statement)


# What a trigger cannot see is closed too: OR REPLACE takes a row away without asking the triggers that guard against
# DELETE, and a number below the last one would put a line before others that were there first. Values are written with
# their line, the last one there is; after that they may be emptied or deleted, or have a text taken out ('[borttaget]').
AUDIT_STAYS = (
    """
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
    """
CREATE TRIGGER audit_grows_at_its_end AFTER INSERT ON audit
WHEN NEW.id <> (SELECT max(id) FROM audit)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
    """
CREATE TRIGGER audit_values_come_with_their_line BEFORE INSERT ON audit_values
WHEN NEW.audit_id IS NOT (SELECT max(id) FROM audit)
    OR EXISTS (SELECT 1 FROM audit_values WHERE audit_id = NEW.audit_id AND field = NEW.field)
    OR NOT EXISTS (
        SELECT 1 FROM audit WHERE id = NEW.audit_id AND instr(',' || fields || ',', ',' || NEW.field || ',')
    )
BEGIN SELECT RAISE(ABORT, 'audit_values are written with their line'); END""",
    """
CREATE TRIGGER audit_values_are_only_erased BEFORE UPDATE ON audit_values
WHEN NEW.audit_id IS NOT OLD.audit_id OR NEW.field IS NOT OLD.field OR NOT (
    (NEW.before IS NULL AND NEW.after IS NULL)
    OR ((NEW.before IS OLD.before OR coalesce(instr(NEW.before, '[borttaget]'), 0))
        AND (NEW.after IS OLD.after OR coalesce(instr(NEW.after, '[borttaget]'), 0)))
)
BEGIN SELECT RAISE(ABORT, 'audit_values are erased, never changed'); END""",
)


@MIGRATIONS(name="0016_audit_stays")
def audit_stays(db: Connection) -> None:
    """The trail only grows, whatever tool the file is opened with; its values are written once and may be erased."""
    for statement in AUDIT_STAYS:
        db.execute(statement)


@MIGRATIONS(name="0017_swept")
def swept(db: Connection) -> None:
    """When the file was made anew after an erasure: where somebody reads all the time, only its log is still to be emptied."""
    db.execute("ALTER TABLE erasures ADD COLUMN made_anew_at TEXT")


# A person's accounts are found by the person, too; a conversation by whose it is.
TEAMS = """
CREATE TABLE accounts (
    account TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    email TEXT,
    name TEXT,
    seen_at TEXT
) STRICT;
CREATE INDEX accounts_by_person ON accounts (person);
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    account TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('personal', 'group', 'channel')),
    reference TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX conversations_by_account ON conversations (account) WHERE account IS NOT NULL;
"""


@MIGRATIONS(name="0018_teams")
def teams(db: Connection) -> None:
    """One group in two places: whose account is whose, and where the assistant can write in Teams."""
    for statement in _statements(TEAMS):
        db.execute(statement)


TEAMS_FILES = """
CREATE TABLE teams_files (
    id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    ours INTEGER NOT NULL,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX teams_files_until ON teams_files (until);
"""


@MIGRATIONS(name="0019_teams_files")
def teams_files(db: Connection) -> None:
    """Where a file sent in Teams can be fetched for a while: the address opens it for anybody, so it stands only here."""
    for statement in _statements(TEAMS_FILES):
        db.execute(statement)
