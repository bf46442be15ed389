// What every page carries: menu, error summary, dialogs, character counts.
import { closeAccountMenu, startMenu } from './menu.js';
import { startCounts } from './counts.js';
import { startDialogs } from './dialogs.js';
import { focusErrorSummary } from './errors.js';

startMenu();
closeAccountMenu();
startDialogs();
startCounts();
focusErrorSummary();
