"use strict";
// Filters, the colour scheme and opened details. The page is complete without it.
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  // Lists: a form with data-for="ID" filters the [data-row] elements of the section #ID.
  const lists = {};
  for (const form of document.querySelectorAll("form[data-for]")) {
    const id = form.dataset.for;
    const section = document.getElementById(id);
    const all = (selector) => Array.from(section.querySelectorAll(selector));
    const rows = all("[data-row]").map((element) => {
      const group = element.closest("[data-group]");
      const block = group && group.closest("[data-block]");
      return { element, group, block, text: null };
    });
    lists[id] = {
      id, form, rows,
      fields: Array.from(form.elements).filter((field) => field.name),
      shown: section.querySelector(`[data-shown="${id}"]`),
      tallies: all(`[data-tally="${id}"]`),
      empty: section.querySelector(`[data-empty="${id}"]`),
    };
  }

  const textOf = (row) => {
    if (row.text === null) {
      const head = row.group && row.group.querySelector("summary, h3");
      const own = row.element.textContent + " " + row.element.id;
      row.text = (own + (head && !row.element.contains(head) ? " " + head.textContent : "")).toLowerCase();
    }
    return row.text;
  };

  function apply(list) {
    const wanted = list.fields.filter((field) => field.name !== "q" && field.value);
    const query = list.fields.find((field) => field.name === "q");
    const words = (query ? query.value : "").toLowerCase().split(/\s+/).filter(Boolean);
    const alive = new Set();
    const visible = [];
    for (const row of list.rows) {
      const data = row.element.dataset;
      const fits = wanted.every((field) => data[field.name] === field.value) && words.every((word) => textOf(row).includes(word));
      if (row.element.hidden === fits) row.element.hidden = !fits;
      if (fits) {
        visible.push(data);
        alive.add(row.group);
        alive.add(row.block);
      }
    }
    for (const row of list.rows) {
      if (row.group) row.group.hidden = !alive.has(row.group);
      if (row.block) row.block.hidden = !alive.has(row.block);
    }
    if (list.shown) list.shown.textContent = String(visible.length);
    for (const tally of list.tallies) {
      tally.textContent = String(visible.filter((data) => data[tally.dataset.name] === tally.dataset.value).length);
    }
    if (list.empty) list.empty.hidden = visible.length > 0;
  }

  // The filters stand in the address: #controls.allocation=inherited&duties.q=bucket
  function write() {
    const state = new URLSearchParams();
    for (const list of Object.values(lists)) {
      for (const field of list.fields) if (field.value) state.set(`${list.id}.${field.name}`, field.value);
    }
    const hash = state.toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  function read(jump) {
    const hash = location.hash.slice(1);
    if (hash.includes("=")) {
      const state = new URLSearchParams(hash);
      let first = null;
      for (const list of Object.values(lists)) {
        for (const field of list.fields) {
          const value = state.get(`${list.id}.${field.name}`) || "";
          field.value = value;
          if (value && field.value !== value) field.value = "";
          if (value && !first) first = list;
        }
        apply(list);
      }
      if (jump && first) document.getElementById(first.id).scrollIntoView();
    } else if (hash) {
      let name = hash;
      try { name = decodeURIComponent(hash); } catch { /* not an encoded name */ }
      show(document.getElementById(name));
    }
  }

  // Opens what a link points into and takes back filters that hide it.
  function show(target) {
    if (!target) return;
    const section = target.closest("section");
    const list = section && lists[section.id];
    if (list && target.closest("[hidden]")) {
      list.form.reset();
      apply(list);
    }
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    target.scrollIntoView();
  }

  for (const list of Object.values(lists)) {
    let timer = 0;
    const changed = () => { apply(list); write(); };
    list.form.addEventListener("submit", (event) => event.preventDefault());
    list.form.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (event.target.type === "search") timer = setTimeout(changed, 120); else changed();
    });
    list.form.addEventListener("reset", () => setTimeout(changed, 0));
  }
  addEventListener("hashchange", () => read(true));
  read(true);

  // The colour scheme: the system's until the reader picks one.
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => { try { return localStorage.getItem("demarc-theme"); } catch { return null; } };
  const theme = () => root.dataset.theme || (system.matches ? "dark" : "light");
  const label = () => {
    const other = theme() === "dark" ? "light" : "dark";
    button.textContent = other === "dark" ? "Dark" : "Light";
    button.setAttribute("aria-label", `Switch to ${other} colours`);
  };
  if (stored() === "dark" || stored() === "light") root.dataset.theme = stored();
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = theme() === "dark" ? "light" : "dark";
    try { localStorage.setItem("demarc-theme", root.dataset.theme); } catch { /* a page from a file may not store */ }
    label();
  });
  system.addEventListener("change", label);
  label();

  let printing = false;

  // An opened row shows the halves that its services refer to.
  const matrix = document.querySelector("#controls .matrix");
  if (matrix) matrix.addEventListener("toggle", (event) => {
    const row = event.target;
    if (!row.open || row.dataset.filled || printing) return;
    row.dataset.filled = "yes";
    for (const link of row.querySelectorAll("a[data-half]")) {
      const half = document.getElementById(link.hash.slice(1));
      if (!half) continue;
      const copy = half.cloneNode(true);
      copy.removeAttribute("id");
      const name = document.createElement("span");
      name.className = "note";
      name.textContent = link.textContent;
      copy.prepend(name);
      link.closest("li").append(copy);
    }
  }, true);

  // Paper shows everything.
  let closed = [];
  addEventListener("beforeprint", () => {
    printing = true;
    closed = Array.from(document.querySelectorAll("details:not([open])"));
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
    closed = [];
    setTimeout(() => { printing = false; }, 0);
  });
})();
