"""Rules and corpus side by side: every rule reads some phrase of the corpus, and leaves others alone."""

from datetime import date

import pytest

from bot.swedish import read
from bot.swedish.clock import CLOCK, LOOSE_CLOCK
from bot.swedish.counts import COUNTS
from bot.swedish.grammar import Grammar
from bot.swedish.lexer import Lexed, clean
from bot.swedish.money import MONEY
from bot.swedish.readdates import DATES
from bot.swedish.repeating import REPEATS
from bot.swedish.when import Now
from tests.swedish.conftest import phrases

FILES = ("dates", "amounts", "heads", "messages", "examples/dates", "examples/messages", "repeats", "plans")
TEXTS = [phrase["text"] for name in FILES for phrase in phrases(name)]
NOW = Now(date(2026, 3, 5), forward=False)


def reads(rule, context, text: str) -> bool:
    lexed = Lexed(clean(text))
    return any(
        rule.reader(lexed, match, context) is not None
        for match in (
            rule.pattern.match(lexed.shape, i) for i in range(len(lexed.shape)) if lexed.shape[i] in rule.starts
        )
        if match
    )


def every_rule(grammar: Grammar, context):
    return [pytest.param(rule, context, id=rule.pattern.pattern[:60]) for rule in grammar.rules]


@pytest.mark.parametrize(
    ("rule", "context"),
    [
        *every_rule(DATES, NOW),
        *every_rule(REPEATS, NOW),
        *(p for g in (CLOCK, LOOSE_CLOCK, MONEY, COUNTS) for p in every_rule(g, None)),
    ],
)
def test_each_rule_has_a_phrase_it_is_for_and_one_it_must_not_match(rule, context):
    assert any(reads(rule, context, text) for text in TEXTS)
    assert not all(reads(rule, context, text) for text in TEXTS[:40])


@pytest.mark.parametrize(
    ("text", "field", "offered"),
    [
        ("1000000 deltagare", "participants", []),
        ("3,5 deltagare", "participants", []),
        ("28/34 deltagare", "participants", [(28, None, None), (34, None, None)]),
        ("9+14 deltagare", "participants", [(23, 9, 14), (23, 14, 9), (23, None, None)]),
        ("15-20 personer varav 9 kvinnor", "participants", [(15, 9, 6), (20, 9, 11)]),
        ("2 nätter à 1 250 kr", "amount", [1250, 2500]),
        ("lunch 12 deltagare à 135 kr", "amount", [12 * 135, 135]),
        ("20-25 000 kr", "amount", [20000, 25000]),
    ],
)
def test_a_doubt_offers_what_it_may_be(text, field, offered, project):
    doubt = next(d for d in read(text, project, NOW.today).doubts if d.field == field)
    values = [update[field] for update in doubt.readings]
    assert [(v.total, v.women, v.men) if field == "participants" else v for v in values] == offered
