/** Loaded before a server by NODE_OPTIONS: its intervals (frames, ages, looks) run so many times as fast. */
const factor = Number(process.env['QUICKEN'] ?? 1);
const every = setInterval;
globalThis.setInterval = ((act: () => void, ms = 0, ...given: []) =>
  every(act, ms / factor, ...given)) as typeof setInterval;
