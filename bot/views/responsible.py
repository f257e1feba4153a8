"""What is said of whoever is responsible."""


def not_one(name: str, *, several: bool, to: str) -> str:
    """Nobody, or more than one, in the group is called so; `to` is where the reminders go meanwhile."""
    if several:
        return f"Flera i gruppen heter {name}. Påminnelserna går till {to} tills du skriver hela namnet: välj Ändra."
    return f"Jag hittar ingen i gruppen som heter {name}. Påminnelserna går till {to} tills du ändrar ansvarig."
