// Buttons that put Markdown around what is selected; one stop of the Tab key, arrows go from button to button.

const AROUND = { bold: '**', italic: '*' };

function insert(field, start, end, text, selectFrom, selectTo) {
  field.focus();
  field.setRangeText(text, start, end, 'end');
  field.setSelectionRange(start + selectFrom, start + selectTo);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Put the marks around the selection, or take them away where they stand there already. */
function wrap(field, mark) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const size = mark.length;
  const text = value.slice(start, end);
  if (value.slice(start - size, start) === mark && value.slice(end, end + size) === mark) {
    insert(field, start - size, end + size, text, 0, text.length);
  } else {
    insert(field, start, end, mark + text + mark, size, size + text.length);
  }
}

/** Begin every line of the selection with the mark, or take it away where all lines have it. */
function begin(field, mark) {
  const { value } = field;
  const start = value.lastIndexOf('\n', field.selectionStart - 1) + 1;
  const found = value.indexOf('\n', field.selectionEnd);
  const end = found === -1 ? value.length : found;
  const lines = value.slice(start, end).split('\n');
  const has = lines.every((line) => line.startsWith(mark));
  const text = lines.map((line) => (has ? line.slice(mark.length) : mark + line)).join('\n');
  insert(field, start, end, text, 0, text.length);
}

function link(field, sample) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const words = value.slice(start, end) || sample;
  const text = `[${words}](https://)`;
  insert(field, start, end, text, words.length + 3, text.length - 1);
}

function table(field, sample) {
  const at = field.selectionEnd;
  const lead = at && !field.value.slice(0, at).endsWith('\n\n') ? '\n\n' : '';
  const text = `${lead}| ${sample} 1 | ${sample} 2 |\n| --- | --- |\n|  |  |\n\n`;
  insert(field, at, at, text, lead.length + 2, lead.length + 4 + sample.length);
}

function apply(field, button) {
  const { mark, sample } = button.dataset;
  if (AROUND[mark]) wrap(field, AROUND[mark]);
  else if (mark === 'heading') begin(field, '## ');
  else if (mark === 'list') begin(field, '- ');
  else if (mark === 'link') link(field, sample);
  else table(field, sample);
}

function moveFocus(buttons, event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const here = buttons.indexOf(document.activeElement);
  const next = { Home: 0, End: buttons.length - 1 }[event.key] ?? (step ? here + step : -1);
  const button = buttons[(next + buttons.length) % buttons.length];
  if (next === -1 && !step) return;
  event.preventDefault();
  for (const one of buttons) one.tabIndex = one === button ? 0 : -1;
  button.focus();
}

/** Show each toolbar and let its buttons work on the field it names. */
export function startToolbars() {
  for (const bar of document.querySelectorAll('[role=toolbar][aria-controls]')) {
    const field = document.getElementById(bar.getAttribute('aria-controls'));
    if (!field) continue;
    const buttons = [...bar.querySelectorAll('button')];
    buttons.forEach((button, at) => {
      button.tabIndex = at ? -1 : 0;
      button.addEventListener('click', () => apply(field, button));
    });
    bar.addEventListener('keydown', (event) => moveFocus(buttons, event));
    bar.hidden = false;
  }
}
