"""The fields that a correction names: 'byt plats för …', 'ändra antal deltagare på …', 'mejl på Anna Ek'."""

import re
from typing import NamedTuple


class Label(NamedTuple):
    """`raw`: what follows is the value as it stands; `counted`: a bare number is one."""

    field: str
    raw: bool = False
    counted: bool = False


_LABELS: tuple[tuple[str, Label], ...] = (
    (r"(?:sista )?(?:anmälnings?dag|anmälan|svarsdag|deadline)\w*", Label("deadline")),
    (r"(?:datum|dag)(?:et|en)?", Label("date")),
    (r"(?:start|slut)?(?:tid|klockslag)(?:en|et)?", Label("time")),
    (r"(?:antal(?:et)? )?kvinnor(?:na)?", Label("women", counted=True)),
    (r"(?:antal(?:et)? )?män(?:nen)?", Label("men", counted=True)),
    (r"(?:antal(?:et)? )?anmäl[dn]\w*", Label("registered", counted=True)),
    (r"(?:antal(?:et)? )?besökar\w*", Label("visitors", counted=True)),
    (r"(?:antal(?:et)? )?(?:deltag\w+|närvarande)|antal(?:et)?", Label("participants", counted=True)),
    (r"(?:belopp|summa|pris)(?:et|n)?", Label("amount")),
    (r"moms(?:en)?", Label("vat")),
    (r"kategori(?:n)?|kostnadsslag(?:et)?", Label("category")),
    (r"(?:aktivitets)?typ(?:en)?", Label("activity_type")),
    (r"kommun(?:en)?", Label("municipalities")),
    (r"delmål(?:et)?", Label("goals")),
    (r"mål(?:et|värde(?:t)?|sättning(?:en)?)?", Label("target_value")),
    (r"utgångs(?:läge|värde)t?|baslinje(?:n)?|nuläge(?:t)?", Label("baseline")),
    (r"(?:mät)?värde(?:t)?|utfall(?:et)?", Label("value")),
    (r"enhet(?:en)?", Label("unit")),
    (r"e-?post(?:en|adress(?:en)?)?|e-?mail(?:en)?|me?jl(?:en|adress(?:en)?)?|mail(?:en|adress(?:en)?)?", Label("email")),
    (r"tel(?:e?fon)?(?:en|nummer|numret)?|mobil(?:en|nummer|numret)?|nummer|numret", Label("phone")),
    (r"status(?:en)?|läge(?:t)?", Label("status")),
    (r"(?:plats|lokal)(?:en)?", Label("place", raw=True)),
    (r"rubrik(?:en)?|titel(?:n)?", Label("title", raw=True)),
    (r"namn(?:et)?", Label("name", raw=True)),
    (r"roll(?:en)?|befattning(?:en)?", Label("role", raw=True)),
    (r"avsändare(?:n)?|betalare(?:n)?", Label("organisation", raw=True)),
    (r"organisation(?:en)?|företag(?:et)?|arbetsgivare(?:n)?|arbetsplats(?:en)?", Label("organisation", raw=True)),
    (r"leverantör(?:en)?", Label("supplier", raw=True)),
    (r"(?:beskrivning|anteckning|text)(?:en)?", Label("description", raw=True)),
    (r"ansvarig(?:e|a)?", Label("responsible", raw=True)),
)  # fmt: skip
_NAMED = [
    (re.compile(rf"(?i)\s*(?:fel |om )?(?:{words})(?!\w)(?: (?:på|för|i|till|av|hos|om)(?= )|:)?\s*"), label)
    for words, label in _LABELS
]


def label_of(text: str) -> tuple[Label | None, str]:
    """The field that a text begins with, and the rest: 'plats för senaste' -> (place, 'senaste')."""
    for pattern, label in _NAMED:
        found = pattern.match(text)
        if found:
            return label, text[found.end() :]
    return None, text
