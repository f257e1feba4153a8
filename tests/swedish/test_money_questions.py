"""Questions about money in other words than 'pengar', and the record that a number names; and what is neither."""

from datetime import date

import pytest

from bot.project_file import load_project
from bot.swedish.lists import MoneySide
from bot.swedish.numbered import Numbered
from bot.swedish.status import read_status
from bot.swedish.status_requests import Several, Unknown, canonical
from tests.swedish.conftest import phrases

PROJECT = load_project()
TODAY = date(2024, 3, 14)


def meant(text):
    """The reading as one would write it, None where it is not understood."""
    match read_status(text, PROJECT, TODAY):
        case Unknown() | Several():
            return None
        case MoneySide(side):
            return side
        case Numbered(kind, number):
            return f"{kind} {number}"
        case known:
            return canonical(known)


@pytest.mark.parametrize("phrase", phrases("money_questions"), ids=lambda p: p["text"])
def test_a_question_about_money(phrase):
    assert meant(phrase["text"]) == phrase["meant"]
