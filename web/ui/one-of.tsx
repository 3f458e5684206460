/** Buttons of which one is pressed. */
export function OneOf<T extends string | number>(props: {
  className: string;
  label: string;
  of: readonly T[];
  chosen: T;
  nameOf: (one: T) => string;
  onChoose: (one: T) => void;
}) {
  return (
    <span className={props.className} role="group" aria-label={props.label}>
      {props.of.map((one) => (
        <button
          key={one}
          type="button"
          className="button bare small"
          aria-pressed={one === props.chosen}
          onClick={() => props.onChoose(one)}
        >
          {props.nameOf(one)}
        </button>
      ))}
    </span>
  );
}
