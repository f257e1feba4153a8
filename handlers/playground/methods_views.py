"""views.*: modals on a stack of at most three, and the App Home."""

from __future__ import annotations

import secrets
import time

from . import workspace as ids
from .api import Args, SlackError
from .contents import checked_view
from .model import Json, View
from .payloads import view_json
from .values import initial_values
from .workspace import Workspace

STACK = 3


def _new_hash() -> str:
    return f"{int(time.time())}.{secrets.token_hex(4)}"


def new_view(workspace: Workspace, user: str, body: Json, below: View | None = None) -> View:
    """A view that is not yet shown. An external_id may be used once."""
    _check_external_id(workspace, body, None)
    view_id = "V" + secrets.token_hex(5).upper()
    return View(
        id=view_id,
        user=user,
        body=body,
        hash=_new_hash(),
        root_id=below.root_id if below else view_id,
        previous_id=below.id if below else None,
        values=initial_values(body["blocks"]),
    )


def _check_external_id(workspace: Workspace, body: Json, own: View | None) -> None:
    name = body.get("external_id")
    others = [view for view in workspace.all_views() if view is not own]
    if name and any(view.body.get("external_id") == name for view in others):
        raise SlackError("duplicate_external_id")


def replace_view(workspace: Workspace, view: View, body: Json) -> View:
    """Gives an open view new contents; what is filled in stays where the field stays."""
    _check_external_id(workspace, body, view)
    view.body, view.hash = body, _new_hash()
    view.values = initial_values(body["blocks"], view.values)
    workspace.changed()
    return view


def push_view(workspace: Workspace, user: str, body: Json) -> View:
    """Lays a view over the open one."""
    stack = workspace.views.setdefault(user, [])
    if len(stack) >= STACK:
        raise SlackError("push_limit_reached")
    view = new_view(workspace, user, body, stack[-1] if stack else None)
    stack.append(view)
    workspace.changed()
    return view


def _person_of_trigger(workspace: Workspace, args: Args) -> str:
    trigger = workspace.triggers.get(args.need("trigger_id"))
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if time.monotonic() > trigger.expires:
        raise SlackError("expired_trigger_id")
    trigger.used = True
    return trigger.user


def _body(args: Args, kind: str) -> Json:
    body = checked_view(args.json("view"))
    if body["type"] != kind:
        raise SlackError("invalid_arguments", [f"[ERROR] view type must be {kind} [json-pointer:/view/type]"])
    return body


def views_open(workspace: Workspace, args: Args) -> Json:
    """views.open: what was open gives way."""
    body = _body(args, "modal")
    user = _person_of_trigger(workspace, args)
    view = new_view(workspace, user, body)
    workspace.views[user] = [view]
    workspace.changed()
    return {"view": view_json(view)}


def views_push(workspace: Workspace, args: Args) -> Json:
    """views.push"""
    body = _body(args, "modal")
    user = _person_of_trigger(workspace, args)
    if workspace.open_view(user) is None:
        raise SlackError("not_found")
    return {"view": view_json(push_view(workspace, user, body))}


def views_update(workspace: Workspace, args: Args) -> Json:
    """views.update"""
    view_id, external_id = args.text("view_id"), args.text("external_id")
    if not view_id and not external_id:
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: view_id or external_id"])
    for view in workspace.all_views():
        if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
            if args.text("hash") not in (None, view.hash):
                raise SlackError("hash_conflict")
            return {"view": view_json(replace_view(workspace, view, _body(args, view.body["type"])))}
    raise SlackError("not_found")


def views_publish(workspace: Workspace, args: Args) -> Json:
    """views.publish"""
    user = args.need("user_id")
    if user not in workspace.people or user == ids.BOT_USER:
        raise SlackError("user_not_found")
    body = _body(args, "home")
    old = workspace.homes.get(user)
    if old is None:
        workspace.homes[user] = new_view(workspace, user, body)
        workspace.changed()
    else:
        if args.text("hash") not in (None, old.hash):
            raise SlackError("hash_conflict")
        replace_view(workspace, old, body)
    return {"view": view_json(workspace.homes[user])}
