/** A switch's box, ticked while it is on. */
export function Tick({ on }: { on: boolean }) {
  return (
    <svg className="tick" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <rect x="0.75" y="0.75" width="12.5" height="12.5" rx="2.5" />
      {on && <path d="M3.4 7.2 6 9.8l4.8-5.4" />}
    </svg>
  );
}
