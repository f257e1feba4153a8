"""What the steering chair sees in ten seconds."""

from datetime import date

import pytest


def lines(reply):
    return reply.plain().replace("\u00a0", " ").split("\n")


def starting(reply, start):
    return next(line for line in lines(reply) if line.startswith(start))


def test_an_empty_database_is_calm_and_useful(ask):
    reply = ask()
    assert reply.title == "📊 Läget tors 14 mars 2024 · månad 15 av 36"
    assert lines(reply)[1].startswith("Inget loggat än. Skriv till exempel ”")
    assert starting(reply, "Delmål 3") == (
        "Delmål 3 Arbetsgivare: 0 av 6 aktiviteter i gång · inga genomförda tillfällen i år än"
    )
    assert starting(reply, "Pengar") == "Pengar 2024: inget loggat än, budget 547 999 kr · 20 % av året har gått"
    assert starting(reply, "Härnäst") == "Härnäst: YH-släpp i januari 2025: inget datum än"
    assert [(button.label, button.action, button.value) for button in reply.buttons] == [
        ("Delmål", "status", "delmål"),
        ("Pengar", "status", "pengar"),
        ("Sedan förra mötet", "status", "sedan förra mötet"),
        ("Rapport", "status", "rapport"),
    ]


def test_a_line_per_goal_with_the_womens_share(ask, log, activity):
    log(
        activity("branschseminarium", "2024-03-13", participants=32, women=14, men=18),
        activity("branschseminarium", "2023-10-03", participants=55),
        activity("nyhetsbrev", "2024-02-01"),
    )
    reply = ask()
    assert starting(reply, "Delmål 3") == (
        "Delmål 3 Arbetsgivare: 2 av 6 aktiviteter i gång · 2 genomförda tillfällen i år · 32 deltagare (44 % kvinnor)"
    )
    assert starting(reply, "Delmål 4").endswith("1 av 5 aktiviteter i gång · 1 genomfört tillfälle i år")
    assert starting(reply, "Inget målvärde satt")
    assert "Inget loggat än" not in reply.plain()


def test_a_share_of_some_says_of_how_many_and_a_rough_count_says_about(ask, log, activity):
    log(
        activity("yh-släpp", "2024-01-18", participants=60, women=20, men=40),
        activity("branschseminarium", "2024-02-01", participants=27, approximate=True),
    )
    assert starting(ask(), "Delmål 3").endswith("omkring 87 deltagare (33 % kvinnor av de 60 som räknats per kön)")


def test_the_money_of_the_year_and_of_the_period(ask, log, expense):
    log(
        expense("Egen personal", "2024-01-31", 90_000, booked_on="2024-02-10"),
        expense("Externa tjänster", "2024-02-28", 14_900),
        expense("Egen personal", "2023-12-01", 300_000, booked_on="2024-01-10"),
    )
    reply = ask()
    # 90 000 + 15 % + 14 900, and of that booked 90 000 + 15 %
    assert starting(reply, "Pengar") == (
        "Pengar 2024: loggat 118 400 kr av 547 999 kr (22 %), varav bokfört 103 500 kr · 20 % av året har gått"
    )
    assert (
        starting(reply, "Hela")
        == "Hela projekttiden: loggat 463 400 kr av 1 644 153 kr (28 %), varav bokfört 448 500 kr"
    )
    assert starting(reply, "Bidrag") == "Bidrag från Region Örebro län: hittills 224 250 kr av högst 822 076 kr"


def test_the_next_three_dates_deadlines_too(ask, log, activity):
    log(
        activity(
            "branschseminarium", "2024-05-14", status="planned", deadline="2024-05-02", title="Branschseminarium vård"
        ),
        activity("nyhetsbrev", "2024-03-14", status="planned", title="Vårens nyhetsbrev"),
        activity("yh-släpp", "2025-01-23", status="planned"),
        activity("nyhetsbrev", "2024-03-13", status="planned", title="Redan förbi"),
        activity("nyhetsbrev", "2024-04-01", status="cancelled", title="Inställt"),
    )
    reply = ask()
    assert starting(reply, "Härnäst") == (
        "Härnäst: Vårens nyhetsbrev, tors 14 mars · sista anmälningsdag för Branschseminarium vård, tors 2 maj · "
        "Branschseminarium vård, tis 14 maj"
    )
    assert starting(reply, "Planerade tillfällen har passerat")


def test_what_the_project_owes_soon_is_told(ask):
    assert starting(ask(), "Att lämna in") == "Att lämna in: Lägesrapport och rekvisition, senast tors 28 mars"
    far = lines(ask("", date(2024, 1, 20)))
    assert not [line for line in far if line.startswith("Att lämna in")]


@pytest.mark.parametrize(("today", "asked"), [
    (date(2024, 1, 10), "YH-släpp i januari 2024: inget datum än"),
    (date(2024, 2, 1), "YH-släpp i januari 2025: inget datum än"),
    (date(2022, 6, 1), "YH-släpp i januari 2023: inget datum än"),
    (date(2025, 2, 1), None),
])  # fmt: skip
def test_a_recurring_event_without_a_date_is_said_within_the_period(ask, today, asked):
    said = [line for line in lines(ask("", today)) if line.startswith("Härnäst")]
    assert said == ([f"Härnäst: {asked}"] if asked else [])


def test_before_and_after_the_period_it_is_said_plainly(ask, log, activity, expense):
    assert ask("", date(2022, 12, 31)).title.endswith(" · projekttiden börjar 1 januari 2023")
    assert ask("", date(2023, 1, 1)).title.endswith(" · månad 1 av 36")
    assert ask("", date(2025, 12, 31)).title.endswith(" · månad 36 av 36")
    log(activity("nyhetsbrev", "2024-02-01"), expense("Resor och logi", "2024-02-01", 1_000, booked_on="2024-02-02"))
    after = ask("", date(2026, 1, 1))
    assert after.title.endswith(" · projekttiden gick ut 31 december 2025")
    assert starting(after, "Delmål 3").endswith("1 av 6 aktiviteter påbörjade · 1 genomfört tillfälle totalt")
    assert starting(after, "Projektet är överfinansierat med 599 500 kr").endswith("Kontakta handläggaren.")
    assert "av året har gått" not in after.plain()


def test_a_year_shows_that_year_and_its_buttons_stay_in_it(ask, log, activity, expense):
    log(activity("branschseminarium", "2023-10-03", participants=12), activity("nyhetsbrev", "2024-02-01"))
    reply = ask("förra året")
    assert reply.title == "📊 Läget 2023"
    assert starting(reply, "Delmål 3") == (
        "Delmål 3 Arbetsgivare: 1 av 6 aktiviteter hade tillfällen · 1 genomfört tillfälle 2023 · 12 deltagare"
    )
    assert starting(reply, "Pengar 2023")
    assert [button.value for button in reply.buttons] == ["delmål 2023", "pengar 2023", "rapport 2023"]


def test_every_button_leads_to_an_answer(ask):
    todo, seen = ["", "2023", "delmål 7", "pengar 2031", "hjälp", "penger", "delmål 2 pengar"], set()
    while todo:
        text = todo.pop()
        reply = ask(text)
        assert reply.plain()
        for button in reply.buttons:
            assert button.action in ("status", "underlying")
            assert button.value
            if button.action == "status" and button.value not in seen:
                seen.add(button.value)
                todo.append(button.value)
    assert {"läget", "delmål", "pengar", "kontakter", "delmål 4", "pengar 2025", "hjälp"} <= seen


def test_a_word_a_goal_and_a_year_that_are_not_there(ask):
    assert ask("penger 2024").title == "Menade du ”pengar 2024”?"
    assert ask("delmål 7").text == (
        "Delmål 7 finns inte. Projektet har delmål 1 Samverkansforum, 2 Utbildningar, 3 Arbetsgivare "
        "och 4 Forum och kanaler.",
    )
    assert ask("delmål 0").text[0].startswith("Delmål 0 finns inte.")
    assert ask("pengar 2031").text == (
        "År 2031 ligger utanför projekttiden, som är 1 januari 2023 – 31 december 2025.",
    )
    assert ask("<!channel>").text[0] == "”<” förstod jag inte."
    assert "/yh-status pengar" in ask("hjälp").plain()
    assert ask("hjälp").plain() == ask("?").plain()


def test_no_answer_shouts_or_names_code(ask):
    for text in ("", "delmål", "delmål 1", "pengar", "kontakter", "hjälp", "sök", "delmål 9", "2031"):
        plain = ask(text).plain()
        assert "!" not in plain
        assert "None" not in plain
