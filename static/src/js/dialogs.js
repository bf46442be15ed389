// Confirmations: the trigger is a link to a page of its own; with scripts it opens the dialog already in this page.

/** Open `<dialog id=X>` for a trigger with `data-dialog="X"`; let the link go on where there is no such dialog. */
export function startDialogs() {
  document.addEventListener('click', (event) => {
    const trigger = event.target.closest('[data-dialog]');
    const dialog = trigger && document.getElementById(trigger.dataset.dialog);
    if (!dialog || !dialog.showModal) return;
    event.preventDefault();
    dialog.showModal();
  });
}
