import { setFlagsFromString } from 'node:v8';

/**
 * The binding copies what a step gives into new memory, 46 KB a row, and 200 KB more where logits are asked for, also if it
 * is handed tensors to fill. V8 begins to collect garbage when 60 % of the heap's size has come together, here after some
 * forty steps, and does it beside the step's threads, on as many cores. With this it waits for five times the heap's size.
 */
setFlagsFromString('--heap-growing-percent=500');
