"""An expense's way through the ledger, as people say it: 'bokför 7 ver A123 31/3', 'utgift 7 är betald', 'attestera 7'.

What is read is read whole: a text with a word in it that has no place here is something else ('betalade 7 kaffe 210
kr' is an expense), or, where its first words can mean nothing else, `Unread`.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.swedish.lexer import Lexed, clean
from bot.swedish.readdates import read_days
from bot.swedish.when import Now

What = Literal["book", "unbook", "pay", "unpay", "attest", "unattest", "return"]
Waiting = Literal["att bokföra", "att betala", "att attestera", "returnerade"]
Days = tuple[date, ...]  # the one day that was written, or without a year that day in each year it may be

MOST = 50  # expenses in one message


@dataclass(frozen=True)
class Entry:
    """One expense by its number, and what is said of it."""

    number: int
    voucher: str | None = None
    booked: Days = ()
    paid: Days = ()
    pays: bool = False  # 'betald' is said, with or without a day
    exact: bool = False  # a form's: what is empty there is to be empty


@dataclass(frozen=True)
class Bookkeeping:
    what: What
    entries: tuple[Entry, ...]
    reason: str = ""


@dataclass(frozen=True)
class AllOf:
    """'attestera alla': which list that is."""

    waiting: Waiting


@dataclass(frozen=True)
class Unread:
    """It begins like one of these, but `word` is not understood."""

    what: What
    word: str


Request = Bookkeeping | AllOf | Unread

_STEMS: dict[What, str] = {
    "book": r"bokför(?:a|ing|d|da|t|des|de|s)?",
    "pay": r"betal(?:a|d|da|t|ad|ade|ades|at|des|s|as|ats)?",
    "attest": r"attest(?:era|erar|erad|erade|erat|eras)?|godkänn(?:a|d|da|t|s|es)?",
    "return": r"returner(?:a|ad|ade|at|as)|underkänn(?:a|d|da|t)?|avslå|skicka tillbaka|skickas tillbaka",
}
_VERB = "|".join(f"(?P<{what}>{stem})" for what, stem in _STEMS.items())
_UNDONE: dict[What, What] = {"book": "unbook", "pay": "unpay", "attest": "unattest"}
_LIST: dict[What, Waiting] = {"book": "att bokföra", "pay": "att betala", "attest": "att attestera"}
_NR = r"(?:utgift(?:en|erna|er)? )?(?:(?:nr|nummer)\.? ?|# ?)?"
NUMBER = rf"{_NR}\d{{1,9}}(?![\d/.:-]*\d)"
NUMBERS = rf"{NUMBER}(?:(?: ?, ?| ?- ?| och | samt | & | till ){NUMBER})*"
_POLITE = r"(?:(?:kan|vill) du |snälla |(?:jag|vi) (?:har |vill )?|nu (?:är |har )?)*"
_ORDER = re.compile(
    rf"{_POLITE}(?:boka(?= utgift)|(?P<off>av|o)?-?(?:{_VERB})(?! ?in\b))(?: (?=\d|utgift|nr|#|alla|allt)|[: ]*\n|: ?)",
    re.I,
)
_TOLD = re.compile(
    rf"(?P<numbers>{NUMBERS})(?: (?:är|har|blev|blir|har blivit|nu|redan|båda|alla))* ?(?P<not>inte |ej |o)?(?:{_VERB})\b",
    re.I,
)
# without a preposition a 'betalning' may be one that came in
_TAKEN_BACK = re.compile(
    rf"(?:ta (?:bort|tillbaka)|ångra|stryk|radera) (?:(?:(?P<book>bokföring(?:en)?|verifikat\w*)"
    rf"|(?P<attest>attest(?:en|ering|eringen)?))(?: (?:på|av|för|från|till))?|(?P<pay>betalning(?:en)?) (?:på|av|för|från|till))"
    rf" (?P<numbers>{NUMBERS}(?: \d{{1,9}})*)",
    re.I,
)
_VER = r"(?:ver(?:ifikat(?:ion(?:en|snummer|snumret)?|et)?|nr|nummer|numret)?(?:\.| nr| nummer)?)"
_ITS = r"[a-zåäö]{0,4}-?\d[\w-]*"
#: 'byt ver på utgift 4 till A61', 'ändra utgift 4: ver A61'
_NEW_VOUCHER = re.compile(
    rf"(?:byt|ändra|rätta|korrigera|sätt)(?: ut)? (?:{_VER} (?:på|för|av|till) {NUMBER}(?: ska vara|:|,)? ?(?:till )?|{NUMBER}(?:[:,]| till)? {_VER}:?(?: till)? )"
    rf"(?P<new>{_ITS})",
    re.I,
)
#: Several numbers without a comma between them, and a voucher for each: '3 4 5 ver A3 A4 A5'.
_RUN = re.compile(
    r"\d{1,9}(?: \d{1,3}(?![\w/.:-])(?! ?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)))+(?=$|[ ,:])", re.I
)
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+")
_EACH_ITS = re.compile(
    rf"(?P<numbers>{NUMBERS}) (?:(?:med|som) )?{_VER}[ :]+(?P<vouchers>{_ITS}(?:(?:, ?| och | )(?!och)[a-zåäö]{{0,4}}-?\d[\w-]*(?![\w/.-]))+)(?P<rest>.*)",
    re.I | re.S,
)
_ENTRY = re.compile(rf"{_NR}(?P<first>\d{{1,9}})(?: ?(?:-|till) ?(?P<last>\d{{1,9}}))?(?![\d/.:-]*\d)(?!\w)", re.I)
_SEPARATOR = re.compile(r" ?[,;\n] ?(?:och )?| (?:och|samt|&) ")
_VOUCHER = re.compile(
    r"(?:(?:som|med|på|under) )?(?<!\w)ver(?:ifikat(?:ion(?:en)?|et)?|nr|nummer)?(?:(?:\.| )? ?(?:nr|nummer))?[ .:#]*"
    r"(?P<said>[a-zåäö]{0,4}[ -]?\d[\w/-]*)"
    r"|(?<![\w/.])(?P<bare>(?!den|kl|q|v\d\d?\b)[a-zåäö]{1,4}-?\d[\w-]*|(?!20\d\d-)\d{4,9}(?![\w/.-]))",
    re.I,
)
_PAID = re.compile(r",? ?(?:och )?(?:är )?betal(?:d|t|da|ad|ade|des|as|ades|ningsdag|ning)\b ?:?", re.I)
_BOOKED = re.compile(r"(?:och )?(?:är )?bokför(?:d|t|da|des|s)\b ?:?", re.I)
_IDLE = re.compile(r"\b(?:den|per|datum|dag|dagen|är|har|nu|i|som|med|på|och|tack|båda|alla)\b|[ ,.;:()]+", re.I)
MONEY = re.compile(r"\d ?(?:kr|kronor|sek|tkr|kkr|:-|,-|€|eur|st|pers|delt)(?!\w)", re.I)
_NAMED_DAY = re.compile(r"(?i)\d{1,2}(?:\.|:e|:a|e)? ?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)")


def read_bookkeeping(text: str, today: date) -> Request | None:
    """What the text says of expenses by their numbers; None when it is about something else."""
    if text.rstrip().endswith("?") and not re.match(r"(?i)\W*(?:snälla )?(?:kan|vill) du ", text):
        return None  # 'utgift 7 bokförd?' asks
    said = " ".join(clean(text).replace("\n", " \n ").split(" ")).strip(" .!?\n")
    said = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", said))
    if MONEY.search(said) and not re.match(rf"(?i){_POLITE}(?:{_STEMS['return']})", said):
        return None
    if taken := _TAKEN_BACK.fullmatch(said):
        what = _UNDONE[_what(taken)]
        return Bookkeeping(what, tuple(Entry(number) for number in numbers(taken["numbers"])))
    if new := _NEW_VOUCHER.fullmatch(said):
        (number, *_) = numbers(new.group()[: new.start("new")])
        return Bookkeeping("book", (Entry(number, new["new"].upper()),))
    if order := _ORDER.match(said):
        what = _what(order)
        if order["off"] and what == "return":
            return None
        what = _UNDONE[what] if order["off"] else what
        if what == "return" and order["return"].casefold().endswith("ade") and not re.search(r"\d ?(?:[:,(]|$)", said):
            return None  # 'returnerade 7 böcker'
        return _ordered(what, said[order.end() :], today)
    if told := _TOLD.match(said):
        what = _what(told)
        if told["not"] and what == "return":
            return None
        if told["not"]:
            what = _UNDONE[what]
        return _read(what, f"{told['numbers']} {said[told.end() :]}", today)
    return None


def _what(match: re.Match[str]) -> What:
    """The verb that was said; 'boka utgift 7' has none of its own."""
    named = match.groupdict()
    return next((what for what in _STEMS if named.get(what)), "book")


def _ordered(what: What, body: str, today: date) -> Request | None:
    if what in _LIST and re.fullmatch(r"(?i)(?:alla|allt|alla utgifter|resten)", body):
        return AllOf(_LIST[what])
    if not _ENTRY.match(body) and not (_before(body, today)):
        named = what != "pay" and re.match(r"(?i)utgift(?:en)? [^\W\d]", body)
        return Unread(what, _shown(body)) if named and not _numbered_otherwise(body, today) else None
    request = _read(what, body, today)
    if request is None and what != "pay":  # 'betalade 7 …' may be anything
        return Unread(what, _shown(body))
    return request


def _numbered_otherwise(body: str, today: date) -> bool:
    """Whether a figure is left beside the voucher and the day: 'utgift taxi 340' is logged."""
    left = _VOUCHER.sub(lambda found: " " if found["said"] else found.group(), body)
    lexed = Lexed(left)
    for item in reversed(read_days(lexed, Now(today, False))):
        left = f"{left[: lexed.starts[item.first]]} {left[lexed.ends[item.last - 1] :]}"
    return any(sign.isdecimal() for sign in left)


def _each_on_its_own(what: What, body: str) -> str:
    """The body with a comma between numbers that have none, and each with its own voucher."""
    run = _RUN.match(body)
    if run and (what not in ("book", "pay") or not _THOUSANDS.fullmatch(run.group())):
        body = run.group().replace(" ", ", ") + body[run.end() :]
    if each := _EACH_ITS.fullmatch(body):
        every, vouchers = numbers(each["numbers"]), re.findall(_ITS, each["vouchers"], re.I)
        if len(every) == len(vouchers):
            pairs = ", ".join(f"{number} ver {voucher}" for number, voucher in zip(every, vouchers, strict=True))
            return pairs + each["rest"]
    return body


def _shown(body: str) -> str:
    return body if len(body) <= 60 else f"{body[:59]}…"


def numbers(text: str) -> list[int]:
    """The expenses of 'utgift 7, 9 och 11-13'."""
    found: list[int] = []
    for match in _ENTRY.finditer(text):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        found += range(first, min(last, first + MOST) + 1)
    return list(dict.fromkeys(found))[:MOST]


def _read(what: What, body: str, today: date) -> Bookkeeping | None:
    """What is said after the verb, read whole; None where something is left over."""
    if what == "return":
        return _returned(body)
    lead = _before(body, today)
    days, body = lead or ((), body)
    body = _each_on_its_own(what, body)
    entries: list[Entry] = []
    for piece in _pieces(body, today):
        read = _entries(piece, today)
        if read is None:
            return None
        entries += read
    if not entries or len(entries) > MOST or not _belongs(what, entries):
        return None
    entries = [replace(entry, booked=entry.booked or days) for entry in entries]
    entries = _shared(entries)
    if what in ("pay", "unpay"):  # the day is that of what was said first
        entries = [replace(one, booked=(), paid=one.paid or one.booked, pays=True) for one in entries]
    return Bookkeeping(what, tuple(entries))


def _belongs(what: What, entries: list[Entry]) -> bool:
    """Whether what is said has a place there: only what is booked has a voucher."""
    if what == "book":
        return True
    if any(entry.voucher for entry in entries):
        return False
    return what == "pay" or not any(entry.booked or entry.paid for entry in entries)


def _returned(body: str) -> Bookkeeping | None:
    """'7: fel kostnadsslag', '7 och 9 för att kvittot saknas': which, and why."""
    found = re.match(rf"(?P<numbers>{NUMBERS})(?P<reason>(?:[\s:,.(-].*)?)", body, re.I | re.S)
    if not found:
        return None
    reason = re.sub(
        r"(?i)^(?:[\s:,.(-]|(?:för att|eftersom|därför att|då|pga\.?|p\.g\.a\.|på grund av)(?!\w))+",
        "",
        found["reason"],
    )
    return Bookkeeping("return", tuple(Entry(number) for number in numbers(found["numbers"])), reason.strip(" )"))


def _before(body: str, today: date) -> tuple[Days, str] | None:
    """A day for all that follows: '31/3: 7 A101, 9 A102'."""
    head, colon, rest = body.partition(":")
    if not colon or not _ENTRY.match(rest.strip()):
        return None
    days = _days(head, today)
    return (days, rest.strip()) if days else None


def _pieces(body: str, today: date) -> list[str]:
    """One piece for each expense, or each row of them: a number after a comma begins one, a day does not."""
    pieces: list[str] = []
    at = 0
    for match in [*_SEPARATOR.finditer(body), None]:
        end = match.start() if match else len(body)
        piece = body[at:end].strip()
        at = match.end() if match else end
        begins = _ENTRY.match(piece) and not _NAMED_DAY.match(piece) and not _is_day(piece, today)
        if pieces and piece and not begins:
            pieces[-1] += f", {piece}"
        elif piece:
            pieces.append(piece)
    return pieces


def _is_day(piece: str, today: date) -> bool:
    return not re.fullmatch(r"(?i)(?:utgift )?#?\d{1,9}", piece) and bool(_days(piece, today))


def _entries(piece: str, today: date) -> list[Entry] | None:
    """'7 ver A123 31/3, betald 2/4'; None where a word is left over."""
    head = _ENTRY.match(piece)
    if not head:
        return None
    rest, paid_rest, pays = piece[head.end() :], "", False
    if paid := _PAID.search(rest):
        rest, paid_rest, pays = rest[: paid.start()], rest[paid.end() :], True
        if not rest.strip(" ,") or _BOOKED.fullmatch(rest.strip(" ,")):
            rest = paid_rest  # 'bokförd och betald 31/3': one day for both
    rest = _BOOKED.sub(" ", rest)
    vouchers = _VOUCHER.finditer(rest)
    voucher = next((one for one in vouchers if one["said"] or not _days(one["bare"], today)), None)
    if voucher:
        rest = f"{rest[: voucher.start()]} {rest[voucher.end() :]}"
    booked, days_paid = _days(rest, today), _days(paid_rest, today)
    if booked is None or days_paid is None:
        return None
    said = re.sub(r"\s", "", (voucher["said"] or voucher["bare"]) if voucher else "").upper() or None
    return [Entry(number, said, booked, days_paid, pays) for number in numbers(head.group())]


def _shared(entries: list[Entry]) -> list[Entry]:
    """What the last of several alone says is said of all of them: '7, 9 och 12 31/3'."""
    *others, last = entries
    said: dict[str, object] = {}
    for name in ("voucher", "booked", "paid", "pays"):
        if getattr(last, name) and not any(getattr(other, name) for other in others):
            said[name] = getattr(last, name)
    if said.get("voucher") and any(other.booked for other in others):
        said.pop("voucher")
    return [replace(other, **said) for other in others] + [last]  # type: ignore[arg-type]  # each by its own name


def _days(text: str, today: date) -> Days | None:
    """The day that the text is, in each year it may be in; empty for no words, None for words that are no one day."""
    lexed = Lexed(text)
    found = read_days(lexed, Now(today, False))
    left = text
    for item in reversed(found):
        left = f"{left[: lexed.starts[item.first]]} {left[lexed.ends[item.last - 1] :]}"
    if _IDLE.sub("", left).strip():
        return None
    if not found:
        return ()
    when = found[0].value
    if len(found) > 1 or not when.exists or when.first != when.last:
        return None
    if when.at is None:
        return (when.first,)
    spans = (when.at(year) for year in range(today.year - 2, today.year + 2))
    return tuple(span[0] for span in spans if span)
