// What the conformance stage asks of a page inside the browser; each function answers with plain data.
(() => {
const clear = "rgba(0, 0, 0, 0)";

function is_read(one) {
  const has_words = one.matches("input, select, textarea") || [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!has_words || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const box = one.getBoundingClientRect();
  return box.width > 1 && box.height > 1;
}

function colours_of(one) {
  const style = getComputedStyle(one);
  const is_large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && style.fontWeight >= 700);
  const behind = [];
  for (let around = one; around; around = around.parentElement) {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(around);
    if (backgroundColor !== clear || backgroundImage !== "none" || opacity !== "1") behind.push(backgroundColor, backgroundImage, opacity);
    if (backgroundColor.startsWith("rgb(") && opacity === "1") break;
  }
  const around = one.parentElement ? getComputedStyle(one.parentElement).color : "";
  const words = [style.color, style.fill, style.textShadow, style.textDecorationLine, style.borderBottomStyle, style.fontWeight];
  return [is_large, one.localName === "a", ...words, around, ...behind].join("|");
}

return {
  audit: async (rules) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: tags };
    const report = await axe.run(document, { runOnly, resultTypes: ["violations", "incomplete"] });
    const unproved = [...report.violations, ...report.incomplete].flatMap((one) => one.nodes);
    const found = report.violations.flatMap((one) =>
      one.nodes.slice(0, 5).map((node) => ({
        rule: one.id,
        help: one.help,
        selector: node.target.flat().join(" "),
        detail: (node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? "",
        origin: find(node.target)?.closest("[data-template]")?.dataset.template ?? "",
      })),
    );
    return { found, unproved: unproved.map((node) => find(node.target)).filter(Boolean).map(colours_of) };
    function find(target) {
      try {
        return document.querySelector(target.flat()[0]);
      } catch {
        return null;
      }
    }
  },

  // Each way in which words are seen: their colour and decoration, what is behind and around them, whether they are large.
  list_colours: () => [...new Set([...document.querySelectorAll("body, body *")].filter(is_read).map(colours_of))],

  // Which elements are there to be met, by their place among all.
  list_shown: () => [...document.querySelectorAll("body *")].flatMap((one, at) => (one.checkVisibility({ visibilityProperty: true }) ? [at] : [])),

  overflow: () => {
    const limit = document.documentElement.clientWidth + 1;
    if (document.scrollingElement.scrollWidth <= limit) return [];
    const scrolls = (one) => /auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX);
    const wide = [...document.body.querySelectorAll("*")].filter((one) => {
      const box = one.getBoundingClientRect();
      if (box.right + scrollX <= limit || !box.width || !box.height) return false;
      for (let around = one.parentElement; around && around !== document.body; around = around.parentElement) {
        if (scrolls(around)) return false;
      }
      return true;
    });
    const widest = wide.filter((one) => ![...one.children].some((child) => wide.includes(child)));
    return (widest.length ? widest : [document.body]).slice(0, 5).map((one) => ({
      name: one.tagName.toLowerCase() + (one.id ? `#${one.id}` : "") + (one.classList.length ? `.${[...one.classList].join(".")}` : ""),
      text: (one.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60),
      right: Math.round(one.getBoundingClientRect().right + scrollX),
    }));
  },

  list_focusable: () => {
    const selector = "a[href], area[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex]";
    const found = [...document.querySelectorAll(selector)].filter((one) =>
      one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && !one.closest("[inert]") &&
      one.checkVisibility({ visibilityProperty: true }));
    const groups = new Set();
    const kept = found.filter((one) => {
      if (one.type !== "radio") return true;
      const known = groups.has(one.name);
      groups.add(one.name);
      return !known;
    });
    window.__focusable = kept.map((one) => ({ one, look: look(one) }));
    window.__walk = [];
    addEventListener("keyup", () => window.__walk.push(describe_focus()), { capture: true });
    return kept.length;
    function look(one) {
      const style = getComputedStyle(one);
      return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor,
        style.color, style.borderColor, style.borderWidth, style.textDecoration, style.clipPath, style.transform].join("|");
    }
    function describe_focus() {
      const one = document.activeElement;
      if (!one || one === document.body || one === document.documentElement) return null;
      const index = window.__focusable.findIndex((entry) => entry.one === one);
      const boxes = [...one.getClientRects()];
      // of what is taller than the window, the part that stands in it counts
      const points = boxes.flatMap((box) => [0.1, 0.5, 0.9].map((part) => [
        box.left + box.width * part, (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2]));
      const seen = points.some(([x, y]) => {
        const top = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight ? document.elementFromPoint(x, y) : null;
        return top !== null && (one.contains(top) || top.contains(one));
      });
      return {
        index,
        seen,
        marked: index < 0 || look(one) !== window.__focusable[index].look,
        name: one.tagName.toLowerCase() + (one.id ? `#${one.id}` : ""),
        text: (one.getAttribute("aria-label") || one.textContent || "").trim().replace(/\s+/g, " ").slice(0, 60),
        origin: one.closest("[data-template]")?.dataset.template ?? "",
      };
    }
  },

  // Parts that wait until a reader comes near are laid out: all of the page is looked at.
  lay_out: () => {
    for (const one of document.querySelectorAll("*")) {
      if (getComputedStyle(one).contentVisibility === "auto") one.style.contentVisibility = "visible";
    }
  },

  // What helps to find something, the tools of a sheet and what tells of a script's work, and signs hidden from readers
  // are no content.
  read_main: () => {
    const main = document.querySelector("main") ?? document.body;
    const tools = [...main.querySelectorAll("[role=search], [role=status], [aria-hidden=true], .worksheet-foot")].map((one) => [one, one.style.display]);
    for (const [one] of tools) one.style.display = "none";
    const text = main.innerText;
    for (const [one, display] of tools) one.style.display = display;
    return text;
  },
};
})()
