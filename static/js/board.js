/* The board: cards move by keys, by the menu and by dragging; the server decides and answers with
   the columns. Sortable brings the pointer drag only (docs/ui.md). */
(() => {
  'use strict';
  const { $, $$, part, openMenu, filled } = window.Infoview;

  part('[data-board]', (board) => {
    const live = $('[data-board-live]');
    const menu = $('#move-menu');
    const columns = () => $$('[data-col]', board);
    const cards = (column) => $$('[data-card]', column);
    const column = (key) => columns().find((one) => one.dataset.col === key);
    const tell = (text) => { if (live) live.textContent = text; };
    const allowed = (card, key) => !card.dataset.moves || card.dataset.moves.split(' ').includes(key);
    let chosen = null;
    let pending = null;

    function move(card, key, undo = () => {}) {
      const to = column(key);
      const label = to?.dataset.label || key;
      if (!allowed(card, key)) { undo(); tell(filled('%(name)s cannot move to %(column)s from here.', { name: card.dataset.name, column: label })); return; }
      if (pending) { undo(); return; }
      pending = { id: card.id, name: card.dataset.name, label, undo };
      card.setAttribute('aria-busy', 'true');
      window.htmx.ajax('POST', card.dataset.url, { source: board, target: board, swap: 'none', values: { stage: key } })
        .catch(() => {});
    }
    board.addEventListener('htmx:afterRequest', (event) => {
      if (!pending || event.detail.requestConfig.verb !== 'post') return;
      const { id, name, label, undo } = pending;
      pending = null;
      const done = event.detail.successful && !event.detail.xhr.getResponseHeader('HX-Redirect');
      if (!done) { undo(); document.getElementById(id)?.removeAttribute('aria-busy'); }
      setTimeout(() => {
        const card = document.getElementById(id);
        card?.removeAttribute('aria-busy');
        card?.focus();
        if (done) tell(filled('%(name)s moved to %(column)s.', { name, column: label }));
        else if (!event.detail.successful) tell(filled('%(name)s was not moved.', { name }));
      }, 60);
    });

    /* Menu */
    const show = (card) => {
      if (!menu) return;
      chosen = card;
      const here = card.closest('[data-col]').dataset.col;
      $$('[data-to]', menu).forEach((item) => { item.disabled = item.dataset.to === here || !allowed(card, item.dataset.to); });
      openMenu(menu, $('[data-move]', card));
    };
    board.addEventListener('click', (event) => {
      const button = event.target.closest('[data-move]');
      if (button) { event.preventDefault(); show(button.closest('[data-card]')); return; }
      const fold = event.target.closest('[data-unfold]');
      if (fold) {
        const thin = fold.closest('[data-col]').classList.toggle('bcol--thin');
        fold.setAttribute('aria-expanded', String(!thin));
        board.classList.toggle('has-unfolded', columns().some((one) => one.matches('[data-folds]:not(.bcol--thin)')));
      }
    });
    menu?.addEventListener('click', (event) => {
      const item = event.target.closest('[data-to]');
      if (item && chosen?.isConnected) move(chosen, item.dataset.to);
    });

    /* Keys */
    board.addEventListener('keydown', (event) => {
      const card = event.target.closest('[data-card]');
      if (!card || event.target !== card || event.ctrlKey || event.metaKey || event.altKey) return;
      const all = columns();
      const at = all.indexOf(card.closest('[data-col]'));
      const list = cards(all[at]);
      const place = list.indexOf(card);
      const beside = (by) => { for (let i = at + by; all[i]; i += by) { const near = cards(all[i])[Math.min(place, cards(all[i]).length - 1)]; if (near?.checkVisibility()) return near; } return null; };
      const goes = { ArrowDown: list[place + 1], ArrowUp: list[place - 1] };
      if (event.shiftKey && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
        event.preventDefault();
        const to = all[at + (event.key === 'ArrowRight' ? 1 : -1)];
        if (to) move(card, to.dataset.col);
      } else if (event.key in goes) { event.preventDefault(); goes[event.key]?.focus(); }
      else if (event.key === 'ArrowRight') { event.preventDefault(); beside(1)?.focus(); }
      else if (event.key === 'ArrowLeft') { event.preventDefault(); beside(-1)?.focus(); }
      else if (event.key === 'm') { event.preventDefault(); show(card); }
      else if (event.key === 'Enter') $('a', card)?.click();
    });

    /* Pointer */
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const drag = (root) => $$('[data-list]', root).forEach((list) => {
      if (!window.Sortable || list.dataset.drags) return;
      list.dataset.drags = 'yes';
      let before = null;
      window.Sortable.create(list, {
        group: 'board',
        draggable: '[data-card]',
        filter: 'a, button',
        preventOnFilter: false,
        sort: false,
        forceFallback: true,
        fallbackTolerance: 4,
        fallbackOnBody: true,
        delay: 180,
        delayOnTouchOnly: true,
        animation: still ? 0 : 150,
        ghostClass: 'is-dragging',
        onStart: ({ item }) => { before = item.nextElementSibling; },
        onMove: ({ to }) => { columns().forEach((one) => one.classList.toggle('is-over', one.contains(to))); },
        onEnd: ({ item, from, to }) => {
          columns().forEach((one) => one.classList.remove('is-over'));
          if (from === to) return;
          const next = before;
          move(item, to.closest('[data-col]').dataset.col, () => from.insertBefore(item, next?.parentElement === from ? next : null));
        },
      });
    });
    drag(board);
    document.addEventListener('htmx:oobAfterSwap', () => drag(board));
    document.addEventListener('htmx:afterSettle', () => drag(board));
  });
})();
