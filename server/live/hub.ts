import type { FrameConsole } from './frame-pace.ts';

/** The consoles that are connected, and the facts on their way to them. */
export interface Hub {
  /** A change was committed: tell the consoles. */
  wake: (no?: number) => void;
  consoles: () => Iterable<FrameConsole>;
}
