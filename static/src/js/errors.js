// A form that came back with errors is announced and focused at its summary.

/** Move the focus to the summary of errors, if the page has one. */
export function focusErrorSummary() {
  const summary = document.querySelector('.error-summary');
  if (summary) summary.focus();
}
