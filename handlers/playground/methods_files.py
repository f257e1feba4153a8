"""files.*: what is known of a file, and an upload in three steps, as Slack's clients do it now."""

from __future__ import annotations

import mimetypes
import secrets

from . import workspace as ids
from .api import Args, SlackError
from .files import Stored, file_json, new_id
from .methods_chat import bot_message
from .model import Json
from .workspace import Workspace


def info(workspace: Workspace, args: Args) -> Json:
    """files.info"""
    file = workspace.files.get(args.need("file", "file_not_found"))
    if file is None or (file.data is None and not file.deleted):
        raise SlackError("file_not_found")
    if file.deleted:
        raise SlackError("file_deleted")
    return {"file": file_json(file, workspace.base), "comments": [], "response_metadata": {"next_cursor": ""}}


def upload_url(workspace: Workspace, args: Args) -> Json:
    """files.getUploadURLExternal"""
    name, length = args.need("filename"), args.number("length", 0, 10**9)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    created = int(workspace.now().timestamp())
    file = Stored(new_id(), name, ids.BOT_USER, created, length, kind, ticket=secrets.token_urlsafe(12))
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.base}upload/{file.ticket}", "file_id": file.id}


def receive(workspace: Workspace, ticket: str, data: bytes) -> bool:
    """The upload itself; False where nothing was asked for or the length differs."""
    with workspace.lock:
        for file in workspace.files.values():
            if file.ticket == ticket and len(data) == file.size:
                file.data = data
                return True
    return False


def complete_upload(workspace: Workspace, args: Args) -> Json:
    """files.completeUploadExternal: the files appear in a message of their own."""
    done = []
    for item in args.json("files") or []:
        file = workspace.files.get(str(item.get("id")))
        if file is None or file.data is None:
            raise SlackError("file_not_found")
        file.title = item.get("title") or file.name
        done.append(file_json(file, workspace.base))
    if not done:
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: files"])
    alone = args.text("channel_id")
    if alone and not alone.startswith(("C", "G", "D", "Z")):  # a person's id is none, unlike in chat.postMessage
        raise SlackError("invalid_arguments", ["[ERROR] input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$"])
    where = alone or args.text("channels")
    if where:
        channel = workspace.find_channel(where)
        if channel is None or (channel == ids.CHANNEL_ID and ids.BOT_USER not in workspace.members):
            raise SlackError("channel_not_found")
        message = bot_message(workspace, channel, args.text("initial_comment") or "", None)
        message.files, message.thread_ts = done, args.text("thread_ts")
        workspace.post(message)
    return {"files": done}
