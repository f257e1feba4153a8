"""What the title of an activity does without: how it was asked for, its deadline, its status, its places."""

import re

from bot.swedish.message import Message
from bot.swedish.slips import dotless

#: How it was asked for or told, before what it was.
_LEADING = re.compile(
    r"^\W*(?:(?:"
    r"(?:hej(?:san)?|hallå|god morgon)[!,.]?|(?:kan|skulle|vill) du(?: kunna)?|"
    r"(?:logga|registrera|notera|spara|lägga? (?:till|in)|skriva? (?:in|upp)|boka in|påminn(?: mig| oss)?|påminnelse|"
    r"kom ihåg|glöm inte(?: bort)?|missa inte|(?:vi )?planera(?!\w)|planera[dt]:)(?: om| att| för)?:?|"
    r"vi kommer att (?:ha|hålla)|"
    r"save the date:?|preliminärt?(?: datum)?(?: för)?:?|(?:osa|anmälan|sista anmälningsdag(?:en)?|sista dag(?:en)? att anmäla sig) till|(?:vi )?bjuder in till|"
    r"(?:vi|jag) (?:hade|har|höll|genomförde|ställ(?:er|de) in|ska(?:ll)?(?: ha| hålla)?)(?: bokat(?: in)?)?|"
    r"(?:hade|har|höll|genomförde) (?:vi|jag)|(?:är|blir|var) det|det (?:är|blir|var)|ställ(?:er|de) in|vi bokade(?: in)?|bokat in|"
    r"(?:jag|vi)(?: (?:var|är))?(?= (?:på|i|med|hos) )|på|vid|i|med|och|till|från|under)(?: ett?(?= ))? )+(?=\w)",
    re.I,
)
_ASKED = re.compile(r"\W*(?:hej\W+)?(?:kan|skulle|vill) du ", re.I)
_CUT = re.compile(
    dotless(
        r"(?:(?:sista )?(?:anmälan|anmälningsdag|anmälningstid|anmälningar|anmäl (?:dig|er)|svara?|besked|"
        r"o\.?s\.?a\.?)(?: är| till| görs| gärna)?(?: senast| sista| före| innan| stänger| stängs| går ut)?(?: dag)?(?: den)?|senast)(?= ?\x01)"
        r"|(?:med |finns )?plats(?:er)? for(?= (?:ca )?\d+ ?(?:pers|prs|delt|gast|st\b))"
        r"|(?<!\w)(?:(?:är |var |blev |blir )?(?:nu )?(?:inställ[dt]a?|avbokad|avbokat)|ställdes in|ställs in|blev inte av|blir inte av)(?!\w)"
    )
)


def headed(title: str | None) -> str | None:
    """The title without what it is led by: 'på frukostmötet', 'påminn mig om frukostmötet' -> 'Frukostmötet'."""
    rest = _LEADING.sub("", title) if title else None
    if rest and title and _ASKED.match(title):
        rest = rest.rstrip("? ")
    return rest[0].upper() + rest[1:] if rest else title


_PAID = re.compile(r"^(?:(?:för|på|avseende|gällande|kostade|kostnad(?:en)?)(?: |$))+", re.I)


def described(text: str | None) -> str | None:
    """A description without what led to what was bought: 'för catering' -> 'Catering'."""
    rest = _PAID.sub("", text) if text else None
    return rest[0].upper() + rest[1:] if rest else None


#: How it is told that it was moved: 'konferensen är flyttad till 30 april'.
_MOVED = re.compile(
    r"(?<!\w)(?:(?:är|blir|blev|har blivit) )?(?:nu )?(?:fram|upp)?(?:flytta[dts]|flyttades|senarelag[dt]|tidigarelag[dt])"
    r"(?: fram| upp)?(?= ?(?:till|från|$))"
)
#: What a form-like line calls its values: 'Vad: branschseminarium. När: 14 maj. Var: Kumla.'
_LABEL = re.compile(r"(?<![\w-])(?:när|var|vad|tid|datum|plats|lokal|ort|rubrik|titel): ?", re.I)


def _tags(message: Message) -> list[tuple[int, int]]:
    """The characters of '#jämställdhet': a perspective has its own field. Without the sign it is what it is about."""
    lexed = message.lexed
    return [
        (lexed.starts[each.first - 1], lexed.ends[each.last - 1])
        for each in message.about("perspective")
        if each.first and lexed.words[each.first - 1] == "#"
    ]


def cut(message: Message) -> list[tuple[int, int]]:
    """Characters that a title does without: places that stand in their own field, words for deadline and status."""
    spans = [*message.where.spans, *_tags(message)]
    if ": " in message.text:
        spans += [match.span() for match in _LABEL.finditer(message.lexed.text)]
    spans += [match.span() for match in _MOVED.finditer(message.lowered)]
    if message.deadline is None and message.said != "cancelled" and "plats" not in message.lowered:
        return spans
    lowered = dotless(message.lowered)
    if message.deadline:
        start = message.lexed.starts[message.deadline.first]
        masked = lowered[:start] + "\x01" * (len(lowered) - start)
        spans += [match.span() for match in _CUT.finditer(masked)]
    return spans + [match.span() for match in _CUT.finditer(lowered)]
