/* Fields of a page: a quiet handle on each, by mouse, focus and keyboard; a panel that shows and changes it. */
(() => {
  const found = /^#key=([\w-]+)$/.exec(location.hash);
  if (found) {
    localStorage.setItem("preview-key", found[1]);
    history.replaceState(null, "", location.pathname + location.search);
  }
  const key = localStorage.getItem("preview-key");
  if (!key) return;
  const language = document.documentElement.lang || "en";
  const kept = "preview-edit:" + location.pathname;
  const ask = async (task, body) => {
    const answer = await fetch("/-/" + task, {
      method: "POST",
      headers: {"X-Preview-Key": key, "Content-Type": "application/json"},
      body: JSON.stringify({page: location.pathname, language, ...body}),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const show = async (field) => (await ask("panel", {field})).panel;
  const make = (tag, about, parent) => {
    const one = Object.assign(document.createElement(tag), about);
    if (parent) parent.append(one);
    return one;
  };

  // ── the fields of the page, in its order ──────────────────────────────────────────────────────
  const taskOf = (element) => {
    const row = element.closest("li, tr") || element.closest("p");
    const place = row && row.querySelector(".task-place code, td code");
    return place && /^[\w./-]+:\d+$/.test(place.textContent) ? [row, "place:" + place.textContent] : null;
  };
  const fieldOf = (element) => {
    const task = taskOf(element);
    if (task) return task;
    let one = element.closest("[data-field]");
    for (let above = one; (above = above && above.parentElement.closest("[data-field]"));) {
      if (one.dataset.field.startsWith(above.dataset.field + ".")) one = above;
    }
    if (one) return [one, one.dataset.field];
    const made = element.closest("[data-template]");
    return made ? [element, "place:" + made.dataset.template] : null;
  };
  const hasWords = (element) => [...element.childNodes].some(
    (one) => one.nodeType === 3 && /[\p{L}\p{N}]/u.test(one.data)) && !element.closest("script, style, svg, .note-mark, .edit-own");
  const fields = [];
  const known = new Map();
  const collect = () => {
    for (const element of document.body.querySelectorAll("*")) {
      const one = (hasWords(element) || element.matches("[data-field^='facts:']")) && fieldOf(element);
      if (!one || known.has(one[0])) continue;
      known.set(one[0], fields.length);
      fields.push({element: one[0], path: one[1], isTask: !!taskOf(element)});
    }
  };

  // ── handles: one tab stop for all of them, arrows lead from one to the next ───────────────────
  let words = {};
  let bar, panel, status, late, unfolded, current = 0, lit = null;
  const isShown = (one) => one.element.getClientRects().length > 0;
  const name = (one) => words.change + " " + (one.element.querySelector("svg[aria-label]")?.ariaLabel || one.element.textContent).trim().replace(/\s+/g, " ").slice(0, 60);
  const place = (one) => {
    const box = one.element.getBoundingClientRect();
    const isRtl = getComputedStyle(document.documentElement).direction === "rtl";
    const x = isRtl ? box.left - 22 : box.right - 2;
    const zero = bar.parentElement.getBoundingClientRect();
    one.handle.style.left = Math.max(0, Math.min(x, document.documentElement.clientWidth - 24)) - zero.left + "px";
    one.handle.style.top = Math.max(-scrollY, box.top - 12) - zero.top + "px";
  };
  const light = (one) => {
    if (lit === one) return;
    if (lit) { lit.element.classList.remove("edit-lit"); lit.handle.classList.remove("edit-shown"); }
    lit = one;
    if (one) { place(one); one.element.classList.add("edit-lit"); one.handle.classList.add("edit-shown"); }
  };
  const choose = (number, isFocused) => {
    fields[current].handle.tabIndex = -1;
    current = number;
    const one = fields[number];
    one.handle.tabIndex = 0;
    if (!isFocused) return;
    if (unfolded && !unfolded.contains(one.element)) unfolded.open = false;
    const folded = one.element.closest("details:not([open])");
    if (folded) { folded.open = true; unfolded = folded; } // and folded again by who goes on: a menu lies over the page
    one.element.scrollIntoView({block: one.element.offsetHeight > innerHeight ? "start" : "center"});
    light(one);
    one.handle.focus({preventScroll: true});
  };
  const step = (from, by) => {
    for (let number = from + by; number >= 0 && number < fields.length; number += by) {
      if (isShown(fields[number]) || fields[number].element.closest("details:not([open])")) return number;
    }
    return from;
  };
  /* From what is to be mended to the next of that, past headings and words between; behind the last it stays. */
  const stepOn = (from) => {
    let to = step(from, 1);
    while (fields[from].isTask && !fields[to].isTask && step(to, 1) !== to) to = step(to, 1);
    return fields[from].isTask && !fields[to].isTask ? from : to;
  };
  const build = () => {
    const region = make("section", {className: "edit-own edit-layer"}, document.body);
    region.setAttribute("aria-label", words.bar);
    bar = make("div", {}, region);
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", words.bar);
    bar.setAttribute("aria-orientation", "vertical");
    fields.forEach((one, number) => {
      one.handle = make("button", {type: "button", className: "edit-handle", textContent: "✎", tabIndex: number ? -1 : 0}, bar);
      one.handle.setAttribute("aria-label", name(one));
      one.handle.addEventListener("click", () => open(number));
      one.handle.addEventListener("focus", () => light(one));
    });
    bar.addEventListener("keydown", (event) => {
      const isNext = ["ArrowDown", "ArrowRight"].includes(event.key), isLast = ["ArrowUp", "ArrowLeft"].includes(event.key);
      const to = isNext ? step(current, 1) : isLast ? step(current, -1)
        : event.key === "Home" ? step(-1, 1) : event.key === "End" ? step(fields.length, -1) : -1;
      if (to < 0) return;
      event.preventDefault();
      choose(to, true);
    });
    document.addEventListener("mouseover", (event) => {
      if (event.target.closest(".edit-own")) return;
      const one = fieldOf(event.target);
      light(one && known.has(one[0]) ? fields[known.get(one[0])] : null);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && panel) close();
      if (event.key !== "F2") return;
      event.preventDefault();
      const at = getSelection().anchorNode && getSelection().anchorNode.parentElement;
      const one = lit || (at && fieldOf(at) && fields[known.get(fieldOf(at)[0])]);
      if (one && one.handle) open(fields.indexOf(one)); else choose(step(current - 1, 1), true);
    });
    status = make("div", {className: "edit-own edit-bar", hidden: true}, region);
    status.setAttribute("role", "status");
  };

  // ── the panel ─────────────────────────────────────────────────────────────────────────────────
  const close = () => {
    panel.remove();
    panel = null;
    document.documentElement.classList.remove("edit-beside");
    if (isLate) return restart({at: current});
    choose(current, true);
  };
  const open = async (number, inside) => {
    choose(number, false);
    const field = inside || fields[number].path;
    let html;
    try { html = await show(field); } catch (error) { return tell(String(error.message)); }
    if (!panel) panel = make("aside", {className: "edit-own edit-panel"}, document.body);
    panel.setAttribute("aria-labelledby", "edit-title");
    panel.innerHTML = html;
    document.documentElement.classList.add("edit-beside");
    const {element} = fields[number];
    element.scrollIntoView({block: element.offsetHeight > innerHeight ? "start" : "center"});
    light(null);
    light(fields[number]);
    panel.querySelector("#edit-title").focus();
    const form = panel.querySelector("form");
    if (!form) return wire(null);
    form.addEventListener("input", () => { clearTimeout(late); late = setTimeout(() => check(form), 350); });
    form.addEventListener("change", () => {
      const fresh = form.querySelector(".edit-source");
      if (fresh) fresh.hidden = ![...form.querySelectorAll("select")].some((one) => one.value === "+");
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); save(form, {}); });
    wire(form);
    draw(form);
  };
  const wire = (form) => panel.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-do]");
    if (!button || !panel.contains(button)) return;
    const task = button.dataset.do;
    if (task === "close") close();
    else if (task === "go") open(current, button.dataset.field);
    else if (task === "next") save(form, {isNext: true});
    else if (task === "mine") save(form, {seen: JSON.parse(form.dataset.now)});
    else if (task === "theirs") open(current);
    else if (task === "open") {
      const done = await ask("open", {file: button.dataset.file, line: +button.dataset.line});
      if (!done.opened) tell(button.dataset.file + ":" + button.dataset.line);
    } else save(form, {action: task});
  }, {signal: (wire.stop && wire.stop.abort(), (wire.stop = new AbortController()).signal)});
  const touched = (form) => {
    const said = {};
    for (const one of form.querySelectorAll("[name]")) {
      if (one.closest(".edit-source[hidden]")) continue;
      const before = one.tagName === "SELECT" ? [...one.options].find((choice) => choice.defaultSelected)?.value ?? "" : one.defaultValue;
      const now = one.type === "checkbox" ? (one.checked ? "yes" : "") : one.value;
      const was = one.type === "checkbox" ? (one.defaultChecked ? "yes" : "") : before;
      if (now !== was || one.name.startsWith("new.")) said[one.name] = now;
    }
    return said;
  };
  const isTouched = () => panel && panel.querySelector("form") && Object.keys(touched(panel.querySelector("form"))).some((one) => !one.startsWith("new."));
  const say = (form, problems, english) => {
    for (const one of form.querySelectorAll(".edit-said")) { one.textContent = ""; one.lang = language; }
    for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    const rest = [];
    for (const [where, words_] of Object.entries(problems)) {
      const input = where && [...form.querySelectorAll("[name]")].find((one) => one.name === where || one.name.startsWith(where + "."));
      const said = input && document.getElementById(input.id + "-said");
      if (!said) { rest.push(words_); continue; }
      said.textContent = words_;
      input.setAttribute("aria-invalid", "true");
      const folded = input.closest("details:not([open])");
      if (folded) folded.open = true;
    }
    const whole = form.querySelector(".edit-whole"), places = [...form.querySelectorAll(".edit-said")];
    whole.textContent = rest.join(" ");
    if (english) make("span", {textContent: " " + english, lang: "en", dir: "ltr"}, rest.length ? whole : places.find((one) => one.textContent) || whole);
  };
  const check = async (form) => {
    const said = touched(form);
    if (!Object.keys(said).length) return say(form, {});
    draw(form);
    const answer = await ask("try", {field: form.dataset.field, seen: JSON.parse(form.dataset.held), said});
    say(form, answer.problems, answer.english);
    if (!Object.keys(answer.problems).length) measure(form);
  };
  /* What grew longer is laid out where there is little room, one trial at a time; the last words count. */
  let isMeasuring = false;
  const measure = async (form) => {
    const grown = [...form.querySelectorAll("textarea, input:not([type])")].filter((one) => one.value.length > one.defaultValue.length);
    if (isMeasuring || !grown.length) return;
    isMeasuring = true;
    const said = touched(form);
    try {
      const {told} = await ask("fit", {field: form.dataset.field, seen: JSON.parse(form.dataset.held), said});
      isMeasuring = false;
      if (!form.isConnected) return;
      if (JSON.stringify(touched(form)) !== JSON.stringify(said)) return measure(form);
      const {name} = grown[0];
      if (told.length) say(form, {[name]: told.join(" ")});
    } finally { isMeasuring = false; }
  };
  const draw = async (form) => {
    const picture = form.querySelector(".edit-picture");
    if (!picture) return;
    const {picture: html} = await ask("picture", {field: form.dataset.field, text: form.querySelector("textarea").value});
    picture.innerHTML = html;
    for (const one of picture.querySelectorAll("[id]")) one.removeAttribute("id");
  };
  const save = async (form, {seen, action, isNext}) => {
    clearTimeout(late); // what it would tell is told by saving
    const said = action ? {} : touched(form);
    const to = isNext ? stepOn(current) : current, isLast = isNext && to === current;
    if (isNext && !Object.keys(said).some((one) => !one.startsWith("new."))) {
      if (!isLast) return open(to);
      close();
      return tell(words.last);
    }
    let answer;
    try {
      answer = await ask("save", {field: form.dataset.field, seen: seen ?? JSON.parse(form.dataset.held), said, action: action || ""});
    } catch (error) { return say(form, {}, String(error.message)); }
    say(form, answer.problems, answer.english);
    const wrong = form.querySelector("[aria-invalid]");
    if (wrong) wrong.focus();
    const conflict = form.querySelector(".edit-conflict");
    conflict.hidden = answer.now === null;
    if (answer.now !== null) {
      form.dataset.now = JSON.stringify(answer.now);
      conflict.querySelector("pre").textContent = typeof answer.now === "string" ? answer.now : JSON.stringify(answer.now, null, 1);
      conflict.querySelector("button").focus();
    }
    const tasks = fields.filter((one) => one.isTask);
    const task = isNext && fields[current].isTask ? {task: tasks.indexOf(fields[current]), tasks: tasks.length} : {};
    if (answer.written) restart({...task, at: to, isOpen: isNext && !isLast, isLast, saved: answer.documents});
  };

  // ── what was saved, and what becomes of it ────────────────────────────────────────────────────
  let isLate = false, isLeaving = false;
  const restart = (state) => {
    isLeaving = true;
    sessionStorage.setItem(kept, JSON.stringify(state));
    sessionStorage.setItem("preview-scroll:" + location.pathname, scrollY);
    location.reload();
  };
  addEventListener("preview-reload", (event) => {
    if (isLeaving) return event.preventDefault();
    if (!panel) return;
    event.preventDefault();
    if (isTouched()) isLate = true; else restart({at: current, isOpen: true});
  });
  addEventListener("preview-made", (event) => {
    const {made, done, of, wrong} = event.detail;
    const list = status.querySelector("ul");
    if (!list) return;
    const row = [...list.children].find((one) => one.dataset.path === made) || make("li", {}, list);
    row.className = wrong ? "edit-wrong" : "edit-made";
    row.textContent = (wrong ? "✕ " : "✓ ") + made.slice(1);
    if (wrong) make("span", {textContent: ": " + wrong, lang: "en", dir: "ltr"}, row);
    status.querySelector("summary").textContent = words.making + " " + done + " / " + of;
    if (wrong) status.querySelector("details").open = true;
  });
  const tell = (text, documents) => {
    status.hidden = false;
    status.replaceChildren(make("span", {textContent: text}));
    if (!documents) return;
    const undo = make("button", {type: "button", textContent: words.undo}, status);
    undo.addEventListener("click", async () => {
      const answer = await ask("undo", {});
      if (answer.written) restart({at: current, undone: true});
      else tell(answer.problems[""] || words.unchanged);
    });
    if (!documents.length) return;
    const details = make("details", {}, status);
    make("summary", {textContent: words.making + " " + documents.length}, details);
    const list = make("ul", {}, details);
    for (const one of documents) make("li", {textContent: one.slice(1)}, list).dataset.path = one;
  };

  const begin = async () => {
    try { words = JSON.parse(await show("")); } catch { return; }
    await Promise.allSettled(document.body.getAnimations().map((one) => one.finished)); // hidden until then, some take no focus
    collect();
    if (!fields.length) return;
    build();
    const state = JSON.parse(sessionStorage.getItem(kept) || "null");
    sessionStorage.removeItem(kept);
    if (!state) return;
    let at = Math.min(state.at, fields.length - 1);
    if (state.tasks) { // what was answered is no longer on the list: the next one stands in its place
      const tasks = fields.filter((one) => one.isTask);
      const to = tasks[state.task + (tasks.length < state.tasks ? 0 : 1)];
      if (to && !state.isLast) at = fields.indexOf(to); else state.isOpen = false;
    }
    if (state.isOpen) await open(at); else choose(at, true);
    if (state.saved) tell(words.saved + (state.isLast ? " " + words.last : ""), state.saved);
    if (state.undone) tell(words.undone);
  };
  if (document.readyState === "complete") begin(); else addEventListener("load", begin);
})();
