"""SQLite through sqlite-utils: what was confirmed is on disk."""
