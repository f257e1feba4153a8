"""Days said relative to today: weekdays, yesterday, in two weeks."""

import re

from bot.swedish.almanac import (
    nearest_weekday,
    shift_days,
    shift_months,
    week_of,
)
from bot.swedish.dates import DateRule, rule
from bot.swedish.lexer import Lexed
from bot.swedish.when import Now, When, day


def _today(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    index = match.start("d")
    offset = lexed.values[index]
    if lexed.shape[index] == "U":
        if lexed.words[index] != "dag":
            return None
        offset = 0
    return day(shift_days(now.today, offset))


def _weekday(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """tisdag, i tisdags, på tisdag, förra tisdagen, nästa tisdag, nu på fredag, på tisdag om en vecka."""
    index = match.start("w")
    weekday, letter = lexed.values[index], lexed.shape[index]
    lead = match["lead"] or ""
    today = now.today
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
        found = nearest_weekday(today, weekday, now.forward, today_counts=True)
    if match["later"]:
        found = shift_days(found, 7 * int(lexed.values[match.end("later") - 3] or 0))
    return When(found, found, weekday=weekday)


def _is_name_or_word(lexed: Lexed, index: int) -> bool:
    """'Tor', 'ti', '6 mån', 'mån om': no weekdays on their own."""
    word, shape = lexed.words[index], lexed.shape
    if word == "mån":
        return shape[max(0, index - 2) : index - 1] in tuple("123nN") or shape[index + 1 : index + 3] == " o"
    if word in ("tor", "sön"):
        return lexed.text[lexed.starts[index]].isupper()
    return word in ("to", "ti", "må", "sö", "lö")


def _ago(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """för två veckor sen, om en månad, om ett halvår, om ett par dagar."""
    sign = 1 if lexed.shape[match.start()] == "o" else -1
    amount = lexed.values[match.start("n")]
    vague = lexed.shape[match.start("n")] in "g" or bool(match["about"])
    unit = lexed.values[match.start("u")]
    if amount is None or amount > 10_000 or unit == "v":
        return None
    if unit in ("week", "weeks"):
        found = shift_days(now.today, sign * int(amount * 7))
    elif unit == "day":
        found = shift_days(now.today, sign * int(amount))
    elif unit == "weekend":
        return None
    else:
        months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
        found = shift_months(now.today, sign * int(amount * months))
    if match["half"]:
        found = shift_months(found, sign * 6) if unit == "year" else found
    return day(found).doubted("vague") if vague else day(found)


def _the_other_day(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    kind = lexed.values[match.start()]
    if kind == "other_week":
        first, last = week_of(now.today, -2)
        return When(first, last, "week", doubt="vague")
    found = shift_days(now.today, -2)
    return day(found).doubted("vague") if kind == "other_day" else None


_N = r"(?:n )?(?P<n>[123nNg])"


RELATIVE_RULES: list[DateRule] = [
    rule("iDu", r"(?:u )?(?:i )?(?P<d>D)(?: [GP])?", _today),
    rule("i", r"i (?P<d>[GU])(?: [GP])?(?!\w)", _today),
    rule("uipxlhdtWST", r"(?P<lead>(?:u )?(?:[pixlht] |d ä |d )?(?:[xl] )?)"
                        r"(?P<w>[WST])(?P<later> o [n12] V)?(?![\w/])", _weekday),
    rule("f123nNg", r"(?:f )?(?P<about>c )?" + _N + r"(?P<half> & nF)? (?P<u>[UV]) s", _ago),
    rule("o", r"o (?P<about>c )?" + _N + r"(?P<half> & nF)? (?P<u>[UV])(?![\w])", _ago),
    rule("ü", r"ü", _the_other_day),
]  # fmt: skip
