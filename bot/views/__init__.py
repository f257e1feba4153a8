"""A result becomes a Reply, in Swedish: one file a command."""
