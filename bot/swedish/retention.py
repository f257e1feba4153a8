"""Whether a text asks for gallring: what is past its time, taken out for good."""

import re
from typing import Literal

Asked = Literal["all", "one"]

_POLITE = r"(?:(?:kan|vill|ska|skulle) (?:du|vi|jag) |snälla |dags att |nu |vad (?:ska|skulle|kan|behöver|måste) |visa |vilka (?:kontakter |uppgifter )?(?:ska|kan) )*"
_WHAT = r"(?:(?:alla |de |gamla |ångrade |i )*(?:kontakt(?:er|erna|registret)?|registret|uppgifter(?:na)?|personuppgifter(?:na)?|poster(?:na)?|allt|databasen|filen))"
_ALL = re.compile(
    rf"(?i)\W*{_POLITE}(?:gallra|gallras|gallring(?:en)?|rensa (?=(?:gamla|ångrade|kontaktregistret|registret|personuppg)))(?: ?{_WHAT})?(?: (?:nu|vi|i dag))*\W*"
)
_ONE = re.compile(r"(?i)\W*gallra (?!milstolp|genomgång)\S.*")


def read_retention(text: str) -> Asked | None:
    """'gallra', 'vad ska gallras?': "all"; 'gallra Eva Holm', one person, which is another matter: "one"."""
    said = " ".join(text.split())
    if _ALL.fullmatch(said):
        return "all"
    return "one" if _ONE.fullmatch(said) else None
