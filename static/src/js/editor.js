// The editor of a section: marks at a click, words counted, drafts kept, colleagues told. The page works without it.
import { keepDrafts } from './editor_drafts.js';
import { startToolbars } from './editor_marks.js';

const PING_SECONDS = 30;
const NARROW = '(max-width: 991px)';

/** Close the list of contents on small screens, where the text would stand far below it. */
function closeContentsWhenNarrow() {
  if (!window.matchMedia(NARROW).matches) return;
  for (const list of document.querySelectorAll('[data-narrow-closed]')) list.open = false;
}

/** Keep each `data-words-for` line in step with its field; `data-words` holds the sentence with `{count}`. */
function countWords() {
  for (const line of document.querySelectorAll('[data-words-for]')) {
    const field = document.getElementById(line.dataset.wordsFor);
    if (!field) continue;
    field.addEventListener('input', () => {
      const words = field.value.match(/[\p{L}\p{N}_]+(?:['’.,-][\p{L}\p{N}_]+)*/gu) || [];
      line.textContent = line.dataset.words.replace('{count}', words.length.toLocaleString(document.documentElement.lang));
    });
  }
}

/** Tell every half minute that the section is open here, and show who else has it open. */
function tellPresence(form) {
  const place = document.querySelector('[data-presence]');
  const token = form.querySelector('[name=csrfmiddlewaretoken]').value;
  const ping = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(form.dataset.presenceUrl, { method: 'POST', headers: { 'X-CSRFToken': token } });
      if (!answer.ok || !place) return;
      const text = (await answer.text()).trim();
      if (place.textContent.trim() !== text) place.textContent = text;
    } catch {
      // Without a connection nobody else is seen; the next ping asks again.
    }
  };
  window.setInterval(ping, PING_SECONDS * 1000);
}

closeContentsWhenNarrow();
startToolbars();
countWords();
for (const form of document.querySelectorAll('form[data-draft-url]')) {
  keepDrafts(form);
  tellPresence(form);
}
