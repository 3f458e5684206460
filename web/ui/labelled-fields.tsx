interface Labelled<T> {
  label: string;
  value: T;
  onChange: (value: T) => void;
}

/** What a list is searched for. */
export function SearchField({ label, value, onChange }: Labelled<string>) {
  return (
    <label className="field">
      {label}
      <input
        type="search"
        value={value}
        maxLength={100}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

/** A day, `yyyy-mm-dd`, or '' for none. */
export function DayField(props: Labelled<string> & { hint?: string; isFirst?: boolean }) {
  return (
    <label className="field">
      {props.label}
      <input
        type="date"
        autoFocus={props.isFirst}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {props.hint !== undefined && <small>{props.hint}</small>}
    </label>
  );
}

/** One of a list by its name; `all`: what none of them, '', is called. */
export function ChoiceField<T extends string>(
  props: Labelled<T> & { all?: string; of: readonly T[]; nameOf: (one: Exclude<T, ''>) => string },
) {
  return (
    <label className="field">
      {props.label}
      <select value={props.value} onChange={(event) => props.onChange(event.target.value as T)}>
        {props.all !== undefined && <option value="">{props.all}</option>}
        {props.of.map((one) => (
          <option key={one} value={one}>
            {props.nameOf(one as Exclude<T, ''>)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Yes or no. */
export function TickField({ label, value, onChange }: Labelled<boolean>) {
  return (
    <label className="tick-field">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
