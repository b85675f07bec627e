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
  // what is not laid out yet is asked for the place of its part, which is cheap, and not for its own
  const parts = new Map();
  for (const target of targets) {
    const part = target.closest(".book-text > *") || target;
    parts.set(part, [...(parts.get(part) || []), target]);
  }
  let current = null;
  const mark = () => {
    if (pane.querySelector(":focus-visible")) return; // who walks through the contents by keyboard leads
    let found = null;
    const isRead = (element) => element.getClientRects().length && element.getBoundingClientRect().top <= innerHeight / 3;
    for (const target of parts.get([...parts.keys()].filter(isRead).pop()) || []) {
      if (!isRead(target)) break;
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
  later();
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
