"""What can be written about people's personal data, for whoever does not know the words."""

from bot.reply import Reply


def guide() -> Reply:
    """A line a thing to do, with the words for it."""
    return Reply(
        title="Personuppgifter",
        text=(
            "• ”registerutdrag Eva Holm”: det som finns om en person.",
            "• ”radera Eva Holm” eller ”radera kontakt 3”: jag visar först vad som försvinner.",
            "• ”invändning Eva Holm”: uppgifterna används inte förrän ni har bestämt. ”invändningar” visar dem som väntar.",
            "• ”ändra kontakt 3: mejl ny@example.se”: rättar en uppgift.",
            "• ”ej informerade”: de som ska få veta att de finns här. ”gallra”: det som har passerat sin tid.",
        ),
        notes=("Ska en post bara ångras, skriv till exempel ”ångra kontakt 3”. Då går den att ta tillbaka.",),
        personal=True,
    )
