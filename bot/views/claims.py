"""A claim shown before it is made, made, undone; and the claims so far. Its sums are to the öre."""

from collections.abc import Sequence

from bot.claims import Claim, Proposal
from bot.project import Project
from bot.reply import Button, Column, Reply, Table
from bot.views import swedish_text as sv

_ONE = {
    "not_booked": "är inte bokförd", "not_paid": "är inte betald", "not_attested": "är inte attesterad",
    "returned": "är returnerad", "approximate": "har ett ungefärligt belopp",
    "currency": "saknar kostnad i svenska kronor", "outside_period": "ligger utanför projekttiden",
    "outside_costs": "ligger utanför projektets kostnader",
    "by_hand": "ligger på schablonen, som räknas ut av sig själv",
    "unknown_category": "har ett kostnadsslag som inte finns i projektet",
}  # fmt: skip
_SEVERAL = {
    "not_booked": "är inte bokförda", "not_paid": "är inte betalda", "not_attested": "är inte attesterade",
    "returned": "är returnerade", "approximate": "har ungefärliga belopp",
}  # fmt: skip
_LISTS = {
    "not_booked": "att bokföra", "not_paid": "att betala", "not_attested": "att attestera", "returned": "returnerade",
}  # fmt: skip

#: Credits have made the grant less than what was claimed before.
_PAID_BACK = "Kontakta handläggaren om hur det ska gå till."


def proposed(
    proposal: Proposal,
    project: Project,
    seen: str,
    *,
    leader: bool,
    over: bool,
    assumed: bool,
    paid_late: int,
    changed: bool = False,
) -> Reply:
    """What a claim would hold, and what it would not. `over`: its last day has been; `changed`: since it was shown.
    `seen` is what the button carries, by which it is known that nothing has changed when it is pressed.
    """
    until = sv.day(proposal.until)
    notes = [_not_in(*each) for each in proposal.left_out]
    if paid_late:
        paid = sv.plural(paid_late, "utgift är betald", "utgifter är betalda")
        notes.append(f"{paid} efter projekttiden, {sv.day(project.end, weekday=False)}: kontakta handläggaren.")
    if assumed:
        notes.append(
            f"Jag antog {until}, den senaste månadens sista dag. Skriv ”rekvisition till och med …” för en annan dag."
        )
    if not proposal.records:
        return Reply(
            title=f"Inget är klart att rekvirera till och med {until}",
            text=("Det som är bokfört, betalt och attesterat kommer med.",),
            notes=tuple(notes),
            buttons=tuple(_lists(proposal)),
        )
    how = sv.plural(
        proposal.records, "utgift är bokförd, betald och attesterad", "utgifter är bokförda, betalda och attesterade"
    )
    make = Button(label="Gör rekvisitionen", action="claim", value=seen, style="primary")
    if not proposal.can_be_made:
        notes.append("Krediteringarna går inte att rekvirera för sig. De räknas av när det finns kostnader.")
    elif not over:
        notes.append(f"{sv.capitalized(until)} har inte varit än, så rekvisitionen går att göra först då.")
    elif not leader:
        notes.append("Projektledaren gör rekvisitionen.")
    return Reply(
        title=f"Det ändrades nyss. Så blir rekvisitionen nu, till och med {until}" if changed
        else f"Så blir rekvisitionen till och med {until}",
        text=(f"{how}.", _grant(proposal, project)),
        table=_table(proposal, project),
        notes=tuple(notes),
        buttons=(*([make] if leader and over and proposal.can_be_made else []), *_lists(proposal)),
    )  # fmt: skip


def _grant(proposal: Proposal, project: Project) -> str:
    """'Att rekvirera: 61 728 kr. 50 % av allt som rekvireras, 246 912 kr, är 123 456 kr; 61 728 kr är rekvirerat förut.'"""
    shares = [funder for funder in project.funders if funder.part == "share"]
    total = proposal.grant_before_ore + proposal.grant_ore
    asked = f"Att rekvirera: {sv.kronor(proposal.grant_ore)}."
    if proposal.grant_ore < 0:
        asked = f"Att betala tillbaka: {sv.kronor(-proposal.grant_ore)}. {_PAID_BACK}"
    if len(shares) != 1 or shares[0].percent is None:
        return asked
    funder, costs = shares[0], sv.kronor(proposal.all_costs_ore)
    uncapped = total < 100 * (funder.cap or 0)
    how = f"{funder.name} bär {sv.decimal(shares[0].percent)}{sv.NBSP}% av det som rekvireras i allt, {costs}"
    how += f": {sv.kronor(total)}" if uncapped else f", men högst {sv.kronor(total)}"
    before = f", och {sv.kronor(proposal.grant_before_ore)} är rekvirerat förut" if proposal.grant_before_ore else ""
    return f"{asked} {how}{before}."


def _table(proposal: Proposal, project: Project) -> Table:
    rate = project.flat_rate
    rows = [(line.category, sv.number(line.records), sv.kronor(line.ore)) for line in proposal.lines]
    rows.append(
        (f"{rate.category} (schablon {sv.decimal(rate.percent)}{sv.NBSP}%)", "", sv.kronor(proposal.flat_rate_ore))
    )
    rows.append(("Summa", sv.number(proposal.records), sv.kronor(proposal.costs_ore + proposal.flat_rate_ore)))
    columns = (
        Column(label="Kostnadsslag"),
        Column(label="Utgifter", numeric=True),
        Column(label="Kostnad", numeric=True),
    )
    return Table(columns=columns, rows=tuple(rows), total=True, caption="Det som är med.")


def _not_in(reason: str, records: int, ore: int) -> str:
    why = _ONE[reason] if records == 1 else _SEVERAL.get(reason, _ONE[reason])
    cost = f" ({sv.kronor(ore)})" if ore else ""
    return f"Inte med: {sv.plural(records, 'utgift', 'utgifter')}{cost} {why}."


def _lists(proposal: Proposal) -> list[Button]:
    names = [_LISTS[reason] for reason, _, _ in proposal.left_out if reason in _LISTS]
    return [Button(label=sv.capitalized(name), action="waiting", value=f"0 {name}") for name in names]


def made(claim: Claim, records: int) -> Reply:
    back = claim.grant_ore < 0
    asked = f"{sv.kronor(abs(claim.grant_ore))} att {'betala tillbaka' if back else 'rekvirera'}"
    return Reply(
        title=f"✅ Rekvisition {claim.id} är gjord: {asked}",
        text=(
            f"Till och med {sv.day(claim.date)} · {sv.plural(records, 'utgift', 'utgifter')}, {sv.kronor(claim.costs_ore)}"
            f" · schablon {sv.kronor(claim.flat_rate_ore)}",
            "Utgifterna i den är låsta: de kan inte ändras så länge rekvisitionen står kvar.",
            *([_PAID_BACK] if back else []),
        ),
        buttons=(_undo(claim),),
    )


def _undo(claim: Claim) -> Button:
    return Button(
        label="Ångra rekvisitionen", action="unclaim", value=str(claim.id), style="danger",
        confirm=f"Rekvisition {claim.id} försvinner och dess utgifter går att ändra igen.",
    )  # fmt: skip


def undone(claim: Claim, records: int) -> Reply:
    free = sv.plural(records, "utgift går", "utgifter går")
    return Reply(title=f"↩️ Rekvisition {claim.id} är ångrad", text=(f"{free} att ändra igen.",))


def all_of_them(claims: Sequence[Claim], *, leader: bool) -> Reply:
    """The claims that stand; the last one can be undone by the leader."""
    if not claims:
        return Reply(
            title="Ingen rekvisition är gjord än",
            text=("Skriv till exempel ”/yh-logg rekvisition till och med 31 mars” så ser du vad som kommer med.",),
        )
    rows = [
        (
            str(one.id),
            sv.day(one.date, weekday=False),
            *map(sv.kronor, (one.costs_ore, one.flat_rate_ore, one.grant_ore)),
        )
        for one in claims
    ]
    sums = [
        sum(one.costs_ore for one in claims),
        sum(one.flat_rate_ore for one in claims),
        sum(one.grant_ore for one in claims),
    ]
    rows.append(("Summa", "", *map(sv.kronor, sums)))
    labels = ("Kostnader", "Schablon", "Bidrag")
    return Reply(
        title=f"{sv.plural(len(claims), 'rekvisition', 'rekvisitioner')}, {sv.kronor(sums[2])} i bidrag",
        table=Table(
            columns=(Column(label="Nr"), Column(label="Till och med"), *(Column(label=label, numeric=True) for label in labels)),
            rows=tuple(rows), total=True,
        ),
        buttons=(_undo(claims[-1]),) if leader else (),
    )  # fmt: skip


def already() -> Reply:
    """The same request once more."""
    return Reply(title="Det är redan gjort", text=("Skriv ”/yh-status rekvisitioner” så ser du rekvisitionerna.",))
