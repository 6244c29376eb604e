// Several reports of the archive at once: which of those that are listed are ticked, and what is filled in for them all.
(() => {
  const answer = () => document.getElementById("holdings-answer");
  const boxes = () => [...(answer()?.querySelectorAll(".held .choose") ?? [])];
  let chosen = new Set(); // ids; of what is listed alone: nothing is done to what nobody sees

  function show() {
    const bar = answer()?.querySelector(".several");
    if (!bar) return;
    const all = bar.querySelector(".choose-all");
    all.checked = chosen.size > 0 && chosen.size === boxes().length;
    all.indeterminate = chosen.size > 0 && !all.checked;
    const said = bar.querySelector(".chosen");
    said.textContent = chosen.size ? said.dataset.says.replace("{n}", chosen.size) : "";
    const button = bar.querySelector("[data-dialog]");
    button.disabled = !chosen.size;
    button.dataset.reports = [...chosen].join(" ");
  }

  // A list that was made anew keeps the ticks of what is still in it.
  document.addEventListener("tracuu:answered", ({ detail: { tab } }) => {
    if (tab !== "holdings") return;
    const before = chosen;
    chosen = new Set(boxes().map((box) => box.value).filter((id) => before.has(id)));
    for (const box of boxes()) box.checked = chosen.has(box.value);
    show();
  });

  document.addEventListener("change", ({ target: box }) => {
    if (box.matches(".several .choose-all")) for (const one of boxes()) one.checked = box.checked;
    else if (!box.matches(".held .choose")) return;
    chosen = new Set(boxes().filter((one) => one.checked).map((one) => one.value));
    show();
  });

  // Whoever fills in a value means what it is for; an agency is needed where agencies are what is put right.
  function follow({ target }) {
    const way = target.closest?.("dialog.together .way");
    if (!way) return;
    const radios = [...way.querySelectorAll("[type=radio]")];
    if (!target.matches("[type=radio]") && !radios.some((one) => one.checked)) radios[0].checked = true;
    const form = target.form;
    form.elements.agency.required = form.elements.edit.value === "agency";
  }
  document.addEventListener("input", follow);
  document.addEventListener("change", follow);
})();
