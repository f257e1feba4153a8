"""The fields of a contact, and what has to be asked about it."""

import re
from datetime import date
from functools import lru_cache

from bot.project import Project
from bot.swedish.draft import Draft
from bot.swedish.lexer import TAKEN
from bot.swedish.message import Message
from bot.swedish.people import read_person
from bot.swedish.private import broken_email
from bot.swedish.vocabulary import Vocabulary


def read_contact(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    """The fields of a contact: the person's particulars, and what is doubtful about them."""
    broken = broken_email(message.text) if message.email is None else None
    text = message.lexed.text.replace(broken, TAKEN * len(broken)) if broken else message.lexed.text
    person = read_person(
        text[message.first.rest :], words.place_names, _group_words(_groups(project)), message.email or ""
    )
    draft.values.update(name=person.name, role=person.role, organisation=person.organisation,
                        email=message.email, phone=message.phone)  # fmt: skip
    written = set(re.findall(r"[\w-]+", message.lowered))
    named = [group.name for group in project.target_groups if group.name.lower().split()[-1] in written]
    chosen = named or [mention.hit.name for mention in message.about("target")]
    draft.values["target_group"] = chosen[0] if chosen else None
    draft.values["participants"] = None
    _without_own_name(message, draft, words)
    if person.guessed:
        draft.assume("organisation", "after_name", person.organisation or "")
    if person.name is None:
        draft.ask("name", "no_name")
    elif person.others:
        draft.ask("name", "several_names", person.others)
    if broken:
        draft.ask("email", "broken_email", broken, {"email": None})


def _without_own_name(message: Message, draft: Draft, words: Vocabulary) -> None:
    """A person's name is no place ('Nora Ek'), and an organisation elsewhere is not asked about ('Arboga kommun')."""
    name, organisation = (draft.values["name"] or "").lower(), draft.values["organisation"] or ""
    rest = message.lowered.replace(name, "", 1)
    own = {
        hit.name
        for word in name.split()
        if word in words.place_names and word not in rest
        for hit in words.lookup(word)
    }
    draft.values["municipalities"] = tuple(m for m in message.where.municipalities if m not in own)
    draft.doubts = [d for d in draft.doubts if d.reason != "unknown_municipality" or d.text not in organisation]


def _groups(project: Project) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((group.name.lower(), tuple(group.words)) for group in project.target_groups)


@lru_cache(maxsize=8)
def _group_words(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> frozenset[str]:
    """The target groups' own names: as a part of a contact they are neither role nor organisation."""
    names = [name for name, _ in groups]
    own = {word for _, words in groups for word in words if any(name.endswith(word) for name in names)}
    return frozenset({*own, *(part for name in names for part in name.split()), "företag", "potentiell"})
