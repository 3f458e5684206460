import { AUDIT_ACTS, type AuditAct } from '#data/audit/audit-entry.ts';

import { useWords } from '../words/words.ts';

import { NO_FILTER, type AuditFilter } from './audit-query.ts';

/** By what the audit is sifted: kind, account, thing, days. */
export function AuditFilters(props: {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}) {
  const { words } = useWords();
  const { filter, onChange } = props;
  const says = words.audit;
  return (
    <form className="filters audit-filters" onSubmit={(event) => event.preventDefault()}>
      <label className="field">
        {says.columns.act}
        <select
          value={filter.act}
          onChange={(event) => onChange({ ...filter, act: event.target.value as AuditAct | '' })}
        >
          <option value="">{says.all}</option>
          {AUDIT_ACTS.map((act) => (
            <option key={act} value={act}>
              {says.acts[act]}
            </option>
          ))}
        </select>
      </label>
      {(['account', 'thing'] as const).map((key) => (
        <label key={key} className="field">
          {says[key]}
          <input
            type="search"
            value={filter[key]}
            maxLength={64}
            onChange={(event) => onChange({ ...filter, [key]: event.target.value })}
          />
        </label>
      ))}
      {(['from', 'to'] as const).map((key) => (
        <label key={key} className="field">
          {says[key]}
          <input
            type="date"
            value={filter[key]}
            onChange={(event) => onChange({ ...filter, [key]: event.target.value })}
          />
        </label>
      ))}
      <button type="button" className="button" onClick={() => onChange(NO_FILTER)}>
        {says.clear}
      </button>
    </form>
  );
}
