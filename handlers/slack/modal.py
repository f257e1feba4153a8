"""A Form as a Slack modal, and what was filled in back from it.

Docs: 'Modals', 'View object', 'view_submission payload'. Numbers and addresses are plain text fields: Slack's
own would refuse a broken value in its own words, while ours reaches the handler and is answered at the field.
"""

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.reply import Form, Input, Option
from bot.signs import clean
from handlers.cutting import cut, size
from handlers.requests import File
from handlers.slack.draw import PREFIX, plain_text
from handlers.slack.elements import FIELD_TEXT, OPTION_VALUE, OPTIONS
from handlers.slack.files import own_files
from handlers.slack.limits import LayoutError, fit
from handlers.slack.text import unescape

Json = dict[str, Any]

METADATA = 3000
_MOST_FILES = 10
_FIELD = "value"  # the action_id of every field: its block_id, the input's name, is what tells them apart


@dataclass(frozen=True)
class Origin:
    """Where something was asked, so that what it came to can be shown there.

    `replace`: the private card whose button was pressed gives way. `issued`: when the response_url was given
    out, in seconds since 1970. `thread`: the message that the conversation hangs under. `card`: our message
    whose button was pressed, where it is none that only one person sees. `home`: the person's own page.
    """

    channel: str = ""
    response_url: str = ""
    replace: bool = False
    issued: int = 0
    thread: str = ""
    card: str = ""
    home: bool = False

    @property
    def alone(self) -> bool:
        """Whether it is the person's own conversation with the assistant."""
        return self.channel.startswith("D")

    def packed(self) -> Json:
        """What differs from nowhere."""
        return {name: value for name, value in asdict(self).items() if value}


def view(form: Form, origin: Origin | None = None) -> Json:
    """The modal. Raises `LayoutError` when the form's context has no room (some 2 900 characters)."""
    blocks = [_block(field) for field in form.inputs]
    if form.intro.strip():
        blocks.insert(0, {"type": "section", "text": plain_text(form.intro)})
    drawn: Json = {
        "type": "modal",
        "callback_id": f"{PREFIX}.{form.action}",
        "private_metadata": _metadata(form, origin or Origin()),
        "title": plain_text(cut(clean(form.title).strip(), 24)),
        "close": plain_text("Avbryt"),
        "blocks": blocks or [{"type": "section", "text": plain_text(form.title)}],
    }
    if form.inputs or form.submit:
        drawn["submit"] = plain_text(form.submit or "Spara")
    return fit(drawn)


def opened(metadata: str) -> tuple[str, str, Origin]:
    """The form's action, its context and where it was opened, from private_metadata; raises ValueError."""
    try:
        kept = json.loads(metadata)
        json.dumps(kept, ensure_ascii=False).encode()  # half a sign could neither be kept nor sent
        origin = Origin(**kept.get("origin", {}))
        if any(type(given) is not type(getattr(Origin(), name)) for name, given in asdict(origin).items()):
            raise TypeError("origin")
        datetime.fromtimestamp(origin.issued, UTC)
        return str(kept["action"]), str(kept["context"]), origin
    except (TypeError, KeyError, AttributeError, RecursionError, OverflowError, OSError) as error:
        raise ValueError("private_metadata") from error


def values(state: Json) -> dict[str, str | tuple[str, ...] | None]:
    """What was filled in, by input name, from `view.state.values`: text, ISO day or time, option values.

    What is left empty is None, several choices with none chosen (). Files are no values: see `files`. Raises
    TypeError for what no field of ours holds.
    """
    fields: Json = {name: next(iter(elements.values()), {}) for name, elements in state.items()}
    found = {name: _value(field) for name, field in fields.items() if field.get("type") != "file_input"}
    if not all(map(_fits_a_field, found.values())):
        raise TypeError("state")
    return found


def _fits_a_field(value: Any) -> bool:
    return value is None or isinstance(value, tuple) or (isinstance(value, str) and len(value) <= FIELD_TEXT)


def files(state: Json) -> tuple[File, ...]:
    """The files that were chosen, from `view.state.values` (docs: 'File input element')."""
    chosen = (field.get("files") or () for elements in state.values() for field in elements.values())
    return tuple(each for some in chosen for each in own_files(some))


def _value(field: Json) -> str | tuple[str, ...] | None:
    kind = field.get("type")
    if kind == "multi_static_select":
        return tuple(unescape(option["value"]) for option in field.get("selected_options") or ())
    if kind == "static_select":
        option = field.get("selected_option")
        return unescape(option["value"]) if option else None
    if kind == "datepicker":
        return field.get("selected_date")
    if kind == "timepicker":
        return field.get("selected_time")
    text = field.get("value")
    return clean(text) if text else None


def _metadata(form: Form, origin: Origin) -> str:
    """The form's own data come first: where there is no room for both, the answer goes privately instead."""
    kept: Json = {"action": form.action, "context": form.context}
    without_url = replace(origin, response_url="", replace=False, issued=0)
    for extra in ({"origin": origin.packed()}, {"origin": without_url.packed()}, {}):
        packed = json.dumps(kept | extra, ensure_ascii=False, separators=(",", ":"))
        if size(packed) <= METADATA:
            return packed
    raise LayoutError("formulärets context får inte plats i private_metadata")


def _block(field: Input) -> Json:
    block: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(field.label),
        "element": _element(field) | {"action_id": f"{_FIELD}.{field.name}"},
        "optional": not field.required,
    }
    if field.hint.strip():
        block["hint"] = plain_text(field.hint)
    return block


def _element(field: Input) -> Json:
    if field.kind == "file":
        return {"type": "file_input", "max_files": _MOST_FILES}
    if field.kind == "day":
        return {"type": "datepicker"} | _if_read("initial_date", field.value[:10], r"\d{4}-\d\d-\d\d", date)
    if field.kind == "clock":
        return {"type": "timepicker"} | _if_read("initial_time", field.value[:5], r"\d\d:\d\d", time)
    options = _options(field) if field.kind in ("choice", "choices") else []
    if options and field.kind == "choices":
        first = [option for option in options if option["value"] in (*field.chosen, field.value)]
        return {"type": "multi_static_select", "options": options} | ({"initial_options": first} if first else {})
    if options:
        first = [option for option in options if option["value"] in (field.value, *field.chosen)]
        return {"type": "static_select", "options": options} | ({"initial_option": first[0]} if first else {})
    return _text_field(field)


def _text_field(field: Input) -> Json:
    """What is there already is never cut by a limit of ours: saving the form must not shorten it."""
    drawn: Json = {"type": "plain_text_input", "multiline": field.kind == "long_text"}
    value = clean(field.value)
    if value:
        drawn["initial_value"] = value
    if field.max_length:
        drawn["max_length"] = min(max(field.max_length, size(value), 1), FIELD_TEXT)
    return drawn


def _if_read(key: str, value: str, pattern: str, kind: type[date] | type[time]) -> Json:
    """Slack refuses a whole form for one date that is none: then the field is left empty."""
    try:
        return {key: value} if re.fullmatch(pattern, value, re.ASCII) and kind.fromisoformat(value) is not None else {}
    except ValueError:
        return {}


def _options(field: Input) -> list[Json]:
    """At most 100, each value once; where there are more, those that are chosen stay."""
    wanted = {field.value, *field.chosen}
    known: dict[str, Option] = {}
    for option in field.options:
        if option.value.strip() and size(option.value) <= OPTION_VALUE and clean(option.value) == option.value:
            known.setdefault(option.value, option)
    first = [option for option in known.values() if option.value in wanted]
    others = [option for option in known.values() if option.value not in wanted]
    kept = {option.value for option in [*first, *others][:OPTIONS]}
    return [
        {"text": plain_text(option.label.strip() or option.value), "value": option.value}
        for option in known.values()
        if option.value in kept
    ]
