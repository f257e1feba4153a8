"""Where a message goes by whom it is for: with two surfaces each has its own ids."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.reply import Reply
from handlers.requests import History, Outcome, Poster


@dataclass(frozen=True)
class Posting:
    """Implements `handlers.requests.Poster` over two: `theirs` says whether an id is the `second`'s."""

    first: Poster
    second: Poster
    theirs: Callable[[str], bool]

    def post(self, to: str, reply: Reply, delivery_id: str) -> Outcome:
        return self._of(to).post(to, reply, delivery_id)

    def find(self, to: str, delivery_ids: set[str], oldest: float) -> History:
        return self._of(to).find(to, delivery_ids, oldest)

    def update(self, to: str, message: str, reply: Reply, delivery_id: str) -> Outcome:
        return self._of(to).update(to, message, reply, delivery_id)

    def _of(self, to: str) -> Poster:
        return self.second if self.theirs(to) else self.first
