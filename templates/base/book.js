// Where am I: marks the section being read in the contents; folds them on a phone; copies a heading's address.
(() => {
  const root = document.documentElement;
  const pane = document.querySelector(".pane");
  if (!pane) return;
  root.classList.add("js");
  const box = pane.querySelector("details");
  const here = pane.querySelector(".pane-here");
  const narrow = matchMedia("(max-width: 69.99rem)");
  const fold = () => { box.open = !narrow.matches; };
  fold();
  narrow.addEventListener("change", fold);
  const links = new Map([...pane.querySelectorAll("ol a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const targets = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let current = null;
  const mark = () => {
    if (pane.querySelector(":focus-visible")) return; // who walks through the contents by keyboard leads
    let found = null;
    for (const target of targets) {
      if (target.getBoundingClientRect().top > innerHeight / 3) break;
      found = target;
    }
    const link = found && links.get(found.id);
    if (link === current) return;
    if (current) current.removeAttribute("aria-current");
    for (const one of pane.querySelectorAll(".is-open")) one.classList.remove("is-open");
    current = link;
    here.textContent = "";
    if (!link) return;
    link.setAttribute("aria-current", "location");
    here.textContent = " · " + link.textContent.trim();
    for (let item = link.closest("li"); item; item = item.parentElement.closest("li")) item.classList.add("is-open");
    if (narrow.matches) return;
    const own = link.getBoundingClientRect(), whole = pane.getBoundingClientRect();
    if (own.top < whole.top || own.bottom > whole.bottom) pane.scrollTop += own.top - whole.top - whole.height / 3;
  };
  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);
  addEventListener("hashchange", later);
  mark();
  pane.addEventListener("click", (event) => {
    if (narrow.matches && event.target.closest("ol a")) box.open = false;
  });
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a.anchor");
    if (!anchor || !navigator.clipboard) return;
    navigator.clipboard.writeText(anchor.href).then(() => {
      anchor.classList.add("is-copied");
      setTimeout(() => anchor.classList.remove("is-copied"), 1500);
    }, () => {});
  });
})();

// Sheets to fill in: what is written stays in this browser, under the sheet's name, and goes nowhere else.
for (const sheet of document.querySelectorAll(".worksheet")) {
  const key = "inclucities:" + sheet.dataset.store;
  const foot = sheet.querySelector(".worksheet-foot");
  const status = sheet.querySelector(".worksheet-status");
  const fields = [...sheet.querySelectorAll("input, textarea")];
  // radio groups of several sheets on one page must not share their names
  for (const field of fields) field.name = sheet.dataset.store + "/" + field.name;
  const read = () => Object.fromEntries(fields
    .filter((field) => field.type === "radio" ? field.checked : field.value)
    .map((field) => [field.name, field.value]));
  const fill = (values) => {
    for (const field of fields) {
      if (field.type === "radio") field.checked = values[field.name] === field.value;
      else field.value = values[field.name] || "";
    }
  };
  try {
    fill(JSON.parse(localStorage.getItem(key) || "{}"));
    status.textContent = status.dataset.kept;
  } catch {
    status.textContent = status.dataset.refused;
  }
  foot.hidden = false;
  sheet.addEventListener("input", () => {
    try {
      localStorage.setItem(key, JSON.stringify(read()));
      status.textContent = status.dataset.kept;
    } catch {
      status.textContent = status.dataset.refused;
    }
  });
  sheet.querySelector(".worksheet-print").addEventListener("click", () => print());
  sheet.querySelector(".worksheet-erase").addEventListener("click", (event) => {
    if (!confirm(event.currentTarget.dataset.question)) return;
    fill({});
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
  });
}
