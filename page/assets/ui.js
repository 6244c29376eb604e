// The page's own script: the address is what is shown, and everything that is asked goes through it.
// Every word comes from the server; what is copied or chosen is read from attributes, never from markup.

// The server ends the stream of answers when none is due. Gradio's client lets go of it then, even if it has been promised
// one just before, and nobody would ever fetch that: the stream goes on until every answer that was promised has come.
(() => {
  const due = new Set(); // ids of what was asked and is not answered
  const early = new Set(); // of what was answered before we were told its id
  const joining = new Set(); // what is being asked
  const plain = window.fetch;

  function join(...request) {
    const answer = plain(...request);
    const told = answer
      .then((said) => (said.ok ? said.clone().json() : {}))
      .then(({ event_id: id }) => id && !early.delete(id) && due.add(id), () => {})
      .finally(() => joining.delete(told));
    joining.add(told);
    return answer;
  }

  async function passOn(answer, controller) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const messages = (rest + read.value).split("\n\n");
      rest = messages.pop();
      for (const message of messages) {
        const said = JSON.parse(message.replace(/^data:/, ""));
        if (said.msg === "process_completed" && !due.delete(said.event_id)) early.add(said.event_id);
        if (said.msg === "close_stream") {
          await Promise.all(joining);
          if (due.size) return true;
        }
        controller.enqueue(new TextEncoder().encode(`${message}\n\n`));
      }
    }
    return false;
  }

  // Gradio says of a file that was refused only that it was: why is kept for who sent it.
  async function send(...request) {
    window.tracuuRefusal = "sent";
    const answer = await plain(...request);
    window.tracuuRefusal = { 429: "allowance", 507: "disk" }[answer.status] ?? "sent";
    return answer;
  }

  async function listen(...request) {
    let answer = await plain(...request);
    if (!answer.ok) return answer;
    const { status, headers } = answer;
    const body = new ReadableStream({
      async start(controller) {
        try {
          while (await passOn(answer, controller)) {
            answer = await plain(...request);
            if (!answer.ok) break;
          }
          controller.close();
        } catch (fault) {
          controller.error(fault);
        }
      },
    });
    return new Response(body, { status, headers });
  }

  window.fetch = (input, ...rest) => {
    const path = new URL(input.url ?? input, location.href).pathname;
    if (path.endsWith("/queue/join")) return join(input, ...rest);
    if (path.endsWith("/upload")) return send(input, ...rest);
    return path.endsWith("/queue/data") ? listen(input, ...rest) : plain(input, ...rest);
  };
})();

window.tracuu = (() => {
  const parts = {}; // by id: { element, trigger, props }
  const asked = {}; // by tab: the address that its answer stands for
  const leftOpen = new Set(); // facets whose list is open
  let reading = ""; // the passage in the reading pane
  let readAsked = 0; // when it was asked for
  let opener = null; // what opened it
  let ownTitle = null; // of the page without a question
  let refocus = null; // the control that asked last, to be found again in a new answer
  let stoodAt = null; // the passage of the card that has the focus, likewise in an answer that grows
  const PAST = 12;
  const PATIENCE = 1500; // milliseconds without an answer after which it is seen whether there is a server
  const MOST_PATIENCE = 30_000; // after which nothing is asked again
  const SHUT_OUT = 401; // what the door answers to who has not shown the token
  const AT_ONCE = 100; // files that are looked at together
  const A_YEAR = 365 * 24 * 3600;
  const depths = {}; // by address: how far it was scrolled when it was left
  let shown = ""; // the address that is shown
  let dialogAsked = false; // and not closed since
  let depth = null; // to scroll to once it is, for one who came back
  const stale = new Set(); // tabs whose answer is older than the last change of the archive
  let basketCheck = null; // for what is shown of it
  const MOST_PICKS = 200; // sentences that a basket holds
  const looks = []; // at the files that wait: the one that is being made, and those to come

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

  function route(returning = false) {
    const tab = current();
    if (!tab) return;
    depths[shown] = scrollY;
    shown = bare(location.search);
    depth = returning ? (depths[shown] ?? 0) : null;
    const button = document.getElementById(`tab-${tab}-button`);
    if (button?.getAttribute("aria-selected") === "false") button.click();
    if (parts[`${tab}-answer`]) ask(tab, bare(location.search));
    if (!parts[`${tab}-answer`]?.element.hasAttribute("aria-busy")) goDeep(tab);
    read(params().get("p") ?? "");
  }

  function goDeep(tab) {
    if (depth === null || tab !== current()) return;
    scrollTo({ top: depth });
    depth = null;
  }

  // When the parts are there: what the address asks for, and in the other tabs their boxes.
  function begin() {
    route();
    for (const tab of tabs()) if (parts[`${tab}-form-part`] && !(tab in asked)) ask(tab, `tab=${tab}`);
  }

  function ask(tab, address) {
    const said = new URLSearchParams(address);
    const form = document.getElementById(`${tab}-form`);
    const outdated = stale.delete(tab);
    if (asked[tab] === address && !outdated) return;
    asked[tab] = address;
    const box = form?.elements.q;
    if (box) box.value = said.get("q") ?? "";
    const { element, trigger } = parts[`${tab}-answer`];
    element.setAttribute("aria-busy", "true");
    element.dataset.fresh = element.dataset.question !== said.get("q");
    element.dataset.question = said.get("q") ?? "";
    setTimeout(() => seeWhether(element), PATIENCE);
    trigger("clear", {});
    trigger("submit", { address, form: !form, ...(tab === "check" && draftSent()) });
  }

  // What is asked of nobody is not waited for in silence.
  async function seeWhether(element) {
    if (!element.hasAttribute("aria-busy")) return;
    const there = await fetch("/ui.js", { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (element.hasAttribute("aria-busy")) sayWhether(Boolean(there), there?.status !== SHUT_OUT);
  }

  // Whether there is a server, and whether it lets this page in: one that was started again wants its new address.
  function sayWhether(there, letIn) {
    const [unreachable, shutOut] = [".unreachable", ".shut-out"].map((said) => one(`#masthead ${said}`));
    if (unreachable) unreachable.hidden = there;
    if (shutOut) shutOut.hidden = letIn;
  }

  // What was typed before the page was all there is not lost, nor where one typed.
  function leaveFirst(box) {
    const first = document.getElementById("first");
    if (!first || !box) return;
    const q = one("input", first);
    if (q.value && box.matches("input") && !box.value) box.value = q.value;
    if (document.activeElement === q) box.focus();
    first.remove();
  }

  function answered(tab) {
    const { element } = parts[`${tab}-answer`];
    element.removeAttribute("aria-busy");
    sayWhether(true, true);
    for (const facet of all(".facet", element)) facet.open = leftOpen.has(facet.dataset.name);
    if (refocus) one(refocus, element)?.focus();
    else if (stoodAt && element.dataset.fresh !== "true" && document.activeElement === document.body) {
      const same = one(`.card .open[data-passage="${CSS.escape(stoodAt)}"]`, element);
      same?.closest(".card").focus({ preventScroll: true });
    }
    refocus = null;
    const fresh = element.dataset.fresh === "true" && one(".card, .chart", element);
    if (fresh && scrollY > 0 && depth === null) scrollTo({ top: 0 });
    goDeep(tab);
    element.dataset.fresh = "false";
    const form = document.getElementById(`${tab}-form`);
    const box = form?.elements.q;
    const question = new URLSearchParams(asked[tab]).get("q");
    if (box && question && !box.value) box.value = question;
    if (form) form.dataset.asked = question ?? ""; // what is printed above the answer
    form?.closest("[role=tabpanel]")?.classList.toggle("asked", Boolean(question));
    if (tab === current()) leaveFirst(box ?? element);
    const idle = !question && tab === current() && document.activeElement === document.body;
    if (idle && matchMedia("(hover: hover)").matches) box?.focus({ preventScroll: true });
    if (box && question && one(".card, .answer", element)) remember(tab, asked[tab], question);
    if (tab === "check") checked(element);
    beginThere(tab, element);
    title();
    showPast(tab);
    showPicks();
    document.dispatchEvent(new CustomEvent("tracuu:answered", { detail: { tab, element } }));
  }

  function title() {
    const question = params().get("q");
    ownTitle ??= document.title;
    document.title = question ? `${question} — tracuu` : ownTitle;
  }

  function submit(form, submitter) {
    const data = new FormData(form, submitter);
    const said = new URLSearchParams();
    for (const [name, value] of data) if (value && !(name === "sort" && value === "relevance")) said.append(name, value);
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
    if (passage === reading && performance.now() - readAsked < PATIENCE) return; // it is on its way
    [reading, readAsked] = [passage, performance.now()];
    pane.trigger("click", { passage });
  }

  function showPassage() {
    const passage = one("#report .here");
    if (!passage) return one("#report article")?.focus();
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

  // A report is printed whole, also what of it was not come to yet.
  async function printWhole() {
    if (await window.tracuu.readAll()) print();
    else sayWhether(false, true);
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
    done(button, button.dataset.done);
  }

  function done(button, says) {
    button.dataset.label = button.textContent;
    button.textContent = says;
    setTimeout(() => {
      button.textContent = button.dataset.label;
      delete button.dataset.label;
    }, 2000);
  }

  const picks = () => kept.get("picks", []).filter((pick) => typeof pick === "string");

  // Of events that come fast Gradio may leave out the last: what is shown is held against what is picked, and asked again,
  // ever more patiently: a busy server is not asked the more.
  function askBasket(patience = PATIENCE) {
    parts.basket?.trigger("input", { picks: picks(), notes: kept.get("notes", {}) });
    clearTimeout(basketCheck);
    basketCheck = setTimeout(() => {
      const shown = all("#basket li[data-pick]").map((item) => item.dataset.pick);
      const whole = shown.join() === picks().slice(0, MOST_PICKS).join();
      if (!whole && patience < MOST_PATIENCE) askBasket(2 * patience);
    }, patience);
  }

  function setPicks(chosen) {
    kept.set("picks", chosen);
    showPicks();
    askBasket();
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

  // A file is fetched, not followed to: what is said instead of it can then be shown beside what asked for it.
  async function take(element, request) {
    const said = one(".failed", element.closest("form, footer, section"));
    said.hidden = true;
    const answer = await fetch(...request).catch(() => null);
    if (answer?.ok) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = /filename="?([^"]+)"?$/.exec(answer.headers.get("content-disposition"))?.[1] ?? "tracuu";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      return;
    }
    said.textContent = (await answer?.text()) || said.dataset.otherwise;
    said.hidden = false;
  }

  // The language that an address asks for is kept by the cookie from then on, and may be changed.
  if (params().has("lang")) {
    const said = params();
    said.delete("lang");
    history.replaceState(null, "", `${location.pathname}?${said}`);
  }

  function speak(language) {
    document.cookie = `tracuu-lang=${language}; path=/; max-age=${A_YEAR}; samesite=strict`;
    location.reload();
  }

  const CLICKS = {
    ".language": (button) => speak(button.dataset.language),
    ".copy": copy,
    ".open": open,
    ".close": close,
    ".print": printWhole,
    ".further": (button) => window.tracuu.readOn(button),
    ".quote-it": (button) => window.tracuu.quote(button),
    ".alike": (button) => window.tracuu.alike(button),
    ".find .next": () => window.tracuu.find(1),
    ".find .previous": () => window.tracuu.find(-1),
    ".pick, .drop": (button) => toggle(button.dataset.pick),
    ".empty": () => setPicks([]),
    ".show-basket": () => showBasket(),
    ".move": (button) => window.tracuu.move(button.closest("li"), Number(button.dataset.by)),
    ".drop-basket": () => window.tracuu.dropBasket(),
    ".show-keys": () => one("#keys").showModal(),
    ".example": (button) => go(new URLSearchParams({ tab: current(), q: button.textContent })),
    "[data-address]": (button) => go(button.dataset.address),
    "[data-do]": (button) => perform(button),
    "[data-dialog]": (button) => {
      clearSaid();
      dialogAsked = true;
      parts["holdings-dialog"].trigger("edit", { ...button.dataset });
    },
    "[data-choose]": (button) => one(`.dropzone .${button.dataset.choose}`).click(),
    "[data-drop]": (button) => look({ dropped: button.dataset.drop ? [button.dataset.drop] : tokens() }),
    ".turn": (button) => turn(one("img", button.closest(".leaves")), Number(button.dataset.by)),
    "[data-close]": (button) => button.closest("dialog").close(),
    ".cite-here": citeHere,
    ".choose-draft": (button) => one("input[type=file]", button.form).click(),
    ".sign": (button) => one(`.finding[data-finding="${button.dataset.finding}"]`)?.focus(),
    ".as-read": fillAsRead,
    ".forget": () => {
      kept.set("past", kept.get("past", []).filter((entry) => entry.tab !== current()));
      showPast(current());
    },
    "#tabs [role=tab]": (button) => {
      const tab = button.id.replace(/^tab-|-button$/g, "");
      if (tab === current() || !tabs().includes(tab)) return;
      const said = new URLSearchParams(asked[tab] ?? { tab });
      if (!parts[`${tab}-form-part`]) delete asked[tab]; // nothing else asks it again
      said.set("tab", tab);
      if (params().get("p")) said.set("p", params().get("p"));
      go(said);
    },
  };

  document.addEventListener("click", (event) => {
    for (const facet of all(".facet[open]")) if (!facet.contains(event.target)) fold(facet);
    const link = event.target.closest("a.go, a.take");
    if (link) {
      event.preventDefault();
      const whole = one(".downloads .whole:checked", link.closest("footer") ?? link) ? "&all=1" : "";
      return link.matches(".take") ? take(link, [link.href + whole]) : go(new URL(link.href).search.slice(1));
    }
    const shape = event.target.closest("svg [data-address]");
    if (shape) return go(shape.dataset.address);
    const button = event.target.closest("button");
    const selector = button && Object.keys(CLICKS).find((known) => button.matches(known));
    if (selector) CLICKS[selector](button);
  });

  document.addEventListener("focusin", (event) => {
    stoodAt = one(".open", event.target.closest(".card") ?? event.target)?.dataset.passage ?? null;
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form.box, form.take, form.draft")) return;
    event.preventDefault();
    if (form.matches(".box")) return submit(form, event.submitter);
    if (form.matches(".draft")) return event.submitter?.matches(".save-draft") ? saveDraft(event.submitter) : checkDraft();
    const asker = event.submitter?.hasAttribute("formaction") ? event.submitter : null;
    take(form, [asker?.formAction ?? form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }]);
  });

  // What was asked before all parts were there is asked of them when they have come.
  document.addEventListener("tracuu:asked-first", () => parts["search-answer"] && route());

  // What was asked here is kept for who asked it, and for nobody who signs in after them, also where they never left.
  function keepFor(person) {
    const before = kept.get("person", person);
    if (before !== person) {
      localStorage.clear();
      askBasket();
      showPast(current());
    }
    kept.set("person", person);
  }

  document.addEventListener("submit", ({ target: form }) => form.matches(".leave") && localStorage.clear());

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches(".keys-off")) kept.set("keysOff", field.checked);
    if (!field.matches(".facet input[type=checkbox], .grouped input, .sort select")) return;
    const ticked = field.type === "checkbox" ? `[value="${CSS.escape(field.value)}"]` : "";
    refocus = `[name="${field.name}"]${ticked}`;
    submit(field.form);
  });

  // A range is asked for when both its years may stand there.
  document.addEventListener("focusout", (event) => {
    const range = event.target.closest?.(".facet .range");
    if (!range || range.contains(event.relatedTarget)) return;
    const changed = all("input", range).some((box) => box.value !== (params().get(box.name) ?? ""));
    if (changed) submit(event.target.form);
  });

  // A long list is narrowed as one types, with accents or without; what is ticked stays in sight.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!box.matches(".facet .narrow")) return;
    if (box.dataset.asks) return narrowThere(box);
    const wanted = plain(box.value.trim());
    for (const label of all("label", box.parentElement)) {
      label.hidden = !one("input", label).checked && !plain(label.textContent).includes(wanted);
    }
  });

  // Of a list that is too long to be sent whole the server says what fits.
  async function narrowThere(box) {
    const typed = box.value;
    const answer = await fetch(`${box.dataset.asks}&${new URLSearchParams({ wanted: typed })}`).catch(() => null);
    const said = answer?.ok ? await answer.text().catch(() => null) : null;
    if (said === null || box.value !== typed || !box.isConnected) return;
    for (const old of all("label, .further", box.parentElement)) old.remove();
    box.insertAdjacentHTML("afterend", said);
  }

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
    if (letters && /^[jk]$/i.test(event.key) && event.target.closest?.("#report article")) {
      return window.tracuu.step(/j/i.test(event.key) ? 1 : -1);
    }
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
    if (event.target.matches("textarea")) return false;
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
    if (card && event.key.toLowerCase() === "b") return (one(".pick, .choose", card)?.click(), true);
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (pressed(event)) event.preventDefault();
  });

  // Kiểm tra dự thảo: what stands in the box goes to be checked and is kept nowhere, in no address and no history.

  let draftFile = null; // one that was sent, until it is asked about
  let draftAsked = false; // a check, and not only the form

  const draftBox = () => one("#check-form textarea");

  function draftSent() {
    const draft = draftFile ? { path: draftFile } : draftAsked ? { draft: draftBox().value } : {};
    draftFile = null;
    return draft;
  }

  function checkDraft(path = null) {
    draftFile = path;
    draftAsked = true;
    draftSays("");
    delete asked.check;
    ask("check", bare(location.search));
  }

  function draftSays(what, name = "") {
    const said = one("#check-form .said");
    said.textContent = [name, said.dataset[what]].filter(Boolean).join(": ");
    said.hidden = !what;
  }

  async function sendDraft(files) {
    const [file] = files;
    if (!file) return;
    if (file.size > Number(one("#check-form input[type=file]").dataset.most)) return draftSays("size", file.name);
    draftSays("sending");
    const answer = await parts["check-answer"].upload(file).catch(() => null);
    if (!answer) return draftSays(tracuuRefusal, file.name);
    checkDraft(answer.path);
    if (files.length > 1) draftSays("several");
  }

  // The text of a file goes where it can be mended and checked again.
  function checked(element) {
    const draft = one("[data-draft]", element)?.dataset.draft;
    if (draft !== undefined) draftBox().value = draft;
  }

  // Where the sentence was changed in the meantime, its citation is copied instead.
  function citeHere(button) {
    if (button.dataset.label) return;
    const box = draftBox();
    const draft = box.value.normalize("NFC");
    const { sentence, text, added } = button.dataset;
    const at = draft.indexOf(sentence);
    if (at < 0) return copy(button);
    const end = at + sentence.replace(/[\s.;:!?…]+$/, "").length;
    box.value = `${draft.slice(0, end)} (${text})${draft.slice(end)}`;
    done(button, added);
  }

  function saveDraft(button) {
    take(button, [button.formAction, { method: "POST", body: new URLSearchParams({ draft: draftBox().value }) }]);
  }

  // Kho báo cáo: files are sent one by one, this browser alone knows which of them wait, each change is asked for by name.

  const tokens = () => kept.get("waiting", []).filter((token) => typeof token === "string");

  // Whoever opens an empty archive begins by bringing reports.
  function beginThere(tab, element) {
    const empty = Boolean(one("[data-empty]", element));
    if (tab === "holdings") document.body.classList.toggle("archive-empty", empty);
    const said = params();
    if (!empty || ["tab", "q", "p"].some((name) => said.has(name))) return;
    said.set("tab", "holdings");
    history.replaceState(null, "", `${location.pathname}?${said}`);
    route();
  }

  // One look at what waits after the other: each shows all of it.
  function look(brought = {}) {
    looks.push(brought);
    if (looks.length === 1) nextLook();
  }

  function nextLook() {
    if (looks.length) parts["holdings-incoming"]?.trigger("upload", { ...looks[0], tokens: tokens() });
  }

  async function send(files) {
    clearSaid();
    const zone = one(".dropzone");
    const status = one(".uploading", zone);
    const endings = zone.dataset.endings.split(",");
    const sent = [];
    const refused = [];
    const collection = one("[name=collection]", zone)?.value; // as it was when they were brought
    const wanted = files.filter(({ name }) => !/(^|\/)(\.|~\$)/.test(name));
    for (const [place, { file, name }] of wanted.entries()) {
      status.hidden = false;
      status.textContent = status.dataset.says.replace("{done}", place + 1).replace("{total}", wanted.length);
      if (!endings.some((ending) => name.toLowerCase().endsWith(ending))) refused.push([name, "kind"]);
      else if (file.size > Number(zone.dataset.most)) refused.push([name, "size"]);
      else {
        const answer = await parts["holdings-add"].upload(file).catch(() => null);
        if (answer) sent.push([answer.path, name]);
        else refused.push([name, tracuuRefusal]);
      }
      // What has come is read while the rest is still on its way, and is not lost to who leaves.
      if (sent.length === AT_ONCE) look({ files: sent.splice(0), refused: refused.splice(0), collection });
    }
    status.hidden = true;
    if (sent.length || refused.length) look({ files: sent, refused, collection });
  }

  async function filesIn(entry, path = "") {
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed)).catch(() => null);
      return file ? [{ file, name: path + entry.name }] : [];
    }
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const batch = await new Promise((done, failed) => reader.readEntries(done, failed)).catch(() => []);
      if (!batch.length) return found;
      for (const inner of batch) found.push(...(await filesIn(inner, `${path}${entry.name}/`)));
    }
  }

  async function dropped(transfer) {
    const loose = [...transfer.files].map((file) => ({ file, name: file.name }));
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (current() !== "holdings") go("tab=holdings");
    while (!one(".dropzone")) await new Promise(requestAnimationFrame);
    await send(entries.length ? (await Promise.all(entries.map((entry) => filesIn(entry)))).flat() : loose);
  }

  function clearSaid() {
    dialogAsked = false;
    for (const name of atWork() ? ["change", "dialog"] : ["work", "change", "dialog"]) parts[`holdings-${name}`].props.value = "";
  }

  // While what waits is taken in, nothing else is done to it.
  const atWork = () => document.body.classList.contains("at-work");

  function work(on) {
    document.body.classList.toggle("at-work", on);
    for (const button of all("#holdings-incoming button")) button.disabled = on;
  }

  // What is done to the archive, and what came of it, is looked at by whoever asked for it, unless they do something else.
  function lookAtWork() {
    const part = parts["holdings-work"].element;
    const here = document.activeElement;
    const left = here && here !== document.body && !here.closest(":disabled, #holdings-work, #holdings-incoming, #holdings-add");
    if (!left && current() === "holdings") (one(".outcome input[type=search]", part) ?? one(".outcome", part) ?? part).focus();
  }

  // A change that this browser began is known to it by its id, until what came of it was shown.
  function shownOfWork(part) {
    const job = one("[data-job]", part)?.dataset.job;
    if (job) kept.set("job", job);
    else if (!one(".progress", part)) kept.set("job", "");
    if (job || !one(".progress", part)) work(Boolean(job));
    if (!one(".elsewhere", part) && !one(".progress", part)) lookAtWork();
  }

  function perform(asker, values = {}) {
    const { do: what, report, reports, edit, folder } = asker.dataset;
    const cards = asker.dataset.token ? [asker.closest(".card")] : all("#holdings-incoming .card[data-ready]");
    const ready = one("#holdings-incoming .incoming")?.dataset.ready ?? "";
    const chosen = what === "keep" && {
      tokens: asker.dataset.token ? [asker.dataset.token] : ready.split(" "),
      instead: cards.flatMap((card) => all(".instead:checked", card)).map((box) => box.value),
    };
    const long = ["keep", "folder", "several"].includes(what);
    clearSaid();
    for (const button of asker.matches("form") ? all("button", asker) : [asker]) button.disabled = true;
    if (long) {
      work(true);
      lookAtWork();
    }
    parts[`holdings-${long ? "work" : "change"}`].trigger("submit", { do: what, report, reports, edit, folder, ...chosen, ...values });
  }

  // What is needed is said in the page's language: a browser says it in its own.
  document.addEventListener("invalid", ({ target: box }) => {
    if (box.validity.valueMissing && box.dataset.needed) box.setCustomValidity(box.dataset.needed);
  }, true);
  document.addEventListener("input", ({ target: box }) => box.dataset.needed && box.setCustomValidity(""));

  // The original beside the form that puts a header right, page by page; after the last there is none.
  function turn(image, by) {
    const leaves = image.closest(".leaves");
    const page = Number(leaves.dataset.page) + by;
    leaves.dataset.page = page;
    image.alt = leaves.dataset.says.replace("{n}", page);
    one("h3", leaves).textContent = image.alt;
    one("[data-by='-1']", leaves).disabled = page <= 1;
    one("[data-by='1']", leaves).disabled = false;
    image.onerror = () => {
      if (page <= 1) return;
      turn(image, -1);
      one("[data-by='1']", leaves).disabled = true;
    };
    image.src = `${leaves.dataset.pages}/${page}`;
  }

  function fillAsRead(button) {
    const boxes = all("input, select, textarea", button.closest(".field"));
    for (const [place, box] of boxes.entries()) box.value = button.dataset[`value-${place}`] ?? "";
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-do], [data-dialog-form]")) return;
    event.preventDefault();
    const data = new FormData(form);
    if (form.matches("[data-do]")) return perform(form, Object.fromEntries(data));
    const values = Object.fromEntries([...data.keys()].map((name) => [name, data.getAll(name)]));
    parts["holdings-dialog"].trigger("submit", { report: form.dataset.report, values });
  });

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches(".dropzone input[type=file], form.draft input[type=file]")) return;
    const files = [...input.files];
    input.value = "";
    if (input.matches("form.draft *")) return sendDraft(files);
    send(files.map((file) => ({ file, name: file.webkitRelativePath || file.name })));
  });

  const takesFiles = () => current() === "check" || tabs().includes("holdings");
  const carriesFiles = (event) => takesFiles() && event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (current() === "check") sendDraft([...event.dataTransfer.files]);
    else dropped(event.dataTransfer);
  });

  history.scrollRestoration = "manual"; // the browser scrolls before what was there is there again
  addEventListener("popstate", () => route(true));
  addEventListener("storage", (event) => {
    if (event.key !== "tracuu.picks") return;
    showPicks();
    askBasket();
  });

  return {
    // For the other scripts: what leads somewhere, compares and copies; what was asked before on a tab, the last first.
    go,
    open,
    plain,
    copied,
    done,
    kept,
    current,
    picks,
    setPicks,
    showPicks,
    past: (tab) => kept.get("past", []).filter((entry) => entry.tab === tab),

    // Called when an answer is complete, also one that is the same as the last.
    settled(tab) {
      parts[`${tab}-answer`]?.element.removeAttribute("aria-busy");
      goDeep(tab);
    },

    // Called when a change of the archive is done, or could not be.
    changed() {
      for (const tab of tabs()) stale.add(tab);
      work(false);
      for (const button of all("button[data-do]:disabled, form[data-do] button:disabled")) button.disabled = false;
      look();
      if (parts[`${current()}-answer`]) ask(current(), bare(location.search));
    },

    // Called when a change that went on when the page came is done: what is listed is older.
    followed() {
      if (one("#holdings-work [data-done]")) this.changed();
    },

    // Called when a look at the files that wait is complete.
    looked() {
      looks.shift();
      nextLook();
    },

    // Called once by each part of the archive's tab that changes something.
    collect(element, trigger, props, watch, upload) {
      const part = element.closest("[id^='holdings-']") ?? element;
      parts[part.id] = { element: part, trigger, props, upload };
      if (part.id === "holdings-incoming") {
        watch("value", () => {
          if (props.value && !one(".incoming", part)) return; // a fault is said; what waits still does
          const waiting = one(".incoming", part)?.dataset.waiting ?? "";
          kept.set("waiting", waiting.split(" ").filter(Boolean));
          work(atWork());
        });
        look();
      } else if (part.id === "holdings-dialog") {
        watch("value", () => {
          if (!props.value) return; // what was closed may still stand there, and must not open again
          if (!dialogAsked) return void (props.value = ""); // it came, or came again, after it was closed
          const dialog = one("dialog", part);
          dialog?.addEventListener("close", () => {
            dialogAsked = false;
            props.value = "";
          });
          dialog?.showModal();
        });
      } else {
        if (part.id === "holdings-work") {
          part.tabIndex = -1;
          watch("value", () => props.value && shownOfWork(part));
        }
        if (part.id === "holdings-work") trigger("input", { job: kept.get("job", "") });
        else if (part.id === "holdings-add") trigger("load", {});
      }
    },

    // Called once by each part of the page, with what Gradio gives it.
    register(element, trigger, props, watch, upload) {
      const part = element.closest("[id$='-answer'], #masthead, #basket, #report") ?? element;
      parts[part.id] = { element: part, trigger, props, upload };
      if (part.id === "masthead") {
        watch("value", () => {
          document.documentElement.lang = tracuuLanguage; // Gradio says the browser's
          one(".keys-off").checked = kept.get("keysOff", false);
          keepFor(one("#masthead .person summary")?.textContent ?? "");
          showPicks();
        });
        trigger("load", {});
      } else if (part.id === "basket") {
        watch("value", () => {
          showPicks();
          window.tracuu.showBaskets();
        });
        askBasket();
      } else if (part.id === "report") {
        watch("value", () => {
          window.tracuu.opened(reading);
          if (reading) showPassage();
          else if (props.value) props.value = ""; // it came after it was closed
        });
        read(params().get("p") ?? "");
      } else if (part.id.endsWith("-answer")) {
        const tab = part.id.slice(0, -"-answer".length);
        watch("value", () => answered(tab));
        requestAnimationFrame(begin);
      }
    },
  };
})();
