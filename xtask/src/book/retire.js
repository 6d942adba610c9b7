// Takes the place of the worker that an earlier visit to a published site at this address may
// have left: it would go on showing that site. Only `cargo xtask serve` answers with this.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const forget = async () => {
    await registration.unregister();
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("kegang ")).map((name) => caches.delete(name)));
    const pages = await clients.matchAll({ type: "window" });
    await Promise.all(pages.map((page) => page.navigate(page.url)));
  };
  event.waitUntil(forget());
});
