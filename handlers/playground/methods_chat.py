"""chat.* and reactions.*: what the app says."""

from __future__ import annotations

from . import workspace as ids
from .api import Args, SlackError
from .contents import checked_blocks, checked_metadata, checked_text
from .model import Json, Message
from .payloads import message_json
from .values import initial_values
from .workspace import Workspace


def conversation(workspace: Workspace, args: Args) -> str:
    """The conversation that is meant. One that is deleted, or private without the app in it, is not found."""
    channel = workspace.find_channel(args.need("channel", "channel_not_found"))
    without_us = channel == ids.CHANNEL_ID and ids.BOT_USER not in workspace.members
    if channel is None or channel in workspace.deleted or without_us:
        raise SlackError("channel_not_found")
    return channel


def _open_conversation(workspace: Workspace, args: Args) -> str:
    channel = conversation(workspace, args)
    if channel in workspace.archived:
        raise SlackError("is_archived")
    return channel


def bot_message(workspace: Workspace, channel: str, text: str, blocks: list[Json] | None) -> Message:
    """A message from the app, not yet posted."""
    return Message(
        ts=workspace.next_ts(),
        channel=channel,
        user=ids.BOT_USER,
        text=text,
        blocks=blocks or [],
        bot_id=ids.BOT_ID,
        app_id=ids.APP_ID,
        values=initial_values(blocks or []),
    )


def _drafted(workspace: Workspace, args: Args) -> Message:
    channel = _open_conversation(workspace, args)
    blocks = checked_blocks(args.json("blocks", "invalid_blocks_format"), workspace.lacks)
    message = bot_message(workspace, channel, checked_text(args.text("text"), blocks), blocks)
    message.metadata = checked_metadata(args.json("metadata", "invalid_metadata_format"))
    message.thread_ts = args.text("thread_ts")
    _check_thread(workspace, channel, message.thread_ts)
    return message


def _check_thread(workspace: Workspace, channel: str, thread_ts: str | None) -> None:
    """Slack warns against a reply's ts in place of its parent's and does not say where it ends up: here nowhere."""
    parent = workspace.find(channel, thread_ts) if thread_ts else None
    if parent and parent.parent_user:
        raise SlackError("cannot_reply_to_message", ["[ERROR] thread_ts is a reply's; use its parent's"])


def post_message(workspace: Workspace, args: Args) -> Json:
    """chat.postMessage"""
    message = workspace.post(_drafted(workspace, args))
    return {"channel": message.channel, "ts": message.ts, "message": message_json(message, metadata=True)}


def post_ephemeral(workspace: Workspace, args: Args) -> Json:
    """chat.postEphemeral"""
    message = _drafted(workspace, args)
    user = args.need("user", "user_not_found")
    if user not in workspace.people:
        raise SlackError("user_not_found")
    if message.channel == ids.CHANNEL_ID and user not in workspace.members:
        raise SlackError("user_not_in_channel")
    message.only_for = user
    return {"message_ts": workspace.post(message).ts}


def _own_message(workspace: Workspace, args: Args, error: str) -> Message:
    """Ephemeral messages cannot be reached by the Web API, and only one's own can be changed."""
    channel = conversation(workspace, args)
    message = workspace.find(channel, args.need("ts"))
    if message is None or message.only_for:
        raise SlackError("message_not_found")
    if message.bot_id != ids.BOT_ID:
        raise SlackError(error)
    return message


def update(workspace: Workspace, args: Args) -> Json:
    """chat.update: metadata that is not sent stays, and {} removes it; text without blocks takes the blocks away."""
    message = _own_message(workspace, args, "cant_update_message")
    if message.channel in workspace.archived:
        raise SlackError("is_inactive")
    blocks = checked_blocks(args.json("blocks", "invalid_blocks_format"), workspace.lacks)
    metadata = args.json("metadata", "invalid_metadata_format")
    text = checked_text(args.text("text"), message.blocks if blocks is None else blocks)
    if metadata is not None:
        message.metadata = checked_metadata(metadata) if metadata else None
    if blocks is not None or text:
        message.blocks, message.values = blocks or [], initial_values(blocks or [])
    message.text = text or message.text
    message.edited = {"user": ids.BOT_ID, "ts": workspace.next_ts()}
    workspace.changed()
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": message_json(message)}


def delete(workspace: Workspace, args: Args) -> Json:
    """chat.delete"""
    message = _own_message(workspace, args, "cant_delete_message")
    workspace.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(workspace: Workspace, args: Args) -> Json:
    """chat.getPermalink"""
    channel = conversation(workspace, args)
    ts = args.need("message_ts")
    if workspace.find(channel, ts) is None:
        raise SlackError("message_not_found")
    link = f"https://{ids.TEAM_DOMAIN}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return {"channel": channel, "permalink": link}


def add_reaction(workspace: Workspace, args: Args) -> Json:
    """reactions.add"""
    channel, name = conversation(workspace, args), args.need("name").strip(":")
    message = workspace.find(channel, args.need("timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    found = next((item for item in message.reactions if item["name"] == name), None)
    if found and ids.BOT_USER in found["users"]:
        raise SlackError("already_reacted")
    if found is None:
        found = {"name": name, "users": [], "count": 0}
        message.reactions.append(found)
    found["users"].append(ids.BOT_USER)
    found["count"] += 1
    workspace.changed()
    return {}
