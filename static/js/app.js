// Clear Thread: what the pages gain when JavaScript runs. Every page works without it.
const problem = () => document.getElementById("problem");

// ---- focus: the error summary first, else the heading of the part that changed ----

function focusOn(element) {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: false });
}

function focusChanged(part) {
  const summary = part.querySelector(".govuk-error-summary");
  const heading = part.matches("[data-changed]") ? part : part.querySelector("[data-changed]");
  focusOn(summary || heading);
}

// ---- htmx: a part swaps in place; anything else is said in the #problem region, the form stays as typed ----

function say(text) {
  const region = problem();
  if (!region || !text) return;
  const line = document.createElement("p");
  line.textContent = text;
  region.replaceChildren(line);
  focusOn(region);
}

document.addEventListener("htmx:beforeRequest", () => problem()?.replaceChildren());
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id === "problem") {
    if (event.detail.target.textContent.trim()) focusOn(event.detail.target);
  } else if (event.detail.elt.isConnected) {
    focusChanged(event.detail.elt);
  }
});
document.addEventListener("htmx:responseError", () => {
  if (problem() && !problem().textContent.trim()) say(problem().dataset.fault);
});
document.addEventListener("htmx:sendError", () => say(problem()?.dataset.offline));
document.addEventListener("htmx:timeout", () => say(problem()?.dataset.offline));

// ---- a form that writes is sent by htmx, so that what was typed outlives a lost session, a fault or no connection ----

const WRITES = 'main form[method="post"]:not([enctype="multipart/form-data"], [data-plain], [hx-post])';
const SENT = { "hx-target": "#main", "hx-select": "#main", "hx-swap": "outerHTML show:window:top", "hx-sync": "this:drop" };

function sendInPlace(part) {
  const forms = [...part.querySelectorAll(WRITES)].filter((form) => form.getAttribute("action"));
  for (const form of forms) {
    form.setAttribute("hx-post", form.getAttribute("action"));
    // Longer than a read may take: what was saved late must not be called lost.
    form.setAttribute("hx-request", '{"timeout":60000}');
    for (const [name, value] of Object.entries(SENT)) form.setAttribute(name, value);
  }
  return forms;
}

document.addEventListener("htmx:load", (event) => {
  for (const form of sendInPlace(event.detail.elt.parentElement || document)) window.htmx.process(form);
});

// ---- the thread picture: one tab stop, arrows between the strands ----

const strandsOf = (picture) => [...picture.querySelectorAll("a")];

function rove(picture, current) {
  strandsOf(picture).forEach((strand) => strand.setAttribute("tabindex", strand === current ? "0" : "-1"));
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

document.addEventListener("keydown", (event) => {
  const strand = event.target.closest?.("svg.ct-thread a");
  if (!strand) return;
  const picture = strand.closest("svg");
  const strands = strandsOf(picture);
  let next = null;
  if (event.key in STEPS) next = strands[strands.indexOf(strand) + STEPS[event.key]];
  if (event.key === "Home") next = strands[0];
  if (event.key === "End") next = strands.at(-1);
  if (!next) return;
  event.preventDefault();
  rove(picture, next);
  next.focus();
});

// ---- a row of a closed table that is the target of a link opens its table ----

function openTarget() {
  const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = row?.closest("details:not([open])");
  if (!closed) return;
  closed.open = true;
  row.scrollIntoView();
}

function start() {
  sendInPlace(document);
  document.querySelectorAll("svg.ct-thread[role=group]").forEach((picture) => rove(picture, strandsOf(picture)[0]));
  focusOn(document.querySelector(".govuk-error-summary"));
  openTarget();
}

document.addEventListener("htmx:load", (event) => {
  event.detail.elt.querySelectorAll?.("svg.ct-thread[role=group]").forEach((picture) => rove(picture, strandsOf(picture)[0]));
});
window.addEventListener("hashchange", openTarget);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
