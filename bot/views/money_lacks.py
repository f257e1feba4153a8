"""What in the money somebody should look at: each with how many, how much, and a way to the records."""

from collections.abc import Sequence

from bot.money import Standing
from bot.money_warnings import Lack, Lacking
from bot.project import Project
from bot.records import Expense
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import card
from bot.views.money_sentences import CONTACT, more_came_in, over_limit_line, year_end_line
from bot.views.status_frame import Frame

PAGE = 8  # expenses
#: what is written to see them, and what is said of them
ASKED: dict[Lack, str] = {
    "period": "utanför projekttiden",
    "activity": "utan aktivitet",
    "voucher": "utan verifikation",
    "paid_late": "betalda efter projekttiden",
    "approximate": "ungefärliga",
    "currency": "annan valuta",
    "not_cost": "utanför projektets kostnader",
    "by_hand": "på schablonen",
    "no_category": "okänt kostnadsslag",
}
_SAID: dict[Lack, str] = {
    "period": "har datum utanför projekttiden och räknas inte",
    "activity": "hör inte till någon aktivitet: kostnaden ska gå att följa i lägesrapporten",
    "voucher": "är bokförda utan verifikationsnummer",
    "paid_late": f"är betalda efter projekttiden och inte rekvirerade: {CONTACT}",
    "approximate": "är ungefärliga: räknas som loggat men aldrig som bokfört",
    "currency": "i annan valuta eller utan kostnad i kronor räknas inte",
    "not_cost": "ligger utanför projektets kostnader och räknas inte",
    "by_hand": "på ett kostnadsslag som är schablon räknas inte: schablonen räknas ut av sig själv",
    "no_category": "har ett kostnadsslag som inte finns i projektet och räknas inte",
}
_SAID_OF_ONE: dict[Lack, str] = {
    "voucher": "är bokförd utan verifikationsnummer",
    "paid_late": f"är betald efter projekttiden och inte rekvirerad: {CONTACT}",
    "approximate": "är ungefärlig: räknas som loggat men aldrig som bokfört",
}
_OF_NONE: dict[Lack, str] = {
    "period": "har datum utanför projekttiden",
    "activity": "saknar aktivitet",
    "voucher": "är bokförd utan verifikationsnummer",
    "paid_late": "är betald efter projekttiden utan att vara rekvirerad",
    "approximate": "är ungefärlig",
    "currency": "är i annan valuta",
    "not_cost": "ligger utanför projektets kostnader",
    "by_hand": "ligger på schablonen",
    "no_category": "har ett okänt kostnadsslag",
}
TITLES: dict[Lack, str] = {
    "approximate": "med ungefärligt belopp",
    "currency": "i annan valuta",
    "no_category": "med okänt kostnadsslag",
}


def to_look_at(frame: Frame, standing: Standing) -> Reply:
    """All of it, each with a button to its records."""
    lines = [*grave(standing, frame), *more_came_in(standing), *(sentence(each) for each in standing.lacking)]
    shown = [
        Button(label=f"Visa underlag: {ASKED[each.what]}", action="status", value=ASKED[each.what])
        for each in standing.lacking
    ]
    return Reply(
        title="📊 Att se över i pengarna",
        text=tuple(lines) or ("Inget att se över just nu.",),
        buttons=(*shown, Button(label="Pengar", action="status", value="pengar")),
    )


def in_short(standing: Standing) -> str:
    """'Att se över: 21 utgifter utan aktivitet · 5 utan verifikation'; empty when there is nothing."""
    limits = [f"{line.name} över budgeten" for line in standing.over_limit]
    limits += ["mer inbetalt än väntat"] if more_came_in(standing) else []
    limits += ["mycket kvar av årets budget"] if standing.year_end else []
    lacks = [f"{sv.number(each.count)} {TITLES.get(each.what, ASKED[each.what])}" for each in standing.lacking]
    if lacks:
        first = standing.lacking[0]
        lacks[0] = f"{sv.plural(first.count, 'utgift', 'utgifter')} {TITLES.get(first.what, ASKED[first.what])}"
    return f"Att se över: {' · '.join([*limits, *lacks])}" if limits or lacks else ""


def grave(standing: Standing, frame: Frame) -> list[str]:
    """What the steering group should know: a line over its limit, a year that ends with much left."""
    found = [over_limit_line(line, frame) for line in standing.over_limit]
    return [*found, year_end_line(standing.year_end)] if standing.year_end else found


def sentence(lacking: Lacking) -> str:
    """'2 utgifter (1 350 kr) hör inte till någon aktivitet: …'"""
    about = "omkring " if lacking.what == "approximate" else ""
    much = f" ({about}{sv.whole_kronor(lacking.ore)})" if lacking.ore is not None else ""
    said = _SAID_OF_ONE.get(lacking.what) if lacking.count == 1 else None
    return f"{sv.plural(lacking.count, 'utgift', 'utgifter')}{much} {said or _SAID[lacking.what]}."


def records(what: Lack, shown: Sequence[Expense], count: int, ore: int | None, page: int, project: Project) -> Reply:
    """A page of the expenses that lack it, each to be changed; `count` and `ore` are those of all pages."""
    if not shown:
        text = f"Ingen utgift {_OF_NONE[what]}." if page == 1 else "Det finns inget mer att visa."
        return Reply(text=(text,), beside=True)
    last = PAGE * (page - 1) + len(shown)
    buttons = (
        [Button(label="Visa fler", action="status", value=f"{ASKED[what]} sida {page + 1}")] if last < count else []
    )
    where = f"{last - len(shown) + 1}–{last} av {sv.number(count)}" if count > len(shown) else ""
    return Reply(
        title=f"🔎 Underlag: utgifter {TITLES.get(what, ASKED[what])}",
        text=tuple(line for line in (sentence(Lacking(what, count, ore)), where) if line),
        parts=tuple(_row(each, project) for each in shown),
        buttons=tuple(buttons),
        beside=True,
    )


def _row(expense: Expense, project: Project) -> Reply:
    drawn = card(expense, project, named=False)
    return drawn.model_copy(update={"buttons": tuple(each for each in drawn.buttons if each.action == "edit")})
