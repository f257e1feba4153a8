"""What of Slack's Web API is called and which events come, and what each needs of the bot.

Docs: docs.slack.dev/reference/methods. Any one of a set is enough there, but a channel may be public or private,
so that both kinds are needed where the group's channel is read.
"""

NEEDS: dict[str, set[str]] = {
    "auth_test": set(),
    "chat_postMessage": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "files_info": {"files:read"},
    "files_upload_v2": {"files:write"},
    "users_info": {"users:read", "users:read.email"},
    "users_lookupByEmail": {"users:read.email"},
    "views_open": set(),
    "views_publish": set(),
}
# an event that is subscribed to -> the name it comes under, what it needs; docs.slack.dev/reference/events
EVENTS: dict[str, tuple[str, set[str]]] = {
    "app_home_opened": ("app_home_opened", set()),
    "app_mention": ("app_mention", {"app_mentions:read"}),
    "message.im": ("message", {"im:history"}),
}
SCOPES = {"commands"}.union(*NEEDS.values(), *(scopes for _, scopes in EVENTS.values()))
