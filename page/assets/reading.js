// The report that is read: come to in parts, looked through, and quoted from by paragraph or by what is selected.
(() => {
  const { tracuu } = window;
  const MOST_ALIKE = 60; // words of a question, of those that are allowed
  const NEAR = "600px"; // how far beyond what is seen the next part is fetched
  const FAR = 9_999_999; // behind the last paragraph of any report
  const RUN = 2; // words of the question that stand together, for it to be marked
  const article = () => document.querySelector("#report article");
  const body = () => document.querySelector("#report .body");
  const paragraphs = () => [...document.querySelectorAll("#report .body p[data-n]")];
  const texts = () => [...document.querySelectorAll("#report .body :is(p[data-n], h3, h4, h5, h6)")]; // headings too
  let ahead = null; // sees what leads on come near
  let hits = []; // ranges of what is looked for
  let place = -1; // of them, the one that is shown
  let sought = "";
  let looking = false; // for it, in what is still to come

  // Parts: what leads on is followed when it comes near, and the reader stays where they read.

  const coming = new WeakMap(); // by what leads on: its part on the way

  function readOn(button) {
    if (!coming.has(button)) coming.set(button, follow(button).finally(() => coming.delete(button)));
    return coming.get(button);
  }

  async function follow(button) {
    button.disabled = true;
    const answer = await fetch(button.dataset.part).catch(() => null);
    const said = answer?.ok ? await answer.text().catch(() => "") : "";
    if (!button.isConnected) return;
    if (!said) return void (button.disabled = false);
    put(button, said);
  }

  function put(button, said) {
    const pane = article();
    const above = button.matches(".above");
    const stays = paragraphs()[0];
    const before = stays?.getBoundingClientRect().top;
    if (above) for (const heading of document.querySelectorAll("#report .body .again")) heading.remove();
    button.insertAdjacentHTML("beforebegin", said);
    button.remove();
    if (above && stays) pane.scrollTop += stays.getBoundingClientRect().top - before;
    watchEnds();
    markQuestion();
  }

  // Whether all of it is there.
  async function readAll() {
    for (let next = one(".further"); next; next = one(".further")) {
      await readOn(next);
      if (next.isConnected) return false; // it could not be had
    }
    return true;
  }

  // A browser prints at once, and waits for nothing else: what was not come to is had in one piece at each end.
  function readAllNow() {
    for (const button of document.querySelectorAll("#report .further")) {
      const part = new URL(button.dataset.part, location.href);
      part.searchParams.set(...(button.matches(".above") ? ["from", 0] : ["to", FAR]));
      const asking = new XMLHttpRequest();
      try {
        asking.open("GET", part, false);
        asking.send();
      } catch {
        continue; // that it is not there is said where it would stand
      }
      if (asking.status === 200 && asking.responseText) put(button, asking.responseText);
    }
  }

  function watchEnds() {
    ahead?.disconnect();
    ahead = new IntersectionObserver(
      (seen) => seen.filter((end) => end.isIntersecting).forEach((end) => readOn(end.target)),
      { root: article(), rootMargin: `${NEAR} 0px` },
    );
    for (const end of document.querySelectorAll("#report .further")) ahead.observe(end);
  }

  const one = (selector) => document.querySelector(`#report ${selector}`);

  // Marks are laid over the text, which stays as the report has it: no element comes into it.

  function lay(name, ranges) {
    if (!window.CSS?.highlights) return;
    if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
    else CSS.highlights.delete(name);
  }

  // The text of a paragraph as it is compared, letter by letter of what is shown.
  function letters(paragraph) {
    const nodes = [];
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
      const { data } = walker.currentNode;
      nodes.push([text.length, walker.currentNode]);
      for (const letter of data) {
        const folded = tracuu.plain(letter);
        text += folded.length === letter.length ? folded : letter.toLowerCase().slice(0, letter.length).padEnd(letter.length);
      }
    }
    return { text, nodes };
  }

  function range({ nodes }, start, end) {
    const made = document.createRange();
    const at = (offset) => nodes.findLast(([from]) => from <= offset);
    const [from, first] = at(start);
    const [to, last] = at(end - 1);
    made.setStart(first, start - from);
    made.setEnd(last, end - to);
    return made;
  }

  function markQuestion() {
    const question = new URLSearchParams(location.search).get("q") ?? "";
    const words = tracuu.plain(question).match(/[\p{L}\p{N}]+/gu) ?? [];
    const asked = new Set(words);
    const least = Math.min(RUN, words.length);
    const found = [];
    for (const paragraph of asked.size ? texts() : []) {
      const there = letters(paragraph);
      let run = [];
      const close = () => {
        if (run.length >= least) found.push(range(there, run[0].index, run.at(-1).index + run.at(-1)[0].length));
        run = [];
      };
      let end = 0;
      for (const word of there.text.matchAll(/[\p{L}\p{N}]+/gu)) {
        if (run.length && /\S/.test(there.text.slice(end, word.index))) close();
        end = word.index + word[0].length;
        if (asked.has(word[0])) run.push(word);
        else close();
      }
      close();
    }
    lay("tracuu-question", found);
  }

  async function look(wanted) {
    sought = wanted;
    hits = [];
    place = -1;
    lay("tracuu-found", []);
    lay("tracuu-here", []);
    const words = tracuu.plain(wanted).split(/\s+/).filter(Boolean);
    looking = words.length > 0;
    tell();
    if (!looking) return;
    await readAll();
    if (sought !== wanted) return;
    const same = new RegExp(words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("\\s+"), "g");
    for (const text of texts()) {
      const there = letters(text);
      for (const { index, 0: { length } } of there.text.matchAll(same)) hits.push(range(there, index, index + length));
    }
    lay("tracuu-found", hits);
    looking = false;
    find(1);
  }

  function tell() {
    const count = one(".find .count");
    if (count) count.textContent = looking ? "…" : sought.trim() ? `${place + 1}/${hits.length}` : "";
  }

  function find(step) {
    if (looking) return; // the first is shown when all is there
    if (hits.length) {
      place = (place + step + hits.length) % hits.length;
      const text = hits[place].startContainer.parentElement.closest("p, h3, h4, h5, h6");
      lay("tracuu-here", [hits[place]]);
      const pane = article();
      const top = hits[place].getBoundingClientRect().top;
      if (pane.scrollHeight > pane.clientHeight) {
        pane.scrollTop += top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
      } else text.scrollIntoView({ block: "center" });
    }
    tell();
  }

  // What can be done with a paragraph stands behind the one that has the focus; of what is selected it is about that.

  const reportId = () => article().dataset.passage.replace(/-\d+$/, "");
  const points = (text) => [...text].length; // a place in a text, as the server counts

  function pickOf(paragraph, from = 0, to = points(paragraph.textContent)) {
    return `${reportId()}-${paragraph.dataset.n}:${from}:${to}`;
  }

  function selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return [];
    const chosen = selection.getRangeAt(0);
    return paragraphs().filter((paragraph) => chosen.intersectsNode(paragraph)).map((paragraph) => {
      const before = document.createRange();
      before.selectNodeContents(paragraph);
      const inside = before.cloneRange();
      if (chosen.compareBoundaryPoints(Range.START_TO_START, inside) > 0) {
        inside.setStart(chosen.startContainer, chosen.startOffset);
      }
      if (chosen.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(chosen.endContainer, chosen.endOffset);
      before.setEnd(inside.startContainer, inside.startOffset);
      const text = inside.toString();
      const from = points(before.toString()) + points(text) - points(text.trimStart()); // what a mouse takes along is not meant
      return { paragraph, from, to: from + points(text.trim()) };
    }).filter(({ from, to }) => to > from);
  }

  function offerTools(paragraph) {
    const tools = one(".passage-tools");
    if (!tools || !paragraph) return;
    const chosen = selected();
    const last = chosen.at(-1)?.paragraph ?? paragraph;
    const picks = chosen.length ? chosen.map(({ paragraph: of, from, to }) => pickOf(of, from, to)) : [pickOf(last)];
    if (tools.previousElementSibling !== last) last.after(tools);
    tools.hidden = false;
    tools.dataset.picks = picks.join(" ");
    const pick = tools.querySelector(".pick");
    pick.hidden = picks.length > 1; // a sentence kept is of one paragraph
    pick.dataset.pick = picks[0];
    tracuu.showPicks();
  }

  function step(by) {
    const all = paragraphs();
    const here = document.activeElement.closest("p[data-n]") ?? one(".passage-tools:not([hidden])")?.previousElementSibling;
    const next = all[Math.min(Math.max(all.indexOf(here) + by, 0), all.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return true;
  }

  async function quote(button) {
    if (button.dataset.label) return;
    const picks = button.parentElement.dataset.picks.split(" ");
    const answer = await fetch(`/quote?${new URLSearchParams(picks.map((pick) => ["pick", pick]))}`).catch(() => null);
    const said = answer?.ok ? await answer.text().catch(() => "") : "";
    if (said && (await tracuu.copied(said))) tracuu.done(button, button.dataset.done);
  }

  function alike(button) {
    const chosen = selected();
    const text = chosen.length ? getSelection().toString() : button.parentElement.previousElementSibling.textContent;
    const words = text.replaceAll(/["“”]/g, " ").trim().split(/\s+/).slice(0, MOST_ALIKE).join(" ");
    const said = new URLSearchParams({ tab: "search", q: words });
    const open = new URLSearchParams(location.search).get("p");
    if (open) said.set("p", open);
    tracuu.go(said.toString());
  }

  document.addEventListener("focusin", (event) => {
    const paragraph = event.target.closest?.("#report .body p[data-n]");
    if (paragraph) offerTools(paragraph);
  });

  document.addEventListener("pointerup", (event) => {
    const paragraph = event.target.closest?.("#report .body p[data-n]");
    if (paragraph) setTimeout(() => offerTools(paragraph)); // when what was selected before is no more
  });

  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.(".passage-tools")) event.preventDefault(); // what is selected stays so
  });

  document.addEventListener("input", ({ target: box }) => box.matches?.("#report .inside") && look(box.value));

  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("#report .inside") || event.isComposing) return;
    if (event.key === "Enter") find(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && event.target.value) look((event.target.value = ""));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  addEventListener("beforeprint", readAllNow);

  Object.assign(tracuu, {
    readOn,
    readAll,
    find,
    quote,
    alike,
    step,

    // Called when another report, or none, is there.
    opened() {
      hits = [];
      place = -1;
      sought = "";
      looking = false;
      lay("tracuu-found", []);
      lay("tracuu-here", []);
      watchEnds();
      if (!body()) return void lay("tracuu-question", []);
      markQuestion();
    },
  });
})();
