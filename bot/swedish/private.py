"""Personal identity numbers, which are never kept; and the e-mail and phone that are taken first."""

import re
from functools import lru_cache

from bot.swedish.lexer import TAKEN

#: Shown in place of each figure of a personal identity number.
HIDDEN = "•"

_IDENTITY = re.compile(
    r"(?<!\d)(?P<century>19|20)?(?P<yy>\d\d)(?P<mm>0[1-9]|1[0-2])(?P<dd>0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
    r"(?P<between> ?[-+] ?| ?)(?P<last>\d{4}|\d{3}[Xx]|[Xx]{4})(?!\d)"
)
_DASHED = re.compile(r"(?<!\d)(?:19\d\d|200\d|2010)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[-+]\d{4}(?!\d)")
_MAY_HOLD_ONE = re.compile(r"\d{6}|\d\d-\d\d-\d\d[-+]")
_CHILDREN = 10  # years of this century that somebody written of may be born in; a later one is a voucher's day
_SAYS_SO = re.compile(r"(?i)person-?n(?:umme)?r|\bpnr\b|\bsamordningsnummer|\bp-?nr\b")
_EMAIL = re.compile(r"(?<![\w.+&'-])[\w.+&'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[^\W\d_]{2,24}(?![\w@])")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_MAYBE_PHONE = re.compile(r"[+0]\d[\d ()/-]{5}")
_PHONE = re.compile(
    r"(?<![\w.,/+-])(?:(?:\+|00)\d{2,3}[ -]?(?:\(0\) ?)?\d{1,3}|"
    r"\(?0\d{1,3}\)?)[ /-]{0,3}\d{2,4}(?:[ -]?\d{2,4}){1,4}(?![\d/:]|[.,]\d|-\d)"
)


def hide_identity(text: str) -> tuple[str, bool]:
    """The text with every personal identity number hidden, and whether there was one.

    A date part that can be real is needed (a day above 60 is a coordination number's). Written with a dash, or
    with the century of somebody grown up, the number stands as it is; else, run together or with a space, its
    check digit must fit, so that phone, voucher and organisation numbers pass.
    """
    found = False
    if not _MAY_HOLD_ONE.search(text):
        return text, False

    def hide(match: re.Match[str]) -> str:
        nonlocal found
        if not _is_identity(match, text):
            return match.group()
        found = True
        return re.sub(r"[\dXx]", HIDDEN, match.group())

    def hide_dashed(match: re.Match[str]) -> str:
        nonlocal found
        found = True
        return re.sub(r"\d", HIDDEN, match.group())

    return _IDENTITY.sub(hide, _DASHED.sub(hide_dashed, text)), found


def _is_identity(match: re.Match[str], text: str) -> bool:
    between = match["between"].strip()
    if match["last"][0] in "Xx":
        return bool(between) or bool(_SAYS_SO.search(text))
    if between and not (match["century"] is None and match["yy"][0] == "0" and match["between"] == " "):
        return True
    if _SAYS_SO.search(text) or (match["century"] and match["between"]):
        return True
    fits = match["last"][-1].isdigit() and _luhn(match["yy"] + match["mm"] + match["dd"] + match["last"])
    if match["century"]:
        return fits or match["century"] == "19" or int(match["yy"]) <= _CHILDREN
    return fits and not match.group().startswith("0")


def _luhn(figures: str) -> bool:
    doubled = (int(c) * (2 - i % 2) for i, c in enumerate(figures))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def take_addresses(text: str) -> tuple[str, str | None, str | None]:
    """The text with e-mail, web and phone addresses blanked, the first e-mail, and the first phone in E.164."""
    email = phone = None
    if "@" in text:
        found = _EMAIL.search(text)
        if found:
            email = found.group()
            text = _EMAIL.sub(_blank, text)
    if "://" in text or "www." in text:
        text = _URL.sub(_blank, text)
    if not _MAYBE_PHONE.search(text):
        return text, email, None
    for match in _PHONE.finditer(text):
        number = e164(match.group())
        if number:
            phone = phone or number
            text = text[: match.start()] + _blank(match) + text[match.end() :]
    return text, email, phone


_BROKEN_EMAIL = re.compile(r"(?<![\w.+&'@-])[\w.+&'-]{1,64}@(?:[\w.-]{1,64}|(?=\s|$))")


_SPELT_OUT = re.compile(r"(?i)[\w.+-]{1,64} ?[(\[](?:at|a)[)\]] ?[\w.-]{1,64}")


def broken_email(text: str) -> str | None:
    """What is meant as an e-mail address but is none: 'kalle@region', 'kalle@'. A mention ('@kalle') is not."""
    found = _BROKEN_EMAIL.search(text) if "@" in text and not _EMAIL.search(text) else None
    if found is None and "a" in text and ("(" in text or "[" in text):
        found = _SPELT_OUT.search(text)
    return found.group().rstrip(".-") if found else None


def _blank(match: re.Match[str]) -> str:
    return TAKEN * (match.end() - match.start())


@lru_cache(maxsize=512)
def e164(written: str) -> str | None:
    """A possible phone number in E.164, Swedish unless it says otherwise; None for other figures."""
    if not 8 <= sum(c.isdigit() for c in written) <= 15:
        return None
    import phonenumbers  # here: it takes 30 ms to import and few messages hold a number

    try:
        number = phonenumbers.parse(written, "SE")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
