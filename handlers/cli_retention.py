"""The command line's `gallra`: what is past its time, shown first and then taken out for good."""

from datetime import UTC, datetime

import click

from bot.views import retention as views
from handlers import retention
from handlers.cli import Sentence
from handlers.cli_lists import opened
from handlers.cli_personal import WHO
from handlers.desk import moment
from storage import retention as kept


@click.command()
@click.option("--spara", "save", is_flag=True, help="Gallra. Utan den visas bara vad som skulle gallras.")
@click.option("--beslut", "decision", default="", help="Myndighetens beslut om gallring, där en myndighet är värd.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Låtsas att det är den här dagen (ÅÅÅÅ-MM-DD).")
def gallra(save: bool, decision: str, today: datetime | None) -> None:
    """Visa vad som har passerat sin tid, och ta bort det för gott med --spara."""
    with opened(must_exist=True) as (project, database):
        now = today.replace(hour=12, tzinfo=project.reminders.zone) if today else datetime.now(UTC)
        day = project.reminders.day(now)
        if not save:
            with database.reading() as db:
                click.echo(retention.dry_run(db, project, day, button=False).plain())
            click.echo("Lägg till --spara för att gallra.")
            return
        if project.personal_data.hosted_by == "authority" and not decision.strip():
            raise Sentence("Uppgifterna finns hos en myndighet. Ange beslutet om gallring med --beslut.")
        with database.transaction(through="command line") as db:
            past = kept.find(db, project, day)
            files = kept.purge(
                db, past, today=day, project=project, who=WHO, at=moment(now), decision=decision.strip()
            )  # fmt: skip
        swept = retention.swept_after(database, files)
        click.echo(views.purged(past.counts, project, swept=swept, decision=decision.strip()).plain())
