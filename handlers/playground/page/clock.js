// The control that moves the clock: to a later morning, with what comes on the way.

import { announce, byId, el, toast } from "./dom.js";

const DAY = 24 * 3600 * 1000;
// A day without its hour is the same day everywhere when it is counted in UTC.
const format = new Intl.DateTimeFormat("sv-SE", { timeZone: "UTC", weekday: "short", day: "numeric", month: "long", year: "numeric" });

const later = (day, days) => new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10);
const named = (day) => format.format(Date.parse(`${day}T00:00Z`));

/** What time it is, as a sentence's end. */
export const spoken = (now) => `${named(now.slice(0, 10))} kl ${now.slice(11).replace(":", ".")}`;

/** Sets up the control. `now` tells what time it is, `turn` goes to a day and resolves to what came of it. */
export function clockControl(now, turn) {
  const dialog = byId("clock-dialog");
  byId("turn").hidden = false;
  byId("turn").addEventListener("click", () => { draw(); dialog.showModal(); });

  function draw() {
    const today = now().slice(0, 10);
    const jump = (label, days) => el("button", { type: "button", class: "button wide-choice", onclick: () => go(later(today, days)) },
      el("b", {}, label), el("span", { class: "quiet" }, named(later(today, days))));
    const day = el("input", { type: "date", id: "clock-day", value: later(today, 1), min: later(today, 1), max: later(today, 366) });
    dialog.firstElementChild.replaceChildren(el("form", { onsubmit: (event) => { event.preventDefault(); go(day.value); } },
      el("header", {}, el("h2", { id: "clock-title" }, "Ställ fram klockan"),
        el("button", { type: "button", class: "cross", "aria-label": "Stäng", onclick: () => dialog.close() }, "×")),
      el("div", { class: "body jumps" },
        el("p", { class: "quiet", id: "clock-hint" }, "Du kommer till morgonen. Det som skulle ha påmint på vägen dit kommer på sin dag."),
        jump("I morgon", 1), jump("Om en vecka", 7), jump("Om en månad", 30),
        el("div", { class: "field" }, el("label", { for: "clock-day" }, "En annan dag"), day)),
      el("footer", {},
        el("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Avbryt"),
        el("button", { type: "submit", class: "button primary" }, "Gå till dagen"))));
  }

  async function go(day) {
    const buttons = [...dialog.querySelectorAll("button")];
    buttons.forEach((button) => { button.disabled = true; });
    byId("clock-hint").textContent = "Dagarna går …";
    const result = await turn(day);
    dialog.close();
    if (result.failure) toast(result.failure);
    else announce(`Nu är det ${spoken(now())}.`);
  }
}
