/** Shuts what it stands in, at the end of how that begins; the key `by` does the same. */
export function CloseButton(props: { name: string; by: string; close: () => void }) {
  return (
    <button
      type="button"
      className="button bare small close"
      aria-label={props.name}
      title={`${props.name} (${props.by})`}
      onClick={props.close}
    >
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path d="M1.5 1.5l9 9M10.5 1.5l-9 9" stroke="currentColor" strokeWidth="1.6" />
      </svg>
    </button>
  );
}
