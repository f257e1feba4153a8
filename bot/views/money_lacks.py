"""What in the money somebody should look at: each with how many, how much, and a way to the records."""

from bot.money import Standing
from bot.money_warnings import Lack, Lacking
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.money_sentences import over_limit_line, year_end_line
from bot.views.status_frame import Frame

#: what is written to see them, and what is said of them
ASKED: dict[Lack, str] = {
    "period": "utanför projekttiden",
    "activity": "utan aktivitet",
    "voucher": "utan verifikation",
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
    "approximate": "är ungefärliga: räknas som loggat men aldrig som bokfört",
    "currency": "i annan valuta eller utan kostnad i kronor räknas inte",
    "not_cost": "ligger utanför projektets kostnader och räknas inte",
    "by_hand": "på ett kostnadsslag som är schablon räknas inte: schablonen räknas ut av sig själv",
    "no_category": "har ett kostnadsslag som inte finns i projektet och räknas inte",
}
_SAID_OF_ONE: dict[Lack, str] = {
    "voucher": "är bokförd utan verifikationsnummer",
    "approximate": "är ungefärlig: räknas som loggat men aldrig som bokfört",
}


def to_look_at(standing: Standing, frame: Frame) -> Reply | None:
    """All of it as a card, None when there is nothing."""
    lines = [*grave(standing, frame), *(sentence(each) for each in standing.lacking)]
    if not lines:
        return None
    buttons = [
        Button(label=f"Visa underlag: {ASKED[each.what]}", action="status", value=ASKED[each.what])
        for each in standing.lacking
    ]
    return Reply(title="Att se över", text=tuple(lines), buttons=tuple(buttons))


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
