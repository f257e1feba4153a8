"""Why a call to a platform came to nothing: the same three kinds whatever the platform."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Failure:
    """`refused`: the platform said no, nothing was done. `later`: nothing was done, it may be asked again after
    `retry_after` seconds. `in_doubt`: it may have been done. `reason` is the platform's name of the error, or ours.
    """

    kind: Literal["refused", "later", "in_doubt"]
    reason: str
    retry_after: float = 0
