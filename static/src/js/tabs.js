// The tabs of a part of the portal: on small screens a line that scrolls.

/** Bring the tab of this page into sight; without scripts the line starts at its first tab. */
export function showActiveTab() {
  const active = document.querySelector('.page-tabs [aria-current]');
  const line = active?.closest('ul');
  if (!line || line.scrollWidth <= line.clientWidth) return;
  const room = (line.clientWidth - active.offsetWidth) / 2;
  line.scrollLeft = active.getBoundingClientRect().left - line.getBoundingClientRect().left - room;
}
