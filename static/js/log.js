// The log of sessions on a bad connection. What is typed and not sent yet stays in this open page and nowhere else: it is
// about children, and the phone may be anybody's tomorrow. Without this script every group is an ordinary form.
const state = document.querySelector("[data-log-state]");
const words = state.dataset;
const told = document.querySelector("[data-log-told]");
const part = (name) => document.querySelector(`template[data-log-${name}]`).content.firstElementChild.cloneNode(true);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;
// An answer that takes longer is taken for lost: sending again is harmless, since the server knows each form's key.
const PATIENCE = 20_000;

// ---- what is said of each child, in the row and on the button ----

function saidOf(child) {
  const cause = child.querySelector('[name^="cause_"]:checked');
  const mark = child.querySelector('[name^="engagement_"]:checked');
  const counted = child.querySelector('[name^="measure_"]');
  const wrote = child.querySelector("textarea").value.trim() !== "";
  const parts = [cause?.value ? lower(cause.dataset.said) : words.planned];
  if (counted?.value.trim()) parts.push(withUnit(counted.value.trim(), counted.dataset.unit));
  if (mark) parts.push(filled(words.joined, { mark: mark.value, words: mark.nextElementSibling.querySelector(".w").textContent }));
  if (wrote) parts.push(words.wrote);
  return { text: parts.join(" · "), changed: parts.length > 1 || Boolean(cause?.value) };
}

const lower = (text) => (/^I\b/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1));

function withUnit(value, unit) {
  if (!unit || !/^\d+([.,]\d+)?$/.test(value)) return value;
  return unit === "%" ? `${value}%` : `${value} ${unit}`;
}

const childrenOf = (form) => [...form.querySelectorAll("[data-log-child]")];

function untouched(form) {
  return [...form.querySelectorAll("[data-log-child] :is(input, textarea)")].every((field) =>
    field.type === "radio" ? field.checked === field.defaultChecked : field.value === field.defaultValue,
  );
}

function describe(form) {
  const said = childrenOf(form).map((child) => {
    const one = saidOf(child);
    child.querySelector("[data-log-said]").textContent = one.text;
    return one;
  });
  const changed = said.filter((one) => one.changed).length;
  const planned = said.length - changed;
  const text = changed && planned ? words.saveBoth : changed ? words.saveChanged : words.savePlanned;
  form.querySelector("[data-log-save]").textContent = filled(text, { planned, changed });
  // One button at a time: what was said of a child would be lost in "as planned for all". A form that was sent back, or of
  // a group that is logged already, has both.
  const both = form.hasAttribute("data-log-both");
  const same = untouched(form);
  form.querySelector("[data-log-all]").hidden = !same && !both;
  form.querySelector("[data-log-save]").hidden = same && !both;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-log]");
  if (form) describe(form);
});

// ---- a group that was saved here waits its turn, in the order of saving ----

const waiting = [];
let sending = false;
let timer = 0;
let pause = FIRST_PAUSE;
let since = null;

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-log]")) return;
  event.preventDefault();
  hold(event.target, event.submitter);
});

function hold(form, button) {
  const body = new FormData(form);
  if (button?.name) body.set(button.name, button.value);
  const item = { card: form.closest("[data-log-card]"), form, body, address: form.getAttribute("action"), why: "", sent: null };
  waiting.push(item);
  show(item, button);
  send();
}

function show(item, button) {
  const held = part("waiting");
  for (const child of childrenOf(item.form)) {
    const line = part("line");
    line.querySelector("strong").textContent = child.querySelector("summary strong").textContent;
    const text = button?.name === "lost" ? lower(button.dataset.said) : button?.name === "all" ? words.planned : saidOf(child).text;
    line.querySelector(".ct-quiet").textContent = text;
    held.querySelector("ul").append(line);
  }
  held.querySelector("button").addEventListener("click", () => takeBack(item));
  item.held = held;
  item.form.hidden = true;
  item.card.querySelector(".govuk-error-summary")?.remove();
  item.form.after(held);
  headingOf(item.card).focus();
  mark(item);
}

const headingOf = (card) => card.querySelector("h2");

function mark(item) {
  item.held.querySelector(".ct-tag").textContent = item.why ? words.waits : words.sending;
  item.held.querySelector("button").hidden = !item.why;
}

function takeBack(item) {
  waiting.splice(waiting.indexOf(item), 1);
  item.sent?.abort();
  // It may have arrived though no answer did: what is changed now is another saying, under a key of its own.
  if (item.sent) item.form.elements.key.value = freshKey();
  giveBack(item);
  headingOf(item.card).focus();
  tell();
}

function giveBack(item) {
  item.held.remove();
  item.form.hidden = false;
  describe(item.form);
}

function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// ---- sending: one after the other, by itself, each once ----

async function send() {
  if (sending || !waiting.length) return;
  sending = true;
  clearTimeout(timer);
  const asked = new Set();
  for (let item; (item = waiting.find((one) => !asked.has(one))); ) {
    asked.add(item);
    const why = await attempt(item);
    if (why === "" || !waiting.includes(item)) continue;
    since ??= new Date();
    // No connection and no session are the same for all; a service that fails on one may take the next.
    const same = why === "busy" ? [item] : waiting;
    for (const one of same) {
      one.why = why;
      mark(one);
    }
    if (why !== "busy") break;
  }
  sending = false;
  tell();
  if (!waiting.length) {
    pause = FIRST_PAUSE;
    return;
  }
  timer = setTimeout(send, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

function soon() {
  pause = FIRST_PAUSE;
  send();
}

window.addEventListener("online", soon);
window.addEventListener("focus", soon);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon());

// Why it still waits: "" when it is settled, else the name of a sentence.
async function attempt(item) {
  try {
    if (item.why === "signin" && !(await signedInAgain())) return "signin";
    item.sent = new AbortController();
    const answer = await ask(item.address, { method: "POST", body: item.body, headers: { "HX-Target": item.card.id } }, item.sent);
    const text = await answer.text();
    return waiting.includes(item) ? settle(item, answer, text) : "";
  } catch {
    return "offline";
  }
}

async function ask(address, options, control = new AbortController()) {
  const clock = setTimeout(() => control.abort(), PATIENCE);
  const headers = { "HX-Request": "true", ...options.headers };
  const answer = await fetch(address, { ...options, headers, credentials: "same-origin", cache: "no-store", signal: control.signal });
  clearTimeout(clock);
  return answer;
}

function settle(item, answer, text) {
  if (answer.redirected || [400, 401, 403].includes(answer.status)) return "signin";
  if (answer.status >= 500 || [408, 429].includes(answer.status)) return "busy";
  const fresh = new DOMParser().parseFromString(text, "text/html").getElementById(item.card.id);
  const ours = fresh && [200, 422].includes(answer.status);
  // An answer that is not ours: a network that wants its own sign-in first.
  if (answer.ok && !ours) return "offline";
  waiting.splice(waiting.indexOf(item), 1);
  if (ours) replace(item, fresh, answer.ok);
  else refuse(item);
  return "";
}

function replace(item, fresh, saved) {
  const here = item.card.contains(document.activeElement) || document.activeElement === document.body;
  const card = document.adoptNode(fresh);
  item.card.replaceWith(card);
  card.querySelectorAll("form[data-log]").forEach(describe);
  const summary = card.querySelector(".govuk-error-summary");
  if (here) (summary || headingOf(card)).focus();
  say(filled(saved ? words.saved : words.wrong, { name: headingOf(card).textContent }));
  count();
}

function refuse(item) {
  giveBack(item);
  const line = document.createElement("p");
  line.className = "govuk-error-message";
  line.textContent = words.gone;
  item.form.before(line);
  say(words.gone);
}

// The page is asked for again: whoever signed in, is it the same person in the same role? Then with their new token.
async function signedInAgain() {
  const answer = await ask(location.pathname + location.search, {});
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector('[name="csrf_token"]')?.value;
  if (!token || page.querySelector("[data-log-state]")?.dataset.role !== words.role) return false;
  document.querySelectorAll('[name="csrf_token"]').forEach((field) => (field.value = token));
  waiting.forEach((item) => item.body.set("csrf_token", token));
  return true;
}

// ---- saying so ----

function say(text) {
  told.textContent = text;
}

function count() {
  const line = document.querySelector("[data-log-count]");
  if (!line) return;
  const all = document.querySelectorAll("[data-log-card]").length;
  line.textContent = filled(words.done, { done: document.querySelectorAll("[data-log-done]").length, all });
}

function tell() {
  const why = waiting.find((item) => item.why)?.why;
  if (!why) {
    since = null;
    state.replaceChildren();
    return;
  }
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit" }).format(since);
  const strong = waiting.length === 1 ? words.one : filled(words.many, { count: waiting.length });
  const rest = filled(words[why], { time });
  // Said once: a live region that is filled again is read out again.
  if (state.textContent.trim() === `${strong} ${rest}`) return;
  const banner = part("banner");
  banner.querySelector("strong").textContent = strong;
  banner.querySelector("span").textContent = rest;
  state.replaceChildren(banner);
}

window.addEventListener("beforeunload", (event) => {
  if (!waiting.length) return;
  event.preventDefault();
  event.returnValue = "";
});

document.querySelectorAll("form[data-log]").forEach(describe);
