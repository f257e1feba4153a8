"""Two people changed the same record at once: what the second changed is put over what the first did."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.merging import TOGETHER, merged
from bot.records import Activity, values

BASE = Activity(
    id=1, type="annat", title="Möte", date=date(2024, 3, 13), participants=32, women=14, men=18, place="Nora"
)
few = st.one_of(st.none(), st.integers(0, 40))
changes = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Möte", "Seminarium", "Dialog"]),
        "participants": few,
        "women": few,
        "men": few,
        "place": st.sampled_from([None, "Nora", "Folkets hus"]),
        "date": st.dates(date(2024, 1, 1), date(2024, 12, 31)),
        "municipalities": st.sampled_from([(), ("Nora",), ("Kumla", "Nora")]),
        "note": st.sampled_from([None, "Bra möte"]),
    },
)


@given(changes, changes)
def test_what_each_changed_alone_is_there_afterwards(theirs: dict, mine: dict) -> None:
    now, meant = BASE.model_copy(update=theirs), BASE.model_copy(update=mine)
    after = merged(BASE, meant, now)
    mine_changed = {name for name in values(BASE) if values(meant)[name] != values(BASE)[name]}
    claimed = mine_changed.union(*(group for group in TOGETHER if mine_changed.intersection(group)))
    for name, value in values(after).items():
        assert value == values(meant if name in claimed else now)[name]
    assert (after.id, after.created_by) == (now.id, now.created_by)


@given(changes)
def test_who_changed_nothing_changes_nothing(theirs: dict) -> None:
    now = BASE.model_copy(update=theirs)
    assert merged(BASE, BASE, now) == now


@given(changes)
def test_alone_one_gets_what_one_wrote(mine: dict) -> None:
    meant = BASE.model_copy(update=mine)
    assert merged(BASE, meant, BASE) == meant


def test_heads_are_never_a_mixture_of_two_counts() -> None:
    now = BASE.model_copy(update={"participants": 30, "women": 10, "men": 20})
    after = merged(BASE, BASE.model_copy(update={"participants": 33, "men": 19}), now)
    assert isinstance(after, Activity)
    assert (after.participants, after.women, after.men) == (33, 14, 19)
