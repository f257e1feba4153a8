"""Which expenses lack a receipt: whether that is what somebody asks."""

import re

_SPENT = r"(?:utgift(?:er|erna)?|kostnad(?:er|erna)?|köp(?:en)?)"
_IDLE = (
    r"(?:(?:visa|lista|vad|vilka|hur många|finns|har|är|det|vi|jag|mig|oss|alla|några|något|de|den|som|än|fortfarande"
    rf"|{_SPENT})\W+)*"
)
_A = r"(?:ett |något |några )?"
_LACKS = (
    rf"(?:utan {_A}(?:kvitton?|underlag)|kvittolösa|(?:saknar|saknas|fattas|behöver) (?:vi )?{_A}kvitto(?:t|n)?(?: på| till)?"
    rf"|(?:inte|ej) (?:har |fått )?{_A}kvitton?|kvitton? (?:som )?(?:saknas|fattas)(?: på| till)?)"
)
_AFTER = rf"(?:\W+(?:{_SPENT}|allt|än|ännu|nu|fortfarande|har|vi))*\W*"
_ASKED = re.compile(rf"(?i)\W*{_IDLE}{_LACKS}{_AFTER}")
_WHETHER_ALL = re.compile(
    rf"(?i)\W*har (?:vi )?(?:alla|allt|varje)?\W*{_SPENT}?\W*{_A}kvitton?(?: (?:på|till))?{_AFTER}\?\s*"
)


def asks_for_unreceipted(text: str) -> bool:
    """'utan kvitto', 'vilka utgifter saknar kvitto?', 'har alla utgifter kvitto?'."""
    return bool(_ASKED.fullmatch(text) or _WHETHER_ALL.fullmatch(text))
