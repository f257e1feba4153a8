// Two people side by side: two windows of their own, so that each can have a form open.

import { byId, el } from "./dom.js";

const WIDE = matchMedia("(min-width: 64rem)");

/** Whether the page shows two windows in place of its own. */
export const isPair = () => !byId("pair").hidden;

/** Sets up the switch. `person` tells who one is, the other is the next in `people`; `back` hears of one window again. */
export function besideControl(people, person, back) {
  let wanted = Boolean(sessionStorage.getItem("beside"));
  const button = byId("beside");
  const show = () => {
    const both = wanted && WIDE.matches;
    if (both === isPair()) return;
    const other = people.find((one) => one.id !== person()).id;
    button.setAttribute("aria-pressed", String(both));
    byId("window").hidden = both;
    byId("pair").hidden = !both;
    byId("pair").replaceChildren(...(both ? [frame("Vänster fönster", person(), ""), frame("Höger fönster", other, "&quiet")] : []));
    if (!both) back();
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    wanted = !wanted;
    sessionStorage.setItem("beside", wanted ? "1" : "");
    show();
  });
  WIDE.addEventListener("change", show);
  show();
}

// The quiet one announces only what the other does not hear.
const frame = (title, person, more) => el("iframe", { title, src: `/?person=${encodeURIComponent(person)}${more}` });
