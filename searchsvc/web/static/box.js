// Suggestions under the search box: an ARIA 1.2 combobox with a list, chosen from by hand.
//
// The field belongs to whoever types in it. Nothing here ever writes to it: Unikey and its like send backspaces and
// letters of their own, phones compose every word, and both garble a field that changes under their hands. While an
// input method composes, Enter and the arrows are its own. Without this file the box is a plain form.
(() => {
  "use strict";

  const PAUSE = 120;      // ms without a key before the index is asked
  const TOLD_AFTER = 700; // ms before the number of suggestions is told, so that typing is not talked over
  const KEPT = 60;        // answers kept, so that going back a letter costs nothing
  const RECENT = "searchsvc.recent";
  const MOST_RECENT = 8;
  const KINDS = { person: "Người", title: "Bài", recent: "Đã tìm" };

  const form = document.querySelector("form[data-suggest]");
  const field = form && form.querySelector("input[name=q]");
  if (!field) return;

  const onlyPeople = new URL(form.action).pathname === "/people";
  const popup = make("div", { class: "suggest", tabindex: "-1", hidden: "" });
  const list = make("ul", { id: "goi-y", role: "listbox", "aria-label": "Gợi ý" });
  const foot = make("p", { class: "recent", hidden: "" }, "Chỉ lưu trên máy này. ");
  const clear = make("button", { type: "button" }, "Xóa các lần tìm");
  const told = make("div", { class: "hidden", "aria-live": "polite" });
  foot.append(clear);
  popup.append(list, foot);
  field.after(popup); // so that Tab comes to its button next
  form.append(told);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": "goi-y", "aria-expanded": "false",
  })) field.setAttribute(name, value);

  let options = [];     // what is shown: { address, text, marks, kind, detail }
  let active = -1;      // the option the arrows stand on, -1 for the field itself
  let waiting = 0;      // the timer of the next question
  let telling = 0;      // the timer of the next announcement
  let asking = null;    // what stops the question under way
  let composing = false;
  const answers = new Map();

  function make(name, attributes, text = "") {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  }

  // --- asking

  function typed() {
    stop();
    const text = field.value;
    if (!text.trim()) return show(recent());
    if (answers.has(text)) return show(answers.get(text));
    waiting = setTimeout(() => ask(text), PAUSE);
  }

  function stop() {
    clearTimeout(waiting);
    if (asking) asking.abort();
    asking = null;
  }

  async function ask(text) {
    asking = new AbortController();
    const address = new URL(form.dataset.suggest, location.href);
    address.search = new URLSearchParams({ q: text, ...(onlyPeople && { size: "20" }) });
    try {
      const response = await fetch(address, { signal: asking.signal });
      if (!response.ok) return hide();
      const answer = await response.json();
      const found = answer.suggestions.filter((one) => !onlyPeople || one.kind === "person").slice(0, 10).map(option);
      if (answers.size >= KEPT) answers.delete(answers.keys().next().value);
      answers.set(text, found);
      if (field.value === text && document.activeElement === field) show(found); // else it comes too late
    } catch {
      // Stopped, or nobody answers: the box goes on as a plain one.
    }
  }

  function option({ kind, text, id, url, marks, detail }) {
    const addresses = {
      person: () => `/people/${encodeURIComponent(id)}`,
      title: () => (/^https?:\/\//i.test(url || "") ? url : `/articles/${encodeURIComponent(id)}`),
    };
    const address = (addresses[kind] || (() => search(text)))();
    return { kind, text, marks, detail, address };
  }

  function search(text) {
    return `${new URL(form.action).pathname}?${new URLSearchParams({ q: text })}`;
  }

  // --- showing

  function show(found) {
    options = found;
    active = -1;
    list.replaceChildren(...found.map(shown));
    foot.hidden = !found.some((one) => one.kind === "recent");
    open(found.length > 0);
    clearTimeout(telling);
    telling = setTimeout(tell, TOLD_AFTER);
  }

  function shown(one, number) {
    const item = make("li", { id: `goi-y-${number}`, role: "option", "aria-selected": "false" });
    const text = make("span", { class: "what" });
    text.append(...marked(one.text, one.marks || []));
    item.append(text);
    const detail = [KINDS[one.kind], one.detail].filter(Boolean).join(" · ");
    if (detail) item.append(" ", make("span", { class: "detail" }, detail));
    return item;
  }

  // Marks count code points, as the index does; a string's own places are UTF-16.
  function marked(text, marks) {
    const letters = Array.from(text);
    const parts = [];
    let at = 0;
    for (const [start, end] of marks) {
      parts.push(letters.slice(at, start).join(""), make("b", {}, letters.slice(start, end).join("")));
      at = end;
    }
    return [...parts, letters.slice(at).join("")];
  }

  function open(wanted) {
    popup.hidden = !wanted;
    field.setAttribute("aria-expanded", String(wanted));
    if (!wanted) field.removeAttribute("aria-activedescendant");
  }

  function hide() {
    stop();
    clearTimeout(telling);
    told.textContent = "";
    active = -1;
    open(false);
  }

  function tell() {
    const count = options.length;
    told.textContent = count ? `${count} gợi ý. Mũi tên lên, xuống để chọn.` : "Không có gợi ý.";
  }

  // --- choosing

  function go(step) {
    const places = options.length + 1; // one of them is the field
    stand(((active + 1 + step + places) % places) - 1);
  }

  function stand(place) {
    active = place;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === active)));
    if (active < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", `goi-y-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function choose(one) {
    if (one.kind === "phrase") remember(one.text);
    hide();
    location.assign(one.address);
  }

  function key(event) {
    if (composing || event.isComposing || event.keyCode === 229) {
      if (event.key === "Enter") event.preventDefault(); // it ends the composition, it does not send the form
      return;
    }
    const closed = popup.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (closed) typed();
      else go(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !closed) {
      event.preventDefault(); // which would empty the field
      hide();
    } else if (event.key === "Enter" && !closed && active >= 0) {
      event.preventDefault();
      choose(options[active]);
    }
  }

  // --- what was searched for before: kept in this browser, told to nobody

  function remembered() {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT) || "[]");
      return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, MOST_RECENT) : [];
    } catch {
      return []; // no storage, or something else in it
    }
  }

  function recent() {
    return remembered().map((text) => ({ kind: "recent", text, address: search(text) }));
  }

  function remember(text) {
    const wanted = text.trim();
    if (!wanted || wanted.length > 100) return;
    const kept = [wanted, ...remembered().filter((one) => one !== wanted)].slice(0, MOST_RECENT);
    try {
      localStorage.setItem(RECENT, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing: then nothing is kept.
    }
  }

  function forget() {
    try {
      localStorage.removeItem(RECENT);
    } catch {
      // Nothing was kept.
    }
    field.focus();
    hide();
    told.textContent = "Đã xóa.";
  }

  // --- listening

  field.addEventListener("compositionstart", () => { composing = true; });
  field.addEventListener("compositionend", () => { composing = false; });
  field.addEventListener("input", typed);
  field.addEventListener("keydown", key);
  field.addEventListener("click", () => { if (popup.hidden && !field.value.trim()) typed(); });
  form.addEventListener("submit", () => { remember(field.value); hide(); });
  form.addEventListener("focusout", ({ relatedTarget: next }) => { if (next !== field && !popup.contains(next)) hide(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === clear) { field.focus(); hide(); }
  });
  popup.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) choose(options[[...list.children].indexOf(item)]);
  });
  clear.addEventListener("click", forget);
  addEventListener("pageshow", hide); // come back to by the browser's own button
  addEventListener("keydown", (event) => {
    const busy = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || busy || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    field.focus();
  });
})();
