// Runs once for each HTML part of the page, with Gradio's `element`, `trigger`, `props` and `watch`.
// Every word shown comes from the server; what is copied is read from an attribute, never from markup.

async function copied(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {} // permission refused: the old way may still work
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

async function copy(button) {
  if (button.dataset.label || !(await copied(button.dataset.citation))) return;
  button.dataset.label = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => {
    if (button.textContent === button.dataset.done) button.textContent = button.dataset.label;
    delete button.dataset.label;
  }, 2500);
}

function show(report) {
  const passage = report.querySelector(".here");
  report.scrollIntoView({ block: "nearest" });
  passage?.scrollIntoView({ block: "center" });
  passage?.focus({ preventScroll: true });
}

function open(button) {
  const report = document.querySelector("#report article");
  if (report?.dataset.passage === button.dataset.passage) return show(report);
  trigger("click", { passage: button.dataset.passage });
}

function close() {
  const key = element.querySelector("article").dataset.passage;
  props.value = "";
  document.querySelector(`#results .open[data-passage="${CSS.escape(key)}"]`)?.focus();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches(".copy")) copy(button);
  else if (button.matches(".open")) open(button);
  else if (button.matches(".close")) close();
  else if (button.matches(".example")) trigger("select", { question: button.dataset.question });
  else if (button.matches(".typed")) trigger("select", {});
});

watch("value", () => {
  const report = element.querySelector("article.report");
  if (report) show(report);
  if (element.closest("#examples") && matchMedia("(min-width: 56rem)").matches) {
    document.querySelector("#filters .label-wrap:not(.open)")?.click();
  }
});

if (!/^en\b/i.test(navigator.language)) document.documentElement.lang = "vi"; // Gradio says "en"
