"""Who is listed, and partners' directories: what would let in nobody, or the wrong one, is refused with its reason."""

from pathlib import Path

import pytest

from bot.project import Project, Tenant
from bot.project_file import DEFAULT_PROJECT, ProjectFileError, load_project

KUMLA, OREBRO = "0b0e7a52-1111-4d6e-9d3f-5a0000000001", "0b0e7a52-2222-4d6e-9d3f-5a0000000002"


def tenant(name: str = "Kumla kommun", id: str = KUMLA, domains: str = '"kumla.se"') -> str:
    return f'\n[[tenants]]\norganisation = "{name}"\nid = "{id}"\ndomains = [{domains}]\n'


def member(name: str, slack: str, email: str) -> str:
    return f'\n[[members]]\nname = "{name}"\nrole = "arbetsgrupp"\nslack = "{slack}"\nemail = "{email}"\n'


def loaded(tmp_path: Path, more: str) -> Project:
    path = tmp_path / "project.toml"
    path.write_text(DEFAULT_PROJECT.read_text(encoding="utf-8") + more, encoding="utf-8")
    return load_project(path)


def test_a_partners_directory_has_the_addresses_of_its_domains(tmp_path: Path) -> None:
    (found,) = loaded(tmp_path, tenant(domains='"Kumla.se", "utbildning.kumla.se"')).tenants
    assert found.has("bo.ek@kumla.se") and found.has("BO@UTBILDNING.KUMLA.SE")
    for other in ("bo@orebro.se", "bo@annan.kumla.se", "bo@kumla.se.example.com", "kumla.se@example.com", "", "kumla"):
        assert not found.has(other), other


def test_the_example_in_the_file_is_one_that_loads(tmp_path: Path) -> None:
    commented = DEFAULT_PROJECT.read_text(encoding="utf-8").partition("# [[tenants]]")[2].partition("\n\n")[0]
    lines = [line.removeprefix("# ") for line in f"[[tenants]]{commented}".splitlines()]
    assert loaded(tmp_path, "\n" + "\n".join(lines) + "\n").tenants == (
        Tenant(organisation="Örebro kommun", id="00000000-0000-0000-0000-000000000000", domains=("orebro.se",)),
    )


@pytest.mark.parametrize(
    ("more", "place", "reason"),
    [
        (tenant(id="kumla.se"), "tenants.Kumla kommun", "id kumla.se är inget katalog-id"),
        (tenant(id=""), "tenants.Kumla kommun", "inget katalog-id"),
        (tenant() + tenant("Örebro kommun", KUMLA.upper(), '"orebro.se"'), "tenants.Örebro kommun", "står två gånger"),
        (tenant(domains='"@kumla.se"'), "tenants.Kumla kommun", "@kumla.se är ingen domän"),
        (tenant(domains='"bo@kumla.se"'), "tenants.Kumla kommun", "skriv det som står efter @: orebro.se"),
        (tenant(domains='"se"'), "tenants.Kumla kommun", "se är ingen domän"),
        (tenant(domains=""), "tenants.0.domains", "är tomt"),
        (tenant(name=""), "tenants.0.organisation", "är tomt"),
        (tenant() + tenant("Örebro kommun", OREBRO, '"KUMLA.se"'), "tenants.Örebro kommun", "också hos en annan"),
        (
            member("Bo Ek", "U1", "bo@kumla.se") + member("Eva Ek", "U2", "Bo@Kumla.se"),
            "members.Eva Ek", "adressen Bo@Kumla.se står också med slack U1",
        ),
    ],
)  # fmt: skip
def test_what_would_let_in_nobody_or_somebody_else_is_refused(
    tmp_path: Path, more: str, place: str, reason: str
) -> None:
    with pytest.raises(ProjectFileError) as refusal:
        loaded(tmp_path, more)
    assert f"{place}: " in str(refusal.value)
    assert reason in str(refusal.value)


def test_whoever_has_two_roles_stands_on_two_lines_with_the_same_account(tmp_path: Path) -> None:
    twice = member("Bo Ek", "U1", "bo@kumla.se") * 2
    assert len(loaded(tmp_path, twice).members) == 2
