// What the conformance stage asks of a page inside the browser; each function answers with plain data.
(() => {
const clear = "rgba(0, 0, 0, 0)";
// How many words in the same colours are looked at on a page.
const ENOUGH = 20;

// axe-core leaves open what is too short to be judged or of no language, and all words on a picture in forced colours,
// which it takes to be as they would be without.
function is_no_question(key) {
  return ["shortTextContent", "nonBmp"].includes(key) || (key === "equalRatio" && matchMedia("(forced-colors: active)").matches);
}

// Words of a drawing stand on what is drawn, which axe-core cannot see in any colours: the palette's own check holds them.
const is_of_page = (one) => one !== null && !one.closest("svg");

function is_read(one) {
  const has_words = one.matches("input, select, textarea") || [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!has_words || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const box = one.getBoundingClientRect();
  return box.width > 1 && box.height > 1;
}

// What an element stands on: all that is painted behind it, from itself outwards to what lets nothing through.
function ground_of(one, known) {
  if (!one) return "";
  let ground = known.get(one);
  if (ground === undefined) {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
    const own = backgroundColor !== clear || backgroundImage !== "none" || opacity !== "1" ? [backgroundColor, backgroundImage, opacity].join("|") : "";
    const is_last = backgroundColor.startsWith("rgb(") && opacity === "1";
    ground = [own, is_last ? "" : ground_of(one.parentElement, known)].filter(Boolean).join("|");
    known.set(one, ground);
  }
  return ground;
}

// How words are coloured and on what; the grounds that are known in this medium are looked up.
function colours_of(one, grounds = new Map()) {
  const style = getComputedStyle(one);
  const is_large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && style.fontWeight >= 700);
  const around = one.parentElement ? getComputedStyle(one.parentElement).color : "";
  const words = [style.color, style.fill, style.textShadow, style.textDecorationLine, style.borderBottomStyle, style.fontWeight];
  return [is_large, one.localName === "a", ...words, around, ground_of(one, grounds)].join("|");
}

// Some of the words in each colours: what is true of them is true of all.
function list_words() {
  const words = new Map();
  const grounds = new Map();
  for (const one of document.querySelectorAll("body, body *")) {
    if (!is_read(one)) continue;
    const colours = colours_of(one, grounds);
    const some = words.get(colours);
    if (!some) words.set(colours, [one]);
    else if (some.length < ENOUGH) some.push(one);
  }
  return words;
}

// The words in each colours as they were listed last: nothing changes until they are asked for.
let words = new Map();
const shown = new Set();

return {
  list_colours: () => [...(words = list_words()).keys()],

  // Some rules on the whole page, or all but those of colours; or, where colours are given, these rules on words in them.
  audit: async (only, left, given) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: tags };
    const rules = only ? {} : Object.fromEntries(left.map((rule) => [rule, { enabled: false }]));
    const asked = given ? given.flatMap((colours) => words.get(colours)) : [document];
    const report = await axe.run({ include: asked }, { runOnly, rules, resultTypes: ["violations", "incomplete"] });
    const open = report.incomplete.flatMap((one) => one.nodes).filter(({ any }) => !any.some(({ data }) => is_no_question(data?.messageKey)));
    const unproved = new Set([...report.violations.flatMap((one) => one.nodes), ...open].map((node) => find(node.target)).filter(is_of_page).map((one) => colours_of(one)));
    const found = report.violations.flatMap((one) =>
      one.nodes.slice(0, 5).map((node) => ({
        rule: one.id,
        help: one.help,
        selector: node.target.flat().join(" "),
        detail: (node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? "",
        origin: find(node.target)?.closest("[data-template]")?.dataset.template ?? "",
      })),
    );
    return { found, proved: (given ?? []).filter((colours) => !unproved.has(colours)) };
    function find(target) {
      try {
        return document.querySelector(target.flat()[0]);
      } catch {
        return null;
      }
    }
  },

  // Whether elements are there to be met that were not when this was asked before.
  shows_more: () => {
    const before = shown.size;
    for (const one of document.querySelectorAll("body *")) if (one.checkVisibility({ visibilityProperty: true })) shown.add(one);
    return shown.size > before;
  },

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

  // Parts that wait until a reader comes near are laid out: all of the page is looked at. A shadow that moves along with
  // what it stands behind is a hint that more can be scrolled to: words are read on what is below it.
  lay_out: () => {
    for (const one of document.querySelectorAll("*")) {
      const style = getComputedStyle(one);
      if (style.contentVisibility === "auto") one.style.contentVisibility = "visible";
      if (style.backgroundAttachment.includes("local")) one.style.backgroundImage = "none";
    }
  },

  // Whether anything on the page can tell that scripts are on: else it says the same without them.
  is_scripted: () =>
    document.querySelector("script:not([type='application/ld+json'], [type='application/json']), noscript, iframe, object, embed, link[rel~=stylesheet]") !== null ||
    [...document.querySelectorAll("style")].some((one) => one.textContent.includes("scripting")) ||
    [...document.querySelectorAll("*")].some((one) => one.getAttributeNames().some((name) => name.startsWith("on"))),

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
