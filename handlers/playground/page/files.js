// Files: what hangs on a message, and what is about to be sent.

import { announce, byId, el, numberOf, svg, toast } from "./dom.js";

const MOST = 10 * 1024 * 1024;
const PICTURES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);
const CLIP = "M20 11.500 12.200 19.300a5 5 0 0 1-7.100-7.100l8.200-8.200a3.400 3.400 0 0 1 4.800 4.800l-8.200 8.200a1.700 1.700 0 0 1-2.400-2.400l7.400-7.400";

const sign = (d) => svg("svg", { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round",
  "stroke-linejoin": "round", "aria-hidden": "true" }, svg("path", { d }));

const sizeOf = (bytes) => (bytes < 1e6 ? `${numberOf(Math.max(1, Math.round(bytes / 1000)))} kB` : `${numberOf(Math.round(bytes / 1e5) / 10)} MB`);

/** The files of a message, as `person` may open them. */
export function fileNodes(files, person) {
  if (!files?.length) return null;
  return el("ul", { class: "files" }, files.map((file) => el("li", {}, fileNode(file, person))));
}

function fileNode(file, person) {
  if (file.mode === "tombstone") return el("p", { class: "quiet" }, "Filen är borttagen.");
  if (file.mode === "file_access") return el("p", { class: "quiet" }, "En fil från en annan organisation.");
  const address = `/ui/file/${file.id}?person=${encodeURIComponent(person)}`;
  const picture = PICTURES.has(file.mimetype);
  const about = el("span", {}, el("b", {}, file.title), el("small", {}, `${file.pretty_type} · ${sizeOf(file.size)}`));
  return el("a", { class: "file", href: address, target: picture ? "_blank" : null, download: picture ? null : file.name, rel: "noopener" },
    picture ? el("img", { src: address, alt: "", width: 40, height: 40 }) : sign("M6 3h8l4 4v14H6zM14 3v4h4"), about);
}

/** Sets up attaching. Gives what is attached and how to let go of it; `changed` hears when it is something else. */
export function attaching(changed) {
  const list = byId("attached");
  const input = byId("files");
  let files = [];
  const set = (next) => { files = next; draw(); changed(); };

  function draw() {
    list.hidden = !files.length;
    list.replaceChildren(...files.map((file) => el("li", {}, sign(CLIP), el("span", {}, file.name, el("small", {}, ` ${sizeOf(file.size)}`)),
      el("button", { type: "button", "aria-label": `Ta bort ${file.name}`, onclick: () => { set(files.filter((one) => one !== file)); byId("attach").focus(); } }, "×"))));
  }

  byId("attach").append(sign(CLIP));
  byId("attach").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const chosen = [...input.files];
    const fit = chosen.filter((file) => file.size <= MOST);
    if (fit.length < chosen.length) toast("Filen är för stor. Välj en som är mindre än 10 MB.");
    input.value = "";
    set([...files, ...fit]);
    byId("composer").focus();
  });
  return { all: () => files, set };
}

const inFields = new WeakMap();

/** The files that are chosen in a form's field: the browser's own, or those that Slack has already. */
export const filesIn = (field) => inFields.get(field.querySelector(".chooser"));

/** What one chooses files with in a form: a button, and a list of what is chosen; `held` is what was before. */
export function chooser(element, held, attributes) {
  const most = element.max_files ?? 10;
  const input = el("input", { ...attributes, type: "file", multiple: most > 1, accept: element.filetypes?.map((ending) => `.${ending}`).join(",") });
  const list = el("ul", { class: "chosen" });
  const box = el("div", { class: "chooser" }, input, el("label", { class: "button", for: attributes.id }, most > 1 ? "Välj filer" : "Välj en fil"), list);
  const set = (files) => {
    inFields.set(box, files);
    list.replaceChildren(...files.map((file) => el("li", {}, el("span", {}, file.name, el("small", {}, ` ${sizeOf(file.size)}`)),
      el("button", { type: "button", "aria-label": `Ta bort ${file.name}`, onclick: () => { set(files.filter((one) => one !== file)); input.focus(); } }, "×"))));
  };
  set(held);
  input.addEventListener("change", () => {
    set(most > 1 ? [...inFields.get(box), ...input.files] : [...input.files]);
    input.value = "";
    announce(`Valt: ${inFields.get(box).map((file) => file.name).join(", ")}.`);
  });
  return box;
}

/** The values of a form as the playground's server takes them, what is in its files with them. */
export async function packedValues(values) {
  const sent = await Promise.all(Object.entries(values).map(async ([name, value]) =>
    [name, Array.isArray(value) ? await Promise.all(value.map((each) => (each instanceof File ? packed(each) : each))) : value]));
  return Object.fromEntries(sent);
}

/** A file as the playground's server takes it. */
export async function packed(file) {
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return { name: file.name, type: file.type, content: address.slice(address.indexOf(",") + 1) };
}
