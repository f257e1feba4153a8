"""A person is found in a text in whatever way the name was written, and nobody else is."""

import pytest

from bot.traces import Person, around, clean, forms
from storage.erasures import new

EVA = Person(
    names=("Eva Holm", "Åsa Anna-Karin Öberg"), emails=("eva.holm@kumla.se",), phones=("+46701234567",), first=("Eva",)
)
WRITTEN = [
    ("Möte med Eva Holm i Kumla", "Möte med [borttaget] i Kumla"),
    ("Eva Holms kontor", "[borttaget]s kontor"),
    ("EVA HOLM, eva  holm", "[borttaget], [borttaget]"),
    ("Holm, Eva; Berg, Karin", "[borttaget]; Berg, Karin"),
    ("Ring Holm, Eva på måndag", "Ring [borttaget] på måndag"),
    ("Karin Berg och Holm Eva", "Karin Berg och [borttaget]"),
    ("ring 070-123 45 67 nu", "ring [borttaget] nu"),
    ("ring +46 (0)70 123 45 67", "ring [borttaget]"),
    ("0046701234567", "[borttaget]"),
    ("2024-03-12 0701234567", "2024-03-12 [borttaget]"),
    ("EVA.HOLM@Kumla.se, eva_holm@annan.se", "[borttaget], [borttaget]"),
    ("EvaHolm.pdf", "[borttaget].pdf"),
    ("åsa öberg, Asa Oberg, Åsa Anna-Karin Öbergs", "[borttaget], [borttaget], [borttaget]s"),
    ("A\u030asa O\u0308berg ringde", "[borttaget] ringde"),
]
OTHERS = [
    "Karin Holm, Eva Berg", "Ann-Eva Holm", "Eva Holm-Berg", "Eva Holmberg", "Eva Hölm", "Eva ringde", "Holm",
    "eva.berg@kumla.se", "070-123 45 68", "12 070 123 kr", "Åsa Berg", "Jag träffade Eva igår. Sedan åkte vi till Holm.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "without"), WRITTEN)
def test_the_person_is_taken_out_however_written(text: str, without: str) -> None:
    assert clean(text, forms(EVA).__contains__) == without


@pytest.mark.parametrize("text", OTHERS)
def test_somebody_else_stays(text: str) -> None:
    assert clean(text, forms(EVA).__contains__) == text


@pytest.mark.parametrize(("text", "without"), [*WRITTEN, *((text, text) for text in OTHERS)])
def test_digests_find_what_the_name_itself_finds(text: str, without: str) -> None:
    remembered = new(forms(EVA), at="", who="", why="asked", decision="", contacts=(), counts={})
    assert not any(word in str(remembered).casefold() for word in ("eva", "holm", "öberg", "701234567", "kumla"))
    assert clean(text, remembered.fits()) == without


def test_a_file_name_is_parted_by_its_hyphens() -> None:
    assert clean("Kvitto-Eva-Holm-3.jpg", forms(EVA).__contains__, file_name=True) == "Kvitto-[borttaget]-3.jpg"


def test_a_first_name_goes_where_it_says_who_is_responsible() -> None:
    remembered = new(forms(EVA), at="", who="", why="asked", decision="", contacts=(), counts={})
    for fits in (forms(EVA).__contains__, remembered.fits()):
        assert (clean("Eva", fits, responsible=True), clean("Eva", fits)) == ("[borttaget]", "Eva")


def test_a_first_name_alone_goes_only_where_that_is_said() -> None:
    alone = forms(Person(names=("Eva Holm",), alone=("Eva",)))
    said = "Eva ringde. Evas möte. Med Eva Berg och Ann-Eva."
    assert clean(said, alone.__contains__) == "[borttaget] ringde. [borttaget]s möte. Med Eva Berg och Ann-Eva."


def test_the_words_around_are_told() -> None:
    before = "x" * 100 + " med Eva Holm om lokaler " + "y" * 100
    told = around(before, clean(before, forms(EVA).__contains__), width=20)
    assert told.startswith("… ") and told.endswith(" …")
    assert "med Eva Holm om" in told
