"""What one can write, command by command."""

from bot.reply import Reply

_LOG = (
    "Skriv en rad som till en kollega, så loggar jag den:",
    "• /yh-logg branschseminarium i Kumla 13 mars, 32 deltagare varav 14 kvinnor",
    "• /yh-logg utgift 312 kr buss till Nora i tisdags",
    "• /yh-logg kontakt Karin Öst, hr-chef på Bergslagens Bygg AB, karin@example.se",
    "• /yh-logg inbetalt 200 000 kr från Örebro kommun 15/9",
    "• /yh-logg beslut: partneravtalet godkändes 4/12 (eller att besluta: …, avvikelse: …)",
    "• /yh-logg att göra: boka lokal @Anna 15/4 – och när det är gjort: klart: boka lokal",
    "• /yh-logg indikator fyllnadsgrad: utgångsläge 71 %, mål 90 % senast 31 december 2025, delmål 2",
    "• /yh-logg mått fyllnadsgrad 87 % 2024",
    "• /yh-logg bokför 7 ver A123 31/3 – och betald 7 2/4, attestera 7, rekvisition till och med 31 mars",
    "Blev något fel, så skriv vad som ska ändras:",
    "• /yh-logg ändra senaste: 25 deltagare",
    "• /yh-logg flytta Kumla till 21 maj",
    "• /yh-logg ta bort utgift 7",
    "Vem ändrade vad, och när:",
    "• /yh-logg historik utgift 7",
    "• /yh-logg kontakt 3 är informerad – projektledaren har också invändning, radera, registerutdrag och gallra",
)
_MORE = "Flera rader blir flera poster. Bara ”/yh-logg” ger formulär. ”/yh-logg senaste” visar dina tio senaste."
_REMIND = (
    "”/yh-paminn” visar vad som är på gång. Skriv vad som ska hållas, så planerar jag det och påminner i tid:",
    "• /yh-paminn YH-släpp 23 januari kl 13",
    "• /yh-paminn Branschseminarium vård 14 maj i Kumla, anmälan senast 2 maj",
    "• /yh-paminn arbetsgruppsmöte första tisdagen varje månad kl 9, ansvarig Anna",
    "• /yh-paminn flytta Kumla till 21 maj",
    "• /yh-paminn MYH:s beslut 14 januari ger ett av projektets egna datum en dag",
    "• /yh-paminn kalender ger datumen till din egen kalender",
)


def log_help(*, picks: bool) -> Reply:
    menu = ", eller välja Logga i YH i menyn (⋯) på någons meddelande" if picks else ""
    return Reply(
        title="Så loggar du",
        text=_LOG,
        notes=(
            _MORE,
            f"Du kan också skriva direkt till mig{',' if menu else ' eller'} nämna mig i kanalen{menu}. Skicka kvittot som fil.",
            "Läget ser du med ”/yh-status” och det som är på gång med ”/yh-paminn”. Vem som får vad: ”/yh-status roller”.",
        ),
    )


def remind_help() -> Reply:
    return Reply(
        title="Så planerar du",
        text=_REMIND,
        notes=(
            "Visa planen visar stegen: bocka av, flytta, stryk och lägg till. Första arbetsdagen efter frågar jag hur "
            "det gick.",
            "Det som har hållits loggar du med ”/yh-logg”.",
        ),
    )


def hello() -> Reply:
    """Somebody only greets: what one can do here."""
    return Reply(
        title="👋 Hej",
        text=(
            "Skriv till mig som till en kollega, så loggar jag det:",
            "• branschseminarium i Kumla 13 mars, 32 deltagare varav 14 kvinnor",
            "• utgift 312 kr buss till Nora i tisdags, gärna med kvittot som fil",
            "Du kan också skriva ”status”, ”status delmål 2”, ”sök solel”, ”senaste” eller ”påminn YH-släpp 23 januari kl 13”.",
        ),
        notes=("”hjälp” visar mer.",),
    )


def said_help(*, picks: bool) -> Reply:
    """All that one can say without a command. `picks`: somebody's message can be picked from its menu."""
    return Reply(
        title="Så gör du",
        text=(
            "Skriv en rad som till en kollega, så loggar jag den:",
            "• branschseminarium i Kumla 13 mars, 32 deltagare varav 14 kvinnor",
            "• utgift 312 kr buss till Nora i tisdags, gärna med kvittot som fil",
            "• beslut: partneravtalet godkändes i måndags",
            "Blev något fel, så skriv vad som ska ändras: ”ändra senaste: 25 deltagare”, ”ta bort utgift 7”.",
            "Fråga hur det går: ”status”, ”delmål 2”, ”pengar”, ”vad är på gång?”, ”sök solel”, ”senaste”.",
            "Planera: ”påminn YH-släpp 23 januari kl 13, ansvarig Anna”. ”kalender” ger datumen till din egen kalender.",
        ),
        notes=(
            "På någons meddelande väljer du Logga i YH i menyn (⋯)."
            if picks
            else "Det någon annan har skrivit kopierar du hit, så loggar jag det.",
        ),
    )


def nothing() -> Reply:
    """'logga inte det här'."""
    return Reply(text=("Då loggar jag inget.",))


def unanswered(about: str) -> Reply:
    """A question that neither the status nor what is logged answers; `about` is what was looked for."""
    said = f"Jag hittar inget om ”{about}” bland det som är loggat." if about else "Det kan jag inte svara på."
    return Reply(
        text=(
            f"{said} Fråga till exempel ”status”, ”delmål 2”, ”pengar” eller ”vad är på gång?”, eller sök: "
            "”sök solel kumla”.",
        )
    )


def pointing(*, picks: bool) -> Reply:
    """'logga det här', said of somebody's message."""
    if picks:
        said = "Välj ”Logga i YH” i menyn (⋯) på meddelandet, så fyller jag i formuläret. Inget sparades."
    else:
        said = "Kopiera det som står i meddelandet och skriv det till mig, så loggar jag det. Inget sparades."
    return Reply(text=(said,))


def own_reminder() -> Reply:
    """An errand of one's own."""
    return Reply(
        text=(
            "Jag påminner om projektets datum, inte om egna ärenden. Inget sparades.",
            "Skriv det som en uppgift, så påminner jag den som är ansvarig: ”att göra: ringa Eva senast fredag @Karin”.",
        )
    )


def steps_by_plan() -> Reply:
    """A step of a plan, in words."""
    return Reply(
        text=(
            "Stegen i en plan ändrar du i planen: skriv ”/yh-paminn”, tryck på Visa planen och välj Lägg till steg. "
            "Inget sparades.",
        )
    )


def by_button(*, asked: bool) -> Reply:
    """A bare yes or no."""
    if asked:
        return Reply(text=("Svara med knapparna under min fråga, så vet jag vilken du menar.",))
    return Reply(text=("Jag väntar inte på något svar just nu. Inget sparades.",))


def thanks() -> Reply:
    return Reply(text=("Så lite så. Säg till när det är något att logga.",))


def elsewhere_private() -> Reply:
    """In a conversation that is not the group's."""
    return Reply(text=("Jag svarade dig privat, eftersom fler än arbetsgruppen läser här.",))


def elsewhere_personal() -> Reply:
    """In the group's channel, of an answer with personal data or a private link in it."""
    return Reply(text=("Jag svarade dig privat, eftersom svaret innehåller sådant som bara du ska se.",))


def meant(word: str, command: str) -> Reply:
    """An unknown word that looks like a known one."""
    return Reply(title=f"Menade du ”{command}”?", text=(f"”{word}” förstod jag inte. Inget sparades.",), notes=(_MORE,))


def elsewhere(command: str) -> Reply:
    """A word of another command."""
    return Reply(text=(f"Det visar jag med ”{command}”. Inget sparades.",))


def outsider(group: str) -> Reply:
    return Reply(
        text=(
            f"Jag hjälper arbetsgruppen i {group}. Be projektledaren lägga till dig i gruppens kanal. Inget sparades.",
        ),
        beside=True,
    )


def unreadable() -> Reply:
    return Reply(
        text=("Jag kan inte se vilka som är med i gruppen just nu, så inget sparades. Försök igen om en stund.",),
        beside=True,
    )


def trouble(code: str) -> Reply:
    """Something went wrong with us."""
    return Reply(
        text=(
            "Det gick inte att spara just nu, så inget är loggat. Försök igen om en stund. "
            f"Händer det igen: kontakta administratören och uppge koden {code}.",
        ),
        beside=True,
    )


def refused(sentence: str) -> Reply:
    return Reply(text=(sentence,), beside=True)
