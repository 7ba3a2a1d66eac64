const $ = (selector) => document.querySelector(selector);
const form = $("#question"), answer = $("#answer"), stop = $("#stop"), bar = $("progress");

const REASONS = {
  flex_won: "it started in time",
  flex_deadline: "the flex tier did not start in time",
  flex_capacity: "the flex tier had no capacity",
  flex_upstream_error: "the flex tier failed",
  flex_not_started: "the flex tier did not start",
  flex_slots_full: "too many requests were waiting already",
  tier_direct: "it was requested",
  chain_advanced: "an earlier provider failed",
};
const UNITS = { s: 1, m: 60 };

let source, frame;
const sum = { cost: 0, saved: 0 };

const dollars = (microUsd) => "$" + (microUsd / 1e6).toFixed(6);
const amount = (cost) => cost ? dollars(cost.microUsd) : "unknown";
const seconds = (millis) => (millis / 1000).toFixed(1) + " s";
const windowOf = (startWithin) => parseInt(startWithin) * UNITS[startWithin.at(-1)] * 1000 || 0;

async function offerModels() {
  const { simulated, models } = await (await fetch("choices")).json();
  $("#simulated").hidden = !simulated;
  form.model.replaceChildren(...models.map((model) => {
    const option = new Option(model.id);
    option.dataset.races = model.races;
    return option;
  }));
  offerWaits();
}

/** Only models that race the flex tier can wait for it. */
function offerWaits() {
  const races = form.model.selectedOptions[0]?.dataset.races === "true";
  const [waits] = form.startWithin.querySelectorAll("optgroup");
  waits.disabled = !races;
  if (!races && windowOf(form.startWithin.value)) {
    form.startWithin.value = "default";
  }
}

function ask(question) {
  end();
  const begin = performance.now(), window = windowOf(question.startWithin);
  let waited;
  answer.hidden = false;
  answer.className = "";
  $("#result").hidden = true;
  $("#text").textContent = "";
  $("#text").ariaBusy = "true";
  $("#status").textContent = window ? "Waiting for the flex tier…" : "Waiting for the start…";
  stop.disabled = false;

  function tick() {
    const elapsed = waited ?? performance.now() - begin;
    bar.value = window ? elapsed / window : 0;
    $("#clock").textContent = seconds(elapsed) + (window ? " of " + seconds(window) : "");
    frame = waited === undefined ? requestAnimationFrame(tick) : 0;
  }
  tick();

  source = new EventSource("stream?" + new URLSearchParams(question));
  source.addEventListener("start", () => {
    waited = performance.now() - begin;
    tick();
    $("#status").textContent = `Started after ${seconds(waited)}.`;
  });
  source.addEventListener("text", (event) => $("#text").append(JSON.parse(event.data).text));
  source.addEventListener("end", (event) => {
    end();
    show(question, waited, JSON.parse(event.data));
  });
  source.addEventListener("failure", (event) => fail(JSON.parse(event.data)));
  source.addEventListener("error", () => fail({ message: "The connection to the application is lost." }));
}

/** Closes the connection, without which the browser would ask again. */
function end(status) {
  source?.close();
  cancelAnimationFrame(frame);
  stop.disabled = true;
  $("#text").ariaBusy = "false";
  if (status) {
    $("#status").textContent = status;
  }
}

function fail({ message, code, retryAfterSeconds }) {
  answer.hidden = false;
  answer.className = "failed";
  end(message + (code ? ` (${code})` : "") + (retryAfterSeconds ? ` Try again in ${retryAfterSeconds} s.` : ""));
}

function show(question, waited, { servedTier = "unknown", routing, cost, savings }) {
  const saved = savings?.microUsd ?? 0, reason = routing?.reason;
  $("#tier").textContent = `${servedTier} tier` + (reason ? `: ${REASONS[reason] ?? reason}` : "");
  $("#cost").textContent = amount(cost);
  $("#standard").textContent = cost && servedTier !== "priority" ? dollars(cost.microUsd + saved) : "unknown";
  $("#saved").textContent = cost ? dollars(saved) : "unknown";
  $("#result").hidden = false;

  sum.cost += cost?.microUsd ?? 0;
  sum.saved += saved;
  const row = $("tbody").insertRow(0);
  for (const cell of [question.model, question.startWithin, seconds(waited), servedTier, amount(cost), dollars(saved)]) {
    row.insertCell().textContent = cell;
  }
  $("#cost-sum").textContent = dollars(sum.cost);
  $("#saved-sum").textContent = dollars(sum.saved);
  $("#history").hidden = false;
}

form.model.addEventListener("change", offerWaits);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(Object.fromEntries(new FormData(form)));
});
form.prompt.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
stop.addEventListener("click", () => end("Stopped. The call is cancelled."));
offerModels().catch(() => fail({ message: "The list of models is not available." }));
