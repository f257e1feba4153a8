"""The playground behaves as Slack does."""
