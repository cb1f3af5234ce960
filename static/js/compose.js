/* The composer: acts wait until the draft is saved, the mail link carries the text of now,
   and a screen reader hears of the checks only when they change (docs/ui.md). */
(() => {
  'use strict';
  const { $, $$, part } = window.Infoview;
  const fields = (form) => $$('[data-autosave]', form);
  const sync = (form) => {
    const field = $('[data-revision-field]', form);
    if (field) field.value = Math.max(Number(field.value) || 0, ...fields(form).map((one) => Number(one.dataset.revision) || 0));
  };
  const settled = (form) => $('[data-saving]', form)?.dataset.state !== 'saving';

  part('form[data-compose]', (form) => {
    form.addEventListener('submit', () => {
      sync(form);
      window.dispatchEvent(new Event('infoview:leaving'));
    });
    form.addEventListener('htmx:configRequest', (event) => {
      sync(form);
      if ('revision' in event.detail.parameters) event.detail.parameters.revision = $('[data-revision-field]', form).value;
    });
    /* A press on "fix" also leaves the field, and leaving it saves: one after the other. */
    form.addEventListener('htmx:confirm', (event) => {
      if (!event.target.matches('button') || settled(form)) return;
      event.preventDefault();
      const until = Date.now() + 3000;
      const wait = () => (settled(form) || Date.now() > until ? event.detail.issueRequest(true) : setTimeout(wait, 50));
      wait();
    });
    form.addEventListener('click', (event) => {
      const link = event.target.closest('[data-mailto]');
      if (!link) return;
      const to = link.href.split('?')[0];
      const lines = form.elements.body.value.replace(/\r?\n/g, '\r\n');
      link.href = `${to}?subject=${encodeURIComponent(form.elements.subject.value)}&body=${encodeURIComponent(lines)}`;
    });
  });

  let signature = $('#checks')?.dataset.signature;
  document.addEventListener('htmx:afterSwap', () => {
    const checks = $('#checks');
    if (!checks) return;
    $$('[data-to-fix]').forEach((one) => { if (one !== checks) one.textContent = checks.dataset.toFix; });
    if (checks.dataset.signature === signature) return;
    signature = checks.dataset.signature;
    const said = $('[data-checks-said]');
    if (said) said.textContent = checks.dataset.toFix || 'Nothing to fix.';
  });
})();
