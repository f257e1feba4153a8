"""What a text says about VAT: inclusive, exclusive or none, and at which rate."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.reading import Vat
from bot.swedish.lexer import Lexed


@dataclass(frozen=True, slots=True)
class VatSaid:
    """`assumed`: the text names a rate but not whether the amount holds it."""

    vat: Vat | None
    rate: Decimal | None = None
    assumed: bool = False


_RATE = r"(?:\(?(?P<rate>[N12]) ?%\)? ?)?"
_SAID = re.compile(
    r"(?P<how>[ν+ε])\.? ?" + _RATE + r"μ(?: \(?(?P<rate2>[N12]) ?%\)?)?"
    r"|(?P<free>φ)"
    r"|(?P<within>ν)\.? \(?(?P<rate5>[N12]) ?%\)?"
    r"|(?P<zero>[Hw∅]) (?:r )?(?P<none>μ)|(?P<after>μ) (?P<verb>w|ν)"
    r"|(?P<rate3>[N12]) ?% μ|μ(?::| )(?P<rate4>[N12]) ?%"
    r"|μ:? (?P<nil>1)(?=$|[,.;)\n])"
    r"|(?P<alone>ν)\.?(?=$|[,;)\n]| [a-zA-Z]*$)"
)


def read_vat(lexed: Lexed, with_amount: bool) -> VatSaid | None:
    """What is said about VAT, taken; `exkl` alone counts beside an amount."""
    shape = lexed.shape
    if not _MAYBE.search(shape):
        return None
    position = 0
    while match := _SAID.search(shape, position):
        said = _meaning(lexed, match, with_amount)
        if said is not None:
            lexed.take(*match.span())
            return said
        position = match.start() + 1
    return None


_MAYBE = re.compile("[μφν]")


def _meaning(lexed: Lexed, match: re.Match[str], with_amount: bool) -> VatSaid | None:
    name = next(n for n in ("rate", "rate2", "rate3", "rate4", "rate5", "how") if match[n] or n == "how")
    rate = Decimal(lexed.values[match.start(name)]) if name != "how" else None
    if match["nil"]:
        return VatSaid("none", Decimal(0)) if lexed.number(match.start("nil")) == 0 else None
    if match["free"]:
        return VatSaid("none", Decimal(0))
    if rate == 0 and not match["within"]:
        return VatSaid("none", rate)
    if match["how"]:
        return VatSaid("incl" if lexed.values[match.start("how")] == "incl" else "excl", rate)
    if match["within"]:  # not 'med 25 % rabatt'
        word = lexed.words[match.start("within")]
        return VatSaid(lexed.values[match.start("within")], rate) if with_amount and word[:2] in ("in", "ex") else None
    if match["none"]:
        return VatSaid("none", Decimal(0)) if lexed.words[match.start("zero")] in _WITHOUT else None
    if match["after"]:
        word = lexed.words[match.start("verb")]
        return {"tillkommer": VatSaid("excl"), "ingår": VatSaid("incl"), "inräknad": VatSaid("incl"),
                "inkluderad": VatSaid("incl"), "inkluderat": VatSaid("incl")}.get(word)  # fmt: skip
    if rate is not None:
        return VatSaid("incl" if with_amount else None, rate, assumed=with_amount)
    alone = lexed.words[match.start("alone")]
    if with_amount and alone[:2] in ("in", "ex") and lexed.shape[: match.start()].rstrip(" (,").endswith("\x01"):
        return VatSaid(lexed.values[match.start("alone")])
    return None


_WITHOUT = frozenset({
    "ingen", "noll", "ej", "undantagen", "undantaget", "undantagna", "befriad", "befriat", "fri", "fritt",
})  # fmt: skip
