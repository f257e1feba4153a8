"""What was peeled becomes one typed request: kind, fields, what is assumed and what must be asked."""

import re
from datetime import date

from bot.project import Project
from bot.reading import Kind, Metrics, Reading
from bot.swedish.amounts import put_money
from bot.swedish.by_kind import BY_KIND, responsible
from bot.swedish.day_fields import put_days
from bot.swedish.draft import Draft
from bot.swedish.heads import Counted
from bot.swedish.health import tells_health
from bot.swedish.kinds import is_bought, is_meeting, names_contact
from bot.swedish.message import Message
from bot.swedish.money import bare_amount
from bot.swedish.payments import is_paid_in
from bot.swedish.people import presents_somebody
from bot.swedish.private import broken_email
from bot.swedish.vocabulary import Vocabulary


def assemble(
    message: Message, project: Project, words: Vocabulary, today: date, chosen: Kind, explicit: bool, identity: bool,
    shown: str,
) -> Reading:  # fmt: skip
    """The reading of one record of the `chosen` kind; `shown` is its text with identity numbers hidden."""
    draft = Draft()
    put_private(message, draft, words, identity, chosen)
    if chosen not in MEASURED:
        _put_common(message, draft, chosen, project, today)
    BY_KIND[chosen](message, draft, project, words, today)
    _period(draft, chosen, project)
    ask = tuple(dict.fromkeys(doubt.field for doubt in draft.doubts))
    return Reading(
        text=shown, kind=chosen, explicit_kind=explicit, doubts=tuple(draft.doubts), reasons=tuple(draft.reasons),
        assumed=tuple(name for name in draft.assumed if name not in ask), ask=ask,
        flag=tuple(dict.fromkeys(draft.flags)), responsible=responsible(message), **draft.values,
    )  # fmt: skip


MEASURED = ("measurement", "indicator")  # their figures are neither money nor heads


def _put_common(message: Message, draft: Draft, chosen: Kind, project: Project, today: date) -> None:
    """What any other record may hold: money, days, heads, places, goals, figures."""
    put_money(message, draft, chosen, project)
    if chosen != "contact":
        put_days(message, draft, chosen, today)
    put_counts(message, draft)
    put_places_and_goals(message, draft, chosen, project)
    figures = (message.counted.recipients, message.open_rate, message.hours, message.distance)
    if figures != (None, None, None, None):
        names = ("recipients", "open_rate_pct", "hours", "distance_km")
        draft.values["metrics"] = Metrics(**dict(zip(names, figures, strict=True)))


def put_private(message: Message, draft: Draft, words: Vocabulary, identity: bool, kind: Kind) -> None:
    """Flags what is kept nowhere."""
    if identity:
        draft.flags.append("personal_identity_number")
    if tells_health(message.text, message.lowered, words.place_names, of_contact=kind == "contact"):
        draft.flags.append("health")


def kind_of(message: Message, words: Vocabulary, kind: Kind | None = None) -> Kind:
    """The kind that was chosen or named, else by what the text says, the surest sign first."""
    return kind or message.first.kind or _kind(message, words)


def _kind(message: Message, words: Vocabulary) -> Kind:
    lowered = message.lowered
    if (message.moneys or _bare_sum(message)) and is_paid_in(lowered):
        return "payment"
    if not message.moneys and (names_contact(lowered) or (_has_address(message) and not _held(message))):
        return "contact"
    if message.moneys:
        return "expense" if message.words or message.about("category") or message.about("flat") else "unknown"
    if message.counted.registered is not None and _NOW_REGISTERED.search(lowered) and not message.days:
        return "correction"
    category = message.about("category")
    if (
        message.counted.heads is None
        and (category or is_bought(lowered) or message.vat)
        and bare_amount(message.lexed, take=False, lone=True)
    ):
        return "expense" if message.words or category else "unknown"
    if (category or message.distance) and ((message.distance and category) or is_bought(lowered)):
        return "expense"
    if message.about("type") or _held(message):
        return "activity"
    if category and (message.days or message.words > 1):
        return "expense"
    return "contact" if presents_somebody(message.text, words.place_names) else "unknown"


def _bare_sum(message: Message) -> bool:
    """Whether the only number may be a sum without 'kr': thousands, no year, and nothing that it counts."""
    bare = bare_amount(message.lexed, take=False, lone=True) if message.counted.heads is None else None
    return bare is not None and bare.value.amount >= 1000 and not 1990 <= bare.value.amount < 2100


def _has_address(message: Message) -> bool:
    return bool(message.email or message.phone or broken_email(message.text))


_NOW_REGISTERED = re.compile(r"\bnu\b|\bhittills\b|\btill \w+(?:et|en|mötet|seminariet)\b")


def _held(message: Message) -> bool:
    """Whether something held is spoken of: a meeting word beside anything else, or heads in a sentence."""
    heads = message.counted.heads
    counted = heads is not None or message.counted.visitors is not None
    if counted and (message.words or message.where.municipalities):
        return True
    lexed = message.lexed
    meeting = any(lexed.shape[i] in "wYC" and is_meeting(word) for i, word in enumerate(lexed.words) if len(word) > 3)
    dated = bool(message.days or message.repeat or message.clocks)
    return meeting and (message.words > 1 or dated or bool(message.where.municipalities))


def put_counts(message: Message, draft: Draft) -> None:
    counted: Counted = message.counted
    draft.values["participants"] = counted.heads
    draft.values["registered"] = counted.registered
    draft.values["visitors"] = counted.visitors
    for code, offers in counted.doubts:
        draft.ask("participants", code, "", *({"participants": heads} for heads in offers))


def put_places_and_goals(message: Message, draft: Draft, kind: Kind, project: Project) -> None:
    where = message.where
    draft.values["municipalities"] = where.municipalities
    if where.slipped:
        draft.assume("municipalities", "slip")
    if where.unknown and kind in ("activity", "contact", "unknown", "correction"):
        draft.ask("municipalities", "unknown_municipality", where.unknown)
    known = {goal.number for goal in project.goals}
    unknown = [number for number in message.goals if number not in known]
    if unknown:
        draft.ask("goals", "unknown_goal", f"delmål {unknown[0]}")
    draft.values["goals"] = tuple(number for number in message.goals if number in known)


def _period(draft: Draft, kind: Kind, project: Project) -> None:
    days = [draft.values.get("date"), draft.values.get("end_date")]
    if kind in ("activity", "expense") and any(day and not project.covers(day) for day in days):
        draft.flags.append("outside_period")
