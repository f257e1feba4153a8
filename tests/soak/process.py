"""The assistant's own process: `app.py` as it is, its clock put back so many seconds, into the project's years."""

import functools
import sys
from datetime import UTC, datetime, timedelta

import app


def main() -> None:
    behind = timedelta(seconds=float(sys.argv.pop()))
    app.assistant = functools.partial(app.assistant, now=lambda: datetime.now(UTC) - behind)  # type: ignore[assignment]
    app.main()


if __name__ == "__main__":
    main()
