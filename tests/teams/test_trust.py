"""Only what Teams vouches for comes in: the signature, for whom, from whom, when, where it is answered, whose tenant."""

import asyncio
import base64
import json
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from handlers.teams.trust import Trust, is_safe
from tests.teams import keys
from tests.teams.connector import Connector
from tests.teams.house import House
from tests.teams.people import MAJA, PARTNER_TENANT, TENANT

Json = dict[str, Any]

HOUR = 3600


def said(house: House, **more: Any) -> Json:
    place = next(iter(house.connector.conversations))
    return house.driver.activity(MAJA, place, "message") | {"text": "hej", "textFormat": "plain"} | more


def token(house: House, **claims: Any) -> str:
    return keys.signed(keys.claims(house.connector.service_url, **claims))


def refused(house: House, activity: Json, sent: str | None = None) -> bool:
    exchange = house.driver.post(activity, sent)
    assert house.outbox.wait()
    return exchange.status == 401 and not house.asked and not house.connector.sent


def test_what_teams_has_signed_for_us_is_answered(house: House) -> None:
    assert house.driver.post(said(house)).status == 200
    assert [incoming.who for incoming in house.asked] == [MAJA.account]
    assert house.asked[0].team == f"tenant:{TENANT}"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://api.botframework.us"},
        {"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0", "azp": "5a807f24-c9de-44ee-a3a7-329e88a00ffc"},
        {"iss": f"https://sts.windows.net/{TENANT}/", "tid": TENANT},
        {"iss": None},
        {"aud": "en annan bot"},
        {"aud": None},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"nbf": int(time.time()) + HOUR},
        {"iat": int(time.time()) + HOUR},
        {"serviceurl": "https://smba.trafficmanager.net/emea/"},
        {"serviceurl": None},
        {"serviceurl": ["http://127.0.0.1"]},
    ],
    ids=str,
)
def test_a_token_of_others_for_others_or_of_another_time_is_refused(house: House, claims: Json) -> None:
    assert refused(house, said(house), token(house, **claims))


@pytest.mark.parametrize(
    "sent", ["", "x", "a.b.c", "..", "eyJhbGciOiJSUzI1NiJ9.e30.", "a" * 20_000, "å.ä.ö".encode().decode("latin-1")]
)
def test_what_is_no_token_is_refused(house: House, sent: str) -> None:
    assert refused(house, said(house), sent)


def test_a_token_by_a_key_that_is_not_microsofts_is_refused(house: House) -> None:
    claims = keys.claims(house.connector.service_url)
    assert refused(house, said(house), keys.signed(claims, name="stranger"))
    assert refused(house, said(house), keys.signed(claims, name="stranger", kid="connector"))


def test_a_token_without_a_signature_or_signed_by_the_public_key_is_refused(house: House) -> None:
    claims = keys.claims(house.connector.service_url)
    assert refused(house, said(house), jwt.encode(claims, None, algorithm="none", headers={"kid": "connector"}))
    public = keys.key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, body = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
        for part in ({"alg": "HS256", "typ": "JWT", "kid": "connector"}, claims)
    )
    algorithm = jwt.get_algorithm_by_name("HS256")
    mac = algorithm.sign(head + b"." + body, public)
    confused = b".".join((head, body, base64.urlsafe_b64encode(mac).rstrip(b"="))).decode()
    assert refused(house, said(house), confused)


def test_a_header_that_never_ends_or_of_another_scheme_is_refused(house: House) -> None:
    deep = base64.urlsafe_b64encode(b'{"kid":' + b"[" * 5000).decode().rstrip("=")
    assert refused(house, said(house), f"{deep}.e30.x")
    assert house.driver.post(said(house), "", authorization=f"Basic {token(house)}").status == 401
    assert house.driver.post(said(house), "", authorization=token(house)).status == 401


@pytest.mark.parametrize(
    "more",
    [
        {"serviceUrl": "https://evil.example/teams/"},
        {"serviceUrl": None},
        {"serviceUrl": 7},
        {"channelId": "directline"},
        {"channelId": None},
        {"channelData": {"tenant": {"id": PARTNER_TENANT}}},
        {"conversation": {"id": "a:1", "conversationType": "personal", "tenantId": PARTNER_TENANT}},
        {"channelData": {}, "conversation": {"id": "a:1", "conversationType": "personal"}},
    ],
    ids=str,
)
def test_what_the_token_does_not_vouch_for_is_refused(house: House, more: Json) -> None:
    assert refused(house, said(house, **more))


def test_our_own_token_goes_nowhere_unencrypted() -> None:
    assert is_safe("https://smba.trafficmanager.net/emea/")
    assert is_safe("http://127.0.0.1:3978/teams/")
    for url in (
        "http://smba.trafficmanager.net/",
        "ftp://127.0.0.1/",
        "//x",
        "https://",
        "http://10.0.0.1/",
        "nej",
        "",
    ):
        assert not is_safe(url), url


def test_an_address_that_is_vouched_for_but_unencrypted_is_refused(house: House) -> None:
    url = "http://smba.trafficmanager.net/emea/"
    assert refused(house, said(house, serviceUrl=url), token(house, serviceurl=url))


def test_a_body_that_is_too_long_or_no_activity_is_refused(house: House) -> None:
    headers = {"authorization": f"Bearer {token(house)}"}
    assert house.driver.send(b"{" + b" " * (1 << 20), headers).status == 413
    for body in (
        b"",
        b"nej",
        b"[]",
        b"7",
        b'"x"',
        b"\xff",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"9" * 5000,
        b'{"text":"\\ud800"}',
    ):
        assert house.driver.send(body, headers).status == 400, body[:20]
    assert house.asked == []


# --- the keys


def trying(connector: Connector, do: Callable[[Trust, "Seconds"], Coroutine[Any, Any, None]]) -> None:
    """A Trust of its own, whose clock the test turns."""
    clock = Seconds()
    asyncio.run(do(Trust(keys.CLIENT_ID, connector.openid_url, [TENANT], clock), clock))


class Seconds:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def bearer(connector: Connector, name: str = "connector") -> str:
    return f"Bearer {keys.signed(keys.claims(connector.service_url), name=name)}"


def asked(connector: Connector) -> int:
    return sum(path.endswith("/keys") for _, path in connector.calls)


def test_a_key_server_that_is_slow_holds_up_nobody_whose_key_is_known(connector: Connector) -> None:
    async def slow(trust: Trust, clock: Seconds) -> None:
        assert await trust.claims(bearer(connector))
        clock.at += 20
        answered = threading.Event()
        connector.fault("keys", until=answered)
        stranger = asyncio.create_task(trust.claims(bearer(connector, "stranger")))
        await asyncio.sleep(0)
        for _ in range(3):
            assert await trust.claims(bearer(connector))
        assert not stranger.done()
        answered.set()
        assert await stranger is None

    trying(connector, slow)


def test_several_who_come_first_share_one_look_at_the_keys(connector: Connector) -> None:
    async def several(trust: Trust, clock: Seconds) -> None:
        assert all(await asyncio.gather(*(trust.claims(bearer(connector)) for _ in range(5))))
        assert asked(connector) == 1

    trying(connector, several)


def test_strangers_keys_do_not_make_us_ask_over_and_over(connector: Connector) -> None:
    async def over_and_over(trust: Trust, clock: Seconds) -> None:
        assert await trust.claims(bearer(connector))
        for number in range(20):
            token = keys.signed(keys.claims(connector.service_url), name="stranger", kid=f"kid-{number}")
            assert await trust.claims(f"Bearer {token}") is None
        assert asked(connector) == 1

    trying(connector, over_and_over)


def test_a_new_key_is_known_when_it_is_used_and_an_old_one_forgotten(connector: Connector) -> None:
    async def rotated(trust: Trust, clock: Seconds) -> None:
        assert await trust.claims(bearer(connector))
        connector.key_set = keys.key_set("new")
        clock.at += 20
        assert await trust.claims(bearer(connector, "new"))
        assert await trust.claims(bearer(connector)) is None

    trying(connector, rotated)


def test_keys_that_cannot_be_had_are_believed_in_for_a_day(connector: Connector) -> None:
    async def gone(trust: Trust, clock: Seconds) -> None:
        assert await trust.claims(bearer(connector))
        assert trust.check() is None
        connector.fault("keys", status=503, times=9)
        clock.at += 5 * HOUR
        assert await trust.claims(bearer(connector))
        clock.at += 20 * HOUR
        assert await trust.claims(bearer(connector)) is None
        assert "Nycklarna" in (trust.check() or "")

    trying(connector, gone)


def test_a_key_of_another_channel_signs_nothing_of_teams(connector: Connector) -> None:
    async def others(trust: Trust, clock: Seconds) -> None:
        for key in connector.key_set["keys"]:
            key["endorsements"] = ["slack"]
        assert await trust.claims(bearer(connector)) is None

    trying(connector, others)
