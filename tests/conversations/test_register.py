"""The register as the law has it kept: who is informed, who objects, what is past its time."""

from pathlib import Path

import pytest

from tests.conversations.conftest import ANNA, KARIN, MAJA, Group, labels, text

EVA = "kontakt Eva Holm, hr-chef på Hallsbergs Bygg AB, eva.holm@hallsbergbygg.se, 070-123 45 67"


@pytest.fixture
def eva(group: Group) -> Group:
    group.log(EVA)
    return group


def informed(group: Group) -> list[str | None]:
    return [row["informed_at"] for row in group.rows("contacts")]


# --- Informed ---------------------------------------------------------------------------------------------


def test_a_new_contact_says_by_when_the_person_is_to_be_told(group: Group) -> None:
    answer = group.log(EVA)
    assert "Ska informeras senast 13 april 2024" in text(answer)
    assert text(group.press(answer.message, "Informerad")).startswith("✅ Kontakt 1 är informerad tors 14 mars 2024")
    assert informed(group) == ["2024-03-14"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("ändra kontakt 1: informerad 12 mars", "2024-03-12"),
        ("Eva Holm är informerad", "2024-03-14"),
        ("eva holm informerades i går", "2024-03-13"),
        ("jag har informerat Eva Holm 12/3", "2024-03-12"),
        ("alla kontakter är informerade", "2024-03-14"),
        ("kontakt 1 är informerad den 1 mars.", "2024-03-01"),
        ("eva.holm@hallsbergbygg.se är informerad", "2024-03-14"),
    ],
)
def test_it_is_told_in_ones_own_words(eva: Group, words: str, day: str) -> None:
    eva.tell(words)
    assert informed(eva) == [day]


@pytest.mark.parametrize(
    "words",
    [
        "informerade 12 företag om YH 12 mars",
        "styrgruppen är informerad om budgeten",
        "Per Ek är informerad",
        "är alla informerade?",
    ],
)
def test_other_words_about_informing_mark_nobody(eva: Group, words: str) -> None:
    eva.log(words)
    assert informed(eva) == [None]


def test_a_day_to_come_is_refused_and_a_mistake_taken_back(eva: Group) -> None:
    assert "har inte varit än" in text(eva.log("kontakt 1 är informerad 20 mars"))
    eva.log("kontakt 1 är informerad")
    assert "Kontakt 1 är inte informerad" in text(eva.log("kontakt 1 är inte informerad"))
    assert informed(eva) == [None]


def test_several_at_once_and_a_number_that_is_none(eva: Group) -> None:
    eva.log("kontakt Per Ek, rektor på Folkhögskolan, per.ek@folk.se")
    assert "Kontakt 9 finns inte" in text(eva.log("kontakt 1, 2 och 9 är informerade"))
    assert informed(eva) == [None, None]
    assert "Kontakt 1 och 2 är informerade" in text(eva.log("kontakt 1 och 2 är informerade 12 mars"))
    assert informed(eva) == ["2024-03-12", "2024-03-12"]


def test_two_of_one_name_are_asked_about(eva: Group) -> None:
    eva.log("kontakt Eva Holm, rektor på Folkhögskolan, eva@folk.se")
    answer = eva.log("Eva Holm är informerad")
    assert "Vem menar du?" in text(answer) and "Kontakt 1" in text(answer) and "Kontakt 2" in text(answer)
    assert informed(eva) == [None, None]


def test_the_list_says_days_left_and_over_the_oldest_first(eva: Group) -> None:
    eva.clock.turn(days=25)
    eva.log("kontakt Per Ek, rektor på Folkhögskolan, per.ek@folk.se")
    eva.clock.turn(days=7)
    answer = eva.status("ej informerade", who=ANNA)
    said = text(answer)
    assert said.index("Kontakt 1 · Eva Holm · Hallsbergs Bygg AB: 2 dagar för sent") < said.index("Kontakt 2 · Per Ek")
    assert "23 dagar kvar" in said
    after = eva.press(answer.message, "Informerad: 1", who=ANNA)
    assert "Eva Holm" not in text(after) and "Per Ek" in text(after)


def test_others_see_only_whom_they_have_logged_and_the_steering_group_none(eva: Group) -> None:
    assert "Eva Holm" in text(eva.status("ej informerade", who=MAJA))
    eva.log("kontakt Per Ek, rektor på Folkhögskolan, per.ek@folk.se", who=ANNA)
    assert "Per Ek" not in text(eva.status("ej informerade", who=MAJA))
    assert "Eva" not in text(eva.status("ej informerade", who=KARIN))


def test_the_words_to_write_hold_what_the_law_asks_for(eva: Group) -> None:
    eva.log("ändra kontakt 1: källa mässan i Kumla")
    answer = eva.press(eva.status("ej informerade", who=MAJA).message, "Så här kan du skriva")
    said = text(answer).replace("\u00a0", " ")
    for part in ("Hej Eva", "e-post, telefon", "berättigat intresse", "allmänt intresse", "30 april 2026",
                 "rättat eller raderat", "invända", "imy.se", "Slack"):  # fmt: skip
        assert part in said


def test_the_own_page_says_how_many(eva: Group) -> None:
    shown = eva.home(ANNA).shown
    assert "1 kontakt ska informeras" in shown
    assert "1 kontakt ska informeras" in eva.home(MAJA).shown
    assert "ska informeras" not in eva.home(KARIN).shown


# --- Objection --------------------------------------------------------------------------------------------


def test_a_contact_that_objects_is_not_used(eva: Group, tmp_path: Path) -> None:
    answer = eva.log("invändning Eva Holm", who=ANNA)
    assert labels(answer) == ["Radera", "Invändningen avslås", "Det var fel person"]
    assert "lör 13 april 2024" in text(answer)
    assert eva.rows("contacts")[0]["objected_on"] == "2024-03-14"
    assert "Eva Holm" not in text(eva.log("sök Hallsbergs Bygg"))
    assert "Har invänt 14 mars 2024: används inte" in text(eva.status("kontakt 1", who=ANNA))
    assert "1 kontakt" in text(eva.status("kontakter"))  # the statistics are what they were
    assert "Alla kontakter" in text(eva.status("ej informerade", who=ANNA))


def test_an_objection_is_refused_and_the_contact_used_again(eva: Group) -> None:
    asked = eva.log("Eva Holm har invänt mot registret", who=ANNA)
    assert "är avslagen" in text(eva.press(asked.message, "Invändningen avslås", who=ANNA))
    assert eva.rows("contacts")[0]["objected_on"] is None
    assert [row["what"] for row in eva.rows("audit") if row["record"] == "contact"] == [
        "logged",
        "changed",
        "changed",
        "objection refused",
    ]
    assert "Eva Holm" in text(eva.log("sök Hallsbergs Bygg"))


def test_an_objection_noted_of_the_wrong_person_is_taken_back(eva: Group) -> None:
    asked = eva.log("invändning kontakt 1", who=ANNA)
    assert "har inte invänt" in text(eva.press(asked.message, "Det var fel person", who=ANNA))
    assert eva.rows("contacts")[0]["objected_on"] is None


def test_an_objection_leads_to_erasing(eva: Group) -> None:
    asked = eva.log("invändning Eva Holm", who=ANNA)
    shown = eva.press(asked.message, "Radera", who=ANNA)
    assert "Det här raderas om Eva Holm" in text(shown)


@pytest.mark.parametrize(
    "words",
    ["Eva Holm vill inte vara med i registret", "eva.holm@hallsbergbygg.se har invänt", "invändning från Eva Holm"],
)
def test_an_objection_is_told_in_ones_own_words(eva: Group, words: str) -> None:
    eva.tell(words, who=ANNA)
    assert eva.rows("contacts")[0]["objected_on"] == "2024-03-14"


def test_only_the_project_leader_notes_an_objection(eva: Group) -> None:
    assert "projektledaren" in text(eva.log("invändning Eva Holm", who=MAJA))
    assert eva.rows("contacts")[0]["objected_on"] is None


def test_an_objection_to_something_else_is_none(eva: Group) -> None:
    assert "hittar ingen kontakt" not in text(eva.log("invändning mot budgeten", who=ANNA))


def test_the_objection_waits_on_the_leaders_page(eva: Group) -> None:
    eva.log("invändning Eva Holm", who=ANNA)
    assert "Invändningen från kontakt 1 ska avgöras" in eva.home(ANNA).shown
    assert "Invändningen" not in eva.home(MAJA).shown


# --- Gallring ---------------------------------------------------------------------------------------------


def test_what_would_go_is_shown_with_its_rule_and_what_stays(eva: Group) -> None:
    eva.log("utgift 312 kr buss till Nora 12 mars")
    answer = eva.log("gallra", who=ANNA)
    assert "Inget behöver gallras nu" in text(answer)
    assert "1 kontakt, till och med 30 april 2026" in text(answer)
    assert "1 utgift från 2024, till och med 31 december 2031 (bokföringslagen)" in text(answer)
    assert "Gallra" not in labels(answer)


def test_what_was_undone_goes_for_good_when_it_is_confirmed(eva: Group) -> None:
    eva.press(eva.log("utgift 312 kr buss till Nora 12 mars").message, "Ångra")
    eva.clock.turn(days=91)
    shown = eva.log("gallra", who=ANNA)
    assert "1 post: ångrade för mer än 90 dagar sedan" in text(shown)
    assert "Inget är gallrat än" in text(shown)
    assert len(eva.rows("expenses")) == 1
    done = text(eva.press(shown.message, "Gallra", who=ANNA))
    assert "Gallringen är gjord" in done and "Databasens fil är rensad" in done
    assert eva.rows("expenses") == [] and len(eva.rows("contacts")) == 1
    again = eva.log("utgift 99 kr buss till Kumla 12 mars")
    assert "Utgift 2" in text(again)


def test_what_changed_since_is_shown_again_and_nothing_goes(eva: Group) -> None:
    eva.press(eva.log("utgift 312 kr buss till Nora 12 mars").message, "Ångra")
    taxi = eva.press(eva.log("utgift 99 kr taxi 12 mars").message, "Ångra")
    eva.clock.turn(days=91)
    shown = eva.log("gallra", who=ANNA)
    eva.press(taxi.message, "Ta tillbaka")
    answer = text(eva.press(shown.message, "Gallra", who=ANNA))
    assert "Något har ändrats" in answer and "1 post" in answer
    assert len(eva.rows("expenses")) == 2


def test_when_the_time_is_out_the_contacts_go(eva: Group) -> None:
    eva.clock.turn(days=778)  # 1 May 2026
    shown = eva.log("vad ska gallras?", who=ANNA)
    assert "1 kontakt: projektet är slut" in text(shown)
    eva.press(shown.message, "Gallra", who=ANNA)
    (row,) = eva.rows("contacts")
    assert row["name"] == "" and row["email"] is None and row["erased_at"]
    assert b"Holm" not in eva.path.read_bytes()


def test_only_the_project_leader_purges(eva: Group) -> None:
    assert "projektledaren" in text(eva.log("gallra", who=MAJA))


def test_one_person_is_erased_not_purged(eva: Group) -> None:
    assert "radera Eva Holm" in text(eva.log("gallra Eva Holm", who=ANNA))


def test_contacts_that_lie_untouched_are_gone_through(eva: Group) -> None:
    eva.clock.turn(days=400)
    shown = eva.log("gallra", who=ANNA)
    assert "ingen rört på 12 månader" in text(shown)
    listed = text(eva.press(shown.message, "Gå igenom kontakter", who=ANNA))
    assert "Kontakt 1 · Eva Holm" in listed


def test_where_an_authority_hosts_the_decision_is_asked_for_first(eva: Group) -> None:
    personal = eva.project.personal_data.model_copy(update={"hosted_by": "authority"})
    eva.project = eva.project.model_copy(update={"personal_data": personal})
    eva.stop()
    eva.start()
    eva.press(eva.log("utgift 312 kr buss till Nora 12 mars").message, "Ångra")
    eva.clock.turn(days=91)
    form = eva.press(eva.log("gallra", who=ANNA).message, "Gallra", who=ANNA)
    assert form.view is not None and "allmänna handlingar" in form.view.shown
    assert len(eva.rows("expenses")) == 1
    assert "Beslut: RÖL 2024/77" in text(eva.submit({"decision": "RÖL 2024/77"}, who=ANNA))
    assert eva.rows("expenses") == []
    (line,) = [row for row in eva.rows("audit") if row["what"] == "purged"]
    assert "RÖL 2024/77" in [row["after"] for row in eva.rows("audit_values") if row["audit_id"] == line["id"]]


@pytest.mark.parametrize("words", ["ändra kontakt 1: mejl ny@example.se", "byt mejl på Eva Holm till ny@example.se"])
def test_who_objects_is_corrected_by_the_leader_alone(eva: Group, words: str) -> None:
    assert "är noterad" in text(eva.log("Eva Holm vill inte att vi använder hennes uppgifter", who=ANNA))
    assert "Kontakt 1 har invänt och används inte" in text(eva.log(words, who=MAJA))
    assert "har invänt" in text(eva.log("ångra kontakt 1", who=MAJA))
    answer = eva.log(words, who=ANNA)
    assert "Kontakt 1 är ändrad" in text(answer) and "Visa invändningen" in labels(answer)
    assert eva.rows("contacts")[0]["email"] == "ny@example.se"


def test_objections_are_listed_for_the_leader(eva: Group) -> None:
    assert "Ingen invändning väntar" in text(eva.log("invändningar", who=ANNA))
    eva.log("invändning Eva Holm", who=ANNA)
    listed = eva.tell("vilka har invänt?", who=ANNA)
    assert "Kontakt 1 · Eva Holm: avgör senast lör 13 april 2024" in text(listed).replace("\u00a0", " ")
    assert "Invändningen avslås" in labels(eva.press(listed.message, "Visa kontakt 1", who=ANNA))
    assert "skriv till Anna Ek" in text(eva.log("invändningar", who=MAJA))


def test_logging_again_who_objects_asks_first(eva: Group) -> None:
    eva.log("invändning Eva Holm", who=ANNA)
    answer = eva.log("kontakt Eva Holm, vd på Bygg AB, eva.holm@hallsbergbygg.se", who=MAJA)
    assert "Kontakt 1 har invänt" in text(answer) and len(eva.rows("contacts")) == 1
    eva.press(answer.message, "Det är en annan, spara", who=MAJA)
    assert len(eva.rows("contacts")) == 2
