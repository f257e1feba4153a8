"""Each thing on the machine itself is broken once: the one line says what and how to mend it."""

import os
import socket
import sqlite3
from pathlib import Path

import pytest

from handlers import doctor
from storage.database import Database

from .conftest import LEADER, SECRETS, Office, member


def test_where_all_is_well_every_line_says_so(office: Office) -> None:
    office.examine()
    assert office.code == 0
    assert office.said.endswith("\nAllt som behövs är i ordning.\n")
    assert (office.lines("obs"), office.lines("fel")) == ([], [])
    assert [line.partition(":")[0] for line in office.lines("ok")] == [
        "Inställningar", "Databas", "Säkerhetskopior", "Projektfil", "Manifest", "Slack", "Rättigheter", "Socket Mode", "Kanal",
        "Projektledare",
    ]  # fmt: skip


# settings


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (
            {"SLACK_BOT_TOKEN": None},
            "SLACK_BOT_TOKEN saknas: den börjar med xoxb- och finns under OAuth & Permissions.",
        ),
        ({"SLACK_APP_TOKEN": None}, "SLACK_APP_TOKEN (Socket Mode) eller SLACK_SIGNING_SECRET (HTTP) saknas"),
        ({"YH_CHANNEL": None}, "YH_CHANNEL saknas: id för arbetsgruppens kanal"),
        ({"SLACK_BOT_TOKEN": "hemlig-signatur"}, "SLACK_BOT_TOKEN stämmer inte: ska börja med xoxb-."),
        ({"SLACK_APP_TOKEN": "hemlig-signatur"}, "SLACK_APP_TOKEN stämmer inte: ska börja med xapp-."),
        ({"YH_CHANNEL": "#yh-samverkan"}, "YH_CHANNEL stämmer inte: ska vara kanalens id"),
        ({"YH_PUBLIC_URL": "http://yh.example.se"}, "YH_PUBLIC_URL stämmer inte: ska vara assistentens publika adress"),
        ({"YH_PUBLIC_URL": "https://a:b@yh.example.se"}, "YH_PUBLIC_URL stämmer inte"),
        ({"YH_PUBLIC_URL": "https://yh.example.se/?x=1"}, "YH_PUBLIC_URL stämmer inte"),
        ({"YH_PORT": "tretusen"}, "YH_PORT stämmer inte: ska vara ett heltal, till exempel 3000."),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named(office: Office, settings: dict[str, str], says: str) -> None:
    office.set(**settings)
    assert says in office.wrong()


def test_all_that_is_wrong_is_said_at_once(office: Office) -> None:
    office.set(SLACK_BOT_TOKEN=None, SLACK_APP_TOKEN="nyckel", YH_CHANNEL="#yh", YH_PORT="0")
    said = office.examine().lines("fel")
    assert [line.split()[1] for line in said] == ["SLACK_APP_TOKEN", "YH_CHANNEL", "YH_PORT", "SLACK_BOT_TOKEN"]
    assert office.said.endswith("\n4 saker att rätta.\n")


def test_a_misspelt_setting_is_told_with_the_one_that_was_meant(office: Office) -> None:
    (office.folder / ".env").write_text("YH_DATABAS=annan.db\nSLACK_SIGNINGSECRET=hemlig-signatur\nHEMMA=1\n")
    said = office.examine().lines("obs")
    assert said == [
        "Inställningar: SLACK_SIGNINGSECRET är ingen inställning och används inte. Menade du SLACK_SIGNING_SECRET?",
        "Inställningar: YH_DATABAS är ingen inställning och används inte. Menade du YH_DATABASE?",
    ]
    assert office.code == 0


def test_an_env_file_from_notepad_is_read_and_one_that_is_no_text_is_told(office: Office) -> None:
    office.set(YH_CHANNEL=None)
    (office.folder / ".env").write_text(f"YH_CHANNEL={office.slack.channel_id}\n", encoding="utf-8-sig")
    assert office.examine().code == 0
    office.set(YH_CHANNEL=office.slack.channel_id)
    (office.folder / ".env").write_bytes("# inställningar för läget".encode("utf-16"))
    assert office.wrong() == "Inställningar: Filen .env går inte att läsa: spara den som ren text i UTF-8."


# database


def test_a_database_is_looked_at_and_never_made_or_changed(office: Office) -> None:
    def files() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}

    before = files()
    office.examine()
    assert files() == before
    office.database.unlink()
    assert "Databas: yh.db finns inte än och skapas vid första starten." in "\n".join(office.examine().lines("ok"))
    assert not office.database.exists()


def test_a_database_in_use_is_looked_at_with_what_was_just_written(office: Office) -> None:
    database = Database(office.database)
    before = sorted(path.name for path in office.folder.iterdir())
    assert "yh.db-wal" in before
    assert office.examine().code == 0
    assert sorted(path.name for path in office.folder.iterdir()) == before
    database.close()


def test_a_database_left_behind_by_a_kill_is_looked_at_beside_a_copy(office: Office) -> None:
    database = Database(office.database)
    with database.transaction() as db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('yh', '9999_future', 'x')")
    log = office.database.with_name("yh.db-wal").read_bytes()
    content = office.database.read_bytes()
    database.close()
    office.database.write_bytes(content)
    office.database.with_name("yh.db-wal").write_bytes(log)
    before = sorted(path.name for path in office.folder.iterdir())
    assert "nyare version" in office.wrong(), "what stands in the log counts"
    assert sorted(path.name for path in office.folder.iterdir()) == before


def test_a_folder_that_is_not_there_is_told(office: Office) -> None:
    office.set(YH_DATABASE="data/yh.db")
    assert office.wrong() == f"Databas: Mappen {office.folder}/data finns inte. Skapa den, eller ändra YH_DATABASE."
    office.set(YH_DATABASE=".")
    assert ". är ingen fil. Ändra YH_DATABASE till en fil" in office.wrong()


@pytest.mark.parametrize("place", ["yh.db", "."])
def test_what_cannot_be_written_is_told(office: Office, place: str) -> None:
    refused = (office.folder / place).resolve()
    can = os.access
    office.patch.setattr(os, "access", lambda path, how: Path(path).resolve() != refused and can(path, how))
    assert "är skrivskyddad. Ge kontot som kör assistenten rätt att skriva där." in office.wrong()


@pytest.mark.parametrize("end", [b"\xff", b"\x00"])
def test_a_damaged_file_is_told(office: Office, end: bytes) -> None:
    content = office.database.read_bytes()
    office.database.write_bytes(content[: 4096 * 3] + end * (len(content) - 4096 * 3))
    said = office.wrong()
    assert said.startswith("Databas: Databasen yh.db ")
    assert "skadad" in said
    assert said.endswith("Återställ den från en säkerhetskopia.")


def test_a_file_that_is_no_database_is_told(office: Office) -> None:
    office.database.write_bytes(b"inte en databas" * 1000)
    assert office.wrong() == (
        "Databas: Databasen yh.db går inte att läsa: filen är skadad eller ingen databas. "
        "Återställ den från en säkerhetskopia."
    )


def test_an_older_database_is_noted_and_left_for_the_start(office: Office) -> None:
    with sqlite3.connect(office.database) as db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name = '0003_search'")
    db.close()
    before = office.database.read_bytes()
    assert (
        "yh.db är hel men från en äldre version. Den uppdateras vid nästa start. Kopiera den först: app.py backup MAPP."
        in office.noted()
    )
    assert office.database.read_bytes() == before


def test_an_erasure_that_waits_to_be_swept_is_noted(office: Office) -> None:
    with sqlite3.connect(office.database) as db:
        columns = "uid, at, who, why, salt, digests, contacts, counts"
        db.execute(
            f"INSERT INTO erasures ({columns}) VALUES ('1', '2024-03-01T08:00:00Z', 'U', 'asked', '', '[]', '[]', '{{}}')"
        )
    db.close()
    assert "1 radering väntar på att rensas ur yh.db." in office.noted().replace("\u00a0", " ")


def test_a_newer_database_is_told(office: Office) -> None:
    with sqlite3.connect(office.database) as db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('yh', '9999_future', 'x')")
    db.close()
    assert "kommer från en nyare version av assistenten. Uppdatera assistenten först." in office.wrong()


def test_a_database_without_wal_is_noted(office: Office) -> None:
    db = sqlite3.connect(office.database)
    db.execute("PRAGMA journal_mode=DELETE")
    db.close()
    assert "yh.db är hel men inte i WAL-läge." in office.noted()


def test_a_disk_that_is_nearly_full_is_told(tmp_path: Path) -> None:
    path = tmp_path / "yh.db"
    assert doctor.database(path, free=12_400_000) == [
        doctor.Finding("fel", "Databas", f"Bara 12 MB är ledigt på disken med {path}. Frigör plats.")
    ]
    assert "12 GB är ledigt" in doctor.database(path, free=12_400_000_000)[0].says.replace("\u00a0", " ")


# backups


def test_the_last_backup_is_told(office: Office) -> None:
    assert "Säkerhetskopior: 1 finns i kopior, den senaste från ons 13 mars 2024 kl 2.00." in office.examine().lines(
        "ok"
    )


def test_without_a_folder_for_backups_it_is_told_that_none_are_made(office: Office) -> None:
    office.set(YH_BACKUP=None)
    assert office.noted() == (
        "Säkerhetskopior: Inga görs: YH_BACKUP är inte satt. Sätt den till en mapp på en annan disk."
    )


def test_a_backup_that_is_old_and_one_that_is_not_made_yet_are_told(office: Office) -> None:
    for file in office.copies.iterdir():
        file.rename(file.with_name(file.name.replace("03-13", "03-11")))
    assert office.noted().endswith("den senaste från mån 11 mars 2024 kl 2.00. Den är gammal: /healthz säger varför.")
    for file in office.copies.glob("*.db"):
        file.unlink()
    assert office.noted() == "Säkerhetskopior: Ingen finns i kopior än. Den första görs när assistenten startar."


def test_a_folder_for_backups_that_cannot_be_used_is_told(office: Office) -> None:
    office.set(YH_BACKUP="saknas")
    assert office.wrong() == "Säkerhetskopior: Mappen saknas finns inte. Skapa den, eller ändra YH_BACKUP."
    office.set(YH_BACKUP=".")
    assert office.wrong() == ("Säkerhetskopior: . är databasens egen mapp. Ändra YH_BACKUP, helst till en annan disk.")
    office.set(YH_BACKUP="kopior", YH_BACKUPS_KEPT="0")
    assert office.wrong() == "Inställningar: YH_BACKUPS_KEPT stämmer inte: ska vara minst 1, till exempel 14."


# project file


def test_a_project_file_that_does_not_hold_is_told_with_its_place(office: Office) -> None:
    office.project(old="end = 2025-12-31", new="end = 2022-12-31")
    assert "projekt.toml stämmer inte: end: 2022-12-31 ligger före start 2023-01-01." in office.wrong()
    office.set(YH_PROJECT="saknas.toml")
    assert "Projektfilen saknas.toml går inte att läsa" in office.wrong()
    office.set(YH_PROJECT="projekt.toml")
    office.project(LEADER + member("Bo Ek", "kassör", slack="UBO"))
    assert "members.Bo Ek: rollen kassör finns inte" in office.wrong()


def test_a_project_whose_time_is_not_now_is_noted(office: Office) -> None:
    path = office.folder / "projekt.toml"
    today = doctor.date(2026, 1, 1)
    project, (finding,) = doctor.project_file(path, today)
    assert project is not None
    assert finding.level == "obs"
    assert "I dag ligger utanför projektets tid, 1 januari 2023 till 31 december 2025." in finding.says
    assert "ändra start och end i projekt.toml, eller byt YH_PROJECT" in finding.says


def test_somebody_whom_nothing_identifies_is_noted(office: Office) -> None:
    office.project(LEADER + member("Bo Ek", "arbetsgrupp"))
    assert office.noted() == (
        "Projektfil: Bo Ek har varken slack eller email i projekt.toml och känns inte igen. Lägg till det ena."
    )


def test_without_a_project_leader_it_is_noted_what_that_means(office: Office) -> None:
    office.project("")
    assert "Projektledare: Ingen är utpekad, så var och en kan bara rätta sitt eget." in office.noted()


def test_a_project_leader_without_slack_id_is_told(office: Office) -> None:
    office.project(member("Anna Ek", "projektledare"))
    assert "Anna Ek saknar slack i projektfilen och kan bara rätta sitt eget." in office.wrong()


# the port


def test_a_port_that_is_taken_is_noted(office: Office) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        office.set(YH_PORT=str(port))
        assert f"Porten {port} används redan." in office.noted()


def test_an_address_that_is_not_this_machines_is_told(office: Office) -> None:
    office.set(YH_HOST="192.0.2.1")
    assert "Det går inte att lyssna på 192.0.2.1 (YH_HOST)." in office.wrong()


def test_a_misspelt_name_of_slacks_is_noted(office: Office) -> None:
    office.set(SLACK_BOT_TOKN="xoxb-nej")
    assert "SLACK_BOT_TOKN är ingen inställning och används inte. Menade du SLACK_BOT_TOKEN?" in office.noted()


# manifest


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("/yh-paminn", "/yh-påminn-mig", "Kommandot /yh-paminn saknas i manifest.yml."),
        ("- im:write\n", "- im:read\n", "Rättigheten im:read i manifest.yml är inget som assistenten använder."),
        (
            "- app_mention\n",
            "- app_mention_x\n",
            "Händelsen app_mention saknas i manifest.yml.",
        ),
        (
            "- message.im\n",
            "- message.im\n      - message.groups\n",
            "Händelsen message.groups i manifest.yml är inget",
        ),
        ("callback_id: logga_i_yh", "callback_id: yh_x", "Genvägen yh_x i manifest.yml"),
        ("is_enabled: true", "is_enabled: false", "Knappar och formulär är avstängda i manifest.yml."),
        ("socket_mode_enabled: true", "socket_mode_enabled: false", "SLACK_APP_TOKEN är satt men Socket Mode är av"),
        ("slash_commands:", "slash_commands: nej\n  x:", "features.slash_commands har fel form"),
        ("features:", "features: [", "manifest.yml är inte giltig YAML (rad "),
    ],
)
def test_a_manifest_that_does_not_agree_is_told(office: Office, old: str, new: str, says: str) -> None:
    office.edit_manifest(old, new)
    said = office.examine().lines("fel")
    assert any(line.startswith("Manifest: ") and says in line for line in said), office.said
    assert office.code == 1


def test_a_manifest_that_is_not_there_is_told(office: Office) -> None:
    office.manifest.unlink()
    assert office.wrong() == "Manifest: manifest.yml går inte att läsa. Hämta filen på nytt."


def test_over_http_the_manifest_is_to_have_addresses(office: Office) -> None:
    office.set(SLACK_APP_TOKEN=None, SLACK_SIGNING_SECRET=SECRETS[2])
    assert "manifest.yml gäller Socket Mode men inställningarna HTTP." in office.noted()
    office.edit_manifest("socket_mode_enabled: true", "socket_mode_enabled: false")
    assert (
        "/yh-logg, /yh-status, /yh-paminn, interactivity och event_subscriptions i manifest.yml saknar adress."
        in office.wrong()
    )
    url = "https://yh.example.se/slack/events"
    office.edit_manifest("should_escape: true", f"should_escape: true\n      url: {url}")
    office.edit_manifest("bot_events:", f"request_url: {url}\n    bot_events:")
    office.edit_manifest("is_enabled: true", f"is_enabled: true\n    request_url: {url}")
    assert office.examine().code == 0
    assert office.lines("obs") == []
