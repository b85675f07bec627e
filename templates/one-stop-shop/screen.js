// The page reads well without this. With it: one category at a time, one language spoken,
// and a mark on entries whose term has passed on the reader's own day.
(function () {
  const sections = Array.from(document.querySelectorAll("section[data-category]"));
  const tiles = Array.from(document.querySelectorAll(".questions a"));
  const bar = document.querySelector(".filters");
  const tongue = document.getElementById("tongue");
  const all = document.getElementById("all");
  let chosen = "";
  if (!bar) return;
  bar.hidden = false;

  function show() {
    const wanted = tongue ? tongue.value : "";
    for (const section of sections) {
      section.classList.toggle("is-hidden", chosen !== "" && section.dataset.category !== chosen);
    }
    for (const service of document.querySelectorAll("article[data-languages]")) {
      const spoken = service.dataset.languages.split(" ");
      service.classList.toggle("is-hidden", wanted !== "" && !spoken.includes(wanted));
    }
    for (const tile of tiles) {
      tile.setAttribute("aria-current", tile.dataset.category === chosen ? "true" : "false");
    }
    all.hidden = chosen === "" && wanted === "";
  }
  for (const tile of tiles) {
    tile.addEventListener("click", function () {
      chosen = tile.dataset.category;
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
