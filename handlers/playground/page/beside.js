// Two people side by side: two windows of their own, so that each can have a form open.

import { byId, el } from "./dom.js";

/** Sets up the switch. `person` tells who one is; the other is the next in `people`. */
export function besideControl(people, person) {
  const button = byId("beside");
  const pair = byId("pair");
  const show = (both) => {
    sessionStorage.setItem("beside", both ? "1" : "");
    button.setAttribute("aria-pressed", String(both));
    byId("window").hidden = both;
    pair.hidden = !both;
    const other = people.find((one) => one.id !== person())?.id;
    pair.replaceChildren(...(both ? [frame("Vänster fönster", person(), ""), frame("Höger fönster", other, "&quiet")] : []));
  };
  button.addEventListener("click", () => show(pair.hidden));
  if (sessionStorage.getItem("beside")) show(true);
}

// The quiet one announces only what the other does not hear.
const frame = (title, person, more) => el("iframe", { title, src: `/?person=${encodeURIComponent(person)}${more}` });
