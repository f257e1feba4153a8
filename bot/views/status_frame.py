"""What every status answer shares: which day and year it is about, and the buttons that lead on."""

from dataclasses import dataclass
from datetime import date

from bot.goals import days_gone, month_of
from bot.project import Project
from bot.reply import Button, Fact
from bot.span import Scope, of_year, whole
from bot.views import swedish_text as sv


@dataclass(frozen=True)
class Frame:
    """`year`: the year that is shown, None for the whole period; `asked`: whether somebody asked for that year."""

    project: Project
    today: date
    year: int | None
    asked: bool = False

    @property
    def now(self) -> bool:
        """Whether the year is this one, within the period."""
        return self.project.covers(self.today) and self.year == self.today.year

    @property
    def ended(self) -> bool:
        return self.today > self.project.end

    @property
    def in_year(self) -> str:
        """'i år', '2023', or 'totalt' for the whole period."""
        return "i år" if self.now else str(self.year or "totalt")

    @property
    def period(self) -> str:
        """'2023–2025'."""
        years = self.project.years
        return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])

    def title(self, about: str) -> str:
        """'📊 Delmål 3 Arbetsgivare', with the year when somebody asked for it."""
        return f"📊 {about} {self.year}" if self.asked else f"📊 {about}"

    def month(self) -> str:
        """'månad 15 av 36', or that the period has not begun or is over."""
        months = month_of(self.project, self.today)
        if months:
            return f"månad {months[0]} av {months[1]}"
        if self.ended:
            return f"projekttiden gick ut {sv.day(self.project.end, weekday=False)}"
        return f"projekttiden börjar {sv.day(self.project.start, weekday=False)}"

    def year_gone(self) -> str:
        """'20 % av året har gått', empty for any other year than this."""
        return f"{sv.percent(*days_gone(self.project, self.today))} av året har gått" if self.now else ""

    def button(self, label: str, request: str) -> Button:
        """A button that asks for `request`, in the same year when somebody asked for one."""
        return Button(label=label, action="status", value=f"{request} {self.year}" if self.asked else request)

    def underlying(self, kind: str = "activity", *, goal: int | None = None) -> Button:
        """The way to the records behind the figures: of the year that somebody asked for, else of the whole period."""
        span = of_year(self.project, self.year) if self.asked and self.year else whole(self.project)
        return underlying(Scope(span, goal), kind)

    def near(self, day: date) -> str:
        """'tors 2 maj', with the year only when it is another than today's."""
        return sv.day(day, year=day.year != self.today.year)


def underlying(scope: Scope, kind: str, label: str = "Visa underlag") -> Button:
    """The way to the records of a scope: `kind` 'activity' or 'expense'."""
    return Button(label=label, action="underlying", value=f"{kind} 0 {scope.packed()}")


def fact(line: str) -> Fact:
    """'Delmål 1 Samverkansforum: …' with what it is about set off from what is said of it."""
    label, _, value = line.partition(": ")
    return Fact(label=label, value=value)


def sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    return f"{sv.capitalized(text)}{'' if text.endswith('.') else '.'}"
