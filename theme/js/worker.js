// Keeps one whole build of the site, so that it can be read and searched without a network.
//
// The build puts its own name and the digest of every file in the place of the token. A new
// build is a new worker: it fetches what has changed, holds every file against its digest, and
// waits, unseen, until the reader asks for it. So a page never meets the files of another build,
// even when the host is half way through a publication.
"use strict";
const { build, files } = "@build";
const root = registration.scope;
const family = "kegang " + root + " ";
const name = family + build;
const MARK = "X-Kegang-Digest";
// Where a page names the build it came with.
const NAMED = /(search\/starter\.js\?v=)[0-9a-f]+(?=" data-root=)/;

/** The address of a file; also its key in the cache. */
const place = (path) => root + path.split("/").map(encodeURIComponent).join("/");

// ---- Taking a build in

/** A page that says what it said before is the same page, although its build has a new name. */
function unnamed(bytes) {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return NAMED.test(text) ? new TextEncoder().encode(text.replace(NAMED, "$1")) : bytes;
}

async function digest(path, bytes) {
  const what = path.endsWith(".html") ? unnamed(bytes) : bytes;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", what));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The file as an earlier build has it, when it has not changed since. */
async function unchanged(path) {
  const kept = await caches.match(place(path));
  return kept && kept.headers.get(MARK) === files[path] ? kept : null;
}

async function fetched(path) {
  // Never an old copy of the browser's own: the host is asked whether it is still good.
  const answer = await fetch(place(path), { cache: "no-cache" });
  const bytes = await answer.arrayBuffer();
  const right = answer.ok && (await digest(path, bytes)).startsWith(files[path]);
  if (!right) throw Error("not of build " + build + ": " + path);
  // Made anew because an answer that was redirected cannot be given for a page.
  const kind = answer.headers.get("Content-Type") || "";
  return new Response(bytes, { headers: { "Content-Type": kind, [MARK]: files[path] } });
}

/** Takes every file in. What has arrived stays when a line breaks; the next try goes on. */
async function takeIn() {
  const cache = await caches.open(name);
  // What search needs comes first.
  const left = Object.keys(files).sort((a, b) => b.startsWith("search/") - a.startsWith("search/"));
  const work = async () => {
    while (left.length) {
      const path = left.shift();
      if (await cache.match(place(path))) continue;
      await cache.put(place(path), (await unchanged(path)) || (await fetched(path)));
    }
  };
  // Few at a time, so that a page the reader opens meanwhile does not wait.
  await Promise.all([work(), work(), work()]);
}

async function dropOthers() {
  const names = await caches.keys();
  const others = names.filter((other) => other.startsWith(family) && other !== name);
  await Promise.all(others.map((other) => caches.delete(other)));
}

addEventListener("install", (event) => event.waitUntil(takeIn()));
addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => clients.claim())));
addEventListener("message", (event) => event.data === "switch" && skipWaiting());

// ---- Answering

const has = (path) => Object.prototype.hasOwnProperty.call(files, path);

/** What the address names below the root; undefined when it cannot be read. */
function named(url) {
  try {
    return decodeURIComponent(url.pathname.slice(new URL(root).pathname.length));
  } catch (_) {
    return undefined;
  }
}

/** The file of this build for an address; undefined when it is none of ours. */
function find(url, isPage) {
  const path = named(url);
  return isPage
    ? [path, path + "index.html", path + "/index.html", path + ".html"].find(has)
    : [path].find(has);
}

/** Whether the page that asks came from the host because this build does not know it. */
async function isStranger(id) {
  const page = id && (await clients.get(id));
  return Boolean(page) && find(new URL(page.url), true) === undefined;
}

async function kept(path, event) {
  const { request, clientId } = event;
  // Other files are named after what is in them; of the starter there are many.
  if (path === "search/starter.js" && (await isStranger(clientId))) return fetch(request);
  const answer = await caches.match(place(path), { cacheName: name });
  if (answer) return answer;
  // The browser needed the room. Half a build is none: the next visit starts anew.
  await registration.unregister();
  return fetch(request);
}

async function missing(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const page = await caches.match(place("404.html"), { cacheName: name });
    if (!page) throw error;
    return new Response(page.body, { status: 404, headers: page.headers });
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  // A part of a film is the host's to give.
  const ours = request.method === "GET" && request.url.startsWith(root) && !request.headers.has("range");
  if (!ours) return;
  const url = new URL(request.url);
  const isPage = request.mode === "navigate";
  const path = find(url, isPage);
  if (path === undefined) {
    if (isPage) event.respondWith(missing(request));
  } else if (isPage && path === named(url) + "/index.html") {
    event.respondWith(Response.redirect(url.pathname + "/" + url.search));
  } else {
    event.respondWith(kept(path, event));
  }
});
