/* The talk: a clock that starts from the server's time, one question open at a time, marks on the
   current line. What cannot be sent waits in this browser and is sent later (docs/ui.md). */
(() => {
  'use strict';
  const { $, $$, part, outbox, notice, gettext, filled } = window.Infoview;

  /* ---- Clock: asked minutes, counted down, then up; a reload or a second device agrees ---- */
  part('[data-live]', (talk) => {
    const started = Date.parse(talk.dataset.started);
    const skew = (Date.parse(talk.dataset.now) || Date.now()) - Date.now();
    const asked = (Number(talk.dataset.minutes) || 20) * 60;
    const soon = (Number(talk.dataset.soon) || 5) * 60;
    const held = Number(talk.dataset.pausedSeconds) || 0;
    const paused = Date.parse(talk.dataset.pausedAt);
    const clock = $('[data-clock]');
    if (!started || !clock) return;
    const paint = () => {
      const gone = ((paused || Date.now() + skew) - started) / 1000 - held;
      const left = Math.round(asked - gone);
      const shown = Math.abs(left);
      clock.textContent = `${left < 0 ? '+' : ''}${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, '0')}`;
      const late = left < 0 ? 'over' : left <= soon ? 'soon' : '';
      clock.parentElement.dataset.late = late;
      const word = $('[data-clock-word]');
      if (word) word.textContent = left < 0 ? gettext('over') : gettext('left');
      $('[data-ruler]')?.setAttribute('width', Math.max(0, Math.min(200, (200 * gone) / asked)).toFixed(1));
      $$('[data-shown-when]').forEach((one) => { one.hidden = !one.dataset.shownWhen.split(' ').includes(late || 'running'); });
    };
    paint();
    if (!paused) setInterval(paint, 1000);
  });

  /* ---- One question at a time ---- */
  const questions = () => $$('[data-question]');
  const current = () => $('[data-question].is-now') || $('[data-question]:has(details[open])');
  function open(item) {
    questions().forEach((one) => {
      const now = one === item;
      one.classList.toggle('is-now', now);
      if (now) one.setAttribute('aria-current', 'step'); else one.removeAttribute('aria-current');
      const panel = $('details', one);
      if (panel) panel.open = now;
      const peek = $('[data-peek]', one);
      const note = $('textarea', one);
      if (peek && note) peek.textContent = note.value.trim().split('\n')[0].slice(0, 140);
    });
    if (!item) return;
    if (item.dataset.asked && !item.dataset.wasAsked) {
      item.dataset.wasAsked = 'yes';
      item.classList.add('is-asked');
      outbox.post(item.dataset.asked, {});
    }
    const box = $('textarea', item);
    (box || $('summary', item))?.focus({ preventScroll: true });
    if (box) box.setSelectionRange(box.value.length, box.value.length);
    item.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }
  const step = (by) => {
    const all = questions();
    const at = all.indexOf(current());
    // Forwards to what was not asked yet, so that a question pulled forward leaves none behind.
    const fresh = (one) => one.dataset.asked && !one.matches('.is-asked, .is-skipped');
    const ahead = by > 0 && (all.slice(at + 1).find(fresh) || all.find((one) => fresh(one) && one !== current()));
    const next = ahead || all[Math.max(0, Math.min(all.length - 1, at + by))];
    if (next && next !== current()) open(next);
  };
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-next]')) { event.preventDefault(); step(1); }
    if (event.target.closest('[data-previous]')) { event.preventDefault(); step(-1); }
    const summary = event.target.closest('[data-question] summary');
    if (summary) { event.preventDefault(); const item = summary.closest('[data-question]'); open(item === current() ? null : item); }
    const skipped = event.target.closest('[data-skip]');
    if (skipped) { event.preventDefault(); const item = skipped.closest('[data-question]'); item.classList.add('is-skipped'); outbox.post(skipped.dataset.skip, {}); step(1); }
  });

  /* ---- Marks act on the line the cursor stands in ---- */
  function line(box) {
    const at = box.selectionStart;
    const from = box.value.lastIndexOf('\n', at - 1) + 1;
    const to = box.value.indexOf('\n', at);
    const here = box.value.slice(from, to < 0 ? undefined : to).trim();
    return here || box.value.trim().split('\n').at(-1).trim();
  }
  async function mark(button) {
    const item = button.closest('[data-question]') || document;
    const box = $('textarea', item);
    const list = $('[data-marks]', item);
    const said = $('[data-marks-status]');
    const text = box ? line(box).slice(0, 500) : '';
    if (!text) { if (said) said.textContent = gettext('Write the line first, then mark it.'); box?.focus(); return; }
    if (list) {
      const shown = document.createElement('li');
      shown.append(button.querySelector('.icon')?.cloneNode(true) || '', document.createTextNode(` ${text}`));
      list.append(shown);
      list.hidden = false;
    }
    box.focus();
    const sent = await outbox.post(button.dataset.markUrl, { kind: button.dataset.mark, text, item: item.id || '' });
    if (said) said.textContent = sent ? filled('Marked: %(kind)s.', { kind: button.textContent.trim() }) : gettext('Marked here, sent when the server answers.');
    if (!sent) notice(gettext('Marks are kept on this device and sent when the server answers.'), { kind: 'amber', name: 'marks' });
  }
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-mark]');
    if (button) { event.preventDefault(); mark(button); }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && questions().length) { event.preventDefault(); step(1); return; }
    const digit = event.altKey && !event.ctrlKey && !event.metaKey && /^Digit([1-9])$/.exec(event.code);
    const button = digit && current() && $$('[data-mark]', current())[Number(digit[1]) - 1];
    if (button) { event.preventDefault(); mark(button); }
  });

  /* ---- The screen stays awake while the talk runs ---- */
  if ($('[data-live][data-started]:not([data-started=""])') && navigator.wakeLock) {
    const stay = () => { if (document.visibilityState === 'visible') navigator.wakeLock.request('screen').catch(() => {}); };
    document.addEventListener('visibilitychange', stay);
    stay();
  }
})();
