"""A reading while it comes together."""

from dataclasses import dataclass, field
from typing import Any

from bot.reading import Doubt, Reason


@dataclass
class Draft:
    """The fields as they come together."""

    values: dict[str, Any] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    def assume(self, name: str, code: str, text: str = "") -> None:
        if name not in self.assumed:
            self.assumed.append(name)
        self.reasons.append(Reason(field=name, code=code, text=text))

    def ask(self, name: str, code: str, text: str = "", *readings: dict[str, Any]) -> None:
        self.doubts.append(Doubt(field=name, reason=code, text=text, readings=readings))
