"""Text that is too long for where it shall stand, whatever the surface."""

import re

_HALF_ESCAPE = re.compile(r"&[a-z]{0,3}$")
ELLIPSIS = "…"


def size(text: str) -> int:
    """Characters as the strictest counter has them: what lies outside Unicode's first plane is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int, *, escaped: bool = False) -> str:
    """At most `limit` characters, cut after a word and marked with '…'.

    A word that alone fills more than a third of the room is cut through. `escaped` text is not cut within
    an '&amp;'.
    """
    if size(text) <= limit:
        return text
    head = text[: limit - 1]
    while size(head) > limit - 1:
        head = head[: -((size(head) - limit + 2) // 2)]
    space = max(head.rfind(" "), head.rfind("\n"))
    if space > len(head) * 2 // 3 and not text[len(head)].isspace():
        head = head[:space]
    if escaped:
        head = _HALF_ESCAPE.sub("", head)
    return head.rstrip(" \n\t,:–·" + ("" if escaped else ";")) + ELLIPSIS
