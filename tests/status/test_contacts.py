"""Contacts in status are numbers, never people."""


def test_how_many_by_target_group_and_municipality(ask, log, contact):
    log(
        contact("Karin Öst", target_group="arbetsgivare", municipality="Kumla", email="karin@example.se"),
        contact("Per Ek", target_group="arbetsgivare", municipality="Nora"),
        contact("Eva Al", organisation="Bergslagens Bygg"),
    )
    reply = ask("kontakter")
    assert reply.title == "📊 3 kontakter"
    assert reply.table.rows == (("arbetsgivare", "2"), ("utan målgrupp", "1"), ("Summa", "3"))
    assert reply.parts[0].table.rows == (("Kumla", "1"), ("Nora", "1"), ("utan kommun", "1"), ("Summa", "3"))
    for personal in ("Karin", "Per Ek", "Eva", "example.se", "Bergslagens"):
        assert personal not in reply.plain()


def test_no_contacts_yet(ask):
    assert ask("kontakter").text[0].startswith("Inga kontakter än.")


def test_contacts_have_no_year_and_it_is_said(ask, log, contact):
    log(contact("Karin Öst"))
    assert ask("kontakter 2024").text[0] == "Kontakterna räknas som de är nu, inte per år."
