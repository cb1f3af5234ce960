/* The questions of a bank in order: dragging and the arrow keys renumber the places; Save keeps them. */
document.addEventListener('DOMContentLoaded', () => {
  'use strict';
  const body = document.querySelector('[data-order]');
  if (!body) return;
  const start = Number(body.dataset.start) || 1;
  const rows = () => [...body.querySelectorAll('[data-row]')];
  const said = document.querySelector('[data-order-said]');
  const number = () => rows().forEach((row, index) => { row.querySelector('input[type=number]').value = start + index; });

  body.querySelectorAll('[data-grip]').forEach((grip) => { grip.hidden = false; });
  body.addEventListener('keydown', (event) => {
    const grip = event.target.closest('[data-grip]');
    if (!grip || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    const row = grip.closest('[data-row]');
    const other = event.key === 'ArrowUp' ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (event.key === 'ArrowUp') other.before(row); else other.after(row);
    number();
    grip.focus();
    said.textContent = row.querySelector('input[type=number]').value;
  });
  if (window.Sortable) {
    window.Sortable.create(body, {
      handle: '[data-grip]',
      draggable: '[data-row]',
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
      forceFallback: true,
      fallbackTolerance: 4,
      onEnd: number,
    });
  }
});
