// Until Gradio is there, which takes seconds on a slow line, what is asked is answered by the page that needs no scripts.
(() => {
  const PATIENCE = 1500; // milliseconds after which a question in the address is not left to Gradio alone
  const part = () => document.getElementById("first");

  async function answer() {
    const { search } = location;
    const asked = new URLSearchParams(search);
    if (!part() || !asked.get("q") || (asked.get("tab") ?? "search") !== "search" || asked.has("p")) return;
    const said = await fetch(`/plain${search}`).then((reply) => reply.text(), () => "");
    const found = new DOMParser().parseFromString(said, "text/html").getElementById("found");
    if (!found || search !== location.search || !part()) return; // something else is asked by now, or the page is there
    part().querySelector(".there").replaceChildren(found);
    part().querySelector("input").value ||= asked.get("q");
  }

  setTimeout(answer, PATIENCE);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("#first form")) return;
    event.preventDefault();
    const question = form.elements.q.value.trim();
    if (!question) return;
    history.replaceState(null, "", `?${new URLSearchParams({ tab: "search", q: question })}`);
    document.dispatchEvent(new CustomEvent("tracuu:asked-first")); // it is asked as soon as there is anybody to ask
    answer();
  });
})();
