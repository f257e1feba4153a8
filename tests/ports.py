"""A port for what a test starts."""

import random
import socket


def free_port() -> int:
    """One that is free now, and that no outgoing connection is given: those begin at 32768 on Linux."""
    while True:
        port = random.randrange(15_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
