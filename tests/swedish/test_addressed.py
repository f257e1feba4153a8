"""What is said to the assistant without a command: what it asks for, and what of it is to be logged."""

import pytest

from bot.swedish.addressed import asked_about, read_said, without_courtesies

LINE = "utgift 312 kr buss till Nora 12 mars"


@pytest.mark.parametrize(
    "said",
    [
        LINE, f"Hej! {LINE}", f"Hej assistenten, {LINE}", f"God morgon!\n{LINE}", f"{LINE}\nTack på förhand!",
        f"{LINE}. Ha en fin helg!", f"{LINE}\nMvh Maja Lind", f"Hej hej! {LINE} tack", f"hejsan alla\n{LINE}\nkram",
    ],
)  # fmt: skip
def test_a_greeting_before_and_thanks_after_are_no_part_of_it(said: str) -> None:
    assert without_courtesies(said).removesuffix(".") == LINE


@pytest.mark.parametrize(
    "said",
    [
        "God morgon-seminarium i Kumla 13 mars",
        "tack för mötet i Kumla igår, 12 deltagare",
        "möte med Hej Företagarna i Nora i går",
        "tackmiddag 1 200 kr 12 mars",
        "Hälsa på företag i Kumla i går, 3 deltagare",
    ],
)
def test_words_that_only_look_so_stay(said: str) -> None:
    assert without_courtesies(said) == said
    assert read_said(said)[0] == "logg"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("hej", ("greeting", "")),
        ("God kväll!", ("greeting", "")),
        ("Tack så jättemycket för hjälpen", ("thanks", "")),
        ("trevlig helg", ("thanks", "")),
        ("hjälp", ("help", "")),
        ("ok", ("answer", "")),
        ("Ja visst", ("answer", "")),
        (f"logga {LINE}", ("logg", LINE)),
        (f"Kan du logga {LINE}?", ("logg", LINE)),
        (f"skulle du kunna logga: {LINE}?", ("logg", LINE)),
        ("/yh-status pengar", ("status", "pengar")),
        ("visa läget", ("question", "läget")),
        ("berätta vad som hänt sedan förra mötet", ("question", "vad som hänt sedan förra mötet")),
        ("sammanfatta kvartal 1", ("question", "kvartal 1")),
        ("status", ("status", "")),
        ("påminn oss om att YH-släpp 23 januari kl 13", ("paminn", "YH-släpp 23 januari kl 13")),
        ("sök solel", ("status", "sök solel")),
        ("visa senaste", ("logg", "senaste")),
        ("logga det här", ("pointing", "")),
        ("var på studiebesök i Nora", ("logg", "var på studiebesök i Nora")),
        ("när vi var i Nora kom 12 deltagare", ("logg", "när vi var i Nora kom 12 deltagare")),
    ],
)
def test_what_the_words_ask_for(said: str, meant: tuple[str, str]) -> None:
    assert read_said(said) == meant


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("hur ligger vi till", "question"),
        ("vilka var i Kumla", "question"),
        ("när är nästa möte", "question"),
        ("seminarium i Kumla 13 mars?", "question"),
        ("påminn mig på fredag om att ringa Eva", "own_reminder"),
    ],
)
def test_what_is_not_to_be_logged(said: str, name: str) -> None:
    assert read_said(said)[0] == name


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("vad har vi gjort i Nora?", "Nora"),
        ("vilka utgifter har vi i Kumla?", "utgifter Kumla"),
        ("finns det några kontakter på Volvo?", "kontakter Volvo"),
    ],
)
def test_what_a_question_is_about(question: str, about: str) -> None:
    assert asked_about(question) == about


@pytest.mark.parametrize("said", ["hej " * 1200, "tack! " * 800, "ha en fin dag " * 350, "visa " * 1000, "? " * 2500])
def test_long_talk_is_read_in_passing(said: str) -> None:
    read_said(said[:5000])


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("påminn mig om att ringa Kumla på måndag", "own_reminder"),
        ("påminn Karin om dagordningen 4 april", "own_reminder"),
        ("påminn @anna att svara", "own_reminder"),
        ("påminn oss om styrgruppsmötet 4 april", "paminn"),
        ("påminn Arbetsgruppen om mötet 4 april", "paminn"),
        ("påminn om Nyhetsbrev 4 april", "paminn"),
        ("lägg till steg: boka fika 10 maj till branschseminarium vård", "step"),
        ("nytt steg i planen", "step"),
        ("lägg till Anna Ek som kontakt", "logg"),
        ("kan du lägga in ett möte med Kumla kommun 17 april kl 10?", "logg"),
        ("kan du ställa in mötet?", "logg"),
        ("kan du visa kontakter?", "question"),
        ("kan vi boka lokalen?", "question"),
    ],
)
def test_errands_steps_and_requests(said: str, meant: str) -> None:
    assert read_said(said)[0] == meant
