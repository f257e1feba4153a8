"""Rules and corpus side by side: every rule reads some phrase of the corpus, and leaves others alone."""

from datetime import date

import pytest

from bot.swedish.clock import CLOCK, LOOSE_CLOCK
from bot.swedish.counts import COUNTS
from bot.swedish.grammar import Grammar
from bot.swedish.lexer import Lexed, clean
from bot.swedish.money import MONEY
from bot.swedish.readdates import DATES
from bot.swedish.when import Now
from tests.swedish.conftest import phrases

FILES = ("dates", "amounts", "heads", "messages", "examples/dates", "examples/messages")
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
    [*every_rule(DATES, NOW), *(p for g in (CLOCK, LOOSE_CLOCK, MONEY, COUNTS) for p in every_rule(g, None))],
)
def test_each_rule_has_a_phrase_it_is_for_and_one_it_must_not_match(rule, context):
    assert any(reads(rule, context, text) for text in TEXTS)
    assert not all(reads(rule, context, text) for text in TEXTS[:40])
