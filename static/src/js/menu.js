// The off-canvas menu of small screens (Bootstrap Italia) and the account menu (a native disclosure).
import NavBarCollapsible from 'bootstrap-italia/dist/plugins/navbar-collapsible.js';

/** Prepare the off-canvas menu; its button works through Bootstrap Italia's data attributes. */
export function startMenu() {
  const menu = document.querySelector('.navbar-collapsable');
  if (menu) NavBarCollapsible.getOrCreateInstance(menu);
}

/** Close the account menu on Escape, giving the focus back, and on a click elsewhere. */
export function closeAccountMenu() {
  const account = document.querySelector('details.account');
  if (!account) return;
  document.addEventListener('click', (event) => {
    if (!account.contains(event.target)) account.open = false;
  });
  account.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !account.open) return;
    account.open = false;
    account.querySelector('summary').focus();
  });
}
