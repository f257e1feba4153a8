"""The Bot Connector's key, and the tokens it signs its activities with.

Docs: 'Authentication with the Bot Connector API'.
"""

import json
import time
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"
CLIENT_ID = "c11e4700-0000-4000-8000-00000000b07a"  # the assistant's own


@cache
def key(name: str = "connector") -> RSAPrivateKey:
    """A key of that name; the same one each time."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def key_set(*names: str) -> dict[str, Any]:
    """What the key server says."""
    keys = [json.loads(RSAAlgorithm.to_jwk(key(name).public_key())) for name in names or ("connector",)]
    return {
        "keys": [
            {**each, "kid": name, "use": "sig", "alg": "RS256", "endorsements": ["msteams"]}
            for name, each in zip(names or ("connector",), keys, strict=True)
        ]
    }


def claims(service_url: str, **more: Any) -> dict[str, Any]:
    """Of a token as Teams has them; one given as None is left out."""
    now = int(time.time())
    said = {
        "iss": ISSUER, "aud": CLIENT_ID, "iat": now, "nbf": now - 60, "exp": now + 3600, "serviceurl": service_url,
    } | more  # fmt: skip
    return {name: value for name, value in said.items() if value is not None}


def signed(said: dict[str, Any], *, name: str = "connector", kid: str | None = None) -> str:
    """A token with those claims, by the key `name`, that says it is by `kid`."""
    return jwt.encode(said, key(name), algorithm="RS256", headers={"kid": kid or name})
