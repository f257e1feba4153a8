"""Which words with a file ask that the list in it be read in, and which tell of something else."""

import pytest

from bot.swedish.importing import asks_to_import


@pytest.mark.parametrize(
    "text",
    ["importera", "Importera!", "importera kontakterna", "kan du läsa in de här aktiviteterna?", "läs in listan",
     "hej, lägg in allt det här", "import"],
)  # fmt: skip
def test_it_is_asked(text: str) -> None:
    assert asks_to_import(text)


@pytest.mark.parametrize(
    "text",
    ["", "kvitto", "läs in kvittot", "importera huvudboken", "taxi 312 kr", "importerad textil 500 kr",
     "lägg in möte 4 april i Kumla", "seminarium om import i Kumla igår"],
)  # fmt: skip
def test_it_is_something_else(text: str) -> None:
    assert not asks_to_import(text)
