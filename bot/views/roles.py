"""Who is what, from where, and what each role may."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.reply import Button, Reply
from bot.views import swedish_text as sv

MAY = {
    "projektledare": "allt utom att attestera egna kostnader. Rättar allas poster, attesterar, gör rekvisitioner, "
    "läser in listor, hanterar personuppgifter och bestämmer vem som har vilken roll.",
    "arbetsgrupp": "läser allt, loggar, planerar och bokför. Rättar sitt eget, och det som hon eller han är ansvarig för.",
    "styrgrupp": "läser allt utom kontakternas uppgifter. Loggar beslut och bockar av dem.",
    "firmatecknare": "läser allt utom kontakternas uppgifter. Attesterar och returnerar projektledarens egna kostnader.",
}
_MAY_NOW = {
    "projektledare": "får göra allt utom att attestera egna kostnader",
    "arbetsgrupp": "får logga, planera, bokföra och se kontakter",
    "styrgrupp": "får läsa allt utom kontakterna, och logga beslut",
    "firmatecknare": "får läsa allt utom kontakterna, och attestera projektledarens kostnader",
}
_CALLED = {"arbetsgrupp": "med i arbetsgruppen", "styrgrupp": "med i styrgruppen"}


@dataclass(frozen=True)
class Holder:
    """Somebody with roles; `chat`: given there, and `listed` is then what the project file says."""

    name: str
    roles: tuple[str, ...]
    chat: bool = False
    listed: tuple[str, ...] = ()
    gone: bool = False  # neither in the channel nor listed: no access, whatever the role


def overview(holders: Iterable[Holder], *, leads: bool) -> Reply:
    """Who is what and may what; `leads`: whoever asks may change it."""
    named = [f"• {_holder(each)}" for each in holders]
    others = "• Alla andra i kanalen: arbetsgrupp"
    how = (
        "Ändra så här: ”roll Karin Berg styrgrupp”, ”ta bort rollen för Karin”."
        if leads
        else "Projektledaren bestämmer vem som har vilken roll."
    )
    return Reply(
        title="Vem får vad",
        text=(*named, others),
        parts=(Reply(title="Rollerna", text=tuple(f"• {sv.capitalized(role)}: {may}" for role, may in MAY.items())),),
        notes=(how,),
    )


def _holder(each: Holder) -> str:
    where = "projektfilen"
    if each.chat:
        says = f"; projektfilen säger {sv.listed(each.listed)}" if each.listed and each.listed != each.roles else ""
        says += ", och det gäller också" if "projektledare" in each.listed and "projektledare" not in each.roles else ""
        where = f"sagt i chatten{says}"
    gone = ", men är inte med i kanalen och kommer inte åt något" if each.gone else ""
    return f"{each.name}: {sv.listed(each.roles)} ({where}){gone}"


def leads_anyway(name: str) -> str:
    """The leader of the project file is put in the working group: that changes nothing."""
    return (
        f"{name} står som projektledare i projektfilen och får redan allt som arbetsgruppen får, så inget ändrades. "
        "Vem som är projektledare ändras där."
    )


def given(name: str, roles: Sequence[str], before: Sequence[str], undo: str, *, stays: bool) -> Reply:
    """Somebody has roles now; `stays`: and is project leader all the same, by the project file."""
    said = [f"Förut: {sv.listed(before)}."] if before else []
    said += [f"{sv.capitalized(role)}: {MAY[role]}" for role in roles if role in MAY]
    if stays:
        said.append(f"{name} står som projektledare i projektfilen och är det fortfarande. Det ändras bara i filen.")
    return Reply(
        title=f"✅ {name} är {sv.listed([_CALLED.get(each, each) for each in roles])}",
        text=tuple(said),
        buttons=_undo(undo),
    )


def taken(name: str, now: Sequence[str], undo: str, *, listed: bool) -> Reply:
    """What was said in chat holds no more: what holds instead, and what that lets the person do."""
    said = [f"Nu gäller projektfilen: {sv.listed(now)}."] if listed else []
    said += [f"{name} är nu {_CALLED.get(role, role)} och {_MAY_NOW[role]}." for role in now if role in _MAY_NOW]
    return Reply(title=f"✅ Rollen för {name} är borttagen", text=tuple(said), buttons=_undo(undo))


def same(name: str, given: Sequence[str], listed: Sequence[str]) -> str:
    """The roles are so already."""
    if given:
        return f"Så är det redan: {name} är {sv.listed(given)}."
    where = f" I projektfilen är {name} {sv.listed(listed)}, och det ändras där." if listed else ""
    return f"{name} har ingen roll från chatten.{where}"


def not_so(name: str, now: Sequence[str], gone: Sequence[str], *, listed: bool) -> str:
    """What is to be taken back was never given in chat."""
    if listed and set(now) & set(gone):
        return (
            f"{name} är {sv.listed(now)} i projektfilen, och det ändras där. Du kan ge en annan roll så länge: "
            f"”roll {name} arbetsgrupp”. Inget ändrades."
        )
    if set(now) & set(gone):
        return in_the_channel(name)
    return f"{name} är inte {sv.listed(gone, 'eller')}, utan {sv.listed(now)}. Inget ändrades."


def in_the_channel(name: str) -> str:
    return (
        f"Alla i kanalen som inte har någon annan roll är med i arbetsgruppen. Ta bort {name} från kanalen, eller ge en "
        f"annan roll: ”roll {name} styrgrupp”. Inget ändrades."
    )


def which(name: str) -> Reply:
    """It may be about what somebody may, and may be something to log."""
    return Reply(
        title=f"Gäller det rollen för {name}?",
        text=(
            f"Skriv ”roll {name} styrgrupp” för att ge en roll, eller ”ta bort {name} ur styrgruppen” för att ta tillbaka "
            "den. Det gäller genast.",
            "Är det något att komma ihåg? Börja med ”anteckning:”.",
        ),
        notes=("Inget är sparat eller ändrat.",),
    )


def back(name: str, roles: Sequence[str]) -> Reply:
    said = (
        f"{name} är {sv.listed([_CALLED.get(each, each) for each in roles])} igen"
        if roles
        else f"{name} har ingen roll från chatten"
    )
    return Reply(title=f"↩️ {said}")


def already() -> Reply:
    return Reply(text=("Det är redan gjort. Skriv ”/yh-status roller” så ser du vem som är vad.",))


def _undo(value: str) -> tuple[Button, ...]:
    return (Button(label="Ångra", action="role_back", value=value),)
