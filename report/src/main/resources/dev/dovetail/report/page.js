
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const items = all("[data-f]");
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const buttons = all(".filters button[data-v]");
  let texts = null;

  const ready = () => {
    texts = texts || items.map((item) => {
      const service = item.closest(".service");
      const title = service ? service.querySelector("h3").textContent + " " : "";
      return (title + item.textContent).toLowerCase();
    });
    return texts;
  };

  const pressed = (kind) =>
    new Set(buttons.filter((b) => b.dataset.of === kind && b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.v));

  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = { enum: pressed("enum"), finding: pressed("finding") };
    const text = words.length ? ready() : null;
    const counts = { enum: 0, finding: 0 };
    items.forEach((item, i) => {
      const kind = item.classList.contains("enum") ? "enum" : item.classList.contains("finding") ? "finding" : "";
      const wanted = !kind || !chosen[kind].size || chosen[kind].has(item.dataset.v);
      const shown = wanted && words.every((word) => text[i].includes(word));
      item.hidden = !shown;
      if (shown && kind) counts[kind]++;
    });
    const narrowed = words.length > 0 || chosen.enum.size > 0;
    all(".service").forEach((service) => {
      const own = all(".enum", service);
      const named = words.length && !chosen.enum.size && !own.length
        && words.every((word) => service.textContent.toLowerCase().includes(word));
      service.hidden = narrowed && !named && !own.some((one) => !one.hidden);
    });
    all(".nothing").forEach((note) => {
      const part = note.closest(".part");
      note.hidden = all(".enum, .finding, .service", part).some((one) => !one.hidden);
    });
    found.textContent = narrowed || chosen.finding.size
      ? counts.enum + (counts.enum === 1 ? " enum, " : " enums, ") + counts.finding + (counts.finding === 1 ? " finding" : " findings") : "";
  };

  const reveal = () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (e) { return; }
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let one = target; one; one = one.parentElement) {
      if (one.hidden && (one.matches("[data-f]") || one.matches(".service"))) { clear(); }
      if (one.tagName === "DETAILS") one.open = true;
    }
    target.scrollIntoView();
    const summary = target.querySelector(":scope > summary");
    if (summary) summary.focus({ preventScroll: true });
  };

  const clear = () => {
    search.value = "";
    buttons.forEach((button) => button.setAttribute("aria-pressed", "false"));
    apply();
  };

  let timer = 0;
  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(apply, items.length > 400 ? 120 : 0); });
  search.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
  buttons.forEach((button) => button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "true" ? "false" : "true");
    apply();
  }));
  all("[data-all]").forEach((button) => button.addEventListener("click", () => {
    const shut = all(".enum:not([hidden])").some((one) => !one.open);
    all(".enum:not([hidden])").forEach((one) => { one.open = shut; });
    button.textContent = shut ? "close all" : "open all";
  }));
  document.addEventListener("click", (event) => {
    const tile = event.target.closest("[data-go]");
    if (tile) location.hash = tile.dataset.go;
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
  });
  window.addEventListener("hashchange", reveal);

  const shut = [];
  window.addEventListener("beforeprint", () => {
    all("details.v-drift, details.v-missing-type, details.finding, details.graph").forEach((one) => {
      if (!one.open && !one.hidden) { one.open = true; shut.push(one); }
    });
  });
  window.addEventListener("afterprint", () => { shut.splice(0).forEach((one) => { one.open = false; }); });

  const ways = all(".ways a");
  if ("IntersectionObserver" in window) {
    const watch = new IntersectionObserver((entries) => {
      entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
        ways.forEach((way) => {
          if (way.hash === "#" + entry.target.id) way.setAttribute("aria-current", "true");
          else way.removeAttribute("aria-current");
        });
      });
    }, { rootMargin: "-20% 0px -70% 0px" });
    all(".part").forEach((part) => watch.observe(part));
  }

  all(".tools, .filters").forEach((tool) => { tool.hidden = false; });
  reveal();
})();
