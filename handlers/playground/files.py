"""Files as Slack has them: what is kept of one, and what messages and files.info say of it.

docs.slack.dev/reference/objects/file-object.
"""

from __future__ import annotations

import mimetypes
import secrets
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from .model import Json

# Slack's own names where they are not simply the file's ending.
_TYPES = {"jpeg": ("jpg", "JPEG"), "txt": ("text", "Plain Text"), "": ("binary", "Binary")}


@dataclass(frozen=True)
class File:
    """What somebody attaches to a message."""

    name: str
    content: bytes
    mimetype: str = ""

    @property
    def kind(self) -> str:
        """The mimetype, from the name's ending where none was given."""
        return self.mimetype or mimetypes.guess_type(self.name)[0] or "application/octet-stream"


@dataclass
class Stored:
    """A file in the workspace. `data` is None until it has been uploaded, and again when it is deleted."""

    id: str
    name: str
    user: str
    created: int
    size: int
    mimetype: str
    title: str = ""
    data: bytes | None = None
    ticket: str = ""
    deleted: bool = False


def stored(file: File, user: str, created: int) -> Stored:
    """A file as the workspace keeps it, under an id of its own."""
    return Stored(new_id(), file.name, user, created, len(file.content), file.kind, data=file.content)


def new_id() -> str:
    """An id that no other file has."""
    return "F" + secrets.token_hex(5).upper()


def file_json(file: Stored, base: str) -> Json:
    """Slack's file object; of one that is deleted only the gravestone is left."""
    if file.deleted:
        return {"id": file.id, "mode": "tombstone"}
    ending = PurePath(file.name).suffix.lower().lstrip(".")
    filetype, pretty = _TYPES.get(ending, (ending, ending.upper()))
    address = f"{base}files/{file.id}/{quote(file.name, safe='')}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": filetype,
        "pretty_type": pretty,
        "user": file.user,
        "size": file.size,
        "mode": "hosted",
        "file_access": "visible",
        "is_external": False,
        "is_public": False,
        "editable": False,
        "url_private": address,
        "url_private_download": address,
    }


def foreign_json(file: Stored) -> Json:
    """What is told of a file from another workspace over Slack Connect: only its id, and to ask files.info."""
    unknown = {"created": 0, "timestamp": 0, "user": ""}
    return {"id": file.id, "mode": "file_access", "file_access": "check_file_info"} | unknown
