"""What of Slack's Web API is called, and what each method needs of the bot.

Docs: docs.slack.dev/reference/methods. Any one of a set is enough there, but a channel may be public or private,
so that both kinds are needed where the group's channel is read.
"""

NEEDS: dict[str, set[str]] = {
    "auth_test": set(),
    "chat_postMessage": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "users_info": {"users:read", "users:read.email"},
    "users_lookupByEmail": {"users:read.email"},
    "views_open": set(),
}
SCOPES = {"commands"}.union(*NEEDS.values())
