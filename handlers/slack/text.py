"""Small operations on text that is on its way to Slack."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape(text: str) -> str:
    """Makes Slack's three control characters text (docs: Formatting message text)."""
    return text.translate(_ESCAPES)


def unescape(text: str) -> str:
    """The reverse of `escape`: the ampersand last, so that a written '&lt;' comes back as it was."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
