// Drafts: what is typed is sent three seconds after the last key, so that a closed window loses nothing.

const QUIET_SECONDS = 3;

/** Send the text of a form with `data-draft-url` while it is written; its `data-draft-status` says so. */
export function keepDrafts(form) {
  const field = form.querySelector('textarea');
  const status = form.querySelector('[data-draft-status]');
  let timer = 0;
  let sent = field.value;

  const send = async () => {
    if (field.value === sent) return;
    const typed = field.value;
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: 'POST', body: new FormData(form) });
      if (!answer.ok) throw new Error(String(answer.status));
      status.textContent = (await answer.json()).told;
      sent = typed;
    } catch {
      status.textContent = status.dataset.failed;
    }
  };

  field.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, QUIET_SECONDS * 1000);
  });
  form.addEventListener('submit', () => window.clearTimeout(timer));
}
