"""What is said in Microsoft Teams alone."""

from bot.reply import Reply
from bot.views.help import hello


def hello_alone() -> Reply:
    """The assistant has come into somebody's own chat."""
    return hello()


def hello_there(place: str, *, ours: bool) -> Reply:
    """It has come into a channel or a group chat; `place` is what Teams calls it. `ours`: it is the group's own."""
    notes = () if ours else (f"Till administratören: är det här arbetsgruppens kanal, så är TEAMS_CHANNEL {place}",)
    return Reply(
        title="👋 Hej",
        text=(
            "Nämn mig och skriv som till en kollega, så loggar jag det: ”branschseminarium i Kumla 13 mars, 32 deltagare”.",
            "Skriver du till mig i vår egen chatt ser bara du svaret.",
        ),
        notes=notes,
    )


def no_chat_yet() -> Reply:
    """A private answer that has nowhere to go."""
    return Reply(text=("Jag kan inte skriva till dig privat än. Öppna en chatt med mig och fråga där.",))


def unchanged() -> Reply:
    """A form that somebody left without sending it, where what stood there before is not known."""
    return Reply(text=("Inget ändrat.",))


def follows() -> str:
    """A button's answer comes as a message of its own."""
    return "Svaret kommer här i chatten."


def noted() -> Reply:
    """What a button did, where its own message is not drawn anew at once."""
    return Reply(text=("Det är noterat.",))


def follows_privately() -> str:
    return "Jag svarar dig i vår egen chatt."
