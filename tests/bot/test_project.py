"""The decision as data: the paper's own figures, and a file that does not tie is refused with place and reason."""

from datetime import date
from pathlib import Path

import pytest

from bot.project_file import DEFAULT_PROJECT, ProjectFileError, load_project

PAPER_COSTS = {
    "Egen personal": (339_300, 346_086, 353_008, 1_038_394),
    "Externa tjänster": (142_000, 142_000, 142_000, 426_000),
    "Resor och logi": (8_000, 8_000, 8_000, 24_000),
    "Indirekta kostnader": (50_895, 51_913, 52_951, 155_759),
}
PAPER_FUNDING = {
    "Region Örebro län": (270_096, 274_000, 277_980, 822_076),
    "Örebro kommun": (200_000, 200_000, 200_000, 600_000),
    "Handelskammaren Mälardalen": (70_099, 73_999, 77_979, 222_077),
}
PAPER_GOALS = {
    "omvärldsbevakning": (1,),
    "dialog kommuner": (1, 4),
    "nätverk utbildningsanordnare": (1, 2),
    "företagsdialog": (1, 3),
    "finansieringsmodell och partneravtal": (1,),
    "event och mässor": (2, 4),
    "yh-släpp": (2, 3),
    "branschseminarium": (3,),
    "nyhetsbrev": (3, 4),
    "underlag för utbildningar": (3, 4),
    "kommunikation och marknadsföring": (3, 4),
}
COUNTY = [
    "Askersund",
    "Degerfors",
    "Hallsberg",
    "Hällefors",
    "Karlskoga",
    "Kumla",
    "Laxå",
    "Lekeberg",
    "Lindesberg",
    "Ljusnarsberg",
    "Nora",
    "Örebro",
]


def test_budget_and_financing_are_the_papers() -> None:
    project = load_project()
    for lines, paper in ((project.cost_categories, PAPER_COSTS), (project.funders, PAPER_FUNDING)):
        figures = {
            line.name: tuple(line.budget.ore(year) // 100 for year in (2023, 2024, 2025, None)) for line in lines
        }
        assert figures == paper
    assert [project.budget_total.ore(year) // 100 for year in (2023, 2024, 2025, None)] == [
        540_195,
        547_999,
        555_959,
        1_644_153,
    ]


def test_goals_and_their_activities_are_the_papers() -> None:
    project = load_project()
    assert [(goal.number, goal.name) for goal in project.goals] == [
        (1, "Samverkansforum"), (2, "Utbildningar"), (3, "Arbetsgivare"), (4, "Forum och kanaler"),
    ]  # fmt: skip
    assert {kind.name: kind.goals for kind in project.activity_types if kind.in_paper} == PAPER_GOALS
    assert {kind.name for kind in project.activity_types if not kind.goals} == {
        "styrgruppsmöte",
        "arbetsgruppsmöte",
        "annat",
    }


def test_the_county_has_its_twelve_municipalities() -> None:
    assert [municipality.name for municipality in load_project().municipalities] == COUNTY


def test_a_type_without_a_ladder_is_reminded_by_the_default() -> None:
    project = load_project()
    steps = [(step.before, step.days) for step in project.ladder("nyhetsbrev").steps]
    assert steps == [("event", 7), ("event", 1), ("deadline", 3), ("deadline", 1)]


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        (("2024 = 346086", "2024 = 346087"), "cost_categories.0.budget", "åren blir 1038395 kr men totalen är 1038394 kr"),
        (("2023 = 540195", "2023 = 540196"), "budget_total", "åren blir"),
        (("percent = 15", "percent = 20"), "flat_rate 2023", "20 % blir 67860 kr men budgeten är 50895 kr"),
        (("cap = 822076", "cap = 822077"), "funders.0", "taket 822077 kr är inte budgetens 822076 kr"),
        (('goals = [1, 4]', "goals = [1, 9]"), "activity_types.dialog kommuner", "delmål 9 finns inte"),
        (("end = 2025-12-31", "end = 2022-12-31"), "end", "ligger före start"),
        (("evaluation_from = 2024-07-01", "evaluation_from = 2027-07-01"), "reporting.evaluation_from", "utanför perioden"),
        (('activity_type = "default"', 'activity_type = "standard"'), "ladders", "default saknas"),
        (("days = [3, 0]", "days = [3, 3]"), "notes", "samma antal dagar står två gånger"),
        (('activity_type = "branschseminarium"', 'activity_type = "seminarium"'), "ladders", "aktivitetstypen seminarium finns inte"),
        (('name = "Laxå"', 'name = "Kumla"'), "municipalities", "Kumla står två gånger"),
        (('timezone = "Europe/Stockholm"', 'timezone = "Europe/Kumla"'), "reminders", "tidszonen 'Europe/Kumla' finns inte"),
        (('vat = "deductible"', 'vat = "maybe"'), "vat", "deductible"),
        (('owner = "Handelskammaren', 'agare = "Handelskammaren'), "owner", "saknas"),
        (('short_name = ', 'kortnamn = "x"\nshort_name = '), "kortnamn", "känns inte igen"),
        (('rule = "pace"', 'rule = "guess"'), "forecast.rule", "ska vara något av 'pace'"),
        (("after_months = 3", "after_months = 0"), "forecast.after_months", "minst 1"),
        (("year_left_percent = 25", "year_left_percent = 125"), "limits.year_left_percent", "högst 100"),
        (('words = ["Örebro kn"', 'words = ["Regionen"'), "funders.Örebro kommun", "ordet Regionen står också i Region Örebro län"),
        (('hosted_by = "company"', 'hosted_by = "kommun"'), "personal_data.hosted_by", "ska vara något av 'company' or 'authority'"),
        (("undone_days = 90", "undone_days = 0"), "personal_data.undone_days", "minst 1"),
        (("contacts_months = 3", "contact_months = 3"), "personal_data.contact_months", "känns inte igen"),
        (('ground = "allmänt intresse"', 'ground = "samtycke"'), "personal_data.controllers.1.ground", "allmänt intresse"),
        (('name = "Driftleverantören"', 'name = ""'), "personal_data.processors.1.name", "är tomt"),
        (('review_milestone = "kontaktgenomgång"', 'review_milestone = "kontakter"'), "personal_data.review_milestone", "milstolpen kontakter finns inte"),
        (("sent_days = 400", "sent_days = 30"), "personal_data.sent_days", "minst 400"),
        (("cost_categories]]", "cost_categories"), "TOML", ""),
    ],
)  # fmt: skip
def test_what_does_not_tie_is_refused_with_place_and_reason(
    tmp_path: Path, change: tuple[str, str], place: str, reason: str
) -> None:
    text = DEFAULT_PROJECT.read_text(encoding="utf-8")
    assert change[0] in text
    broken = tmp_path / "broken.toml"
    broken.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(ProjectFileError) as refusal:
        load_project(broken)
    assert place in str(refusal.value)
    assert reason in str(refusal.value)
    assert str(broken) in str(refusal.value)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ProjectFileError, match="går inte att läsa"):
        load_project(tmp_path / "none.toml")


def test_another_regions_decision_is_another_file(tmp_path: Path) -> None:
    text = DEFAULT_PROJECT.read_text(encoding="utf-8").replace("Örebro län", "Västmanland")
    other = tmp_path / "yh-vastmanland.toml"
    other.write_text(text, encoding="utf-8")
    assert load_project(other).name == "Yrkeshögskolesamverkan i Västmanland 2023–2025"


def test_contacts_are_kept_three_months_after_the_final_report() -> None:
    assert load_project().contacts_until == date(2026, 4, 30)
