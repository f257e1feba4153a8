"""Two people changed the same record at once: the second's changes put over the first's."""

from typing import Any, TypeVar

from bot.records import Record, values

R = TypeVar("R", bound=Record)

# What only holds together: who changes one of these fields has meant all of them.
TOGETHER = (
    ("participants", "women", "men", "others", "approximate"),
    ("date", "end_date"),
    ("time", "end_time"),
    ("amount_ore", "currency", "vat", "cost_ore", "approximate"),
)


def merged(base: R, mine: Record, now: R) -> R:
    """`now` with what `mine` changed since `base`; what `mine` left alone stays as others have made it."""
    before, meant = values(base), values(mine)
    changed = {name for name in meant if meant[name] != before[name]}
    for group in TOGETHER:
        if changed.intersection(group):
            changed.update(name for name in group if name in meant)
    update: dict[str, Any] = {name: meant[name] for name in changed}
    return now.model_copy(update=update)
