import { readFileSync } from 'node:fs';

import { median } from '../bench.ts';

/** How fit the machine is to measure on at this moment. */
export interface Fitness {
  spinMs: number;
  readNs: number;
  /** Share of the last ten seconds in which something waited for a CPU, percent; NaN where the kernel does not say. */
  pressure: number;
}

/** limits.md: beyond these a run says nothing. */
const READ_NS_MAX = 150;
const PRESSURE_MAX = 25;

/** Two probes: a fixed count of float operations, and random reads over 64 MiB. */
export function calibrate(): Fitness {
  return {
    spinMs: median([spin(), spin(), spin()]),
    readNs: median([randomReads(), randomReads(), randomReads()]),
    pressure: pressure(),
  };
}

export function isCalm({ pressure }: Pick<Fitness, 'pressure'>): boolean {
  return !(pressure > PRESSURE_MAX);
}
export function isQuick({ readNs }: Fitness): boolean {
  return readNs <= READ_NS_MAX;
}

/** Share of the last ten seconds in which something waited for a CPU, percent. */
export function pressure(): number {
  try {
    const line = readFileSync('/proc/pressure/cpu', 'utf8').split('\n')[0] ?? '';
    return Number(/avg10=([\d.]+)/.exec(line)?.[1] ?? Number.NaN);
  } catch {
    return Number.NaN;
  }
}

export function fitnessLine({ spinMs, readNs, pressure }: Fitness): string {
  const waited = Number.isNaN(pressure) ? 'not known' : pressure.toFixed(1);
  return `spin ${spinMs.toFixed(1)} ms, random read ${readNs.toFixed(1)} ns, CPU pressure ${waited}`;
}

function spin(): number {
  const began = performance.now();
  let x = 1;
  for (let i = 0; i < 20_000_000; i++) x = x * 1.0000001 + 1e-9;
  return x > 0 ? performance.now() - began : Number.NaN;
}

function randomReads(): number {
  const cells = new Uint32Array(1 << 24);
  for (let i = 0; i < cells.length; i++) cells[i] = Math.imul(i, 2654435761) >>> 8;
  const began = performance.now();
  let at = 1;
  const reads = 2_000_000;
  for (let i = 0; i < reads; i++) at = (cells[at & (cells.length - 1)]! ^ i) >>> 0;
  const ns = ((performance.now() - began) * 1e6) / reads;
  return at >= 0 ? ns : Number.NaN;
}
