// Characters left in a text field that has a limit.

/** Keep each `data-count-for` line in step with its field; `data-words` holds the sentence with `{count}`. */
export function startCounts() {
  for (const line of document.querySelectorAll('[data-count-for]')) {
    const field = document.getElementById(line.dataset.countFor);
    if (!field) continue;
    const show = () => {
      const left = Number(field.maxLength) - field.value.length;
      line.textContent = line.dataset.words.replace('{count}', left.toLocaleString(document.documentElement.lang));
    };
    field.addEventListener('input', show);
    show();
  }
}
