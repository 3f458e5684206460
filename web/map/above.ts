const NO_DEPTH = { depthCompare: 'always', depthWriteEnabled: false } as const;

/** Props of deck layers of lines, texts and small dots: drawn over buildings however high, and under the names. */
export const ABOVE = { beforeId: 'labels-begin', parameters: NO_DEPTH } as const;

/** Props of deck layers of symbols: in no frame a name lies over one, also where it has not made room yet. */
export const OVER_NAMES = { beforeId: undefined, parameters: NO_DEPTH } as const;

/** Dots of this radius, px at scale 1, or less are so many that names cross them, or could stand nowhere. */
export const CROSSED_TO_PX = 2;
