"""A step of a plan changed, dropped or added by its form."""

import json
from dataclasses import replace

from sqlite_utils import Database as Connection

from bot import forms as form_rules
from bot.plans import Audience, Before, Event, Mark, Step, day_of
from bot.reply import Reply
from bot.views import plan as views
from bot.views import swedish_text as sv
from handlers import matters, plans
from handlers.desk import Desk, as_context, as_day, moment
from handlers.requests import Incoming, Press, Submit
from handlers.rights import writing
from storage import audit
from storage import plans as kept_plans


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Lägg till steg' and 'Ändra steget': the step's form."""
    subject, _, name = press.value.partition(" ")
    with desk.database.reading() as db:
        planned, every = plans.found(desk, db, incoming, subject)
    step = next((each for each in every if each.name == name), None)
    context = json.dumps({"subject": subject, "step": step.name if step else ""}, ensure_ascii=False)
    return views.step_form(planned, step, context)


def submit(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """The form sent. Raises NoSuchPlan where the plan is gone; what does not hold is said at its field."""
    context = as_context(submit.context, "subject", "step")
    subject, name = context["subject"], context["step"]

    def keep(db: Connection) -> Reply | None:
        planned, every = plans.found(desk, db, incoming, subject)
        step = next((each for each in every if each.name == name), None)
        if step is None and sum(not each.done for each in every) >= views.MOST_STEPS:
            return Reply(problems={"text": views.full()})
        mark, problems = _filled(desk, incoming, planned, step, submit)
        if mark is None:
            return Reply(problems=problems)
        at = moment(incoming.now)
        kept_plans.write(
            db, subject, mark if mark.name else replace(mark, name=kept_plans.new_name(db)), who=incoming.who, at=at
        )
        matters.replan(db, subject, desk.project, desk.today(incoming.now), at=at)
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"plan": subject})
        return None

    with writing(desk, incoming) as db:
        handled = audit.outcome_of(db, incoming.key) is not None  # the same form once more: one step, not two
        problem = None if handled else keep(db)
    if problem:
        return problem
    desk.wake()
    return plans.shown(desk, incoming, subject, title="✅ Planen är ändrad")


def _filled(
    desk: Desk, incoming: Incoming, planned: Event, step: Step | None, submit: Submit
) -> tuple[Mark | None, dict[str, str]]:
    """The step as the form says it is to be, or a sentence at each field that does not hold."""
    today = desk.today(incoming.now)
    mark = step.mark if step else Mark("")
    given = submit.values.get("day")
    if not given and step:
        return replace(mark, dropped=True), {}
    text, problem = form_rules.plain_text(str(submit.values.get("text") or ""), desk.project, today)
    if problem:
        return None, {"text": problem}
    day = as_day(str(given))
    before: Before = step.before if step else "event"
    last = day_of(planned, before) or planned.date
    if day > last:
        what = "sista anmälningsdagen" if before == "deadline" else "dagen som det gäller"
        return None, {"day": f"Steget kan inte ligga efter {what}, {sv.day(last)}."}
    if day < today and (step is None or day != step.on):
        return None, {"day": "Den dagen har redan varit. Välj en dag som kommer."}
    audience: Audience = "responsible" if submit.values.get("to") == "responsible" else "channel"
    mark = replace(mark, text=text, audience=audience)
    if step is None or day != step.on:
        mark = replace(mark, days=(last - day).days, before=before, put_off_to=None)
    return mark, {}
