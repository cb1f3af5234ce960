/* The frame of every page: toasts, menus, palette, shortcuts, kept forms, focus.
   One file, so that a first visit stays small; each part hangs off data- attributes (docs/ui.md). */
window.Infoview = (() => {
  'use strict';

  // Texts go through Django's catalogue where a page brings one; English needs none.
  const gettext = window.gettext || ((text) => text);
  const filled = (text, values) => gettext(text).replace(/%\((\w+)\)s/g, (_, name) => values[name]);
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const body = document.body;
  const owner = body.dataset.owner || '';
  const typing = (element) => element.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
  const token = () => JSON.parse(body.getAttribute('hx-headers') || '{}')['X-CSRFToken'] || '';
  const clock = (moment = new Date()) => moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: body.dataset.hour12 === 'yes' });
  const samePage = () => location.pathname + location.search;

  function icon(name) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', 'icon');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', `${body.dataset.icons}#${name}`);
    svg.append(use);
    return svg;
  }

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /* ---- What was refused stands at its page's address: a reload asks for that page and posts nothing again ---- */
  if (body.dataset.shownAt) history.replaceState(null, '', body.dataset.shownAt);

  /* ---- Every part is started on the page and again on what htmx brings ---- */
  const parts = [];
  function part(selector, start) {
    const startIn = (root) => {
      if (root.matches?.(selector)) begin(root);
      $$(selector, root).forEach(begin);
    };
    const begun = new WeakSet();
    const begin = (found) => { if (!begun.has(found)) { begun.add(found); start(found); } };
    parts.push(startIn);
    startIn(document);
  }
  document.addEventListener('htmx:load', (event) => parts.forEach((startIn) => startIn(event.detail.elt)));

  /* ---- Toasts: one at a time; they wait while looked at ---- */
  const toasts = $('#toasts');
  function lookAfter(toast) {
    const lasting = Boolean($('form', toast));
    let timer = 0;
    const go = () => { clearTimeout(timer); timer = setTimeout(() => toast.remove(), lasting ? 10000 : 5000); };
    const wait = () => clearTimeout(timer);
    toast.addEventListener('mouseenter', wait);
    toast.addEventListener('mouseleave', go);
    toast.addEventListener('focusin', wait);
    toast.addEventListener('focusout', go);
    go();
  }
  function say(text, { undo = '' } = {}) {
    const toast = $('#toast-pattern').content.cloneNode(true).firstElementChild;
    $('span', toast).textContent = text;
    const form = $('form', toast);
    if (undo) {
      form.setAttribute('action', undo);
      form.elements.next.value = samePage();
    } else form.remove();
    toasts.replaceChildren(toast);
    lookAfter(toast);
  }
  $$('[data-toast]').forEach(lookAfter);

  /* ---- Notices: what went wrong is never a toast ---- */
  const notices = $('#notices');
  function notice(text, { kind = 'red', name = '', link = '', action = '' } = {}) {
    if (!notices) return;
    if (name) $(`[data-notice="${name}"]`, notices)?.remove();
    const made = element('div', { class: `notice notice--${kind}`, 'data-notice': name }, icon('alert'), element('p', {}, text));
    if (link) made.append(element('p', { class: 'notice__actions' }, element('a', { class: 'linkbtn', href: link }, action)));
    notices.append(made);
  }
  const unnotice = (name) => notices && $(`[data-notice="${name}"]`, notices)?.remove();

  document.addEventListener('infoview:said', (event) => {
    for (const { text, undo, quiet } of event.detail.value) {
      if (quiet) say(text, { undo }); else notice(text);
    }
  });
  const offline = () => notice(gettext('You are offline. Notes are kept on this device.'), { kind: 'amber', name: 'offline' });
  if (!navigator.onLine) offline();
  window.addEventListener('offline', offline);
  window.addEventListener('online', () => unnotice('offline'));
  document.addEventListener('htmx:sendError', () => (navigator.onLine
    ? notice(gettext('The server did not answer. Nothing was changed. Try again.'), { name: 'failed' }) : offline()));
  document.addEventListener('htmx:beforeRequest', () => unnotice('failed'));
  document.addEventListener('htmx:responseError', (event) => {
    const status = event.detail.xhr.status;
    const again = { name: 'failed', link: location.href, action: gettext('Reload the page') };
    if (status === 403) notice(gettext('This page is out of date, perhaps you signed in again elsewhere.'), again);
    else if (status === 404) notice(gettext('That is no longer here. It may have been changed in another tab.'), again);
    else if (status === 409) notice(gettext('This was changed in another tab meanwhile.'), again);
    else if (status === 429) notice(gettext('That was a little fast. Wait a minute and try again.'), { name: 'failed' });
    else notice(gettext('That did not work. Your data is safe. Try again.'), { name: 'failed' });
  });

  /* ---- Kept text: in this browser only, by owner, until the server has it ---- */
  const kept = (() => {
    let opened;
    const open = () => {
      opened ||= new Promise((resolve, reject) => {
        const request = indexedDB.open('infoview', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('kept', { keyPath: 'key' });
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      return opened;
    };
    const ask = async (mode, act) => {
      const store = (await open()).transaction('kept', mode).objectStore('kept');
      return new Promise((resolve, reject) => {
        const request = act(store);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    };
    // A browser may refuse its storage: then nothing is kept, and everything else works on.
    const or = (fallback) => () => fallback;
    const key = (name) => `${owner}|${name}`;
    return {
      get: (name) => ask('readonly', (store) => store.get(key(name))).catch(or(undefined)),
      put: (name, value) => ask('readwrite', (store) => store.put({ ...value, key: key(name), name, owner, at: Date.now() })).catch(or(undefined)),
      remove: (name) => ask('readwrite', (store) => store.delete(key(name))).catch(or(undefined)),
      all: async () => (await ask('readonly', (store) => store.getAll()).catch(or([]))).filter((one) => one.owner === owner),
      clear: () => ask('readwrite', (store) => store.clear()).catch(or(undefined)),
    };
  })();

  /* ---- Outbox: small acts of a talk that must reach the server, now or as soon as it answers again ---- */
  const outbox = (() => {
    const underway = new Set();
    async function send(name, { url, values }) {
      if (underway.has(name)) return false;
      underway.add(name);
      try {
        const response = await fetch(url, { method: 'POST', redirect: 'manual', headers: { 'X-CSRFToken': token(), Accept: 'application/json' }, body: new URLSearchParams(values) });
        const refused = response.status >= 400 && response.status < 500 && ![401, 403, 408, 429].includes(response.status);
        if (response.ok || refused) { await kept.remove(name); return response.ok; }
      } catch { /* kept; sent again later */ } finally { underway.delete(name); }
      return false;
    }
    return {
      async post(url, values) {
        const once = crypto.randomUUID?.() || `${Date.now()}-${Math.random()}`;
        const name = `out:${Date.now()}-${once}`;
        const one = { url, values: { ...values, at: new Date().toISOString(), once } };
        underway.add(name);
        await kept.put(name, one);
        underway.delete(name);
        return send(name, one);
      },
      async again() {
        const waiting = (await kept.all()).filter(({ name }) => name.startsWith('out:') && !underway.has(name));
        for (const one of waiting) if (!await send(one.name, one)) return;
        if (waiting.length) unnotice('marks');
      },
    };
  })();
  if (owner) {
    outbox.again();
    window.addEventListener('online', () => outbox.again());
    setInterval(() => outbox.again(), 30000);
  }

  /* ---- Notes left unsaved by a closed tab are named on the next page ---- */
  // A moment later, since a note may be on its way from the page just left.
  if (owner) setTimeout(async () => {
    const note = (await kept.all()).find(({ name, page }) => name.startsWith('save:') && page !== location.pathname);
    if (note) notice(gettext('A note on this device is not saved yet.'), { kind: 'amber', name: 'waiting', link: note.page, action: gettext('Open it, and it is saved') });
  }, 4000);

  /* ---- Kept forms: an expired session in the middle of a form loses nothing ---- */
  const SENT = 'infoview-sent';
  const MONTH = 30 * 24 * 3600 * 1000;
  const formName = (form) => `form:${form.dataset.keep || form.getAttribute('action') || location.pathname}`;
  const keepable = (field) => field.name && !field.matches('[type=password], [type=hidden], [type=file], [type=submit], [type=button], button, fieldset, output, [data-no-keep], [data-autosave]');
  function answers(form) {
    return [...form.elements].filter(keepable).map((field) => (field.matches('[type=checkbox], [type=radio]')
      ? [field.name, field.value, field.checked] : field.multiple
        ? [field.name, null, [...field.selectedOptions].map((option) => option.value)] : [field.name, null, field.value]));
  }
  function fill(form, values) {
    for (const [name, value, answer] of values) {
      const field = [...form.elements].find((one) => one.name === name && keepable(one) && (value === null || one.value === value));
      if (!field) continue;
      if (field.matches('[type=checkbox], [type=radio]')) field.checked = answer;
      else if (field.multiple) [...field.options].forEach((option) => { option.selected = answer.includes(option.value); });
      else field.value = answer;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  const sameAnswers = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  async function settleSentForm() {
    const sent = sessionStorage.getItem(SENT);
    if (!sent) return;
    const way = performance.getEntriesByType('navigation')[0];
    const failed = !owner || body.classList.contains('is-error') || $('.errors') || (way && way.type !== 'navigate');
    if (!failed) await kept.remove(sent);
    // Last: a page left at once has not settled it, and the next one will.
    if (sessionStorage.getItem(SENT) === sent) sessionStorage.removeItem(SENT);
  }
  const settled = settleSentForm();

  part('form[data-keep]', async (form) => {
    const name = formName(form);
    const first = answers(form);
    let timer = 0;
    const write = () => {
      if (!form.isConnected) return undefined;
      const values = answers(form);
      return sameAnswers(values, first) ? kept.remove(name) : kept.put(name, { values, first, page: samePage() });
    };
    form.addEventListener('input', (event) => {
      if (!event.isTrusted) return;
      form.dataset.touched = 'yes';
      clearTimeout(timer);
      timer = setTimeout(write, 250);
    });
    form.addEventListener('submit', () => { clearTimeout(timer); if (form.dataset.touched) write(); });
    await settled;
    const before = await kept.get(name);
    if (!before || form.dataset.touched || $('.errors', form)) return;
    // Only what was changed comes back: the rest may be newer on the server.
    const changed = before.values.filter((one) => !before.first.some((other) => sameAnswers(one, other)));
    if (!changed.length || sameAnswers(before.values, first) || Date.now() - before.at > MONTH) { kept.remove(name); return; }
    fill(form, changed);
    form.dataset.touched = 'yes';
    const over = element('button', { type: 'button', class: 'linkbtn' }, gettext('Start over'));
    const told = element('div', { class: 'notice', role: 'status' }, icon('clock'),
      element('p', {}, filled('What you typed at %(time)s is back.', { time: clock(new Date(before.at)).replace(/:\d\d(?=\D*$)/, '') })), element('p', { class: 'notice__actions' }, over));
    over.addEventListener('click', () => { fill(form, first); kept.remove(name); delete form.dataset.touched; told.remove(); });
    form.prepend(told);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches('[data-keep]') || form.method !== 'post') return;
    sessionStorage.setItem(SENT, formName(form));
  });
  // Says that the words are kept here: whoever was signed out is asked to sign in, and finds them in the form.
  document.addEventListener('formdata', (event) => {
    if (event.target.matches('[data-keep]') && event.target.dataset.touched) event.formData.set('kept-here', 'yes');
  });
  // Before the answer is swapped in: the new form may be the same one, and must not find what was just saved.
  document.addEventListener('htmx:beforeOnLoad', (event) => {
    const form = event.detail.elt.closest?.('form[data-keep]');
    // What is asked while somebody types, such as a remark on the wording, accepts nothing.
    if (!form || !event.detail.elt.matches('form, button, [type=submit]') || event.detail.requestConfig.verb === 'get') return;
    const { xhr } = event.detail;
    if (xhr.getResponseHeader('HX-Redirect')) sessionStorage.setItem(SENT, formName(form));
    else if (xhr.status >= 200 && xhr.status < 400) { kept.remove(formName(form)); delete form.dataset.touched; }
  });

  /* ---- Signing out takes the kept text along, and asks first when it is not saved ---- */
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!form.matches('[data-sign-out]') || form.dataset.sure) return;
    event.preventDefault();
    const waiting = await kept.all();
    if (waiting.length && !confirm(gettext('Some of what you typed is not saved yet and is only on this device. Sign out and delete it?'))) return;
    await kept.clear();
    sessionStorage.removeItem(SENT);
    navigator.clearAppBadge?.().catch(() => {});
    window.dispatchEvent(new Event('infoview:leaving'));
    form.dataset.sure = 'yes';
    form.requestSubmit();
  }, true);

  /* ---- The same form twice: the second press is not sent ---- */
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post' || form.closest('[hx-post]')) return;
    if (form.dataset.confirm && !form.dataset.confirmed && !confirm(form.dataset.confirm)) { event.preventDefault(); return; }
    if (form.dataset.sending) { event.preventDefault(); return; }
    form.dataset.sending = 'yes';
    event.submitter?.classList.add('htmx-request');
  });
  window.addEventListener('pageshow', () => {
    $$('form[data-sending]').forEach((form) => { delete form.dataset.sending; });
    $$('form .htmx-request').forEach((button) => button.classList.remove('htmx-request'));
  });

  /* ---- Theme: at once here, and for all devices on the server ---- */
  const root = document.documentElement;
  const dark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);
  part('[data-theme-form]', (form) => {
    const button = $('[data-theme-toggle]', form);
    const show = () => { button.value = dark() ? 'light' : 'dark'; $('[data-theme-label]', form).textContent = dark() ? gettext('Light') : gettext('Dark'); };
    show();
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const theme = button.value;
      const data = new FormData(form);
      data.set('theme', theme);
      root.dataset.theme = theme;
      show();
      fetch(form.action, { method: 'POST', body: data, redirect: 'manual', headers: { 'X-CSRFToken': token(), 'X-Requested-With': 'fetch' } })
        .catch(() => notice(gettext('The look was changed here, but not saved. Try again when you are online.'), { name: 'failed' }));
    });
  });

  /* ---- Menus: native popovers, moved by arrows ---- */
  const items = (menu) => $$('[role=menuitem]', menu).filter((item) => !item.disabled && item.checkVisibility());
  function place(menu, opener) {
    const at = opener.getBoundingClientRect();
    const below = at.bottom + 4 + menu.offsetHeight <= innerHeight - 8;
    menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - menu.offsetHeight - 4)}px`;
  }
  function openMenu(menu, opener) {
    menu.opener = opener;
    if (!menu.matches(':popover-open')) menu.showPopover();
    place(menu, opener);
    items(menu)[0]?.focus();
  }
  part('[data-menu]', (menu) => {
    menu.addEventListener('beforetoggle', (event) => {
      if (event.newState === 'open') menu.opener = $(`[popovertarget="${menu.id}"]:focus`) || menu.opener || $(`[popovertarget="${menu.id}"]`);
    });
    menu.addEventListener('toggle', (event) => {
      const opener = menu.opener;
      opener?.setAttribute('aria-expanded', String(event.newState === 'open'));
      if (event.newState === 'open' && opener) { place(menu, opener); if (!menu.contains(document.activeElement)) items(menu)[0]?.focus(); }
    });
    menu.addEventListener('keydown', (event) => {
      const all = items(menu);
      const at = all.indexOf(document.activeElement);
      const go = { ArrowDown: (at + 1) % all.length, ArrowUp: (at + all.length - 1) % all.length, Home: 0, End: all.length - 1 }[event.key];
      if (go !== undefined) { event.preventDefault(); all[go].focus(); return; }
      if (event.key === 'Tab') { menu.hidePopover(); return; }
      const named = !event.ctrlKey && !event.metaKey && !event.altKey && all.find((item) => $('kbd', item)?.textContent === event.key);
      if (named) { event.preventDefault(); named.click(); }
    });
    menu.addEventListener('click', (event) => { if (event.target.closest('[role=menuitem]')) setTimeout(() => menu.hidePopover?.()); });
  });

  /* ---- Palette ---- */
  const palette = $('#palette');
  let openPalette = () => {};
  if (palette) {
    const input = $('input', palette);
    const list = $('#palette-list', palette);
    const own = $$('[role=option]', list);
    const everything = $('[data-everything]', list);
    const status = $('[data-palette-status]', palette);
    let asked;
    let timer = 0;
    const shown = () => $$('[role=option]', list).filter((option) => !option.hidden);
    const pick = (option) => {
      $$('[role=option]', list).forEach((one) => one.setAttribute('aria-selected', String(one === option)));
      if (option) { input.setAttribute('aria-activedescendant', option.id); option.scrollIntoView({ block: 'nearest' }); }
      else input.removeAttribute('aria-activedescendant');
    };
    const number = () => $$('[role=option]', list).forEach((option, i) => { option.id = `palette-${i + 1}`; });
    const found = () => $$('[data-found]', list);
    const filter = () => {
      const wanted = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      own.forEach((option) => { option.hidden = option !== everything && !wanted.every((word) => option.textContent.toLowerCase().includes(word)); });
      if (everything) everything.hidden = !wanted.length;
      number();
      pick(shown()[0]);
    };
    const ask = async () => {
      const q = input.value.trim();
      asked?.abort();
      if (q.length < 2 || !palette.dataset.url) { found().forEach((one) => one.remove()); number(); return; }
      asked = new AbortController();
      try {
        const response = await fetch(`${palette.dataset.url}?q=${encodeURIComponent(q)}`, { signal: asked.signal, redirect: 'manual', headers: { Accept: 'text/html' } });
        if (!response.ok) throw new Error(String(response.status));
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        const options = $$('[role=option]', page).map((option) => document.importNode(option, true));
        found().forEach((one) => one.remove());
        options.forEach((option) => { option.dataset.found = ''; });
        list.prepend(...options);
        number();
        pick(shown()[0]);
        status.textContent = filled('%(n)s found', { n: options.length });
      } catch (error) {
        if (error.name !== 'AbortError') status.textContent = gettext('The search did not answer.');
      }
    };
    const go = (option, event) => {
      if (!option) return;
      const address = option === everything ? `${option.dataset.href}?q=${encodeURIComponent(input.value.trim())}` : option.dataset.href;
      if (event.ctrlKey || event.metaKey) window.open(address, '_blank', 'noopener');
      else { palette.close(); location.assign(address); }
    };
    openPalette = () => { if (palette.open) return; palette.showModal(); input.value = ''; found().forEach((one) => one.remove()); filter(); };
    document.addEventListener('click', (event) => {
      const opener = event.target.closest('[data-palette]');
      if (opener && !event.ctrlKey && !event.metaKey) { event.preventDefault(); openPalette(); }
    });
    input.addEventListener('input', () => { filter(); clearTimeout(timer); timer = setTimeout(ask, 150); });
    input.addEventListener('keydown', (event) => {
      const options = shown();
      const at = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
      if (event.key === 'ArrowDown') { event.preventDefault(); pick(options[(at + 1) % options.length]); }
      else if (event.key === 'ArrowUp') { event.preventDefault(); pick(options[(at + options.length - 1) % options.length]); }
      else if (event.key === 'Enter' && !event.isComposing) { event.preventDefault(); go(options[at], event); }
    });
    list.addEventListener('click', (event) => go(event.target.closest('[role=option]'), event));
    $$('dialog.palette').forEach((dialog) => dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); }));
  }

  /* ---- Shortcuts: never while typing, and off when the owner says so ---- */
  const single = body.dataset.shortcuts !== 'off' && Boolean(owner);
  const places = new Map($$('#palette-list [data-keys]').map((option) => [option.dataset.keys, option.dataset.href]));
  let waiting = 0;
  document.addEventListener('keydown', (event) => {
    if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'k' && palette) { event.preventDefault(); openPalette(); return; }
    if (!single || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || $('dialog[open]') || $('[popover]:popover-open')) return;
    const after = waiting && Date.now() - waiting < 1500;
    waiting = 0;
    if (after && places.has(`g ${event.key}`)) location.assign(places.get(`g ${event.key}`));
    else if (event.key === 'g') waiting = Date.now();
    else if (event.key === '/') { event.preventDefault(); openPalette(); }
    else if (event.key === '?') $('#keys')?.showModal();
    else if (event.key === 'n' && $('#quick')) { event.preventDefault(); $('#quick').focus(); }
    else if (event.key === 'n' && body.dataset.quick) location.assign(body.dataset.quick);
    else if (places.has(event.key)) location.assign(places.get(event.key));
  });

  /* ---- A pasted signature or card has lines: the quick box takes them as they are ---- */
  part('input#quick', (box) => box.addEventListener('paste', (event) => {
    const text = (event.clipboardData?.getData('text/plain') || '').trim();
    if (!text.includes('\n')) return;
    event.preventDefault();
    const area = element('textarea', { id: box.id, name: box.name, rows: '5', maxlength: '20000' });
    area.value = `${box.value}${text}`;
    box.replaceWith(area);
    area.focus();
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }));

  /* ---- Copy, print, show the words a check is about ---- */
  async function copy(field) {
    const text = 'value' in field ? field.value : field.textContent;
    try {
      await navigator.clipboard.writeText(text);
      say(gettext('Copied.'));
    } catch {
      field.focus();
      field.select?.();
      say(gettext('Press Ctrl C to copy.'));
    }
  }
  document.addEventListener('click', (event) => {
    const copier = event.target.closest('[data-copy]');
    if (copier) copy($(copier.dataset.copy));
    if (event.target.closest('[data-print]')) print();
    const finder = event.target.closest('[data-find]');
    if (finder) {
      const field = $(finder.dataset.in);
      const at = field ? field.value.toLowerCase().indexOf(finder.dataset.find.toLowerCase()) : -1;
      if (at > -1) { field.focus(); field.setSelectionRange(at, at + finder.dataset.find.length); }
    }
  });

  /* ---- Words of a text, counted while typing ---- */
  part('[data-word-count]', (field) => {
    const aim = Number(field.dataset.wordCount) || 100;
    const most = Number(field.dataset.wordMost) || aim * 1.5;
    const count = () => {
      const words = (field.value.trim().match(/\S+/g) || []).length;
      $$(`[data-words-for="${field.id}"]`).forEach((block) => {
        $$('[data-words]', block).forEach((one) => { one.textContent = words; });
        const bar = $('[data-words-bar]', block);
        if (bar) {
          bar.setAttribute('width', Math.min(100, Math.round((100 * words) / aim)));
          bar.setAttribute('class', words >= most ? 'over' : words >= aim ? 'long' : words >= aim / 2 ? 'ok' : '');
        }
        const chip = $('[data-words-chip]', block);
        if (chip) {
          chip.textContent = words >= aim ? filled('Trim %(n)s', { n: words - aim + 1 }) : words < aim / 2 ? gettext('Short') : gettext('Good length');
          chip.className = `chip ${words >= most ? 'chip--red' : words >= aim ? 'chip--amber' : words >= aim / 2 ? 'chip--green' : ''}`;
        }
      });
    };
    count();
    field.addEventListener('input', count);
  });

  /* ---- Select all, and what can be done with the selected ---- */
  part('form[data-bulk]', (form) => {
    const rows = () => $$('input[type=checkbox][data-row]', form);
    const all = $('[data-all]', form);
    const bar = $('[data-bulk-bar]', form);
    if (!bar) return;
    const clear = $('[data-clear]', bar);
    const sync = () => {
      const boxes = rows();
      const n = boxes.filter((box) => box.checked).length;
      bar.hidden = !n;
      $('[data-n]', bar).textContent = filled('%(n)s selected', { n });
      if (all) { all.checked = n > 0 && n === boxes.length; all.indeterminate = n > 0 && n < boxes.length; }
      boxes.forEach((box) => box.closest('tr, li')?.classList.toggle('is-sel', box.checked));
    };
    const none = () => { rows().forEach((box) => { box.checked = false; }); sync(); (all || form).focus(); };
    if (clear) { clear.hidden = false; clear.addEventListener('click', none); }
    form.addEventListener('change', (event) => {
      if (event.target === all) rows().forEach((box) => { box.checked = all.checked; });
      sync();
    });
    form.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !bar.hidden) none(); });
    sync();
  });

  /* ---- The zone of the browser, offered at sign-up ---- */
  part('[data-timezone]', (field) => {
    const reported = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const zone = JSON.parse(field.dataset.timezone || '{}')[reported] || reported;
    if (!zone || (field.value && field.value !== 'UTC')) return;
    if (field.tagName === 'SELECT' && ![...field.options].some((option) => option.value === zone)) return;
    field.value = zone;
    $$('[data-timezone-shown]').forEach((one) => { one.textContent = zone; });
  });

  /* ---- Focus ends somewhere sensible after a swap ---- */
  const focusable = 'a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select, textarea, summary';
  document.addEventListener('htmx:beforeSwap', (event) => {
    const target = event.detail.target;
    const now = document.activeElement;
    const pressed = target.contains(now) ? now : event.detail.requestConfig?.elt;
    if (!event.detail.shouldSwap || !pressed || !target.contains(pressed)) return;
    const list = target.parentElement?.closest('ol, ul, tbody, section, form, main');
    const kind = pressed.closest('.node--tick') || $('.node--tick', pressed) ? '.node--tick' : focusable;
    const place = list ? $$(kind, list).findIndex((one) => target.contains(one)) : -1;
    const section = target.closest('section, main');
    // An answer that removes its target settles nothing, so no event tells when; a moment later it is done.
    setTimeout(() => {
      if (document.activeElement && document.activeElement !== body) return;
      const near = list?.isConnected ? $$(kind, list) : [];
      const next = near[place] || near.at(-1);
      if (next) { next.focus(); return; }
      const heading = $('h1, h2, h3', section?.isConnected ? section : document);
      if (heading) { heading.tabIndex = -1; heading.focus(); }
    }, 60);
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    const swapped = event.detail.elt;
    (swapped.matches?.('[data-takes-focus]') ? swapped : $('[data-takes-focus]', swapped))?.focus();
  });
  $('[data-takes-focus]')?.focus();

  /* ---- htmx hands an old element's attributes to the new one of the same id; the policy refuses a style among them ---- */
  document.addEventListener('htmx:beforeSwap', () => {
    $$('[id][style]').forEach((one) => { if (!one.matches(':popover-open')) one.removeAttribute('style'); });
  });

  /* ---- How much is due: on the tab, and on the icon of the installed app ---- */
  part('[data-due-count]', (section) => {
    let due = Number(section.dataset.dueCount);
    const show = () => {
      document.title = (due > 0 ? `(${due}) ` : '') + document.title.replace(/^\(\d+\) /, '');
      if (navigator.setAppBadge) (due > 0 ? navigator.setAppBadge(due) : navigator.clearAppBadge()).catch(() => {});
    };
    show();
    const list = $('#due-list', section);
    if (!list) return;
    const entries = (nodes) => [...nodes].filter((node) => node.matches?.('.entry')).length;
    new MutationObserver((changes) => {
      for (const change of changes) due += entries(change.addedNodes) - entries(change.removedNodes);
      show();
    }).observe(list, { childList: true });
  });

  /* ---- The worker keeps the shell for a bad connection, never a page ---- */
  if (owner && body.dataset.worker && navigator.serviceWorker) {
    window.addEventListener('load', () => navigator.serviceWorker.register(body.dataset.worker).catch(() => {}));
  }

  return { $, $$, part, say, notice, unnotice, kept, outbox, token, icon, element, clock, openMenu, owner, gettext, filled };
})();
