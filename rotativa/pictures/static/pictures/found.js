// What a file says of itself is taken over into its field by a press of the button beside it, and by nothing else.
document.addEventListener('click', (event) => {
  const found = event.target.closest('.r-found');
  if (!found || !event.target.closest('button')) return;
  const field = document.getElementById(found.dataset.field);
  field.value = found.querySelector('q').textContent;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  field.focus();
  found.hidden = true;
});
