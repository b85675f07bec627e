// The page reads well without this. With it: search, one question at a time, one language spoken, what is
// open now, reading aloud, and the page kept for when there is no network.
(function () {
  const words = document.getElementById("words").dataset;
  const language = document.documentElement.lang;
  const services = Array.from(document.querySelectorAll(".answers article"));
  const sections = Array.from(document.querySelectorAll(".answers > section"));
  const tiles = Array.from(document.querySelectorAll(".questions a"));
  const bar = document.querySelector(".filters");
  const tongue = document.getElementById("tongue");
  const find = document.getElementById("find");
  const all = document.getElementById("all");
  const none = document.getElementById("none");
  let chosen = "";

  // Letters are compared without accents, case, vowel signs and the forms that keyboards mix up; Ethiopic
  // syllables by their consonants, whose vowels change with the word, but for words of two (ገዛ, ግዜ); Arabic nouns without their article, and in
  // both languages words without the letters for “and”, for who does it and when; Slavic adjectives and Arabic nouns without their endings.
  const BEFORE = { ar: /^و?[اتينس](?=.{3})|^و(?=.{4})/, ti: /^[መከየተነአዘ](?=.{3})/ }[language] || /^(?!)/;
  const AFTER = /(?<=[а-яі]{4})(?:[оеь]?[оеє](?:го|му)|[иіы]ми|[иіы][их]|[ая]я|[оеє][иіюе]|[ую]ю|ые)$|(?<=[\u0621-\u064a]{3})ا$/;
  const SAME = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ئ": "ي", "ة": "ه", "ۀ": "ه", "ک": "ك", "ګ": "گ", "ؤ": "و", "ı": "i", "ё": "е", "ґ": "г", "ς": "σ", "ß": "ss", "œ": "oe", "ሀ": "ሐ", "ኀ": "ሐ", "ኸ": "ከ", "ሠ": "ሰ", "ፀ": "ጸ", "ዐ": "አ", "ቐ": "ቀ" };
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200c\u200d]/g, "")
      .normalize("NFC").replace(/[٠-٩۰-۹]/g, (one) => one.charCodeAt(0) & 15)
      .replace(/[\u1200-\u135a]{3,}/g, (word) => word.replace(/./g, (one) => String.fromCharCode(one.charCodeAt(0) & ~7))).replace(/./gu, (one) => SAME[one] || one);
  }
  function split(text) {
    return fold(text.replace(/['’ʼ]/g, language === "uk" ? "" : " ")).split(/[^\p{L}\p{N}]+/u).filter(Boolean)
      .map((word) => word.replace(/^(?:[وبكف]?ال|لل)(?=.{3})/, ""));
  }
  const trim = (word) => word.replace(AFTER, "").replace(BEFORE, "");
  const list = (text) => split(text).map(trim);
  const empty = new Set(list(words.without));
  const meant = (text) => list(text).filter((word) => !empty.has(word));
  // Who asks for “a doctor who speaks Arabic” asks for a doctor: the language says who goes first.
  const [speaks, tongues] = words.speak.split("|").map(split);
  const names = words.tongues.split("|").map(split);
  function ask(text) {
    const typed = meant(text).length ? meant(text) : list(text);
    const heard = split(text);
    if (!heard.some((word) => speaks.includes(word))) return { typed, spoken: [] };
    const named = (word) => names.filter((name) => name.slice(1).some((one) => one.length > 2 && begins(one, word)));
    const rest = heard.filter((word) => ![...speaks, ...tongues].includes(word) && !named(word).length).map(trim).filter((word) => !empty.has(word));
    return rest.length ? { typed: rest, spoken: heard.flatMap(named).map((name) => name[0]) } : { typed, spoken: [] };
  }
  const short = (word) => (/[\u0600-\u06ff\u1200-\u137f]/.test(word) ? 3 : 4);
  // How a word of the page can be what was typed: it begins so or is the same word in another form; it holds it;
  // it would with one letter put in, left out, changed or swapped. What is nearest is taken.
  const WAYS = [begins, (word, typed) => typed.length >= (typed > "\u1200" ? 3 : 4) && word.includes(typed), resembles];
  function begins(word, typed) {
    if (typed.length < 3) return word === typed;
    if (word.startsWith(typed)) return true;
    if (word.length > 2 && typed.length - word.length < 4 && /[\u0370-\u04ff]/.test(word) && typed.startsWith(word)) return true;  // газ, газом
    let same = 0;
    while (same < word.length && word[same] === typed[same]) same++;
    return same >= short(typed) && same >= 0.7 * Math.max(word.length, typed.length);
  }
  function resembles(word, typed) {
    if (typed.length < short(typed) + 1 || Math.abs(word.length - typed.length) > 8) return false;
    const start = word.slice(0, typed.length + 1);
    for (let at = 0; at < typed.length; at++) {
      if (start[at] === typed[at]) continue;
      const rest = typed.slice(at);
      return start.slice(at + 1).startsWith(rest.slice(1)) || start.slice(at + 1).startsWith(rest) || start.slice(at).startsWith(rest.slice(1)) ||
        (start.slice(at, at + 2) === rest[1] + rest[0] && start.slice(at + 2).startsWith(rest.slice(2)));
    }
    return true;
  }
  // What each service answers to, and how much it weighs: its name, its first topic, the days on which it is open,
  // its other topics, the rest of its text without the labels that all have. Topics without a service stand beside them.
  const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
  const read = (service, parts) => Array.from(service.querySelectorAll(parts), (one) => one.textContent).join(" ");
  const known = new Map();
  for (const service of services) {
    const [first, ...others] = service.dataset.categories.split(" ").map((id) => document.getElementById(id).dataset.words);
    const open = DAYS.map((day) => (service.dataset.opening || "").includes(day));
    const days = words.days.split("|").filter((_, day) => open[day] && !open.every(Boolean));
    const parts = [[4, read(service, "h3, .provider")], [4, first + " " + days.join(" ")], [2, others.join(" ")],
      [1, read(service, "p:not(.provider, .checked, .wrong, .opening, .unknown), dd, .reach bdi, .reach small")]];
    known.set(service, parts.map(([weight, text]) => [weight, new Set(meant(text))]));
  }
  // The numbers for danger answer to who comes, and to what one sees who needs them: fire, somebody unconscious.
  const numbers = Array.from(document.querySelectorAll("#emergency li > a"));
  const danger = document.getElementById("danger");
  const groups = words.calls.split("|").map(meant);
  for (const number of numbers) {
    const who = meant(number.querySelector("span").firstChild.textContent);
    known.set(number, [[5, new Set(who.concat(...groups.filter((group) => group.some((word) => who.includes(word)))))]]);
  }
  for (const topic of words.waiting.split("|").filter(Boolean)) known.set(topic, [[5, new Set(meant(topic))]]);
  for (const section of sections) known.set(section, [[2, new Set(meant(section.dataset.name))], [1, new Set(meant(section.dataset.words))]]);

  // How many of the words typed each answers to, and how well; of the ways to be like them the nearest that any has.
  function weigh(typed) {
    const found = new Map(Array.from(known.keys(), (one) => [one, { count: 0, points: 0, same: 0 }]));
    for (const one of typed) {
      for (const way of WAYS) {
        const hits = [];
        for (const [what, parts] of known) {
          const met = parts.filter(([, own]) => [...own].some((word) => way(word, one)));
          if (met.length) hits.push([found.get(what), met.reduce((sum, [weight]) => sum + weight, 0), met.some(([, own]) => own.has(one))]);
        }
        for (const [hit, points, isSame] of hits) {
          hit.count++;
          hit.same += isSame && one.length < 4;  // a short word begins many that mean something else
          hit.points += points * Math.log(1 + known.size / hits.length);  // a rare word says more
        }
        if (hits.length) break;
      }
    }
    return found;
  }

  function show() {
    const wanted = tongue ? tongue.value : "";
    const { typed, spoken } = ask(find.value);
    const weight = weigh(typed);
    for (const service of services) {
      if (service.dataset.languages.split(" ").some((one) => spoken.includes(one))) weight.get(service).points += 3;
    }
    const most = (list) => Math.max(0, ...list.map((one) => weight.get(one).count));
    // What the question is about goes before a word in passing; of a topic without a service that is said.
    const asked = most(sections);
    const waiting = most([...known.keys()].filter((one) => typeof one === "string"));
    const nearest = sections.filter((one) => asked && weight.get(one).count === asked);
    const same = Math.max(0, ...nearest.map((one) => weight.get(one).same));
    const isMissing = waiting > asked && waiting >= most(services);
    const rarest = Math.max(...nearest.map((one) => weight.get(one).points));
    for (const section of nearest) {
      if (typed.length === 1 && weight.get(section).same < same) continue;
      const more = section.querySelector(".urgent") ? 6 : 0;  // a vaccine for my daughter is health before it is family
      for (const service of services) {
        const place = service.dataset.categories.split(" ").indexOf(section.id);
        if (place >= 0) weight.get(service).points += asked * (more + (place ? 10 : 14)) * weight.get(section).points / rarest;
      }
    }
    // Who answers to fewer than half of the words does not answer; where nobody does, the nearest stand below a word on that.
    const isFar = most(services) < typed.length / 2;
    const least = isFar ? Math.max(1, most(services)) : typed.length / 2;
    let shown = 0;
    for (const section of sections) {
      const here = Array.from(section.querySelectorAll("article"));
      const best = Math.max(most(here), least);
      let points = 0;
      for (const service of here) {
        const has = (chosen === "" || service.dataset.categories.split(" ").includes(chosen)) &&
          (wanted === "" || service.dataset.languages.split(" ").includes(wanted)) &&
          (!typed.length || (!isMissing && weight.get(service).count >= best));
        service.classList.toggle("is-hidden", !has);
        service.style.order = typed.length ? 1000 - Math.round(10 * weight.get(service).points) : "";
        if (has) points = Math.max(points, weight.get(service).points);
        shown += has;
      }
      section.style.order = section.id === chosen ? -1 : -Math.round(10 * points);
    }
    document.querySelector(".answers").classList.toggle("is-ranked", typed.length > 0);
    // Answers stand right below what was typed, above the keyboard of a phone.
    for (const one of document.querySelectorAll(".questions, .few, .unread")) one.classList.toggle("is-hidden", typed.length > 0);
    const isFiltered = chosen !== "" || wanted !== "" || typed.length > 0;
    for (const section of sections) {
      const has = section.querySelector("article:not(.is-hidden)");
      const isChosen = section.id === chosen;
      section.classList.toggle("is-hidden", isFiltered && !has && !isChosen);
      for (const part of section.querySelectorAll("h2, .question-about, .watched")) {
        part.classList.toggle("is-hidden", (chosen !== "" && !isChosen) || (typed.length > 0 && part.matches(".question-about")));
      }
      for (const link of section.querySelectorAll(".elsewhere")) link.classList.toggle("is-hidden", isFiltered);
    }
    for (const tile of tiles) tile.setAttribute("aria-current", tile.dataset.category === chosen ? "true" : "false");
    const called = numbers.filter((one) => typed.length && weight.get(one).count >= typed.length / 2);
    danger.firstChild.replaceChildren(...called.map(function (one) {
      const line = document.createElement("li");
      line.className = "is-first";
      line.append(one.cloneNode(true));
      return line;
    }));
    danger.hidden = !called.length;
    none.hidden = (shown > 0 && !isFar) || called.length > 0;
    all.hidden = !isFiltered;
  }
  bar.hidden = false;
  const reveal = () => document.body.classList.add("is-ready");
  void document.body.offsetHeight;  // the fonts are asked for when the page is laid out
  if (document.fonts) document.fonts.ready.then(reveal);
  else reveal();
  bar.addEventListener("submit", (event) => event.preventDefault());
  for (const tile of tiles) {
    tile.addEventListener("click", function () {
      chosen = tile.dataset.category;
      find.value = "";
      show();
    });
  }
  for (const link of document.querySelectorAll(".elsewhere a")) link.addEventListener("click", () => reset());
  function reset() {
    chosen = "";
    find.value = "";
    if (tongue) tongue.value = "";
    show();
  }
  if (tongue) tongue.addEventListener("change", show);
  find.addEventListener("input", function () {
    chosen = "";
    show();
    bar.scrollIntoView({ behavior: "instant" });
  });
  all.addEventListener("click", function () {
    reset();
    document.getElementById("questions").scrollIntoView();
  });

  // What is open now, by the clock of the place; what public holidays change is not known.
  function tell(service) {
    const line = service.querySelector(".opening");
    if (!service.dataset.opening || !line) return;
    const always = service.dataset.opening.startsWith("MO,TU,WE,TH,FR,SA,SU 00:00 24:00 0000 9999");
    if (!service.dataset.zone && !always) return;
    const parts = {};
    for (const one of new Intl.DateTimeFormat("en-GB", { timeZone: service.dataset.zone || "UTC", weekday: "short", year: "numeric", month: "2-digit", day: "2-digit", hourCycle: "h23", hour: "2-digit", minute: "2-digit" }).formatToParts(new Date())) parts[one.type] = one.value;
    const today = DAYS.indexOf(parts.weekday.slice(0, 2).toUpperCase());
    const now = parts.hour + ":" + parts.minute;
    const midnight = Date.UTC(parts.year, parts.month - 1, parts.day);
    let open = false, next = null;
    for (const span of service.dataset.opening.split("|")) {
      const [days, from, to, since, until] = span.split(" ");
      const holds = function (away) {
        const date = new Date(midnight + away * 864e5).toISOString().slice(0, 10);
        return since <= date && date <= until;
      };
      for (const day of days.split(",")) {
        let away = (DAYS.indexOf(day) - today + 7) % 7;
        if (away === 0 && holds(0) && from <= now && now < to) open = true;
        if (away === 0 && from <= now) away = 7;
        if (holds(away) && (!next || away < next.away || (away === next.away && from < next.from))) next = { away, from };
      }
    }
    line.textContent = open ? words.open : words.closed;
    line.classList.toggle("is-open", open);
    const more = document.createElement("small");
    const opens = open || !next ? "" : words.opens + " " + (next.away ? words.days.split("|")[(today + next.away) % 7] + " " : "") + "\u2066" + next.from.replace(/\d/g, (digit) => words.digits[digit]) + "\u2069. ";
    more.textContent = always ? "" : opens + words.holidays;
    if (more.textContent) line.append(more);
    line.hidden = false;
  }
  try {
    services.forEach(tell);
    setInterval(() => services.forEach(tell), 60000);  // a page that stays open goes with the clock
  } catch (error) { /* a phone that knows no zones says nothing of hours */ }
  const day = new Date().toISOString().slice(0, 10);
  for (const one of document.querySelectorAll("[data-check-by]")) {
    if (one.dataset.checkBy < day) one.classList.add("is-stale");
  }

  // Android opens a place in its own app; other screens, iPhones too, know no geo: and keep the map on the web.
  if (/Android/.test(navigator.userAgent)) {
    for (const link of document.querySelectorAll("[data-geo]")) link.href = link.dataset.geo;
  }

  // Away at once, without a way back by one touch.
  for (const link of document.querySelectorAll(".leave")) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      location.replace(link.href);
    });
  }

  // Reading aloud, where the phone has a voice for the page's language.
  // Numbers of notes say nothing to who listens, nor does an original in a voice of another language.
  function heard(element) {
    const copy = element.cloneNode(true);
    for (const one of copy.querySelectorAll(".original, .note-mark")) one.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  function offerVoice() {
    const base = language === "prs" ? "fa" : language;
    const voice = speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith(base));
    if (!voice || document.querySelector(".speak")) return;
    for (const service of services) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "speak";
      button.textContent = words.read;
      button.addEventListener("click", function () {
        const isOn = button.textContent === words.stop;
        speechSynthesis.cancel();
        for (const other of document.querySelectorAll(".speak")) other.textContent = words.read;
        if (isOn) return;
        const said = new SpeechSynthesisUtterance(Array.from(service.querySelectorAll("h3, p:not(.wrong), .reach li")).map(heard).join(". "));
        said.voice = voice;
        said.lang = voice.lang;
        said.onend = () => { button.textContent = words.read; };
        button.textContent = words.stop;
        speechSynthesis.speak(said);
      });
      service.querySelector("details").before(button);
    }
  }
  if (window.speechSynthesis) {
    offerVoice();
    speechSynthesis.onvoiceschanged = offerVoice;
  }

  // From the web only: share, install, keep all languages of this city for when there is no network.
  if (!location.protocol.startsWith("http")) return;
  const here = location.href.split("#")[0];
  const share = document.querySelector(".share-buttons");
  share.hidden = false;
  share.querySelector("a").href = "https://wa.me/?text=" + encodeURIComponent(share.dataset.text + " " + here);
  share.querySelector("button").addEventListener("click", function (event) {
    navigator.clipboard.writeText(here).then(() => { event.target.lastChild.textContent = event.target.dataset.done; });
  });
  if (!("serviceWorker" in navigator)) return;
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = here.replace(/\.html$/, ".webmanifest");
  document.head.append(manifest);
  navigator.serviceWorker.addEventListener("message", function (event) {
    if (event.data.kept) document.querySelector(".is-kept").hidden = false;
  });
  navigator.serviceWorker.register("../offline.js").then(() => navigator.serviceWorker.ready).then(function (found) {
    const pages = Array.from(document.querySelectorAll(".languages a"), (one) => one.href);
    found.active.postMessage({ keep: [here, ...pages] });
  }).catch(() => {});
})();
