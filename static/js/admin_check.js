/* Remarks on a question or a template while it is written: the form is sent to data-check, the answer is shown. */
document.addEventListener('DOMContentLoaded', () => {
  'use strict';
  const box = document.querySelector('[data-check]');
  const form = box && document.querySelector('#content-main form');
  if (!form) return;
  const said = document.querySelector('[data-check-said]');
  let timer = 0;
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    try {
      const response = await fetch(box.dataset.check, { method: 'POST', redirect: 'error', body: new FormData(form) });
      const text = response.ok ? await response.text() : '';
      if (!text || mine !== asked) return;
      box.replaceChildren(...new DOMParser().parseFromString(text, 'text/html').body.childNodes);
      // Told only when the remarks change, and never the whole letter again.
      const remarks = [...box.querySelectorAll('.library-finding')].map((one) => one.textContent.trim()).join(' ');
      if (said && said.textContent !== remarks) said.textContent = remarks;
    } catch { /* without a connection the remarks come with Save */ }
  };
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 400); });
});
