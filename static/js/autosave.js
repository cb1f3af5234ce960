/* Fields that save themselves. Text is kept in this browser while typing, posted when typing stops,
   and forgotten here only once the server has it. Nothing typed is ever dropped (docs/ui.md). */
(() => {
  'use strict';
  const { $, part, kept, token, icon, element, clock, notice, unnotice, gettext, filled } = window.Infoview;
  const PAUSE = 700;
  const RETRIES = [2000, 5000, 15000, 30000];
  const fields = new Set();
  const plain = (text) => text.replace(/\r\n?/g, '\n');
  let leaving = false;

  /* ---- What the saving line says, for all fields that share it ---- */
  function show(line, at) {
    if (!line) return;
    const mine = [...fields].filter((field) => field.line === line);
    const worst = ['error', 'saving', 'saved'].find((state) => mine.some((field) => field.state === state)) || 'saved';
    const trouble = mine.find((field) => field.state === 'error');
    const text = { error: trouble?.why, saving: gettext('Saving'), saved: at ? filled('Saved %(time)s', { time: at }) : '' }[worst];
    const before = line.dataset.state;
    line.dataset.state = worst;
    $('.icon', line)?.replaceWith(icon({ error: 'alert', saving: 'loader', saved: 'check' }[worst]));
    if (text) $('[data-saving-text]', line).textContent = text;
    // Said aloud when it goes wrong and when it is right again, not at each save.
    const aloud = $('[data-saving-aloud]', line);
    if (aloud && worst === 'error' && before !== 'error') aloud.textContent = text;
    if (aloud && worst === 'saved' && aloud.textContent) aloud.textContent = gettext('Saved.');
  }

  class Field {
    constructor(input) {
      this.input = input;
      this.url = input.dataset.autosave;
      this.key = `save:${input.dataset.key || this.url}`;
      this.revision = Number(input.dataset.revision) || 0;
      this.line = $(input.dataset.saving || '[data-saving]');
      this.state = 'saved';
      this.saved = plain(input.value); // what the server has
      this.sent = null;                // what it was sent last, answered or not
      this.tries = 0;
      this.busy = false;
      this.stopped = false;            // waiting for the person: a conflict, or something only they can change
      fields.add(this);
      input.addEventListener('input', () => this.typed());
      input.addEventListener('change', () => this.typed(0));
      input.addEventListener('blur', () => { if (this.unsaved && !this.stopped) this.save(); });
      this.restore();
    }

    get text() { return plain(this.input.value); }

    get unsaved() { return this.text !== this.saved; }

    /* The other fields of the same row: each save of one raises the revision of all. */
    get beside() { return [...fields].filter((field) => field !== this && field.url === this.url); }

    say(state, why = '') {
      this.state = state;
      this.why = why;
      show(this.line, state === 'saved' ? this.at : '');
    }

    keep() { return kept.put(this.key, { text: this.text, revision: this.revision, sent: this.sent, page: location.pathname }); }

    typed(pause = PAUSE) {
      if (!this.input.isConnected) return;
      if (!this.unsaved && !this.busy) { kept.remove(this.key); clearTimeout(this.timer); if (!this.stopped) this.say('saved'); return; }
      this.keep();
      if (this.stopped === 'conflict' || this.stopped === 'gone' || this.stopped === 'signed out') return;
      this.stopped = false;
      if (this.state !== 'error') this.say('saving');
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), pause);
    }

    async save({ last = false } = {}) {
      clearTimeout(this.timer);
      // Who leaves while a save is on its way sends the rest after it: better two texts than one too few.
      if ((this.busy && (!last || this.sent === this.text)) || this.stopped || !this.unsaved) return;
      if (!last && this.beside.some((field) => field.busy)) { this.timer = setTimeout(() => this.save(), 100); return; }
      this.busy = true;
      const text = this.text;
      const revision = this.revision;
      const lost = this.sent;
      this.sent = text;
      if (this.state !== 'error') this.say('saving');
      this.keep();
      let answer;
      try {
        const response = await fetch(this.url, {
          method: 'POST',
          redirect: 'manual',
          keepalive: last && text.length < 20000,
          headers: { 'X-CSRFToken': token(), Accept: 'application/json' },
          body: new URLSearchParams({ text, revision, field: this.input.name }),
        });
        answer = { status: response.type === 'opaqueredirect' ? 401 : response.status };
        if (response.headers.get('Content-Type')?.includes('json')) answer.data = await response.json();
        else if (response.ok) answer.status = 500; // a page where an answer was expected: nothing is known to be saved
      } catch {
        answer = { status: 0 };
      }
      this.busy = false;
      // Only a row that nobody else changed in between goes on for all; else the other field has to be asked.
      if (answer.status < 300 && answer.data) this.beside.forEach((field) => { if (field.revision === revision) field.revision = answer.data.revision; });
      this.hear(answer, text, lost);
    }

    async hear({ status, data }, text, lost) {
      if (status >= 200 && status < 300) {
        this.revision = data.revision;
        this.input.dataset.revision = data.revision;
        this.saved = text;
        this.tries = 0;
        this.at = clock(data.saved_at ? new Date(data.saved_at) : new Date());
        unnotice('unsaved');
        if (this.unsaved) { this.keep(); this.typed(); return; }
        this.say('saved');
        const here = await kept.get(this.key);
        if (here && here.text === text) kept.remove(this.key);
        return;
      }
      if (status === 409 && data) {
        const other = plain(data.text ?? '');
        this.revision = data.revision;
        // The server has what was sent before and whose answer got lost, or has this very text: no conflict.
        if (other === text || other === lost || other === this.saved) { this.saved = other; this.tries = 0; if (this.unsaved) this.save(); else this.hear({ status: 200, data }, text); return; }
        this.choose(other);
        return;
      }
      if (status === 401 || status === 403) {
        this.stopped = 'signed out';
        this.say('error', gettext('Not saved, kept on this device.'));
        notice(gettext('You are signed out. What you typed is kept on this device and comes back when you sign in.'), { name: 'unsaved', link: location.href, action: gettext('Sign in') });
        return;
      }
      if (status === 404 || status === 410) {
        this.stopped = 'gone';
        this.say('error', gettext('Not saved: this was deleted elsewhere. Copy your text to keep it.'));
        return;
      }
      if (status === 400 || status === 413 || status === 422) {
        this.stopped = 'refused';
        this.say('error', `${gettext('Not saved.')} ${data?.error || gettext('Shorten it, and it is tried again.')}`);
        return;
      }
      this.say('error', gettext('Not saved, kept on this device. Trying again.'));
      this.timer = setTimeout(() => this.save(), RETRIES[Math.min(this.tries, RETRIES.length - 1)]);
      this.tries += 1;
    }

    /* Two texts: show both, keep both, and let the person choose. */
    choose(other) {
      this.stopped = 'conflict';
      this.keep();
      this.say('error', gettext('Not saved: there are two texts. Choose below.'));
      this.box?.remove();
      const button = (text, act) => {
        const made = element('button', { type: 'button', class: 'linkbtn' }, text);
        made.addEventListener('click', () => { this.box.remove(); act(); this.input.dispatchEvent(new Event('input', { bubbles: true })); this.input.focus(); });
        return made;
      };
      const settle = (text) => { this.stopped = false; this.state = 'saving'; this.saved = other; this.input.value = text; if (text === other) { kept.remove(this.key); this.at = ''; this.say('saved'); } };
      this.box = element('div', { class: 'notice notice--amber conflict', role: 'alert' }, icon('alert'),
        element('p', {}, element('strong', {}, gettext('This was also changed somewhere else.')), ` ${gettext('The text above is yours, this is the other one:')}`),
        element('blockquote', { class: 'conflict__other' }, other || gettext('(empty)')),
        element('p', { class: 'notice__actions' },
          button(gettext('Keep mine'), () => settle(this.text)),
          button(gettext('Use the other'), () => settle(other)),
          button(gettext('Keep both'), () => settle(`${this.text.trimEnd()}\n\n${other}`))));
      this.input.after(this.box);
    }

    async restore() {
      const here = await kept.get(this.key);
      if (!here) return;
      const server = this.saved;
      if (here.text === server) { kept.remove(this.key); return; }
      // The last letters reached the server while this browser was closing; what it kept is their beginning.
      if (here.revision < this.revision && server.startsWith(here.text)) { kept.remove(this.key); return; }
      if (this.text !== server) return; // typing has begun again meanwhile
      this.input.value = here.text;
      this.input.dispatchEvent(new Event('infoview:restored', { bubbles: true }));
      if (here.revision >= this.revision || here.sent === server) { this.typed(0); return; }
      this.choose(server);
    }
  }

  part('[data-autosave]', (input) => new Field(input));

  const each = (act) => fields.forEach((field) => { if (field.input.isConnected) act(field); else fields.delete(field); });
  window.addEventListener('online', () => each((field) => { field.tries = 0; field.save(); }));
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') each((field) => field.save({ last: true })); });
  window.addEventListener('infoview:leaving', () => { leaving = true; });
  window.addEventListener('beforeunload', (event) => {
    let open = false;
    each((field) => { if (field.unsaved) open = true; });
    if (open && !leaving) event.preventDefault();
  });
})();
