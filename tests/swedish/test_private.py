"""Personal identity numbers and health: found where they are, and nowhere else; never in what is read."""

import json
from datetime import date

import pytest

from bot.project import Project
from bot.swedish import read
from bot.swedish.people import holds_identity_number, read_phone

TODAY = date(2024, 9, 27)


@pytest.mark.parametrize(
    "text",
    [
        "kontakt Lena 19800101-1234 Näringslivskontoret",
        "Lena Ek 800101-1234",
        "Lena 811218-9876",
        "8112189876 Lena",
        "personnummer 8001011234",
        "pnr: 198001011234",
        "Lena 800161-1234",
        "1980-01-01",
        "Ek 19800101 1234",
        "Ek 800101–1234",
        "Ek 000101+1234",
        "kontakt Lena 800101-XXXX",
        "Lena 198112189876",
        "Lena 198001011234 vill vara med",
        "Lena 1980-01-01-1234 möte i Kumla igår",
    ],
)
def test_identity_numbers_are_hidden(text, project: Project):
    reading = read(text, project, TODAY)
    if text == "1980-01-01":  # a date is no number of a person
        assert "personal_identity_number" not in reading.flag
        return
    assert "personal_identity_number" in reading.flag
    shown = json.dumps(reading.as_json(), ensure_ascii=False) + reading.model_dump_json()
    assert not any(tail in shown for tail in ("1234", "9876"))
    assert holds_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "utgift faktura Volvo 556036-0793 4 500 kr",
        "kontakt Bo 070-123 45 67",
        "kontakt Bo 0701234567",
        "20240303",
        "utgift 800101 kr",
        "faktura 8001011230 4 500 kr konsult",
        "kontakt Bo +46 70 123 45 67",
        "möte 2024-03-03 - 1200",
    ],
)
def test_other_numbers_pass(text, project: Project):
    assert "personal_identity_number" not in read(text, project, TODAY).flag


@pytest.mark.parametrize(
    "text",
    [
        "Anna är sjukskriven",
        "seminariet ställdes in, Karin Öst är sjuk",
        "kontakt Per Lund, sjukskriven",
        "hon har fått en diagnos",
        "Erik har cancer",
        "Kalle Ek är gravid",
    ],
)
def test_health_of_a_person(text, project: Project):
    assert "health" in read(text, project, TODAY).flag


@pytest.mark.parametrize(
    "text",
    [
        "seminarium vård och omsorg i Nora",
        "branschseminarium om cancervård",
        "ombudsman på IF Metall",
        "seminarium om sjukfrånvaro i Örebro",
        "nätverk för sjukvården",
        "möte om psykisk hälsa",
        "kontakt Anna Ek, sjuksköterska",
    ],
)
def test_topics_and_posts_pass(text, project: Project):
    assert "health" not in read(text, project, TODAY).flag


def test_a_persons_gender_is_never_inferred(project: Project):
    heads = read("möte med Anna Ek, Karin Öst och Bo Lind i Nora 3/9, 3 pers", project, TODAY).participants
    assert heads
    assert (heads.total, heads.women, heads.men) == (3, None, None)


def test_phones():
    assert read_phone("019-21 10 00") == "+4619211000"
    assert read_phone("+47 22 86 44 00") == "+4722864400"
    assert read_phone("12") is None
    assert read_phone("+999 123 456 78") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("möte med sjukskrivna Lars 3 maj", True),
        ("möte med den sjuke kollegan Lars 3 maj", True),
        ("samtal med gravida Anna Ek 3 maj", True),
        ("möte om sjukskrivna 3 maj", False),
        ("seminarium för sjukskrivna i Örebro 3 maj", False),
        ("temadag: sjukskrivna och arbetslivet 3 maj", False),
        ("stöd till sjukskrivna Örebro 3 maj", False),
    ],
)
def test_an_illness_before_a_name_is_of_that_person(text: str, told: bool, project: Project):
    assert ("health" in read(text, project, TODAY).flag) is told
