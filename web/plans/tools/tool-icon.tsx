import type { ToolKey } from './tool.ts';

/** Drawn for this product: strokes on a grid of 24 units. */
const PATHS: Record<ToolKey | 'snapping' | 'tracing', string> = {
  select: 'M6 3.5 18.5 12.5 12.6 13.4 9.4 19.5Z',
  split: 'M4 4.5H20V19.5H4ZM7 22 17 2',
  merge:
    'M10.5 5H4V19H10.5M13.5 5H20V19H13.5M7.5 12H16.5M13.8 9.4 16.5 12 13.8 14.6M10.2 9.4 7.5 12 10.2 14.6',
  found: 'M4 4.5H11V11.5H4ZM13 4.5H20V11.5H13ZM4 13.5H11V20.5H4ZM16.5 14V20M13.5 17H19.5',
  reshape: 'M3 17 8.5 9 13.5 14 21 5',
  vertex: 'M3.5 19 9.8 13.2M14.2 10.8 20.5 5M9.6 9.6H14.4V14.4H9.6Z',
  carve: 'M4 4.5H20V19.5H4ZM9 9H15V15H9Z',
  draw: 'M4 19.5V9H12V4.5M4 19.5H12M16.5 9V19M11.5 14H21.5',
  give: 'M4 20V8H11V20ZM6.5 11.5H8.5M6.5 15H8.5M14 14H21M18 10.8 21 14 18 17.2',
  simplify: 'M3 18 6 14.5 8 16 11 10.5 13 12 16 7 18 8.5 21 5M3 21.5 21 9.5',
  lock: 'M6 11H18V20H6ZM8.5 11V8A3.5 3.5 0 0 1 15.5 8V11',
  measure: 'M3 16.5 16.5 3 21 7.5 7.5 21ZM7 12.5 9 14.5M10 9.5 12 11.5M13 6.5 15 8.5',
  snapping: 'M6 4V12A6 6 0 0 0 18 12V4M6 8H9.5M14.5 8H18M9.5 4V12A2.5 2.5 0 0 0 14.5 12V4',
  tracing: 'M4 20C4 12 11 15 11 9S15 4 20 4M8 20C8 16 15 18 15 12S17 8 20 8',
};

export function ToolIcon({ of }: { of: keyof typeof PATHS }) {
  return (
    <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[of]} />
    </svg>
  );
}
