// The page's own script: the address is what is shown, and everything that is asked goes through it.
// Every word comes from the server; what is copied or chosen is read from attributes, never from markup.

window.tracuu = (() => {
  const parts = {}; // by id: { element, trigger, props }
  const asked = {}; // by tab: the address that its answer stands for
  const leftOpen = new Set(); // facets whose list is open
  let reading = ""; // the passage in the reading pane
  let opener = null; // what opened it
  let ownTitle = null; // of the page without a question
  let refocus = null; // the control that asked last, to be found again in a new answer
  const PAST = 12;

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const params = () => new URLSearchParams(location.search);
  const tabs = () => [...new Set(all("#tabs [id^='tab-'][id$='-button']").map((button) => button.id.slice(4, -7)))];
  const current = () => (tabs().includes(params().get("tab")) ? params().get("tab") : tabs()[0]);

  const kept = {
    get(name, otherwise) {
      try {
        return JSON.parse(localStorage.getItem(`tracuu.${name}`)) ?? otherwise;
      } catch {
        return otherwise;
      }
    },
    set(name, value) {
      try {
        localStorage.setItem(`tracuu.${name}`, JSON.stringify(value));
      } catch {} // a browser that keeps nothing still searches
    },
  };

  function bare(search) {
    const said = new URLSearchParams(search);
    said.delete("p");
    return said.toString();
  }

  function go(search) {
    const address = `${location.pathname}?${search}`;
    if (address !== location.pathname + location.search) history.pushState(null, "", address);
    route();
  }

  function route() {
    const tab = current();
    if (!tab) return;
    const button = document.getElementById(`tab-${tab}-button`);
    if (button?.getAttribute("aria-selected") === "false") button.click();
    if (parts[`${tab}-answer`]) ask(tab, bare(location.search));
    read(params().get("p") ?? "");
  }

  // When the parts are there: what the address asks for, and in the other tabs their boxes.
  function begin() {
    route();
    for (const tab of tabs()) if (parts[`${tab}-answer`] && !(tab in asked)) ask(tab, `tab=${tab}`);
  }

  function ask(tab, address) {
    const said = new URLSearchParams(address);
    const form = document.getElementById(`${tab}-form`);
    if (asked[tab] === address) return;
    asked[tab] = address;
    if (form) form.elements.q.value = said.get("q") ?? "";
    const { element, trigger } = parts[`${tab}-answer`];
    element.setAttribute("aria-busy", "true");
    element.dataset.fresh = element.dataset.question !== said.get("q");
    element.dataset.question = said.get("q") ?? "";
    trigger("clear", {});
    trigger("submit", { address, form: !form });
  }

  function answered(tab) {
    const { element } = parts[`${tab}-answer`];
    element.removeAttribute("aria-busy");
    for (const facet of all(".facet", element)) facet.open = leftOpen.has(facet.dataset.name);
    if (refocus) one(refocus, element)?.focus();
    refocus = null;
    if (element.dataset.fresh === "true" && scrollY > 0 && one(".card", element)) scrollTo({ top: 0 });
    element.dataset.fresh = "false";
    const form = document.getElementById(`${tab}-form`);
    const question = new URLSearchParams(asked[tab]).get("q");
    if (form && question && !form.elements.q.value) form.elements.q.value = question;
    form?.closest("[role=tabpanel]")?.classList.toggle("asked", Boolean(question));
    const idle = !question && tab === current() && document.activeElement === document.body;
    if (idle && matchMedia("(hover: hover)").matches) form?.elements.q.focus();
    if (question && one(".card, .answer", element)) remember(tab, asked[tab], question);
    title();
    showPast(tab);
    showPicks();
  }

  function title() {
    const question = params().get("q");
    ownTitle ??= document.title;
    document.title = question ? `${question} — tracuu` : ownTitle;
  }

  function submit(form, submitter) {
    const data = new FormData(form, submitter);
    const said = new URLSearchParams();
    for (const [name, value] of data) if (value) said.append(name, value);
    if (params().get("p")) said.set("p", params().get("p"));
    delete asked[current()]; // the same again is asked again: there may be more in the archive by now
    go(said);
  }

  function remember(tab, address, question) {
    const past = kept.get("past", []).filter((entry) => entry.address !== address);
    kept.set("past", [{ tab, address, question }, ...past].slice(0, 4 * PAST));
  }

  function showPast(tab) {
    const panel = document.getElementById(`tab-${tab}`);
    const past = kept.get("past", []).filter((entry) => entry.tab === tab).slice(0, PAST);
    const list = one(".past .list", panel);
    if (!list) return;
    one(".past", panel).hidden = !past.length;
    list.replaceChildren(
      ...past.slice(0, 6).map((entry) => {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.address = entry.address;
        button.textContent = entry.question;
        return button;
      }),
    );
    one("datalist", panel).replaceChildren(
      ...[...new Set(past.map((entry) => entry.question))].map((question) => new Option(question)),
    );
  }

  function read(passage) {
    const pane = parts.report;
    if (!pane) return;
    if (!passage) {
      if (reading) pane.props.value = "";
      reading = "";
      return;
    }
    if (passage === reading && one("article", pane.element)) return showPassage();
    reading = passage;
    pane.trigger("click", { passage });
  }

  function showPassage() {
    const passage = one("#report .here");
    if (!passage) return;
    const pane = passage.closest("article");
    const head = one("header", pane);
    const above = getComputedStyle(head).position === "sticky" ? head.offsetHeight : 0;
    const room = Math.max((pane.clientHeight - above - passage.offsetHeight) / 2, 12);
    pane.scrollTop += passage.getBoundingClientRect().top - pane.getBoundingClientRect().top - above - room;
    passage.focus({ preventScroll: true });
  }

  function open(button) {
    if (!button.closest("#report")) opener = button;
    const said = params();
    said.set("p", button.dataset.passage);
    if (said.get("p") === params().get("p")) return read(said.get("p"));
    go(said);
  }

  function close() {
    const said = params();
    said.delete("p");
    go(said);
    (opener?.isConnected ? (opener.closest("[tabindex]") ?? opener) : one("#tabs [role=tab][aria-selected=true]"))?.focus();
  }

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
    if (button.dataset.label || !(await copied(button.dataset.text))) return;
    button.dataset.label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = button.dataset.label;
      delete button.dataset.label;
    }, 2000);
  }

  const picks = () => kept.get("picks", []).filter((pick) => typeof pick === "string");

  function setPicks(chosen) {
    kept.set("picks", chosen);
    showPicks();
    parts.basket?.trigger("input", { picks: chosen });
  }

  function toggle(pick) {
    setPicks(picks().includes(pick) ? picks().filter((one) => one !== pick) : [...picks(), pick]);
  }

  function showPicks() {
    const chosen = picks();
    for (const count of all("[data-of=basket]")) count.textContent = chosen.length;
    for (const button of all(".pick")) {
      const inside = chosen.includes(button.dataset.pick);
      button.dataset.label ??= button.textContent;
      button.textContent = inside ? button.dataset.picked : button.dataset.label;
      button.setAttribute("aria-pressed", String(inside));
    }
  }

  function showBasket(on = !document.body.classList.contains("with-basket")) {
    document.body.classList.toggle("with-basket", on);
    for (const button of all("#masthead .show-basket")) button.setAttribute("aria-expanded", String(on));
    if (on) one("#basket .show-basket")?.focus();
    else one("#masthead .show-basket")?.focus();
  }

  const CLICKS = {
    ".copy": copy,
    ".open": open,
    ".close": close,
    ".print": () => print(),
    ".pick, .drop": (button) => toggle(button.dataset.pick),
    ".empty": () => setPicks([]),
    ".show-basket": () => showBasket(),
    ".show-keys": () => one("#keys").showModal(),
    ".example": (button) => go(new URLSearchParams({ tab: current(), q: button.textContent })),
    "[data-address]": (button) => go(button.dataset.address),
    ".forget": () => {
      kept.set("past", kept.get("past", []).filter((entry) => entry.tab !== current()));
      showPast(current());
    },
    "#tabs [role=tab]": (button) => {
      const tab = button.id.replace(/^tab-|-button$/g, "");
      if (tab === current() || !tabs().includes(tab)) return;
      const said = new URLSearchParams(asked[tab] ?? { tab });
      said.set("tab", tab);
      if (params().get("p")) said.set("p", params().get("p"));
      go(said);
    },
  };

  document.addEventListener("click", (event) => {
    for (const facet of all(".facet[open]")) if (!facet.contains(event.target)) fold(facet);
    const link = event.target.closest("a.go");
    if (link) {
      event.preventDefault();
      return go(new URL(link.href).search.slice(1));
    }
    const button = event.target.closest("button");
    const selector = button && Object.keys(CLICKS).find((known) => button.matches(known));
    if (selector) CLICKS[selector](button);
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.box")) return;
    event.preventDefault();
    submit(event.target, event.submitter);
  });

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches(".keys-off")) kept.set("keysOff", field.checked);
    if (!field.matches(".facet input")) return;
    refocus = `input[name="${field.name}"][value="${CSS.escape(field.value)}"]`;
    submit(field.form);
  });

  document.addEventListener(
    "toggle",
    (event) => {
      const facet = event.target;
      if (!facet.matches?.(".facet")) return;
      if (!facet.open) return facet.isConnected && leftOpen.delete(facet.dataset.name);
      leftOpen.add(facet.dataset.name);
      for (const other of all(".facet[open]")) if (other !== facet) fold(other);
    },
    true,
  );

  function fold(facet) {
    leftOpen.delete(facet.dataset.name);
    facet.open = false;
  }

  function cards() {
    return all(".card", document.getElementById(`${current()}-answer`) ?? undefined);
  }

  function move(step) {
    const list = cards();
    if (!list.length) return false;
    const here = list.indexOf(document.activeElement?.closest(".card"));
    if (here < 0 && step < 0) return false;
    if (here === 0 && step < 0) return (one(`#${current()}-question`)?.focus(), true);
    list[Math.min(here + step, list.length - 1)].focus();
    return true;
  }

  function pressed(event) {
    const inField = event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
    const card = event.target.closest?.(".card");
    const letters = !inField && !kept.get("keysOff", false);
    const away = event.target.closest?.("#side, .facet, [role=tablist], dialog");
    if (event.key === "Escape") {
      const facet = one(".facet[open]");
      if (facet) return (fold(facet), one("summary", facet).focus(), true);
      if (one("dialog[open]")) return false;
      if (one("#report article")) return (close(), true);
      if (document.body.classList.contains("with-basket")) return (showBasket(false), true);
      return false;
    }
    if (away) return letters && event.key === "?" && !one("dialog[open]") && (one("#keys").showModal(), true);
    if (event.key === "ArrowDown" && (!inField || !event.target.value || cards().length)) return move(1);
    if (event.key === "ArrowUp" && !inField) return move(-1);
    if (event.key === "Enter" && event.target === card) return (one(".open", card).click(), true);
    if (!letters) return false;
    if (event.key === "/") {
      const box = one(`#${current()}-question`);
      box?.focus();
      box?.select();
      return Boolean(box);
    }
    if (event.key === "?") return (one("#keys").showModal(), true);
    if (card && event.key.toLowerCase() === "c") return (one(".copy.citation", card)?.click(), true);
    if (card && event.key.toLowerCase() === "b") return (one(".pick", card)?.click(), true);
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (pressed(event)) event.preventDefault();
  });

  addEventListener("popstate", route);
  addEventListener("storage", (event) => {
    if (event.key !== "tracuu.picks") return;
    showPicks();
    parts.basket?.trigger("input", { picks: picks() });
  });

  return {
    // Called when an answer is complete, also one that is the same as the last.
    settled: (tab) => parts[`${tab}-answer`]?.element.removeAttribute("aria-busy"),

    // Called once by each part of the page, with what Gradio gives it.
    register(element, trigger, props, watch) {
      const part = element.closest("[id$='-answer'], #masthead, #basket, #report") ?? element;
      parts[part.id] = { element: part, trigger, props };
      if (part.id === "masthead") {
        watch("value", () => {
          document.documentElement.lang = /^en\b/i.test(navigator.language) ? "en" : "vi"; // Gradio says the browser's
          one(".keys-off").checked = kept.get("keysOff", false);
          showPicks();
        });
        trigger("load", {});
      } else if (part.id === "basket") {
        watch("value", showPicks);
        trigger("input", { picks: picks() });
      } else if (part.id === "report") {
        watch("value", showPassage);
        read(params().get("p") ?? "");
      } else if (part.id.endsWith("-answer")) {
        const tab = part.id.slice(0, -"-answer".length);
        watch("value", () => answered(tab));
        requestAnimationFrame(begin);
      }
    },
  };
})();
