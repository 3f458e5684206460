/** What goes between the page and a worker that cuts its tiles. */
export type ToWorker<T> = { hold: T } | { ask: number; set: string; z: number; x: number; y: number }; // prettier-ignore

export interface FromWorker {
  ask: number;
  /** A vector tile; of no bytes where nothing is. */
  bytes: ArrayBuffer;
}
