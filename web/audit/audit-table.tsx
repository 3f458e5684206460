import type { AuditEntry } from '#data/audit/audit-entry.ts';

import { formatTime, isoDate } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { actWords } from './act-words.ts';
import { saidInWords, thingInWords } from './said-in-words.ts';

/** Rows of the audit, newest first. */
export function AuditTable({ entries, zone }: { entries: readonly AuditEntry[]; zone: string }) {
  const { words } = useWords();
  const says = words.audit;
  return (
    <div className="audit-rows">
      <table className="rows audit-table">
        <thead>
          <tr>
            {(['no', 'at', 'who', 'act', 'thing', 'said', 'address'] as const).map((key) => (
              <th key={key} scope="col">
                {says.columns[key]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const at = Date.parse(entry.at);
            const thing = thingInWords(words, entry.noun, entry.thing);
            const said = saidInWords(words, entry.said, zone);
            return (
              <tr key={entry.no}>
                <td>{entry.no}</td>
                <td>
                  <time dateTime={entry.at}>{`${isoDate(at, zone)} ${formatTime(at, zone)}`}</time>
                </td>
                <td title={entry.accountName ?? undefined} lang={langOf(entry.accountName ?? '')}>
                  {entry.accountName ?? says.nobody}
                </td>
                <td title={actWords(words, entry.act)}>{actWords(words, entry.act)}</td>
                <td title={thing} lang={langOf(thing)}>
                  {thing || '—'}
                </td>
                <td title={said} lang={langOf(said)}>
                  {said || '—'}
                </td>
                <td>{entry.address || '—'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
