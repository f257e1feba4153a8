"""The same status twice, of the same example data: in the playground's Slack look, and in Teams as Microsoft draws it."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bot.project_file import load_project
from handlers import examples
from storage.database import Database
from tests.browser import window as slack
from tests.teams_playground import window as teams
from tests.teams_playground.emulator import Emulator
from tests.teams_playground.group import Group
from tests.teams_playground.proxy import Proxy

WIDTH, SCALE = 860, 1.5
#: Microsoft's own letters are not free, and the Playground gets them off the net: others of the same width instead.
LETTERS = """
    @font-face { font-family: Letters; src: local("Segoe UI"), local("Liberation Sans"); }
    @font-face { font-family: Letters; font-weight: 600 700; src: local("Segoe UI Bold"), local("Liberation Sans Bold"); }
    * { font-family: Letters, "Noto Color Emoji" !important; }
"""


def pictures(images: Path, names: list[str]) -> Iterator[Path]:
    """Those of `names`, or all; each as it is there."""
    for name, take in (("status-slack", _in_slack), ("status-teams", _in_teams)):
        if not names or name in names:
            with tempfile.TemporaryDirectory() as folder:
                take(Path(folder), images / f"{name}.png")
            yield images / f"{name}.png"


def _in_slack(folder: Path, picture: Path) -> None:
    with (
        slack.started(folder / "yh.db") as address,
        slack.window(address, width=WIDTH, height=1600, scale=SCALE) as page,
    ):
        slack.write(page, "/yh-status")
        page.locator("li.message").filter(has_text="Läget").last.screenshot(path=picture)


def _in_teams(folder: Path, picture: Path) -> None:
    example = examples.read_examples()
    with ExitStack() as ends:
        proxy = Proxy()
        ends.callback(proxy.stop)
        emulator = Emulator(proxy, folder)
        ends.callback(emulator.stop)
        group = Group(proxy, folder / "yh.db")
        group.project = examples.with_people(load_project(), example)
        database = Database(group.path)
        examples.fill(database, group.project, example, group.now)
        database.close()
        group.start()
        ends.callback(group.stop)
        emulator.ready()
        maja = ends.enter_context(
            teams.window(ends.enter_context(teams.browser()), emulator.address, width=1280, height=1600, scale=SCALE)
        )
        maja.page.add_style_tag(content=LETTERS)
        maja.page.get_by_role("button", name="Hide log panel").click()
        maja.page.set_viewport_size({"width": WIDTH, "height": 1600})
        maja.say("status")
        maja.shows("Läget")
        maja.message.screenshot(path=picture)
