"""What people's chat clients put around their words to make them look: marks of style, quotation, lists and emoji."""

import re

# bold, italic, struck and code: the mark stands at a word's edge, and its pair ends a word
_MARKED = re.compile(r"(?<!\w)([*_~`])(?=\S)((?:(?!\1)[^\n])+)(?<=\S)\1(?!\w)")
_FENCE = re.compile(r"```\n?")
_QUOTED = re.compile(r"(?m)^(?:>+|&gt;+|•|◦) ?")
_EMOJI = re.compile(
    r"[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\ufe0f\u200d]+|(?<!\w):(?:[+-]1|(?=[a-z0-9_+'-]*[a-z])[a-z0-9_+'-]{1,60}):(?::skin-tone-\d:)?(?!\w)"
)


def undressed(text: str) -> str:
    """The words without them. Never raises, in linear time."""
    text = _EMOJI.sub(" ", _QUOTED.sub("", _FENCE.sub("", text)))
    for _ in range(3):  # one within another, '*_both_*'
        text = _MARKED.sub(r"\2", text)
    return text
