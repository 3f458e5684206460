import { desk } from '../desk/desk-link.ts';
import { createToolRunner } from '../tools/run-tools.ts';

/** The tools at the opened plan: one hand for the whole page. */
export const planTools = createToolRunner(desk);
