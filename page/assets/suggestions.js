// What is offered under a box while one types: it lies over the page and moves nothing of it. A list of its own and not a
// <datalist>, which browsers draw each in their way, and which can lead nowhere.
(() => {
  const PAUSE = 120; // milliseconds without a key after which it is asked what may be meant
  const SHORTEST = 2;
  const MOST_PAST = 3;
  const { go, open, past, plain } = window.tracuu;
  let waiting = null; // for the pause
  let asking = null; // what is being asked, to be given up

  const listOf = (box) => document.getElementById(box.getAttribute("aria-controls"));
  const options = (box) => [...listOf(box).children];
  const chosen = (box) => options(box).find((option) => option.getAttribute("aria-selected") === "true");
  const isBox = (element) => element.matches?.("form.box input[role=combobox]");

  function show(box, nodes) {
    const list = listOf(box);
    list.replaceChildren(...nodes);
    for (const [place, option] of nodes.entries()) option.id = `${list.id}-${place}`;
    list.hidden = !nodes.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    box.removeAttribute("aria-activedescendant");
  }

  function close(box) {
    clearTimeout(waiting);
    asking?.abort();
    if (listOf(box)) show(box, []);
  }

  // What was asked before on this browser, which alone knows it.
  function asked(box, typed) {
    const wanted = plain(typed.trim());
    const known = past(box.form.elements.tab.value).filter(({ question }) => plain(question).includes(wanted));
    return known.slice(0, MOST_PAST).map(({ question, address }) => {
      const option = document.createElement("li");
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.leads = address;
      const kind = document.createElement("small");
      kind.textContent = listOf(box).dataset.past;
      const label = document.createElement("span");
      label.textContent = question;
      option.append(label, kind);
      return option;
    });
  }

  async function offer(box) {
    const typed = box.value;
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const question = new URLSearchParams({ tab: box.form.elements.tab.value, q: typed });
    const answer = await fetch(`/suggestions?${question}`, { signal }).catch(() => null);
    const said = answer?.ok ? await answer.text().catch(() => "") : "";
    if (signal.aborted || document.activeElement !== box || box.value !== typed) return;
    const found = document.createElement("template");
    found.innerHTML = said;
    const before = asked(box, typed);
    const known = new Set(before.map((option) => option.dataset.leads));
    show(box, [...before, ...[...found.content.children].filter((option) => !known.has(option.dataset.leads))]);
  }

  function take(box, option) {
    close(box);
    if (option.dataset.passage) open(option);
    else go(option.dataset.leads);
  }

  function mark(box, step) {
    const all = options(box);
    const here = all.indexOf(chosen(box));
    const next = here + step < -1 ? all.length - 1 : here + step;
    for (const option of all) option.setAttribute("aria-selected", String(option === all[next]));
    all[next]?.scrollIntoView({ block: "nearest" });
    if (all[next]) box.setAttribute("aria-activedescendant", all[next].id);
    else box.removeAttribute("aria-activedescendant");
  }

  document.addEventListener("input", ({ target: box }) => {
    if (!isBox(box)) return;
    close(box);
    if (box.value.trim().length >= SHORTEST) waiting = setTimeout(() => offer(box), PAUSE);
  });

  document.addEventListener("submit", ({ target: form }) => {
    for (const box of form.querySelectorAll("input[role=combobox]")) close(box);
  }, true);

  document.addEventListener("focusout", ({ target: box }) => isBox(box) && close(box));

  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.(".offered")) event.preventDefault(); // the box keeps the focus
  });

  document.addEventListener("click", (event) => {
    const option = event.target.closest?.(".offered > li");
    if (option) take(option.closest("form").querySelector("input[role=combobox]"), option);
  });

  // Before the keys of the page: while something is offered, they are about that.
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!isBox(box) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (listOf(box)?.hidden !== false) return;
    if (event.key === "ArrowDown") mark(box, 1);
    else if (event.key === "ArrowUp") mark(box, -1);
    else if (event.key === "Escape") close(box);
    else if (event.key === "Enter" && chosen(box)) take(box, chosen(box));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
})();
