// Keeps pages for when there is no network: those that a page names, once a reader has opened it.
// What is kept is shown without a network, or where the network takes too long; fresh pages replace it.
const STORE = "kept-pages";
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", function (event) {
  const wanted = event.data && event.data.keep;
  if (!Array.isArray(wanted)) return;
  const own = wanted.filter((one) => new URL(one).origin === self.location.origin);
  event.waitUntil(caches.open(STORE).then(async function (store) {
    const kept = await Promise.all(own.map((one) => keep(store, one)));
    if (event.source && kept.every(Boolean)) event.source.postMessage({ kept: own.length });
  }));
});

async function keep(store, address) {
  try {
    const answer = await fetch(address, { cache: "no-cache" });
    if (answer.ok) await store.put(address, answer);
    return answer.ok;
  } catch {
    return Boolean(await store.match(address));
  }
}

self.addEventListener("fetch", function (event) {
  const asked = event.request;
  if (asked.method !== "GET" || new URL(asked.url).origin !== self.location.origin) return;
  event.respondWith(answer(asked));
});

async function answer(asked) {
  const store = await caches.open(STORE);
  const kept = await store.match(asked, { ignoreSearch: true });
  if (!kept) return fetch(asked);
  const fresh = fetch(asked).then(function (found) {
    if (found.ok) store.put(asked.url.split("#")[0], found.clone());
    return found.ok ? found : kept;
  });
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE));
  return Promise.race([fresh, late]).catch(() => kept);
}
