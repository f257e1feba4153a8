"""Who is to be erased or told of is read from words; what undoes a record is left alone."""

import pytest

from bot.swedish.personal import read_personal


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("radera Eva Holm", "Eva Holm"),
        ("kan du radera Eva Holm?", "Eva Holm"),
        ("glöm Eva Holm", "Eva Holm"),
        ("ta bort allt om Eva Holm", "Eva Holm"),
        ("radera Eva Holms uppgifter", "Eva Holm"),
        ("Radera Lars Alms personuppgifter.", "Lars Alm"),
        ("radera personuppgifter för Eva Holm", "Eva Holm"),
        ("radera kontakten Eva Holm", "Eva Holm"),
        ("radera Holm, Eva", "Holm, Eva"),
        ("radera Lars af Ugglas", "Lars af Ugglas"),
        ("radera eva.holm@kumla.se", "eva.holm@kumla.se"),
        ("radera 070-123 45 67", "070-123 45 67"),
        ("radera allt om Eva", "Eva"),
        ("radera kontakt 4", "kontakt 4"),
        ("glöm kontakt 4 för gott", "kontakt 4"),
        ("stryk Eva Holm ur registret", "Eva Holm"),
        ("ta bort eva.holm@kumla.se från kontaktlistan", "eva.holm@kumla.se"),
        ("Eva Holm vill bli raderad", "Eva Holm"),
        ("Eva Holm har bett om att bli borttagen ur registret.", "Eva Holm"),
        ("kontakt 4 vill bli glömd", "kontakt 4"),
        ("Eva Holm vill att vi tar bort hennes uppgifter", "Eva Holm"),
    ],
)
def test_somebody_is_to_be_erased(text: str, who: str) -> None:
    read = read_personal(text)
    assert read is not None
    assert (read.what, read.who) == ("erase", who)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("registerutdrag Eva Holm", "Eva Holm"),
        ("Kan jag få ett registerutdrag för Eva Holm?", "Eva Holm"),
        ("gör ett register-utdrag om eva@nora.se", "eva@nora.se"),
        ("registerutdrag: 070-123 45 67", "070-123 45 67"),
        ("vad har vi sparat om Eva Holm?", "Eva Holm"),
        ("vilka uppgifter finns om Eva Holm", "Eva Holm"),
        ("registerutdrag", ""),
    ],
)
def test_somebody_asks_what_is_held(text: str, who: str) -> None:
    read = read_personal(text)
    assert read is not None
    assert (read.what, read.who) == ("extract", who)


@pytest.mark.parametrize(
    "text",
    [
        "radera utgift 7", "radera senaste", "radera mötet 12 mars", "ta bort kontakt 3", "ångra kontakt 3", "ångra Eva Holm",
        "Eva Holm vill ta bort seminariet i Kumla", "stryk utgift 7 ur registret",
        "radera 2 deltagare från senaste", "glöm det", "radera", "radera aktivitet kumla", "vad har vi gjort i Nora?",
        "vad har vi sparat i år?", "utgift 312 kr utdrag ur fastighetsregistret", "radera uppgift 4", "ta bort uppgift 4",
        "ta bort alla uppgifter", "ta bort mina uppgifter",
    ],
)  # fmt: skip
def test_what_means_something_else_is_left_alone(text: str) -> None:
    read = read_personal(text)
    assert read is None or read.known


@pytest.mark.parametrize("text", ["ta bort Eva Holm", "stryk Eva Holm", "radera Kumla", "radera Eva"])
def test_a_name_alone_is_about_a_person_where_somebody_is_called_so(text: str) -> None:
    read = read_personal(text)
    assert read is not None
    assert read.known


@pytest.mark.parametrize("text", ["gdpr", "Personuppgifter", "radera kontakter", "ta bort kontakter", "en kontakt vill bli raderad",
                                  "hur raderar man en person?"])  # fmt: skip
def test_how_it_is_done_is_asked(text: str) -> None:
    read = read_personal(text)
    assert read is not None
    assert (read.what, read.who) == ("guide", "")
