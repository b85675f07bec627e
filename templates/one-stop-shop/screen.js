// The page reads well without this. With it: one category at a time, one language spoken,
// and a mark on entries whose term has passed on the reader's own day.
(function () {
  const parts = Array.from(document.querySelectorAll("main [data-category]:not(a)"));
  const tiles = Array.from(document.querySelectorAll(".questions a"));
  const waiting = document.getElementById("not-yet");
  const bar = document.querySelector(".filters");
  const tongue = document.getElementById("tongue");
  const all = document.getElementById("all");
  const none = document.getElementById("none");
  let chosen = "";
  if (!bar) return;
  bar.hidden = false;

  function hide(part, is) {
    part.classList.toggle("is-hidden", is);
    return !is;
  }
  function show() {
    const wanted = tongue ? tongue.value : "";
    for (const service of document.querySelectorAll("main [data-languages]")) {
      hide(service, wanted !== "" && !service.dataset.languages.split(" ").includes(wanted));
    }
    let shown = 0;
    for (const part of parts) {
      const has = part.querySelector("[data-languages]:not(.is-hidden)");
      shown += hide(part, (chosen !== "" && part.dataset.category !== chosen) || (wanted !== "" && !has));
    }
    if (waiting) hide(waiting, !waiting.querySelector("li:not(.is-hidden)"));
    for (const tile of tiles) {
      tile.setAttribute("aria-current", tile.dataset.category === chosen ? "true" : "false");
    }
    none.textContent = shown ? "" : none.dataset.words;
    all.hidden = chosen === "" && wanted === "";
  }
  for (const tile of tiles) {
    tile.addEventListener("click", function () {
      chosen = tile.dataset.category;
      show();
    });
  }
  for (const link of document.querySelectorAll(".elsewhere a")) {
    link.addEventListener("click", function () {
      chosen = "";
      show();
    });
  }
  if (tongue) tongue.addEventListener("change", show);
  all.addEventListener("click", function () {
    chosen = "";
    if (tongue) tongue.value = "";
    show();
    document.getElementById("questions").scrollIntoView();
  });

  const day = new Date().toISOString().slice(0, 10);
  for (const one of document.querySelectorAll("[data-check-by]")) {
    if (one.dataset.checkBy < day) one.classList.add("is-stale");
  }
})();
