// What every page carries: menu, tabs, error summary, dialogs, character counts.
import { closeAccountMenu, startMenu } from './menu.js';
import { showActiveTab } from './tabs.js';
import { startCounts } from './counts.js';
import { startDialogs } from './dialogs.js';
import { focusErrorSummary } from './errors.js';

startMenu();
closeAccountMenu();
showActiveTab();
startDialogs();
startCounts();
focusErrorSummary();
