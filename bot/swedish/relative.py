"""Days said relative to today: weekdays, yesterday, in two weeks."""

import re
from datetime import date

from bot.swedish.almanac import (
    nearest_weekday,
    shift_days,
    shift_months,
    week_of,
)
from bot.swedish.dates import DateRule
from bot.swedish.grammar import rule
from bot.swedish.lexer import Lexed
from bot.swedish.when import Now, When, day


def _today(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """i går, i dag, i kväll, nu i eftermiddag, i morgon bitti, idag om en vecka."""
    found = _near_day(lexed, match.start("d"), now)
    if found is None or not match["later"]:
        return day(found) if found else None
    weeks, unit = lexed.values[match.start("n")], lexed.values[match.end("later") - 1]
    days = {"week": 7, "weeks": 7, "v": 7, "day": 1}.get(unit)
    return day(shift_days(found, int(weeks * days))) if days else None


_PARTS_OF_TODAY = frozenset({
    "kväll", "natt", "morse", "eftermiddag", "eftermiddags", "förmiddag", "förmiddags", "kvall", "formiddag",
    "formiddags",
})  # fmt: skip


def _near_day(lexed: Lexed, index: int, now: Now) -> date | None:
    letter, word = lexed.shape[index], lexed.words[index]
    if (letter == "U" and word != "dag") or (letter == "¶" and word not in _PARTS_OF_TODAY):
        return None
    return shift_days(now.today, lexed.values[index] if letter in "DG" else 0)


def _weekday(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """tisdag, i tisdags, på tisdag, förra tisdagen, nästa tisdag, nu på fredag, på tisdag om en vecka."""
    index = match.start("w")
    weekday, letter = lexed.values[index], lexed.shape[index]
    lead = match["lead"] or ""
    today = now.today
    before = lexed.words[max(0, match.start() - 2) : match.start()]
    if (lead and _DATE_AFTER.match(lexed.shape, index + 1)) or (before and before[0] in _EVERY):
        return None
    if before and not lead and lexed.shape[match.start() - 2] == "O":
        return None
    if letter == "W" and len(lexed.words[index]) <= 3 and not lead and _is_name_or_word(lexed, index):
        return None
    if letter == "S" or "l" in lead:
        found = nearest_weekday(today, weekday, forward=False, today_counts=False)
        in_last_week = shift_days(week_of(today, -1)[0], weekday)
        if "l" in lead and found != in_last_week:
            return When(found, found, doubt="which_week", others=((in_last_week, in_last_week),))
        return When(found, found, weekday=weekday)
    if "x" in lead and lexed.values[match.start("lead") + lead.index("x")] == "next":
        found = shift_days(week_of(today, 1)[0], weekday)
        nearest = nearest_weekday(today, weekday, forward=True, today_counts=False)
        when = When(found, found, weekday=weekday)
        return when if nearest == found else when.doubted("which_week", (nearest, nearest))
    if "h" in lead or ("d" in lead and "ä" in lead):
        found = shift_days(week_of(today)[0], weekday)
    elif "p" in lead or "x" in lead or "t" in lead or "u" in lead:
        found = nearest_weekday(today, weekday, forward=True, today_counts=False)
    else:
        found = nearest_weekday(today, weekday, now.forward or bool(match["later"]), today_counts=True)
    if match["later"]:
        found = shift_days(found, 7 * int(lexed.values[match.end("later") - 3] or 0))
    return When(found, found, weekday=weekday)


def _is_name_or_word(lexed: Lexed, index: int) -> bool:
    """'Tor', 'ti', '6 mån', 'mån om': no weekdays on their own."""
    word, shape = lexed.words[index], lexed.shape
    if word == "mån":
        beside = shape[max(0, index - 2) : index]
        return beside[:1] in tuple("123nN") or beside[-1:] == "/" or shape[index + 1 : index + 3] == " o"
    if word in ("tor", "sön"):
        return lexed.text[lexed.starts[index]].isupper()
    return word in ("to", "ti", "må", "sö", "lö")


#: 'på tisdag 17/3', 'till onsdag den 5 juni': the day is the date's.
_DATE_AFTER = re.compile(r"\.?,? \(?(?:d )?(?:[12]/[12]|[12](?::?w|\.)? ?[MJ]|O [MJ]|2?\.1(?![1-9])|4-2-2)")
_EVERY = frozenset({"varje", "varannan", "var", "per", "alla"})


def _ago(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """för två veckor sen, om en månad, om ett halvår, om 2-3 veckor, om en vecka på fredag."""
    sign = 1 if lexed.shape[match.start()] == "o" else -1
    amount = lexed.values[match.start("n")]
    vague = lexed.shape[match.start("n")] in "g" or bool(match["about"] or match["most"])
    unit = lexed.values[match.start("u")]
    if match["w"]:
        return day(shift_days(week_of(now.today, int(amount))[0], lexed.values[match.start("w")]))
    if unit in ("week", "weeks", "v"):
        found = shift_days(now.today, sign * int(amount * 7))
    elif unit == "day":
        found = shift_days(now.today, sign * int(amount))
    else:
        months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(unit)
        if months is None:
            return None
        found = shift_months(now.today, sign * int(amount * months))
    return day(found).doubted("vague") if vague else day(found)


def _the_other_day(lexed: Lexed, match: re.Match[str], now: Now) -> When:
    """häromdagen, häromveckan."""
    if lexed.values[match.start()] == "other_week":
        first, last = week_of(now.today, -2)
        return When(first, last, "week", doubt="vague")
    return day(shift_days(now.today, -2)).doubted("vague")


_N = r"(?:n )?(?P<n>[123nNg])(?P<most> ?[-t] ?[12n])?"
_LATER = r"(?P<later> o (?P<n>[n12]) [UV])?(?![\w])"


RELATIVE_RULES: list[DateRule] = [
    rule("iDu", r"(?:u )?(?:i )?(?P<d>D)(?: [G¶])?" + _LATER, _today),
    rule("i", r"i (?P<d>[GU¶])(?: [G¶])?" + _LATER, _today),
    rule("uipxlhdtWST", r"(?P<lead>(?:u )?(?:[pixlht] |d ä |d )?(?:[xl] )?)"
                        r"(?P<w>[WST])(?P<later> o [n12] V)?(?: ¶)?(?!\w|/(?![WST]))", _weekday),
    rule("f123nNg", r"(?:f )?(?P<about>c )?" + _N + r" (?P<u>[UV]) s(?P<w>(?!))?", _ago),
    rule("o", r"o (?P<about>c )?" + _N + r" (?P<u>[UV])(?:(?<=V) p (?P<w>[WT]))?(?!\w| ?\.?[12])", _ago),
    rule("ü", r"ü", _the_other_day),
]  # fmt: skip
