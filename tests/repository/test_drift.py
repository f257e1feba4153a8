"""What is given to whoever runs it on a host fits the assistant as it is."""

import re
from pathlib import Path

import yaml

import app
from handlers.settings import Settings

DRIFT = Path(__file__).parents[2] / "docs" / "drift"
PAGE = (DRIFT / "sakerhetskopior.md").read_text(encoding="utf-8")


def test_litestream_follows_our_file_as_long_as_our_copies_are_kept() -> None:
    configuration = yaml.safe_load((DRIFT / "litestream.yml").read_text(encoding="utf-8"))
    (database,) = configuration["dbs"]
    assert Path(database["path"]).name == Settings.model_fields["yh_database"].default.name
    assert database["path"] in PAGE
    assert re.match(r"(sftp|s3|abs|gs)://", database["replica"]["url"]), "another machine"
    nights = int(configuration["snapshot"]["retention"].removesuffix("h")) / 24
    assert nights == Settings.model_fields["yh_backups_kept"].default
    assert nights == 14 and "fjorton nätter" in PAGE


def test_the_page_names_commands_and_settings_that_there_are() -> None:
    assert set(re.findall(r"app\.py (\w+)", PAGE)) <= set(app.main.list_commands(None)), PAGE  # type: ignore[arg-type]
    assert {name.lower() for name in re.findall(r"YH_[A-Z_]+", PAGE)} <= set(Settings.model_fields)
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", PAGE):
        assert (DRIFT / target).exists(), target
