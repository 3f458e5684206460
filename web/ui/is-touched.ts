/** Whether fingers are what points here: rows are as high as one. Of a machine, so it is looked at once. */
export const IS_TOUCHED = window.matchMedia?.('(pointer: coarse)').matches ?? false;
