"""`/yh-status pengar`: what is kept of the money becomes where it stands, and that a Reply. Nothing is written."""

from collections.abc import Callable
from datetime import date

from sqlite_utils import Database as Connection

from bot.money import Standing, standing
from bot.money_warnings import Lack
from bot.project import Project
from bot.reply import Reply
from bot.swedish.money_views import Side
from bot.views import money_lacks, status_money
from bot.views.status_frame import Frame
from storage.lacking import lacking
from storage.money import books


def answer(db: Connection, frame: Frame) -> Reply:
    """All that is to be said of the money, the year of the frame first."""
    return status_money.money(frame, standing(frame.project, books(db, frame.project, frame.today), frame.today))


def side(db: Connection, project: Project, today: date, asked: Side) -> Reply:
    """One side of the money of the whole period."""
    stands, frame = standing(project, books(db, project, today), today), Frame(project, today, None)
    return _SIDES[asked](frame, stands)


_SIDES: dict[Side, Callable[[Frame, Standing], Reply]] = {
    "hela projekttiden": status_money.whole_period,
    "år för år": status_money.by_year,
    "finansiering": status_money.funders,
    "att se över": money_lacks.to_look_at,
}


def lacks(db: Connection, project: Project, what: Lack, page: int) -> Reply:
    """The expenses behind a warning, page by page."""
    size = money_lacks.PAGE
    shown, count, ore = lacking(db, project, what, limit=size, offset=size * (page - 1))
    return money_lacks.records(what, shown, count, ore, page, project)
