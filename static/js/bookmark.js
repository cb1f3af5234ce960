/* Quick add as a bookmark: it runs on the page of another site, and opens ours with a name and an address.
   The name is what is selected there, else the title. Nothing is kept before somebody presses the button. */
Infoview.part('[data-bookmark]', (link) => {
  const here = new URL(link.dataset.bookmark, location.href).href.replaceAll("'", '%27');
  link.href = 'javascript:(()=>{const e=encodeURIComponent,s=String(getSelection()).trim();'
    + `open('${here}?title='+e((s||document.title).slice(0,200))+'&url='+e(location.href.slice(0,300)),'_blank','noopener')})()`;
  link.addEventListener('click', (event) => event.preventDefault());
});
