/* A list put in order by dragging its grip; the buttons up and down in each row are forms and need no script.
   <ol data-reorder="URL"> with rows <li data-item="ID"> … <span data-grip>. The answer replaces nothing. */
(() => {
  'use strict';
  const { $$, part, token, notice, gettext } = window.Infoview;
  part('[data-reorder]', (list) => {
    if (!window.Sortable) return;
    const order = () => $$('[data-item]', list).map((row) => row.dataset.item);
    let before = [];
    window.Sortable.create(list, {
      handle: '[data-grip]',
      draggable: '[data-item]',
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
      ghostClass: 'is-dragging',
      forceFallback: true,
      fallbackTolerance: 4,
      onStart: () => { before = order(); },
      onEnd: async () => {
        const now = order();
        if (now.join() === before.join()) return;
        const back = () => {
          const rows = new Map($$('[data-item]', list).map((row) => [row.dataset.item, row]));
          before.forEach((id) => list.append(rows.get(id)));
          notice(gettext('The new order was not saved. Try again.'), { name: 'failed' });
        };
        try {
          const body = new URLSearchParams(now.map((id) => ['order', id]));
          const response = await fetch(list.dataset.reorder, { method: 'POST', redirect: 'manual', headers: { 'X-CSRFToken': token(), 'HX-Request': 'true' }, body });
          if (!response.ok) back();
        } catch { back(); }
      },
    });
  });
})();
