"""The command line's `registerutdrag` and `radera`: what is held about a person, and away with it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlite_utils import Database as Connection

from bot.project import Project
from bot.records import Contact
from bot.traces import Person
from bot.views import erasing as views
from handlers import erasing, personal
from handlers.cli import Sentence
from handlers.cli_lists import opened, write
from handlers.desk import moment
from storage import erasure, extract, persons, records
from storage.sweep import finish

WHO = "cli"  # who did it, in the trail
_TODAY = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="Låtsas att det är den här dagen (ÅÅÅÅ-MM-DD)."
)
_CONTACTS = click.option(
    "--kontakt", "numbers", type=int, multiple=True, help="Kontaktens nummer, när flera heter likadant. Kan upprepas."
)


@click.command()
@click.argument("name", nargs=-1, required=True, metavar="NAMN")
@_CONTACTS
@click.option(
    "--ut", "target", type=click.Path(path_type=Path, file_okay=False), default=Path("."), help="Mappen för filerna."
)
@_TODAY
def registerutdrag(name: tuple[str, ...], numbers: tuple[int, ...], target: Path, today: datetime | None) -> None:
    """Skriv allt som finns om en person till en Word-fil och en textfil. NAMN kan också vara e-post eller telefon."""
    written = " ".join(name)
    with opened(must_exist=True) as (project, database):
        day = today.date() if today else datetime.now(project.reminders.zone).date()
        with database.snapshot() as db:
            person = _person(db, project, written, numbers)
            found = extract.extract(db, person, written, day, None, str)
        if found.empty:
            raise Sentence(views.nobody(written).plain())
        target.mkdir(parents=True, exist_ok=True)
        called = "-".join(map(str, person.contacts)) or day.isoformat()
        for file in personal.files(found, project, f"registerutdrag-{called}"):
            write(target / file.name, file.make())
            click.echo(target / file.name)


@click.command()
@click.argument("name", nargs=-1, required=True, metavar="NAMN")
@_CONTACTS
@click.option("--spara", "save", is_flag=True, help="Radera för gott. Utan den visas bara vad som skulle raderas.")
@click.option("--beslut", "decision", default="", help="Gallringsbeslutets diarienummer, där en myndighet är värd.")
@_TODAY
def radera(name: tuple[str, ...], numbers: tuple[int, ...], save: bool, decision: str, today: datetime | None) -> None:
    """Radera en person för gott: kontakten, namnet i alla texter, historikens värden och det som ligger kvar i filen."""
    written = " ".join(name)
    with opened(must_exist=True) as (project, database):
        if save and project.personal_data.hosted_by == "authority" and not decision.strip():
            raise Sentence(
                "Uppgifterna finns hos en myndighet: ange beslutet om gallring med --beslut. Inget är raderat."
            )
        at = moment(today.replace(hour=12, tzinfo=project.reminders.zone) if today else datetime.now(UTC))
        with database.snapshot() as db:
            person = _person(db, project, written, numbers)
            found = erasure.find(db, person)
            texts = erasing.texts_of(db, found)
        if not found.counts:
            raise Sentence(views.nobody(written).plain())
        if not save:
            click.echo(
                "\n".join(
                    [
                        "Det här skulle raderas:",
                        *(f"  {line}" for line in [*views.counted(found.counts), *views.quoted(texts)]),
                    ]
                )
            )
            click.echo("Inget är raderat. Lägg till --spara för att radera för gott.")
            return
        with database.transaction(through="command line") as db:
            done, _ = erasure.erase(db, person, who=WHO, at=at, decision=decision.strip())
        click.echo(views.erased(done.counts, person.contacts, swept=finish(database) == "done").plain())


def _person(db: Connection, project: Project, written: str, numbers: Sequence[int]) -> Person:
    """Whoever is called so; of several the one whose number is given. Raises Sentence."""
    found = persons.called(db, written)
    if unknown := set(numbers) - set(found):
        raise Sentence(f"Kontakt {min(unknown)} heter inte så. Inget är ändrat.")
    if len(found) > 1 and not numbers:
        contacts = [one for one in records.several(db, [("contact", one) for one in found]) if isinstance(one, Contact)]
        raise Sentence(
            f"{views.which(contacts, '', ['']).plain()}\nVälj med --kontakt, till exempel --kontakt {found[0]}."
        )
    others = [member.name for member in project.members]
    return persons.person(db, numbers or found, written, others=others, places=project.place_names)
