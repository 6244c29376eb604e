// What this browser alone keeps: searches that were saved, with what was seen of them, and baskets with what was noted.
(() => {
  const { tracuu } = window;
  const { kept } = tracuu;
  const MOST = 30; // searches
  const LONGEST = 1000; // ids that are remembered of one

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const bare = (address) => {
    const said = new URLSearchParams(address);
    for (const name of ["p", "k", "tab", "group"]) said.delete(name);
    said.sort();
    return said.toString();
  };

  // Saved searches: by what they ask; new is what was not there when they were looked at last.

  const saved = () => kept.get("saved", []).filter((entry) => typeof entry?.address === "string");
  const savedAs = (address) => saved().find((entry) => bare(entry.address) === bare(address));

  async function there(address) {
    const answer = await fetch(`/found?${bare(address)}`).catch(() => null);
    const said = answer?.ok ? await answer.json().catch(() => null) : null;
    return Array.isArray(said?.found) && Array.isArray(said.known) ? said : null;
  }

  async function save(button) {
    const address = location.search.slice(1);
    const known = savedAs(address);
    const others = saved().filter((entry) => entry !== known && bare(entry.address) !== bare(address));
    if (known) kept.set("saved", others);
    else {
      button.disabled = true;
      const said = await there(address);
      button.disabled = false;
      const chosen = all("#search-answer .chip").map((chip) => chip.firstChild.data.trim());
      const label = [new URLSearchParams(address).get("q"), ...chosen].filter(Boolean).join(" · ");
      const seen = said?.known.slice(0, LONGEST);
      if (seen) kept.set("saved", [{ address: bare(address), label, seen }, ...others].slice(0, MOST));
    }
    showSaved(button);
  }

  function showSaved(button) {
    button.dataset.label ??= button.textContent;
    const known = Boolean(savedAs(location.search.slice(1)));
    button.setAttribute("aria-pressed", String(known));
    button.textContent = known ? button.dataset.saved : button.dataset.label;
  }

  // Whoever looks at a saved search sees which results are new, and has seen them then.
  async function lookAt(button, element) {
    const known = savedAs(location.search.slice(1));
    if (!known) return;
    const seen = new Set(known.seen);
    for (const card of all(".card", element)) {
      const id = one(".open", card)?.dataset.passage;
      if (!id || seen.has(id) || one(".new", card) || card.closest(".named")) continue;
      const mark = document.createElement("small");
      mark.className = "new";
      mark.textContent = button.dataset.new;
      (one(".source", card) ?? one(".place", card) ?? card).prepend(mark, " ");
    }
    const said = await there(known.address);
    if (!said) return;
    const others = saved().map((entry) =>
      bare(entry.address) === bare(known.address) ? { ...entry, seen: [...new Set([...said.known, ...known.seen])].slice(0, LONGEST) } : entry,
    );
    kept.set("saved", others);
  }

  async function listSaved() {
    const list = one(".saved-searches");
    if (!list) return;
    list.hidden = !saved().length || Boolean(new URLSearchParams(location.search).get("q"));
    if (list.hidden) return void one("ul", list).replaceChildren();
    const rows = saved().map((entry) => {
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.address = `tab=search&${entry.address}`;
      button.textContent = entry.label || list.dataset.filters;
      const state = document.createElement("small");
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "unsave";
      drop.dataset.saved = entry.address;
      drop.textContent = "✕";
      drop.setAttribute("aria-label", list.dataset.drop.replace("{question}", button.textContent));
      row.append(button, " ", state, " ", drop);
      return { row, state, entry };
    });
    one("ul", list).replaceChildren(...rows.map(({ row }) => row));
    for (const { state, entry } of rows) {
      const said = await there(entry.address);
      if (!state.isConnected) return;
      const seen = new Set(entry.seen);
      const fresh = (said?.found ?? []).filter((id) => !seen.has(id)).length;
      state.textContent = fresh ? list.dataset.new.replace("{n}", fresh) : list.dataset.none;
      state.classList.toggle("new", fresh > 0);
    }
  }

  document.addEventListener("tracuu:answered", ({ detail: { tab, element } }) => {
    if (tab !== "search" || tracuu.current() !== "search") return;
    const button = one(".save-search", element);
    if (button) {
      showSaved(button);
      lookAt(button, element);
    }
    listSaved();
  });

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button");
    if (button?.matches(".save-search")) save(button);
    else if (button?.matches(".unsave")) {
      kept.set("saved", saved().filter((entry) => entry.address !== button.dataset.saved));
      listSaved();
    }
  });

  // Baskets: the one that is open is what is picked; the others lie beside it by their names.

  const others = () => kept.get("baskets", {});
  const name = () => kept.get("basket", "");

  function change(to) {
    const lying = { ...others(), [name()]: tracuu.picks() };
    const picks = Object.hasOwn(lying, to) ? lying[to] : []; // "__proto__" is a name like any other
    delete lying[to];
    kept.set("baskets", lying);
    kept.set("basket", to);
    tracuu.setPicks(picks);
  }

  function showBaskets() {
    const which = one("#basket .which");
    if (!which) return;
    const lying = others();
    const names = [...new Set(["", ...Object.keys(lying), name()])].sort((a, b) => a.localeCompare(b, "vi"));
    which.replaceChildren(
      ...names.map((one) => {
        const count = one === name() ? tracuu.picks().length : (lying[one] ?? []).length;
        return new Option(`${one || which.dataset.first} (${count})`, one, false, one === name());
      }),
    );
    one("#basket .drop-basket").hidden = !name();
    if (moved) one(`#basket li[data-pick="${CSS.escape(moved[0])}"] .move[data-by="${moved[1]}"]`)?.focus();
    moved = null;
  }

  function dropBasket() {
    const gone = name();
    if (!gone) return;
    change("");
    const lying = others();
    delete lying[gone];
    kept.set("baskets", lying);
    showBaskets();
  }

  let moved = null; // what was moved by key, and which way: it has the focus again where it stands then

  function move(item, by) {
    const picks = tracuu.picks();
    const from = picks.indexOf(item.dataset.pick);
    const to = Math.min(Math.max(from + by, 0), picks.length - 1);
    if (from < 0 || from === to) return;
    picks.splice(to, 0, ...picks.splice(from, 1));
    const held = document.activeElement.closest?.(".move") && [item.dataset.pick, document.activeElement.dataset.by];
    tracuu.setPicks(picks);
    moved = held || null;
  }

  document.addEventListener("change", ({ target }) => {
    if (target.matches?.("#basket .which")) change(target.value);
    if (target.matches?.("#basket .note")) {
      const notes = kept.get("notes", {});
      const { pick } = target.closest("li").dataset;
      if (target.value.trim()) notes[pick] = target.value.trim();
      else delete notes[pick];
      kept.set("notes", notes);
      const sent = one(`#basket input[name=pick][value="${CSS.escape(pick)}"]`)?.nextElementSibling;
      if (sent) sent.value = notes[pick] ?? ""; // the list stays as it is, and who writes in it where they are
    }
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.new-basket")) return;
    event.preventDefault();
    const wanted = new FormData(event.target).get("name").trim();
    if (wanted && wanted !== name()) change(wanted);
  });

  let dragged = null;
  document.addEventListener("dragstart", ({ target, dataTransfer }) => {
    dragged = target.closest?.("#basket li[data-pick]") ?? null;
    if (dragged) dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragend", () => (dragged = null));
  document.addEventListener("dragover", (event) => {
    if (dragged && event.target.closest?.("#basket li[data-pick]")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const onto = dragged && event.target.closest?.("#basket li[data-pick]");
    if (!onto) return;
    event.preventDefault();
    const picks = tracuu.picks();
    move(dragged, picks.indexOf(onto.dataset.pick) - picks.indexOf(dragged.dataset.pick));
    dragged = null;
  });

  Object.assign(tracuu, { showBaskets, dropBasket, move });
})();
