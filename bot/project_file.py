"""Reads a project file and refuses what does not tie, with its place and the reason.

The rules are the case paper's: sums tie by year and in all, the flat rate gives the paper's figures, and every
name that is referred to exists.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.milestones import occurrences
from bot.project import Project
from bot.project_dates import MilestoneKind, Step

PROJECTS = Path(__file__).with_name("projects")
DEFAULT_PROJECT = PROJECTS / "yh-orebro.toml"


class ProjectFileError(Exception):
    """The project file cannot be used; `str()` is one Swedish sentence that names the place and the reason."""


def load_project(path: Path = DEFAULT_PROJECT) -> Project:
    """The project that the file at `path` describes. Raises ProjectFileError with place and reason."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise ProjectFileError(f"Projektfilen {path} går inte att läsa: {problem.strerror}.") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ProjectFileError(f"Projektfilen {path} är inte giltig TOML: {problem}.") from problem
    try:
        project = Project.model_validate(data)
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(key) for key in first["loc"])
        reason = _REASONS.get(first["type"], first["msg"].removeprefix("Value error, ")).format(**first.get("ctx", {}))
        where = f"{place}: {reason}" if place else reason
        raise ProjectFileError(f"Projektfilen {path} stämmer inte: {where}.") from problem
    for place_and_reason in _problems(project):
        raise ProjectFileError(f"Projektfilen {path} stämmer inte: {place_and_reason}.")
    return project


_REASONS = {
    "missing": "saknas",
    "extra_forbidden": "känns inte igen",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "ska vara högst {le}",
    "literal_error": "ska vara något av {expected}",
    "string_too_short": "är tomt",
    "too_short": "är tomt",
}


def _problems(project: Project) -> list[str]:
    """What does not tie, each as 'place: reason'."""
    return [
        *_period_problems(project),
        *_reference_problems(project),
        *_member_problems(project),
        *_tenant_problems(project),
        *_rhythm_problems(project),
        *_money_problems(project),
    ]


def _period_problems(project: Project) -> list[str]:
    if project.end < project.start:
        return [f"end: {project.end} ligger före start {project.start}"]
    found = []
    if not project.covers(project.reporting.evaluation_from):
        found.append(f"reporting.evaluation_from: {project.reporting.evaluation_from} ligger utanför perioden")
    budgets = [("budget_total", project.budget_total)]
    budgets += [(f"cost_categories.{line.name}", line.budget) for line in project.cost_categories]
    budgets += [(f"funders.{funder.name}", funder.budget) for funder in project.funders]
    for place, budget in budgets:
        if list(budget.years) != list(project.years):
            found.append(f"{place}: åren är {list(budget.years)} men perioden {list(project.years)}")
    return found


def _reference_problems(project: Project) -> list[str]:
    numbers = {goal.number for goal in project.goals}
    types = {kind.name for kind in project.activity_types}
    categories = {category.name for category in project.cost_categories}
    named: dict[str, list[Any]] = {
        "goals": [goal.number for goal in project.goals],
        "activity_types": [kind.name for kind in project.activity_types],
        "cost_categories": [category.name for category in project.cost_categories],
        "funders": [funder.name for funder in project.funders],
        "municipalities": [municipality.name for municipality in project.municipalities],
        "ladders": [ladder.activity_type for ladder in project.ladders],
        "recurring": [event.activity_type for event in project.recurring],
        "regular": [event.activity_type for event in project.regular],
        "milestones": [kind.key for kind in project.milestones],
        "reports": [report.kind for report in project.reports],
    }
    found = [
        f"{place}: {name} står två gånger" for place, names in named.items() for name in names if names.count(name) > 1
    ]
    for kind in project.activity_types:
        found += [f"activity_types.{kind.name}: delmål {n} finns inte" for n in kind.goals if n not in numbers]
    found += [
        f"{place}: kostnadsslaget {name} finns inte"
        for place, name in (
            ("flat_rate.category", project.flat_rate.category),
            ("flat_rate.of", project.flat_rate.of),
            ("external.category", project.external.category),
        )
        if name not in categories
    ]
    if "default" not in named["ladders"]:
        found.append("ladders: en stege som heter default saknas")
    users = [("ladders", ladder.activity_type) for ladder in project.ladders if ladder.activity_type != "default"]
    users += [("recurring", event.activity_type) for event in project.recurring]
    users += [("regular", event.activity_type) for event in project.regular]
    found += [f"{place}: aktivitetstypen {name} finns inte" for place, name in users if name not in types]
    roles = {role.name for role in project.roles}
    held = [(f"members.{member.name}", member.role) for member in project.members]
    held += [(f"milestones.{kind.key}", kind.role) for kind in project.milestones if kind.role]
    return [*found, *(f"{place}: rollen {role} finns inte" for place, role in held if role not in roles)]


_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DOMAIN = re.compile(r"[^\s@./]+(\.[^\s@./]+)+")


def _tenant_problems(project: Project) -> list[str]:
    """A partner's directory that nobody could come from, or that gives addresses which may be another's."""
    found, ids, domains = [], set[str](), dict[str, str]()
    for tenant in project.tenants:
        place = f"tenants.{tenant.organisation}"
        if not _GUID.fullmatch(tenant.id):
            found.append(f"{place}: id {tenant.id} är inget katalog-id, som 0b0e7a52-1111-4d6e-9d3f-5a0000000001")
        if tenant.id.casefold() in ids:
            found.append(f"{place}: id {tenant.id} står två gånger")
        ids.add(tenant.id.casefold())
        for domain in tenant.domains:
            if not _DOMAIN.fullmatch(domain):
                found.append(f"{place}: {domain} är ingen domän, skriv det som står efter @: orebro.se")
            if domains.setdefault(domain.casefold(), tenant.id) != tenant.id:
                found.append(f"{place}: domänen {domain} står också hos en annan organisation")
    return found


def _member_problems(project: Project) -> list[str]:
    """An address says whose account it is in another place: it cannot say two."""
    found, owner = [], dict[str, str]()
    for member in project.members:
        email = member.email.strip().casefold()
        if email and member.slack and owner.setdefault(email, member.slack) != member.slack:
            found.append(f"members.{member.name}: adressen {member.email} står också med slack {owner[email]}")
    return found


def _rhythm_problems(project: Project) -> list[str]:
    """What would be reminded of twice or never, or could not be told from something else."""
    stairs = [(f"ladders.{ladder.activity_type}", ladder.steps) for ladder in project.ladders]
    stairs += [(f"milestones.{kind.key}", kind.steps) for kind in project.milestones]
    found = [problem for place, steps in stairs for problem in _twice(place, steps)]
    for event in project.recurring:
        decision = project.milestone(event.decision)
        if decision is None or decision.dates is None:
            found.append(f"recurring.{event.activity_type}: milstolpen {event.decision} med dates finns inte")
    words: dict[str, MilestoneKind] = {}
    for kind in project.milestones:
        if project.activity_type(kind.key):
            found.append(f"milestones.{kind.key}: heter som en aktivitetstyp")
        if kind.dates is None and not occurrences(kind, project):
            found.append(f"milestones.{kind.key}: får ingen dag i perioden")
        for word in kind.words:
            if words.setdefault(word.casefold(), kind) is not kind:
                found.append(f"milestones.{kind.key}: ordet {word} står också i {words[word.casefold()].key}")
    if (key := project.personal_data.review_milestone) and project.milestone(key) is None:
        found.append(f"personal_data.review_milestone: milstolpen {key} finns inte")
    return found


def _twice(place: str, steps: tuple[Step, ...]) -> list[str]:
    days = [(step.before, step.days) for step in steps]
    twice = [each for each in dict.fromkeys(days) if days.count(each) > 1]
    return [f"{place}: två steg {count} dagar före {before}" for before, count in twice]


def _money_problems(project: Project) -> list[str]:
    found = []
    for year in [*project.years, None]:
        label = str(year) if year else "totalt"
        whole = project.budget_total.ore(year) // 100
        for place, parts in (("cost_categories", project.cost_categories), ("funders", project.funders)):
            total = sum(part.budget.ore(year) for part in parts) // 100
            if total != whole:
                found.append(f"{place} {label}: raderna blir {total} kr men budget_total är {whole} kr")
    names: dict[str, str] = {}
    for funder in project.funders:
        for word in (funder.name, *funder.words):
            if names.setdefault(word.casefold(), funder.name) != funder.name:
                found.append(f"funders.{funder.name}: ordet {word} står också i {names[word.casefold()]}")
    rate, base = project.category(project.flat_rate.category), project.category(project.flat_rate.of)
    if rate and base:
        for year in project.years:
            computed = (project.flat_rate.ore(base.budget.ore(year)) + 50) // 100
            if computed != rate.budget.ore(year) // 100:
                found.append(
                    f"flat_rate {year}: {project.flat_rate.percent} % blir {computed} kr men budgeten är {rate.budget.ore(year) // 100} kr"
                )
    return found
