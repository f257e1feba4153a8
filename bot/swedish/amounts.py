"""Which amount of a message counts, its VAT, and what is doubtful about it."""

import re
from decimal import Decimal
from typing import Any

from bot.project import Project
from bot.reading import Kind
from bot.swedish.draft import Draft
from bot.swedish.kinds import is_credit
from bot.swedish.message import Message
from bot.swedish.money import Money, bare_amount


def put_money(message: Message, draft: Draft, kind: Kind, project: Project) -> None:
    if message.vat:
        draft.values["vat"], draft.values["vat_rate"] = message.vat.vat, message.vat.rate
        if message.vat.assumed and kind == "expense":
            draft.assume("vat", "rate_without_word")
        elif message.vat.vat == "incl" and message.vat.rate is None and kind == "expense":
            draft.assume("vat", "rate_assumed")
    money = _chosen_amount(message, draft, kind)
    if money is None:
        return
    amount = money.amount
    if amount > 0 and kind == "expense" and is_credit(message.lowered):
        amount = -amount
        draft.assume("amount", "credit")
    draft.values.update(amount=amount, currency=money.currency, amount_approx=money.approx)
    readings: list[dict[str, Any]] = [{"amount": amount}, *({"amount": other} for other in money.others)]
    if money.doubt in ("zero_amount", "amount_too_large"):
        draft.ask("amount", money.doubt, _amount_text(message))
    elif money.doubt:
        heads = message.counted.heads
        if money.doubt == "per_unit" and heads and heads.total and not money.others:
            readings.insert(0, {"amount": amount * heads.total})
        draft.ask("amount", money.doubt, _amount_text(message), *readings)
    elif money.currency != "SEK" and kind in ("expense", "payment"):
        draft.ask("amount", "currency", _amount_text(message))


def _vat_part(draft: Draft, amount: Decimal, part: Decimal, added: bool) -> None:
    """The VAT of an amount, written as a sum: the rate follows from it."""
    base = amount if added else amount - part
    draft.values["vat"] = "excl" if added else "incl"
    if base > 0 and part > 0:
        draft.values["vat_rate"] = min(
            (Decimal(rate) for rate in (25, 12, 6)), key=lambda rate: abs(rate - 100 * part / base)
        )


def _amount_text(message: Message) -> str:
    return "".join(message.lexed.source(found.first, found.last) for found in message.moneys[:1])


def _chosen_amount(message: Message, draft: Draft, kind: Kind) -> Money | None:
    """The amount that counts: not the VAT's own, and the sum where one is named; several are asked about."""
    moneys = [found for found in message.moneys if not _is_vat(message, found.first, found.last)]
    if len(moneys) == 1 and len(message.moneys) == 2 and draft.values.get("vat") is None:
        part = next(found for found in message.moneys if found is not moneys[0]).value.amount
        _vat_part(draft, moneys[0].value.amount, part, added="+" in message.lexed.text)
    if not moneys:
        if message.moneys:
            return message.moneys[0].value
        if kind not in ("expense", "payment") and not message.vat:
            return None
        bare = bare_amount(message.lexed)
        if bare and message.first.kind is None:
            draft.assume("amount", "bare_number", message.lexed.source(bare.first, bare.last))
        return bare.value if bare else None
    sums = [
        found for found in moneys if _SUM.search(message.lexed.text[: message.lexed.starts[found.first]][-14:].lower())
    ]
    if sums:
        return sums[0].value
    if len({found.value.amount for found in moneys}) > 1:
        values = [found.value.amount for found in moneys]
        draft.ask("amount", "several_amounts", "", {"amount": sum(values)}, *({"amount": value} for value in values))
    return moneys[0].value


_SUM = re.compile(r"(?:totalt|summa|sammanlagt|tillsammans|totalkostnad|=):? ?$")


def _is_vat(message: Message, first: int, last: int) -> bool:
    """Whether an amount is the VAT of another: 'varav moms 250 kr', '250 kr moms'."""
    words, shape = message.lexed.words, message.lexed.shape
    return "moms" in words[max(0, first - 3) : first] or (
        words[last : last + 2] == [" ", "moms"] and shape[last : last + 2] != "\x01\x01"
    )
