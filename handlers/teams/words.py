"""What somebody wrote in Teams, as the person wrote it.

Docs: 'Conversation basics', 'Mention in a channel or group chat', 'Format your bot messages'. Who is mentioned stands
in `<at>`, the assistant too; `entities` says who it is. Of a message that is quoted comes only a placeholder.
"""

import re
from typing import Any

from bot.signs import clean
from handlers.dressing import undressed

Json = dict[str, Any]

LEADING = " \t\n,:;"  # what may stand between the assistant's name and what is said to it
_AT = re.compile(r"<at(?: [^<>]{0,200})?>([^<>]{0,200})</at>")
_PLACEHOLDER = re.compile(r"<quoted [^<>]{0,300}/?>(?:</quoted>)?")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_BREAK = re.compile(r"<br ?/?>|</(?:p|div|li)>")
_ENTITY = re.compile(r"&(nbsp|amp|lt|gt|quot|apos|#39|#160);")
_SIGNS = {"nbsp": " ", "amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#39": "'", "#160": " "}
_LONGEST = 50_000  # signs that are looked at: past what is read of a message, and refused for its length
_SLASH = re.compile(r"^/(?=[^\W\d_])")  # '/hjälp', as one writes a command elsewhere


def said(activity: Json) -> str:
    """The words of a message, without the assistant's name; other people's names stay, after an '@'. Never raises."""
    text = activity.get("text")
    written = text[:_LONGEST] if isinstance(text, str) else ""
    ours = _our_names(activity)
    written = _AT.sub(lambda at: " " if at[1] in ours else f"@{at[1].lstrip('@')}", _PLACEHOLDER.sub(" ", written))
    if activity.get("textFormat") == "xml":
        written = _TAG.sub("", _BREAK.sub("\n", written))
    written = clean(written.replace("\r\n", "\n")).replace("\u00a0", " ")
    for double, single in (("**", "*"), ("~~", "~"), ("__", "_")):
        written = written.replace(double, single)
    plain = _ENTITY.sub(lambda entity: _SIGNS[entity[1]], undressed(written))
    return _SLASH.sub("", plain.strip(LEADING))


def mentions_us(activity: Json) -> bool:
    """Whether the assistant is called by name."""
    text = activity.get("text")
    ours = _our_names(activity)
    return isinstance(text, str) and any(at[1] in ours for at in _AT.finditer(text[:_LONGEST]))


def quoted(activity: Json) -> str:
    """The id of the message that is answered with a quotation; empty for none."""
    for entity in _list(activity, "entities"):
        about = entity.get("quotedReply")
        if entity.get("type") == "quotedReply" and isinstance(about, dict) and isinstance(about.get("messageId"), str):
            return str(about["messageId"])
    for attachment in _list(activity, "attachments"):
        content = attachment.get("content")
        if attachment.get("contentType") == "text/html" and isinstance(content, str):
            found = re.search(
                r"<blockquote\b[^<>]{0,200}/Reply\"[^<>]{0,200}\bitemid=\"(\d{5,20})\"", content[:_LONGEST]
            )
            if found:
                return found[1]
    return ""


def _our_names(activity: Json) -> set[str]:
    """What stands in `<at>` where the assistant is meant."""
    recipient = activity.get("recipient")
    us: Json = recipient if isinstance(recipient, dict) else {}
    names = {us["name"]} if isinstance(us.get("name"), str) else set()
    for entity in _list(activity, "entities"):
        person, text = entity.get("mentioned"), entity.get("text")
        if entity.get("type") != "mention" or not isinstance(person, dict) or not isinstance(text, str):
            continue
        if us.get("id") and person.get("id") == us["id"] and (at := _AT.fullmatch(text)):
            names.add(at[1])
    return names


def _list(activity: Json, name: str) -> list[Json]:
    found = activity.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
