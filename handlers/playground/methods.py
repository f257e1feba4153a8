"""Every method of the Web API that the playground knows, by Slack's name."""

from __future__ import annotations

from collections.abc import Callable

from . import methods_chat as chat
from . import methods_files as files
from . import methods_people as people
from . import methods_views as views
from .api import Method


def known_methods(socket_url: Callable[[], str]) -> dict[str, Method]:
    """The table of methods; `socket_url` gives out a connection."""
    return {
        "api.test": people.api_test,
        "apps.connections.open": lambda workspace, args: {"url": socket_url()},
        "auth.test": people.auth_test,
        "bots.info": people.bots_info,
        "chat.delete": chat.delete,
        "chat.getPermalink": chat.get_permalink,
        "chat.postEphemeral": chat.post_ephemeral,
        "chat.postMessage": chat.post_message,
        "chat.update": chat.update,
        "conversations.history": people.conversations_history,
        "conversations.info": people.conversations_info,
        "conversations.list": people.conversations_list,
        "conversations.members": people.conversations_members,
        "conversations.open": people.conversations_open,
        "conversations.replies": people.conversations_replies,
        "files.completeUploadExternal": files.complete_upload,
        "files.getUploadURLExternal": files.upload_url,
        "files.info": files.info,
        "reactions.add": chat.add_reaction,
        "users.conversations": people.conversations_list,
        "users.info": people.users_info,
        "users.list": people.users_list,
        "users.lookupByEmail": people.users_by_email,
        "views.open": views.views_open,
        "views.publish": views.views_publish,
        "views.push": views.views_push,
        "views.update": views.views_update,
    }
