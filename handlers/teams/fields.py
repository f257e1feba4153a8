"""A form's field in a card (docs: 'Adaptive Cards schema explorer', each Input's own page)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Literal

from microsoft_teams.cards.core import CardElement, Choice, ChoiceSetInput, DateInput, TextInput, TimeInput

from bot.reply import Input, Option
from bot.signs import clean
from handlers.teams.elements import label, paragraph, text

Value = str | tuple[str, ...] | None

FIELD = "in."  # before a field's name, in what comes back
NONE = "yh.none"  # the choice of nothing, which a list has no other way to

_LABEL, _CHOICE, _OPTION_VALUE, _CHOICES = 150, 100, 300, 100
_SEEN_AT_ONCE = 7  # choices that are ticked; more stand in a list
_MISSING = {"choice": "Välj ett alternativ.", "choices": "Välj minst ett alternativ."}
_STYLES: dict[str, Literal["Email", "Tel"]] = {"email": "Email", "phone": "Tel"}


def field(asked: Input, value: Value, problem: str) -> Iterator[CardElement]:
    """The field with `value` in it, what is asked for, and under it what is wrong with it."""
    if asked.kind == "file":
        yield text((f"{label(asked.label, _LABEL)}:", True), (" Skicka filen i den här chatten i stället.", False))
        return
    yield _input(asked, value)
    yield from paragraph(problem, color="Attention", spacing="None")
    yield from paragraph(asked.hint, subtle=True, small=True)


def joined(values: Iterable[str]) -> str:
    """Several choices as one text: a comma between them, so none within."""
    return ",".join(each.replace("%", "%25").replace(",", "%2C") for each in values)


def several(value: str) -> tuple[str, ...]:
    """The reverse of `joined`."""
    return tuple(each.replace("%2C", ",").replace("%25", "%") for each in value.split(",") if each)


def _input(asked: Input, value: Value) -> CardElement:
    options = _options(asked, value) if asked.kind in ("choice", "choices") else []
    name, called = FIELD + asked.name, label(asked.label, _LABEL)
    missing = (
        _MISSING.get(asked.kind if options else "", "Det här fältet behöver fyllas i.") if asked.required else None
    )
    required = asked.required or None
    written = clean(value) if isinstance(value, str) else ""
    if options:
        return _choices(asked, options, value).model_copy(
            update={"id": name, "label": called, "is_required": required, "error_message": missing}
        )
    if asked.kind == "day":
        day = _if_read(written[:10], r"\d{4}-\d\d-\d\d", date)
        return DateInput(id=name, label=called, is_required=required, error_message=missing, value=day)
    if asked.kind == "clock":
        clock = _if_read(written[:5], r"\d\d:\d\d", time)
        return TimeInput(id=name, label=called, is_required=required, error_message=missing, value=clock)
    return TextInput(
        id=name, label=called, is_required=required, error_message=missing, value=written or None,
        is_multiline=asked.kind == "long_text" or None, style=_STYLES.get(asked.kind),
        # what is there already is never cut by a limit of ours: saving the form must not shorten it
        max_length=max(asked.max_length, len(written)) if asked.max_length else None,
    )  # fmt: skip


def _choices(asked: Input, options: list[Option], value: Value) -> ChoiceSetInput:
    wanted = (value,) if isinstance(value, str) else value or ()
    chosen = [option.value for option in options if option.value in wanted]
    if asked.kind == "choices":
        return ChoiceSetInput(
            choices=[Choice(title=label(each.label, _CHOICE), value=joined([each.value])) for each in options],
            is_multi_select=True, style="expanded" if len(options) <= _SEEN_AT_ONCE else "compact", wrap=True,
            value=joined(chosen) or None,
        )  # fmt: skip
    found = [Choice(title=label(each.label, _CHOICE), value=each.value) for each in options]
    nothing = [] if asked.required else [Choice(title="Inget valt", value=NONE)]
    value = chosen[0] if chosen else None
    return ChoiceSetInput(choices=[*nothing, *found], style="compact", wrap=True, placeholder="Välj", value=value)


def _options(asked: Input, value: Value) -> list[Option]:
    """Each value once; where there are too many, those that are chosen stay."""
    wanted = {value} if isinstance(value, str) else set(value or ())
    known: dict[str, Option] = {}
    for option in asked.options:
        if option.value.strip() and len(option.value) <= _OPTION_VALUE and clean(option.value) == option.value:
            known.setdefault(option.value, option)
    first = [each for each in known.values() if each.value in wanted]
    others = [each for each in known.values() if each.value not in wanted]
    kept = {each.value for each in [*first, *others][:_CHOICES]}
    return [each for each in known.values() if each.value in kept]


def _if_read(value: str, pattern: str, kind: type[date] | type[time]) -> str | None:
    """A day or a time that is none leaves the field empty."""
    try:
        return value if re.fullmatch(pattern, value, re.ASCII) and kind.fromisoformat(value) is not None else None
    except ValueError:
        return None
