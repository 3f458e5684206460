/** While a report has no place: where its centre button would put it. */
export function Crosshair() {
  return (
    <svg className="crosshair" width="40" height="40" viewBox="0 0 40 40" aria-hidden="true">
      <path className="halo" d="M20 4v10M20 26v10M4 20h10M26 20h10" />
      <path d="M20 4v10M20 26v10M4 20h10M26 20h10" />
    </svg>
  );
}
