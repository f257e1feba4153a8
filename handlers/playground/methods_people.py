"""auth.*, users.* and conversations.*: who is here, and what has been said."""

from __future__ import annotations

import base64
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from . import workspace as ids
from .api import Args, SlackError
from .methods_chat import conversation
from .model import Json, Message, Person
from .payloads import message_json
from .workspace import Workspace

T = TypeVar("T")


def auth_test(workspace: Workspace, args: Args) -> Json:
    """auth.test"""
    return {
        "url": f"https://{ids.TEAM_DOMAIN}.slack.com/",
        "team": "Lekplatsen",
        "user": workspace.people[ids.BOT_USER].name,
        "team_id": ids.TEAM_ID,
        "user_id": ids.BOT_USER,
        "bot_id": ids.BOT_ID,
        "is_enterprise_install": False,
    }


def api_test(workspace: Workspace, args: Args) -> Json:
    """api.test"""
    if args.text("error"):
        raise SlackError(str(args.text("error")))
    return {"args": {key: value for key, value in args.given.items() if key != "token"}}


def bots_info(workspace: Workspace, args: Args) -> Json:
    """bots.info"""
    bot = {"id": ids.BOT_ID, "app_id": ids.APP_ID, "user_id": ids.BOT_USER, "name": workspace.app_name}
    return {"bot": {**bot, "deleted": False}}


def _user(person: Person) -> Json:
    foreign = person.team_id not in (None, ids.TEAM_ID)
    team = person.team_id or ids.TEAM_ID
    profile = {
        "title": person.title,
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "team": team,
    }
    if person.email:
        profile["email"] = person.email
    shown: Json = {
        "id": person.id,
        "team_id": team,
        "name": person.name,
        "deleted": person.deleted,
        "real_name": person.real_name,
        "profile": profile,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if foreign:
        shown["is_stranger"] = True
    if person.deleted:
        return shown
    zone = {"tz": "Europe/Stockholm", "tz_label": "Central European Time", "tz_offset": 3600}
    roles = dict.fromkeys(("is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted"), False)
    return shown | zone | roles


def users_info(workspace: Workspace, args: Args) -> Json:
    """users.info"""
    person = workspace.people.get(args.need("user", "user_not_found"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": _user(person)}


def users_list(workspace: Workspace, args: Args) -> Json:
    """users.list"""
    people, cursor = _page(list(workspace.people.values()), args, 1000)
    return {"members": [_user(person) for person in people], "response_metadata": {"next_cursor": cursor}}


def users_by_email(workspace: Workspace, args: Args) -> Json:
    """users.lookupByEmail"""
    wanted = args.need("email").casefold()
    for person in workspace.people.values():
        if person.email and person.email.casefold() == wanted and not person.deleted:
            return {"user": _user(person)}
    raise SlackError("users_not_found")


def _page(items: list[T], args: Args, most: int) -> tuple[list[T], str]:
    """One page and the cursor of the next, empty at the end."""
    start = 0
    if cursor := args.text("cursor"):
        try:
            start = int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
        except ValueError:
            raise SlackError("invalid_cursor") from None
    end = start + args.number("limit", 100, most)
    following = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return items[start:end], following


def channel_json(workspace: Workspace, channel: str) -> Json:
    """A conversation as Slack shows it to the app."""
    partner = workspace.dm_partner(channel)
    archived = channel in workspace.archived
    if partner:
        return {"id": channel, "is_im": True, "user": partner, "is_archived": archived, "is_org_shared": False}
    return {
        "id": channel,
        "name": workspace.channel_name,
        "name_normalized": workspace.channel_name,
        "is_channel": False,
        "is_group": True,
        "is_im": False,
        "is_mpim": False,
        "is_private": True,
        "is_archived": archived,
        "is_member": ids.BOT_USER in workspace.members,
        "is_general": False,
        "is_shared": any(not workspace.is_home_team(user) for user in workspace.members),
        "context_team_id": ids.TEAM_ID,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def conversations_info(workspace: Workspace, args: Args) -> Json:
    """conversations.info"""
    channel = conversation(workspace, args)
    shown = channel_json(workspace, channel)
    if args.flag("include_num_members"):
        shown["num_members"] = len(workspace.members) if channel == ids.CHANNEL_ID else 2
    return {"channel": shown}


def conversations_list(workspace: Workspace, args: Args) -> Json:
    """conversations.list and users.conversations: by default Slack lists public channels only."""
    kinds = (args.text("types") or "public_channel").split(",")
    found = [ids.CHANNEL_ID] if "private_channel" in kinds and ids.BOT_USER in workspace.members else []
    if "im" in kinds:
        found += [workspace.dm_of(user) for user in workspace.people if user != ids.BOT_USER]
    hidden = workspace.deleted | (workspace.archived if args.flag("exclude_archived") else set())
    found = [channel for channel in found if channel not in hidden]
    page, cursor = _page(found, args, 1000)
    shown = [channel_json(workspace, channel) for channel in page]
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


def conversations_members(workspace: Workspace, args: Args) -> Json:
    """conversations.members"""
    channel = conversation(workspace, args)
    partner = workspace.dm_partner(channel)
    members, cursor = _page([partner, ids.BOT_USER] if partner else workspace.members, args, 1000)
    return {"members": members, "response_metadata": {"next_cursor": cursor}}


def conversations_open(workspace: Workspace, args: Args) -> Json:
    """conversations.open, for one person"""
    channel = args.text("channel")
    if channel is None:
        users = args.need("users", "users_list_not_supplied").split(",")
        if any(user not in workspace.people or user == ids.BOT_USER for user in users):
            raise SlackError("user_not_found")
        if len(users) > 1:
            raise SlackError("method_not_supported_for_channel_type")
        if workspace.people[users[0]].deleted:
            raise SlackError("user_disabled")
        channel = workspace.dm_of(users[0])
    elif workspace.dm_partner(channel) is None:
        raise SlackError("channel_not_found")
    return {"channel": channel_json(workspace, channel) if args.flag("return_im") else {"id": channel}}


def conversations_history(workspace: Workspace, args: Args) -> Json:
    """conversations.history: newest first, without what was said in threads."""
    channel = conversation(workspace, args)
    return _history(workspace, args, [m for m in _said(workspace, channel) if m.thread_ts in (None, m.ts)][::-1])


def conversations_replies(workspace: Workspace, args: Args) -> Json:
    """conversations.replies: a thread, its first message first."""
    channel, root = conversation(workspace, args), args.need("ts")
    thread = [message for message in _said(workspace, channel) if root in (message.ts, message.thread_ts)]
    if not thread:
        raise SlackError("thread_not_found")
    return _history(workspace, args, thread)


def _said(workspace: Workspace, channel: str) -> list[Message]:
    """What is in the history: ephemeral messages never are."""
    said = [message for message in workspace.messages if message.channel == channel and not message.only_for]
    return sorted(said, key=lambda message: message.ts)


def _history(workspace: Workspace, args: Args, messages: list[Message]) -> Json:
    oldest, latest = _moment(args, "oldest"), _moment(args, "latest")
    inclusive = args.flag("inclusive")

    def within(message: Message) -> bool:
        at = Decimal(message.ts)
        if inclusive and at in (oldest, latest):
            return True
        return (oldest is None or at > oldest) and (latest is None or at < latest)

    page, cursor = _page([message for message in messages if within(message)], args, 999)
    metadata = args.flag("include_all_metadata")
    shown = [message_json(message, metadata=metadata) for message in page]
    result: Json = {"messages": shown, "has_more": bool(cursor), "pin_count": 0}
    return result | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _moment(args: Args, key: str) -> Decimal | None:
    value = args.text(key)
    try:
        return Decimal(value) if value else None
    except InvalidOperation:
        raise SlackError(f"invalid_ts_{key}") from None
