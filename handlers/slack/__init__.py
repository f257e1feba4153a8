"""The assistant in Slack: what Slack sends becomes a request, a Reply becomes Block Kit.

Import the modules themselves: `surface` answers, `post` speaks first, `members` knows who belongs to the
group, `http` and `socket` carry it. Nothing is imported here, so that each start pays only for its own way.
"""
