// What the page needs a script for: the number beside a slider, what a change of assumption changed,
// and long work that can be stopped.
"use strict";

document.addEventListener("input", (changed) => {
  const moved = document.getElementById("moved");
  if (moved && changed.target.name === "share") moved.textContent = `${changed.target.value}%`;
});

const passages = () => [...document.querySelectorAll("#answer :is(main p, main tbody tr)")];
const wording = (passage) => {
  const copy = passage.cloneNode(true);
  copy.querySelectorAll("sup").forEach((note) => note.remove());
  return copy.textContent;
};
const say = (sentence) => {
  const followed = document.getElementById("followed");
  if (followed) followed.textContent = sentence(followed.dataset);
};
let before = null;

document.addEventListener("htmx:before:swap", () => {
  before ??= new Set(passages().map(wording));
});
document.addEventListener("htmx:after:settle", () => {
  if (!before?.size) return;
  const changed = passages().filter((passage) => !before.has(wording(passage)));
  changed.forEach((passage) => passage.classList.add("changed"));
  say((words) => `${words.changed} ${changed.length}`);
  before = null;
});
document.addEventListener("htmx:before:response", async (told) => {
  const { raw, headers } = told.detail.ctx.response;
  if (!headers.get("content-type").startsWith("application/json")) return;
  told.preventDefault(); // no page: what is shown stays
  const { error } = await raw.json();
  say(() => error);
});
document.addEventListener("htmx:error", () => say((words) => words.gone));

document.querySelector("#answer [role=alert]")?.scrollIntoView({ block: "center" });

const run = document.getElementById("run");
if (run) {
  const begin = run.querySelector("button:not([name])");
  const stop = run.elements.stop;
  const far = document.getElementById("far");
  const said = run.querySelector("[role=status]");
  const number = new Intl.NumberFormat(document.documentElement.lang);
  let steps = null;

  const show = (isRunning, sentence) => {
    if (!isRunning && steps) steps.close();
    begin.hidden = isRunning;
    far.hidden = stop.hidden = !isRunning;
    said.textContent = sentence;
  };

  run.addEventListener("submit", (asked) => {
    asked.preventDefault();
    const query = new URLSearchParams(new FormData(run));
    steps = new EventSource(`/cuts/steps?${query}`);
    show(true, "");
    stop.focus();
    steps.addEventListener("step", (told) => {
      const { done, of } = JSON.parse(told.data);
      far.querySelector("progress").value = done / of;
      said.textContent = `${number.format(done)} / ${number.format(of)}`;
    });
    steps.addEventListener("done", () => {
      steps.close();
      location.assign(`/cuts?${query}`);
    });
    steps.addEventListener("refused", (told) => show(false, JSON.parse(told.data).error));
    steps.onerror = () => show(false, run.dataset.lost);
  });
  stop.addEventListener("click", () => {
    show(false, run.dataset.stopped);
    begin.focus();
  });
}
