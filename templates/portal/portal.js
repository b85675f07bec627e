// The portal's home page: filters with their state in the address, and full-text search.
// Without this script everything is listed and can be reached; with it, it is found faster.
"use strict";

(function () {
  const root = document.body.dataset.root;
  const language = document.body.dataset.language;
  const find = document.getElementById("find");
  const filters = document.getElementById("filters");
  if (!find || !filters) return;
  const words = document.getElementById("words");
  const drawer = document.getElementById("fold");
  const foldCount = document.getElementById("fold-count");
  const wide = matchMedia("(min-width: 44rem)");
  const near = document.getElementById("near");
  const [shelves, results, found, none, count, more, clear, passages, passageList, morePassages] =
    ["shelves", "results", "found", "none", "count", "more", "clear", "passages", "passage-list", "more-passages"]
      .map((id) => document.getElementById(id));
  const allCount = count.textContent;
  const oneStep = 24;
  const fewPassages = 6;
  let shown = oneStep;
  let shownPassages = fewPassages;

  // ── scripts as data: the one way to load more from disk as well as from a server ──

  const arrived = new Map();
  const waiting = new Map();
  window.portal = { take(name, content) { arrived.set(name, content); } };

  function load(name, address) {
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((resolve) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = () => resolve(arrived.get(name));
        script.onerror = () => { waiting.delete(name); resolve(undefined); };
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  }

  // ── words, folded as the index folds them ──

  const letters = { "ς": "σ", "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i" };
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[ςßœæøđłı]/g, (one) => letters[one]);
  }
  const split = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];

  // A reader's plural finds a text's singular: the last letters of longer words need not match.
  const cut = (word) => word.slice(0, word.length > 5 ? -2 : word.length > 4 ? -1 : undefined);

  // ── cards: those of this page, or all of the catalogue where the page shows only some ──

  let cards = null;
  async function listCards() {
    if (cards) return cards;
    let elements = [...shelves.querySelectorAll(".card")];
    const catalogue = document.body.dataset.catalogue;
    const content = catalogue ? await load("catalogue", catalogue) : null;
    if (content) {
      const parser = document.createElement("template");
      elements = content.map((html) => {
        parser.innerHTML = html;
        return parser.content.firstElementChild;
      });
    }
    cards = elements.map((element) => ({
      element,
      facets: new Set(element.dataset.facets.split(" ")),
      files: [...element.dataset.facets.matchAll(/file:(\S+)\/(\S+)/g)].map((one) => [one[1], one[2]]),
      words: element.dataset.words.split(" "),
    }));
    return cards;
  }

  function fits(card, state) {
    for (const name of ["city", "duo", "kind"]) {
      if (state[name] && !card.facets.has(`${name}:${state[name]}`)) return false;
    }
    return !(state.language || state.format) || card.files.some(([spoken, format]) =>
      (!state.language || spoken === state.language) && (!state.format || format === state.format));
  }

  // Documents that have all words; where there is none, those that have most of them.
  function rank(list, query) {
    const wanted = split(query).filter((word) => word.length > 2);
    const hits = list.map((card) => wanted.filter((word) => {
      const stem = cut(word);
      return card.words.some((one) => one.startsWith(word) || (one.startsWith(stem) && one.length <= word.length));
    }).length);
    const best = Math.max(0, ...hits);
    const isExact = best === wanted.length;
    if (!isExact && best * 2 <= wanted.length) return { fitting: [], isExact: false };
    return { fitting: list.filter((_, index) => hits[index] === best), isExact };
  }

  function show(card, state) {
    const element = card.element.cloneNode(true);
    const heading = element.querySelector(".card-title");
    if (heading.tagName !== "H3") {
      const level = document.createElement("h3");
      level.className = heading.className;
      level.append(...heading.childNodes);
      heading.replaceWith(level);
    }
    if (state.language) {
      const details = element.querySelector(".more-languages");
      if (details) {
        const chosen = details.querySelector(`.take[data-language="${state.language}"]`);
        const first = element.querySelector(".card-takes > .take");
        if (chosen) {
          first.replaceWith(chosen);
          details.prepend(details.querySelector("summary"));
          details.append(first);
        }
      }
    }
    if (state.format) {
      for (const file of element.querySelectorAll(`.take-file[data-format="${state.format}"]`)) file.classList.add("wanted");
    }
    return element;
  }

  // ── passages ──

  async function findPassages(query) {
    const wanted = split(query).filter((word) => word.length > 1);
    if (!wanted.length) return [];
    const folder = `${root}/search/${language}`;
    const directory = await load(`${language}/directory`, `${folder}/directory.js`);
    if (!directory) return [];
    const common = new Set(directory.common);
    const counted = wanted.filter((word) => !common.has(word));
    const total = directory.documents.reduce((sum, one) => sum + one[3], 0);
    let scores = null;
    for (const word of counted) {
      const mine = new Map();
      for (const [term, list] of await findTerms(word, directory, folder)) {
        const places = list.split(" ");
        const rarity = Math.log(1 + total / places.length) * (term === word ? 2 : 1);
        let number = -1;
        for (const place of places) {
          const [distance, weight] = place.split("*");
          number += parseInt(distance, 36);
          const value = Number(weight || 1);
          mine.set(number, Math.max(mine.get(number) || 0, rarity * value / (value + 1.5)));
        }
      }
      if (scores === null) scores = mine;
      else scores = new Map([...scores].filter(([number]) => mine.has(number)).map(([number, score]) => [number, score + mine.get(number)]));
    }
    const ranked = [...(scores || [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return ranked.map(([number]) => {
      let rest = number;
      for (const [name, title, address, sections] of directory.documents) {
        if (rest < sections) return { name, title, address, section: rest, wanted: counted };
        rest -= sections;
      }
      return null;
    }).filter(Boolean);
  }

  async function findTerms(word, directory, folder) {
    const stem = cut(word);
    const terms = [];
    for (let number = 0; number < directory.starts.length; number += 1) {
      const next = directory.starts[number + 1];
      if (directory.starts[number] > `${stem}\uffff` || (next !== undefined && next <= stem)) continue;
      const shard = await load(`${language}/words-${number}`, `${folder}/words-${number}.js`);
      for (const [term, list] of Object.entries(shard || {})) {
        if (term.startsWith(word) || (term.startsWith(stem) && term.length <= word.length)) terms.push([term, list]);
      }
    }
    return terms;
  }

  async function showPassage(one) {
    const folder = `${root}/search/${language}`;
    const sections = await load(`${language}/${one.name}`, `${folder}/text-${one.name}.js`);
    const item = document.createElement("li");
    const link = document.createElement("a");
    const [anchor, heading, text] = (sections && sections[one.section]) || ["", "", ""];
    link.href = one.address + (anchor ? `#${anchor}` : "");
    link.textContent = heading || one.title;
    const from = document.createElement("p");
    from.className = "passage-from";
    from.textContent = one.title;
    const excerpt = document.createElement("p");
    excerpt.className = "passage-text";
    mark(excerpt, text, one.wanted);
    item.append(link, from, excerpt);
    return item;
  }

  function mark(element, text, wanted) {
    const stems = wanted.map(cut);
    const parts = text.split(/([\p{L}\p{N}\p{M}]+)/u);
    const hit = parts.findIndex((part, index) => index % 2 && stems.some((stem) => fold(part).startsWith(stem)));
    const start = Math.max(0, (hit < 0 ? 0 : hit) - 20);
    if (start > 0) element.append("… ");
    for (const part of parts.slice(start, start + 70)) {
      if (stems.some((stem) => fold(part).startsWith(stem))) {
        const strong = document.createElement("mark");
        strong.textContent = part;
        element.append(strong);
      } else {
        element.append(part);
      }
    }
    if (start + 70 < parts.length) element.append(" …");
  }

  // ── the page follows the state, and the address names it ──

  const names = ["q", "city", "duo", "kind", "language", "format"];
  function readState() {
    const state = {};
    for (const name of names) state[name] = (name === "q" ? words.value : filters.elements[name].value).trim();
    return state;
  }

  function readAddress() {
    const given = new URLSearchParams(location.search);
    words.value = given.get("q") || "";
    for (const name of names.slice(1)) {
      filters.elements[name].value = given.get(name) || "";
      if (filters.elements[name].selectedIndex < 0) filters.elements[name].value = "";
    }
  }

  function writeAddress(state) {
    const given = new URLSearchParams();
    for (const name of names) if (state[name]) given.set(name, state[name]);
    const query = given.toString();
    try {
      history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
    } catch { /* opened in a way that has no address of its own */ }
  }

  let turn = 0;
  async function update() {
    const mine = (turn += 1);
    const state = readState();
    const active = names.some((name) => state[name]);
    writeAddress(state);
    clear.hidden = !active;
    const chosen = names.slice(1).filter((name) => state[name]).length;
    foldCount.textContent = chosen ? `(${chosen})` : "";
    if (!active) {
      results.hidden = true;
      shelves.hidden = false;
      count.textContent = allCount;
      return;
    }
    const { fitting, isExact } = rank((await listCards()).filter((card) => fits(card, state)), state.q);
    if (mine !== turn) return;
    near.hidden = isExact || !fitting.length;
    found.replaceChildren(...fitting.slice(0, shown).map((card) => show(card, state)));
    more.hidden = fitting.length <= shown;
    none.hidden = fitting.length > 0;
    shelves.hidden = true;
    results.hidden = false;
    count.textContent = allCount.replace(/[\d\s\u202f\u00a0.]*\d/u, `${fitting.length} / ${cards.length}`);
    const places = state.q.length > 1 ? await findPassages(state.q) : [];
    if (mine !== turn) return;
    const items = await Promise.all(places.slice(0, shownPassages).map(showPassage));
    if (mine !== turn) return;
    passageList.replaceChildren(...items);
    passages.hidden = !items.length;
    morePassages.hidden = places.length <= shownPassages;
  }

  let timer = 0;
  function soon() {
    shown = oneStep;
    shownPassages = fewPassages;
    clearTimeout(timer);
    timer = setTimeout(update, 120);
  }

  find.hidden = false;
  document.getElementById("tools").hidden = false;
  words.addEventListener("input", soon);
  filters.addEventListener("change", soon);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => { words.value = ""; setTimeout(soon); });
  find.addEventListener("submit", (event) => {
    event.preventDefault();
    update().then(() => document.getElementById("documents").scrollIntoView());
  });
  more.addEventListener("click", () => { shown += oneStep; update(); });
  morePassages.addEventListener("click", () => { shownPassages += 12; update(); });
  window.addEventListener("popstate", () => { readAddress(); update(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      words.focus();
    }
  });
  readAddress();
  drawer.open = wide.matches || names.slice(1).some((name) => readState()[name]);
  wide.addEventListener("change", () => { if (wide.matches) drawer.open = true; });
  update();
})();
