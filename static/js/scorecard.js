/* The scorecard: Enter sends the new row, a choice sends its row. Texts save themselves (autosave.js). */
(() => {
  'use strict';
  document.addEventListener('keydown', (event) => {
    const box = event.target.closest?.('[data-enter-sends]');
    if (!box || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    const form = document.getElementById(box.dataset.enterSends);
    const first = form?.elements.takeaway;
    if (first && first.value.trim()) form.requestSubmit();
    else first?.focus();
  });
  document.addEventListener('change', (event) => {
    const choice = event.target.closest?.('[data-submits]');
    if (choice?.form) choice.form.requestSubmit();
  });
})();
