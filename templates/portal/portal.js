// The portal's home page: filters with their state in the address, and full-text search.
// Without this script everything is listed and can be reached; with it, it is found faster.
"use strict";

(function () {
  const body = document.body;
  const { root, language } = body.dataset;
  const reveal = () => body.classList.add("is-ready");
  void body.offsetHeight;  // the fonts are asked for when the page is laid out
  document.fonts.ready.then(reveal, reveal);
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
  const languageLinks = [...document.querySelectorAll(".languages a")].map((link) => [link, link.getAttribute("href")]);
  const allCount = count.textContent;
  const oneStep = 24;
  const fewPassages = 6;
  let shown = oneStep;
  let shownPassages = fewPassages;

  function make(tag, className, ...content) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...content);
    return element;
  }

  function speak(element, spoken) {
    if (spoken && spoken !== language) element.lang = spoken;
    return element;
  }

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

  // ── words, folded as the index folds them (portal/folding.py) ──

  const letters = new Map(Object.entries({
    "ς": "σ", "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i",
    "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": "",
  }));
  for (let digit = 0; digit < 10; digit += 1) {
    for (const zero of [0x660, 0x6f0]) letters.set(String.fromCharCode(zero + digit), String(digit));
  }
  function fold(text) {
    const spread = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    return spread.replace(/[^\u0000-\u007f]/gu, (one) => letters.get(one) ?? one);
  }
  const split = (text) => (fold(text).match(/[\p{L}\p{N}]+/gu) || [])
    .filter((word) => word.length > 1).map((word) => word.replace(/^(?:[وبكف]?ال|لل)(?=.{3})/u, ""));

  window.portal.split = split;

  // How well a word of a text answers one that was typed: itself, its beginning, another form of it; 0 if not.
  function likeness(typed, word) {
    if (word === typed) return 1;
    if (word.startsWith(typed)) return typed.length > 2 ? 0.8 : 0.4;
    if (/\d/.test(typed)) return 0;  // numbers have no other forms
    let same = 0;
    while (same < typed.length && typed[same] === word[same]) same += 1;
    const [ends, rest] = [typed.length - same, word.length - same];
    const most = typed.length > 7 ? 3 : typed.length > 4 ? 2 : 1;
    if (same < 3 || ends > most || rest > most) return 0;
    if (ends + rest === 1) return 0.85;
    return same > 3 ? 0.6 : 0;
  }

  // One letter wrong, missing, too many, or two that changed places.
  function isSlip(typed, word) {
    if (Math.abs(typed.length - word.length) > 1 || typed === word || /\d/.test(typed)) return false;
    let start = 0;
    while (start < typed.length && typed[start] === word[start]) start += 1;
    const [a, b] = [typed.slice(start), word.slice(start)];
    return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) ||
      (a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  }
  function isSlipOrBeginning(typed, word) {
    return isSlip(typed, word) || (typed.length > 5 && word.length > typed.length && isSlip(typed, word.slice(0, typed.length)));
  }

  function unpack(list) {
    let number = -1;
    return list.split(" ").map((place) => {
      const [distance, weight] = place.split("*");
      number += parseInt(distance, 36);
      return [number, Number(weight || 1)];
    });
  }

  // ── a question: slots of words that stand for one another ──

  function readQuestion(query, index) {
    const typed = split(query);
    const slots = [];
    for (let start = 0; start < typed.length;) {
      let length = Math.min(4, typed.length - start);
      let like = null;
      for (; length > 1; length -= 1) {
        like = index.like[typed.slice(start, start + length).join(" ")];
        if (like) break;
      }
      like = like || index.like[typed[start]] || index.like[`${typed[start]}s`] || index.like[typed[start].replace(/s$/, "")] || [];
      const own = typed.slice(start, start + length);
      slots.push({ own, ways: [own, ...like.map((one) => one.split(" "))] });
      start += length;
    }
    return slots;
  }

  // Every place that answers some of the question, those that answer all of it first.
  // `look` gives for a word its places, each with what it is worth there.
  async function answer(slots, look) {
    const total = new Map();
    const covered = new Map();
    let asked = 0;
    for (const slot of slots) {
      const best = new Map();
      for (const [turn, way] of slot.ways.entries()) {
        const sums = new Map();
        for (const word of way) {
          for (const [place, worth] of await look(word, turn === 0)) {
            const [sum, number] = sums.get(place) || [0, 0];
            sums.set(place, [sum + worth, number + 1]);
          }
        }
        for (const [place, [sum, number]] of sums) {
          if (turn > 0 && number < way.length) continue;
          const share = number / way.length;
          const worth = (sum / way.length) * share * (turn === 0 ? slot.own.length : 0.7 * slot.own.length);
          if (worth > (best.get(place)?.[0] || 0)) best.set(place, [worth, share]);
        }
      }
      if (!best.size && slot.own.every((word) => word.length < 4)) continue;
      asked += 1;
      for (const [place, [worth, share]] of best) {
        total.set(place, (total.get(place) || 0) + worth);
        covered.set(place, (covered.get(place) || 0) + share);
      }
    }
    return [...total].map(([place, worth]) => {
      const share = covered.get(place) / asked;
      return { place, worth: worth * share * share, isWhole: share > 0.99 };
    }).sort((a, b) => b.isWhole - a.isWhole || b.worth - a.worth || a.place - b.place);
  }

  // ── documents ──

  let index = null;
  async function takeIndex() {
    if (index) return index;
    const content = await load("documents", `${root}/search/${language}/documents.js`);
    if (!content) return null;
    const documents = content.documents.map(([name, title, spoken, kind, kindName, cities, duo, state, facts, picture, files]) => ({
      name, title, spoken, kind, duo, picture,
      cities: cities.split(" "),
      kindName: content.strings[kindName],
      state: content.strings[state],
      facts: content.strings[facts],
      files: content.strings[files].split("\n").map((file) => {
        const [at, format, size] = file.split("/");
        return { at, format, size };
      }),
    }));
    index = { ...content, like: Object.assign(Object.create(null), content.like), documents, terms: Object.keys(content.words) };
    return index;
  }

  function fits(one, state) {
    if (state.city && !one.cities.includes(state.city)) return false;
    if (state.duo && one.duo !== state.duo) return false;
    if (state.kind && one.kind !== state.kind) return false;
    return !(state.language || state.format) || one.files.some((file) =>
      (!state.language || file.at === state.language) && (!state.format || file.format === state.format));
  }

  // What a question says of languages and formats, in words: they pick the file, and shut out nothing.
  function readAsks(slots) {
    const asks = { language: "", format: "" };
    const kinds = Object.keys(index.asks);
    const isAsk = (word) => kinds.find((one) => one === word) ||
      (word.length > 4 && kinds.find((one) => one.length > 4 && (likeness(word, one) >= 0.85 || (one.length > 5 && isSlip(word, one)))));
    for (const slot of slots) {
      const name = slot.ways.filter((way) => way.length === 1).map(([word]) => isAsk(word)).find(Boolean);
      const ask = name && index.asks[name];
      if (!ask) continue;
      slot.ask = ask;
      if (ask.startsWith(".")) asks.format = asks.format || ask.slice(1);
      else asks.language = asks.language || ask;
    }
    return asks;
  }

  function lookInDocuments(word, mayBeSlip) {
    const places = new Map();
    const total = index.documents.length;
    const add = (term, quality) => {
      const list = unpack(index.words[term]);
      const rarity = Math.log(1 + total / list.length);
      for (const [place, weight] of list) {
        places.set(place, Math.max(places.get(place) || 0, quality * rarity * weight / (weight + 1.5)));
      }
    };
    for (const term of index.terms) {
      const quality = likeness(word, term);
      if (quality) add(term, quality);
    }
    if (!places.size && mayBeSlip && word.length > 3) {
      for (const term of index.terms) if (isSlipOrBeginning(word, term)) add(term, 0.5);
    }
    return places;
  }

  async function rank(list, slots, asks) {
    if (!slots.length) return { fitting: list.map((one) => ({ one })), isExact: true };
    const numbers = new Map(index.documents.map((one, number) => [one, number]));
    const allowed = new Set(list.map((one) => numbers.get(one)));
    const isAsked = (file) => (!asks.language || file.at === asks.language) && (!asks.format || file.format === asks.format);
    const plain = slots.filter((slot) => !slot.ask);
    const answers = plain.length ? await answer(plain, lookInDocuments)
      : index.documents.map((_, place) => ({ place, worth: 1, isWhole: true }));
    const named = Boolean(asks.language || asks.format);
    const pickFile = ({ files, spoken }) => {
      const asked = files.filter(isAsked);
      return asked.find((file) => file.at === (spoken || language)) || asked[0];
    };
    const ranked = answers.filter((one) => allowed.has(one.place)).map((one) => {
      const document = index.documents[one.place];
      const pick = named ? pickFile(document) : null;
      return { one: document, pick, worth: one.worth * (pick ? 2 : 1), isWhole: one.isWhole && (!named || Boolean(pick)) };
    });
    ranked.sort((a, b) => b.isWhole - a.isWhole || b.worth - a.worth);
    const best = ranked.length ? Math.max(...ranked.map((one) => one.worth)) : 0;
    const fitting = ranked.filter((one) => one.isWhole || one.worth > best * 0.2);
    return { fitting, isExact: !fitting.length || fitting[0].isWhole };
  }

  const pageOf = (one) => `documents/${one.name}.html`;
  const pathOf = (one, file) => `../${file.at}/${one.name}.${file.format}`;

  function linkFile(one, file, isWanted) {
    const link = make("a", `take-file${isWanted ? " wanted" : ""}`,
      make("span", "take-format", index.formats[file.format]), " ", make("span", "take-size", file.size),
      make("span", "visually-hidden", ", ", speak(make("span", "", one.title), one.spoken), ", ",
        speak(make("span", "", index.languages[file.at]), file.at)));
    link.href = pathOf(one, file);
    if (file.at !== language) link.hreflang = file.at;
    if (file.format !== "html") link.download = "";
    return link;
  }

  function makeCard({ one, pick }, state, asks) {
    const spoken = state.language || (pick ? pick.at : "");
    const at = one.files.some((file) => file.at === spoken) ? spoken : one.spoken || language;
    const format = state.format || asks.format;
    const card = make("li", "card");
    const style = one.duo && document.getElementById(one.duo)?.getAttribute("style");
    if (style) { card.classList.add("hued"); card.setAttribute("style", style); }
    if (one.picture) {
      const picture = make("img");
      Object.assign(picture, { src: `${root}/pages/${one.picture}`, alt: "", width: 210, height: 297, loading: "lazy", decoding: "async" });
      const frame = make("div", "card-picture", picture);
      frame.setAttribute("aria-hidden", "true");
      card.append(frame);
    }
    const link = speak(make("a", "", one.title), one.spoken);
    link.href = pageOf(one);
    const [word, lacks] = one.state.split("\n");
    const text = make("div", "card-words", make("p", "card-kind", one.kindName), make("h3", "card-title", link),
      make("p", "card-state", make("strong", lacks ? "tag" : "tag tag-final", word), lacks ? ` ${lacks}` : ""));
    if (one.facts) text.append(make("p", "card-facts", one.facts));
    const row = make("div", "take", speak(make("span", "take-language", index.languages[at]), at));
    for (const file of one.files.filter((each) => each.at === at)) row.append(linkFile(one, file, file.format === format));
    const takes = make("div", "card-takes", row);
    const others = new Set(one.files.map((file) => file.at).filter((each) => each !== at));
    if (others.size) {
      const list = make("p", "other-languages");
      for (const each of others) {
        const other = speak(make("a", "", index.languages[each]), each);
        other.href = `${pageOf(one)}#${each}`;
        list.append(other, " ");
      }
      takes.append(list);
    }
    card.append(text, takes);
    return card;
  }

  // ── passages ──

  const scripts = [["ar", "\\u0600-\\u06ff"], ["ru", "\\u0400-\\u04ff"], ["el", "\\u0370-\\u03ff"], ["ti", "\\u1200-\\u137f"], ["la", "a-z\\u00c0-\\u024f"]]
    .map(([name, range]) => [name, new RegExp(`[${range}]`, "iu")]);
  const scriptOf = (text) => (scripts.find(([, letter]) => letter.test(text)) || [""])[0];

  // The languages to look in: the one chosen, else the page's, else those that are written in these letters.
  function listIndexes(query, state, asks) {
    const chosen = state.language || asks.language;
    if (chosen && index.indexed.includes(chosen)) return [[chosen]];
    const script = scriptOf(query);
    const others = index.indexed.filter((one) => one !== language && scriptOf(index.languages[one] || "") === script);
    return scriptOf(index.languages[language] || "") === script || !others.length ? [[language], others] : [others];
  }

  async function findPassages(query, slots, state, asks) {
    for (const round of listIndexes(query, state, asks)) {
      const all = await Promise.all(round.map((spoken) => findIn(spoken, slots)));
      const ranked = all.flat().sort((a, b) => b.isWhole - a.isWhole || b.worth - a.worth);
      if (ranked.length) return ranked.filter((one) => one.isWhole || one.worth > ranked[0].worth * 0.15);
    }
    return [];
  }

  async function findIn(spoken, slots) {
    const folder = `${root}/search/${spoken}`;
    const directory = await load(`${spoken}/directory`, `${folder}/directory.js`);
    if (!directory) return [];
    const common = new Set(directory.common);
    const total = directory.documents.reduce((sum, one) => sum + one[3], 0);
    const counted = slots.filter((slot) => !slot.ask && !slot.own.every((word) => common.has(word)));
    const marked = new Set();
    const look = async (word, mayBeSlip) => {
      const places = new Map();
      for (const [term, list, quality] of await findTerms(word, directory, folder, spoken, mayBeSlip)) {
        marked.add(term);
        const packed = unpack(list);
        const rarity = Math.log(1 + total / packed.length) * quality;
        for (const [place, weight] of packed) {
          places.set(place, Math.max(places.get(place) || 0, rarity * weight / (weight + 1.5)));
        }
      }
      return places;
    };
    const ranked = await answer(counted, look);
    return ranked.map(({ place, worth, isWhole }) => {
      let section = place;
      for (const [name, title, address, sections] of directory.documents) {
        if (section < sections) return { spoken, name, title, address, section, marked, worth, isWhole };
        section -= sections;
      }
      return null;
    }).filter(Boolean);
  }

  async function findTerms(word, directory, folder, spoken, mayBeSlip) {
    const stem = word.slice(0, Math.min(word.length, Math.max(3, word.length - 3)));
    const terms = [];
    const collect = async (from, measure) => {
      for (let number = 0; number < directory.starts.length; number += 1) {
        const next = directory.starts[number + 1];
        if (directory.starts[number] > `${from}\uffff` || (next !== undefined && next <= from)) continue;
        const shard = await load(`${spoken}/words-${number}`, `${folder}/words-${number}.js`);
        for (const [term, list] of Object.entries(shard || {})) {
          const quality = measure(term);
          if (quality) terms.push([term, list, quality]);
        }
      }
    };
    await collect(stem, (term) => likeness(word, term));
    if (!terms.length && mayBeSlip && word.length > 3) {
      const vocabulary = await load(`${spoken}/vocabulary`, `${folder}/vocabulary.js`);
      const meant = (vocabulary || "").split(" ").filter((term) => isSlipOrBeginning(word, term)).slice(0, 12);
      for (const term of meant) await collect(term, (one) => (one === term ? 0.5 : 0));
    }
    return terms;
  }

  async function showPassage(one) {
    const sections = await load(`${one.spoken}/${one.name}`, `${root}/search/${one.spoken}/text-${one.name}.js`);
    const [anchor, heading, text] = (sections && sections[one.section]) || ["", "", ""];
    const link = make("a", "", heading || one.title);
    link.href = one.address + (anchor ? `#${anchor}` : "");
    const excerpt = make("p", "passage-text");
    mark(excerpt, text, one.marked);
    const item = speak(make("li", "", link, make("p", "passage-from", one.title), excerpt), one.spoken);
    item.dir = "auto";
    return item;
  }

  function mark(element, text, marked) {
    const isHit = (part) => split(part).some((word) => marked.has(word));
    const parts = text.split(/([\p{L}\p{N}\p{M}]+)/u);
    const hit = parts.findIndex((part, place) => place % 2 && isHit(part));
    const start = Math.max(0, (hit < 0 ? 0 : hit) - 20);
    if (start > 0) element.append("… ");
    for (const part of parts.slice(start, start + 70)) element.append(isHit(part) ? make("mark", "", part) : part);
    if (start + 70 < parts.length) element.append(" …");
  }

  // ── what fits best, right under the field while one types ──

  const quick = make("ul", "quick");
  quick.hidden = true;
  find.append(quick);

  function showQuick(fitting, places, query) {
    const items = fitting.slice(0, 5).map(({ one, pick }) => {
      const link = make("a", "", speak(make("span", "quick-title", one.title), one.spoken), " ");
      link.href = pick ? pathOf(one, pick) : pageOf(one);
      if (pick && pick.format !== "html") link.download = "";
      if (pick) link.append(make("span", "quick-facts", index.formats[pick.format], " · ", speak(make("span", "", index.languages[pick.at]), pick.at), ` · ${pick.size}`));
      else link.append(make("span", "quick-facts", one.kindName));
      return make("li", "", link);
    });
    if (fitting.length > 5 || places) {
      const all = make("a", "quick-all", `${count.textContent} ↓`);
      all.href = "#documents";
      items.push(make("li", "", all));
    }
    quick.replaceChildren(...items);
    quick.hidden = !query || !items.length;
  }

  function step(event) {
    const links = [words, ...quick.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (quick.hidden || at < 0) return;
    if (event.key === "Escape") { quick.hidden = true; words.focus(); return; }
    const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || !next) return;
    event.preventDefault();
    next.focus();
  }

  // ── the page follows the state, and the address names it ──

  const names = ["q", "city", "duo", "kind", "language", "format"];
  function readState() {
    const state = {};
    for (const name of names) state[name] = (name === "q" ? words.value : filters.elements[name]?.value || "").trim();
    return state;
  }

  function readAddress() {
    const given = new URLSearchParams(location.search);
    words.value = given.get("q") || "";
    for (const name of names.slice(1)) {
      const field = filters.elements[name];
      if (!field) continue;
      field.value = given.get(name) || "";
      if (field.selectedIndex < 0) field.value = "";
    }
  }

  function writeAddress(state) {
    const given = new URLSearchParams();
    for (const name of names) if (state[name]) given.set(name, state[name]);
    const query = given.toString() ? `?${given}` : "";
    try {
      history.replaceState(null, "", location.pathname + query + location.hash);
    } catch { /* opened in a way that has no address of its own */ }
    for (const [link, href] of languageLinks) link.setAttribute("href", href + query);
  }

  let turn = 0;
  let first = null;
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
      quick.hidden = true;
      count.textContent = allCount;
      return;
    }
    if (!(await takeIndex()) || mine !== turn) return;
    const slots = readQuestion(state.q, index);
    const asks = readAsks(slots);
    const { fitting, isExact } = await rank(index.documents.filter((one) => fits(one, state)), slots, asks);
    if (mine !== turn) return;
    near.hidden = isExact;
    first = fitting[0]?.pick && fitting[0].isWhole && !(fitting[1]?.isWhole && fitting[1].worth > fitting[0].worth * 0.9) ? fitting[0] : null;
    const show = (list) => {
      found.replaceChildren(...list.slice(0, shown).map((one) => makeCard(one, state, asks)));
      more.hidden = list.length <= shown;
      none.hidden = list.length > 0;
      count.textContent = allCount.replace(/[\d\s\u202f\u00a0.,]*\d/u, `${list.length} / ${index.documents.length}`);
    };
    show(fitting);
    shelves.hidden = true;
    results.hidden = false;
    showQuick(fitting, false, state.q);
    const places = slots.some((slot) => !slot.ask) ? await findPassages(state.q, slots, state, asks) : [];
    if (mine !== turn) return;
    const items = await Promise.all(places.slice(0, shownPassages).map(showPassage));
    if (mine !== turn) return;
    passageList.replaceChildren(...items);
    passages.hidden = !items.length;
    morePassages.hidden = places.length <= shownPassages;
    const holders = new Map(places.map((one) => [one.name, one.spoken]));  // no title says it: those that do inside, in their language
    const inside = fitting.length ? fitting : [...holders].map(([name, spoken]) => {
      const one = index.documents.find((each) => each.name === name);
      return { one, pick: spoken === language ? null : one?.files.find((file) => file.at === spoken && file.format === "html") };
    }).filter(({ one }) => one && fits(one, state));
    if (inside !== fitting) show(inside);
    showQuick(inside, items.length > 0, state.q);
  }

  let timer = 0;
  function soon(delay = 120) {
    shown = oneStep;
    shownPassages = fewPassages;
    first = null;
    clearTimeout(timer);
    timer = setTimeout(update, delay);
  }

  const goToResults = () => document.getElementById("documents").scrollIntoView();
  find.hidden = false;
  document.getElementById("tools").hidden = false;
  words.addEventListener("input", () => soon());
  words.addEventListener("focus", takeIndex, { once: true });
  find.addEventListener("keydown", step);
  filters.addEventListener("change", () => soon(0));
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => { words.value = ""; setTimeout(soon, 0, 0); });
  find.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    update().then(() => {
      quick.hidden = true;
      if (first) quick.querySelector("a").click();
      goToResults();
    });
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
  const isShared = names.some((name) => readState()[name]);
  drawer.open = wide.matches || names.slice(1).some((name) => readState()[name]);
  wide.addEventListener("change", () => { if (wide.matches) drawer.open = true; });
  update().then(() => {
    if (!isShared || location.hash) return;
    quick.hidden = true;
    goToResults();
  });
})();
