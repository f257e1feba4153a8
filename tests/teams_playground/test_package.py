"""The app package is valid by Microsoft's own schema of it."""

import json
from pathlib import Path

import jsonschema
import pytest

from handlers.teams import package

pytestmark = pytest.mark.teams

SCHEMAS = Path(__file__).parent / "node_modules" / "@microsoft" / "app-manifest" / "build" / "json-schemas" / "teams"


def test_the_manifest_is_valid_by_the_schema_that_it_names() -> None:
    ours = package.App(
        client_id="1b2c3d4e-0000-4000-8000-1234567890ab",
        version="0.1.0",
        page="https://example.se/om",
        public="https://yh.example.se/orebro",
        owner="Handelskammaren Mälardalen Service AB",
        project="YH-samverkan Örebro län",
    )
    made = json.loads(json.dumps(package.manifest(ours)))
    version = made["manifestVersion"]
    assert f"/v{version}/" in made["$schema"]
    schema = json.loads((SCHEMAS / f"v{version}" / "MicrosoftTeams.schema.json").read_bytes())
    jsonschema.Draft4Validator.check_schema(schema)
    by_schema = jsonschema.Draft4Validator(schema)
    assert [error.message for error in by_schema.iter_errors(made)] == []
    assert not by_schema.is_valid(made | {"name": {"short": "x" * 31}}), "the schema is asked"
