"""A contact's particulars: one reading whatever their order and signs, and what is asked instead of guessed."""

import itertools
import time
from datetime import date

import pytest

from bot.project import Project
from bot.swedish import Reading, read
from bot.swedish.payments import is_paid_in
from bot.swedish.private import broken_email

TODAY = date(2024, 9, 27)
PARTS = ("Karin Öst", "hr-chef", "Bergslagens Bygg AB", "arbetsgivare")


def particulars(reading: Reading) -> tuple[str | None, ...]:
    return reading.name, reading.role, reading.organisation, reading.target_group


@pytest.mark.parametrize("parts", list(itertools.permutations(PARTS)), ids=" · ".join)
@pytest.mark.parametrize("sign", [", ", "; ", " - ", " | ", " / ", "\n"])
def test_the_order_of_the_parts_and_the_signs_between_them_change_nothing(parts, sign, project: Project):
    reading = read("kontakt: " + sign.join(parts), project, TODAY)
    assert particulars(reading) == PARTS
    assert not reading.records


@pytest.mark.parametrize("municipality", ["Askersund", "Nora", "Örebro", "Laxå"])
def test_a_municipality_in_an_organisations_name_belongs_to_it(municipality, project: Project):
    for organisation in (f"{municipality} Svets AB", f"{municipality} kommun", f"Komvux {municipality}"):
        for text in (
            f"kontakt Eva Lind, vd på {organisation}",
            f"kontakt Eva Lind, vd, {organisation}, {municipality}",
        ):
            reading = read(text, project, TODAY)
            assert (reading.name, reading.role, reading.organisation) == ("Eva Lind", "vd", organisation), text
            assert reading.municipalities == (municipality,)


@pytest.mark.parametrize("written", ["kalle@region", "kalle@", "kalle@region.", "kalle.ek(at)region.se"])
def test_a_broken_address_is_asked_about_and_never_dropped(written, project: Project):
    reading = read(f"kontakt Kalle Ek, {written}", project, TODAY)
    assert reading.ask == ("email",)
    assert [(d.reason, d.readings) for d in reading.doubts] == [("broken_email", ({"email": None},))]
    assert (reading.name, reading.email) == ("Kalle Ek", None)


@pytest.mark.parametrize("text", ["@kalle", "kalle@region.se", "möte @ 13", "Kalle Ek (vd)"])
def test_what_is_no_broken_address(text):
    assert broken_email(text) is None


@pytest.mark.parametrize("verb", ["betalade in", "har betalat in", "har betalat ut", "satte in", "swishade"])
def test_whoever_begins_the_sentence_pays(verb, project: Project):
    reading = read(f"Kumla kommun {verb} 25 000 kr", project, TODAY)
    assert (reading.kind, reading.organisation, reading.description) == ("payment", "Kumla kommun", None)


@pytest.mark.parametrize(
    "text",
    [
        "faktura från nora tryck ab 3 000 kr",
        "fått offert på 3 000 kr från nora tryck ab",
        "vi betalade 2 400 kr till elite hotell",
        "hotell 890 kr betalade jag",
        "lön utbetald 34 000 kr",
        "fick rabatt 100 kr från elite",
        "tågbiljett från sj 312 kr",
        "partneravgift 3 000 kr till teknikcollege",
    ],
)
def test_what_we_pay_is_never_money_that_came_in(text):
    assert not is_paid_in(text)


@pytest.mark.parametrize(
    "unit", ["Anna Ek, ", "A ", "och A ", "namn: ", "på A ", "från A ", "chef för A ", "a(at)", "; "]
)
@pytest.mark.parametrize("word", ["kontakt ", "inbetalt "])
def test_long_contacts_and_payments_are_read_in_time_that_grows_with_their_length(word, unit, project: Project):
    begun = time.process_time()
    read((word + unit * 5000)[:5000], project, TODAY)
    assert time.process_time() - begun < 0.5
