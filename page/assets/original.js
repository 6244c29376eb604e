// The page of the original, a PDF, that a passage stands on, beside the report: a picture that the server has drawn of it.
(() => {
  const LEAST = 360; // pixels beside the report below which the original lies over it
  const one = (selector) => document.querySelector(`#report article ${selector}`);
  let shown = ""; // the address of the picture that is there

  // Of the paragraph that has its tools, else of the one that was asked for, else of the first.
  function pageHere() {
    const chosen = one(".passage-tools:not([hidden])")?.previousElementSibling;
    const paragraph = [chosen, one(".here"), one("p[data-page]")].find((known) => known?.dataset.page);
    return Number(paragraph?.dataset.page ?? 1);
  }

  function fit() {
    const left = document.querySelector("#report article")?.getBoundingClientRect().left ?? 0;
    one(".original")?.style.setProperty("--beside", left >= LEAST ? `${left}px` : "100vw");
  }

  function put(address) {
    URL.revokeObjectURL(shown);
    shown = address;
  }

  async function show(number) {
    const beside = one(".original");
    beside.hidden = false;
    beside.dataset.number = number;
    beside.setAttribute("aria-busy", "true");
    one(".show-original").setAttribute("aria-expanded", "true");
    fit();
    const title = beside.querySelector("h2");
    title.textContent = title.dataset.says.replace("{n}", number);
    beside.querySelector(".back").disabled = number <= 1;
    const answer = await fetch(`/originals/${beside.dataset.report}/pages/${number}`).catch(() => null);
    const picture = answer?.ok ? await answer.blob().catch(() => null) : null;
    const why = picture ? "" : (await answer?.text().catch(() => "")) || beside.querySelector(".failed").dataset.otherwise;
    if (!beside.isConnected || beside.hidden || Number(beside.dataset.number) !== number) return;
    beside.removeAttribute("aria-busy");
    const [image, failed] = [beside.querySelector("img"), beside.querySelector(".failed")];
    put(picture ? URL.createObjectURL(picture) : "");
    image.hidden = !picture;
    image.alt = title.textContent;
    if (picture) image.src = shown;
    else image.removeAttribute("src");
    failed.textContent = why;
    failed.hidden = Boolean(picture);
    beside.querySelector(".on").disabled = !picture;
    beside.querySelector(".sheet").scrollTop = 0;
  }

  function open() {
    if (!one(".original").hidden) return leave();
    show(pageHere());
    one(".original h2").focus();
  }

  function leave() {
    one(".original").hidden = true;
    put("");
    const button = one(".show-original");
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("#report article button");
    if (!button) return;
    if (button.matches(".show-original")) open();
    else if (button.matches(".original .leave")) leave();
    else if (button.matches(".original .back, .original .on")) {
      show(Number(one(".original").dataset.number) + (button.matches(".on") ? 1 : -1));
    }
  });

  document.addEventListener("keydown", (event) => {
    const beside = one(".original");
    if (event.key !== "Escape" || !beside || beside.hidden || document.querySelector("dialog[open], .facet[open]")) return;
    leave();
    event.preventDefault();
    event.stopPropagation();
  }, true);

  addEventListener("resize", fit);
})();
