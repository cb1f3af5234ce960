/* The worker: it keeps the files of the frame for a bad connection. No page and nothing that a
   person wrote is ever kept. `FILES` is put before this text by the server (infoview/pwa.py). */
'use strict';
const CACHE = `infoview-shell-${FILES.join('|').length}-${[...FILES.join('|')].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1e9, 7)}`;
const PATHS = new Set(FILES.map((file) => new URL(file, self.location).pathname));
const AWAY = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>You are offline · Infoview</title>${FILES.filter((file) => file.endsWith('.css')).map((file) => `<link rel="stylesheet" href="${file}">`).join('')}</head>
<body><div class="door"><main class="door__main"><h1>You are offline</h1>
<p class="lede">This page comes from your server, and it cannot be reached. What you typed is kept on this device.</p>
<p><a class="btn btn--primary" href="">Try again</a></p></main></div></body></html>`;

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith('infoview-shell-') && name !== CACHE).map((name) => caches.delete(name)),
  )));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => new Response(AWAY, { status: 503, headers: { 'Content-Type': 'text/html; charset=utf-8' } })));
  } else if (PATHS.has(address.pathname)) {
    event.respondWith(fetch(request).then((answer) => {
      if (answer.ok) { const copy = answer.clone(); event.waitUntil(caches.open(CACHE).then((cache) => cache.put(request, copy))); }
      return answer;
    }).catch(() => caches.match(request).then((known) => known || Response.error())));
  }
});
