(() => {
  const shown = document.currentScript.dataset.shown;
  const key = "preview-scroll:" + location.pathname;
  const kept = sessionStorage.getItem(key);
  if (kept !== null) { sessionStorage.removeItem(key); addEventListener("load", () => scrollTo(0, +kept)); }
  let box = null;
  const show = (text) => {
    if (!text) { if (box) { box.remove(); box = null; } return; }
    if (!box) {
      box = document.createElement("pre");
      box.setAttribute("role", "alert");
      box.className = "preview-problems";
      box.lang = "en";
      box.dir = "ltr";
      document.body.append(box);
    }
    box.textContent = text;
  };
  const first = document.getElementById("preview-first");
  if (first) show(JSON.parse(first.textContent));
  const asked = new URLSearchParams({path: decodeURIComponent(location.pathname), shown});
  const events = new EventSource("/-/events?" + asked);
  events.onmessage = (event) => {
    const news = JSON.parse(event.data);
    if (news.made) dispatchEvent(new CustomEvent("preview-made", {detail: news}));
    else if (!news.reload) show(news.problems);
    else if (dispatchEvent(new CustomEvent("preview-reload", {cancelable: true}))) {
      sessionStorage.setItem(key, scrollY);
      location.reload();
    }
  };
})();
