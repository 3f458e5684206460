import type { AuditEntry } from '#data/audit/audit-entry.ts';

import { formatTime, isoDate } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { thingInWords } from './about-in-words.ts';
import { actWords } from './act-words.ts';
import { saidInWords } from './said-in-words.ts';

/** Rows of the audit, newest first. */
export function AuditTable({ entries, zone }: { entries: readonly AuditEntry[]; zone: string }) {
  const { words, language } = useWords();
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
            const thing = thingInWords(words, language, entry);
            const { personName, accountName } = entry;
            const said = saidInWords(words, entry.said, zone);
            return (
              <tr key={entry.no}>
                <td>{entry.no}</td>
                <td>
                  <time dateTime={entry.at}>{`${isoDate(at, zone)} ${formatTime(at, zone)}`}</time>
                </td>
                <td title={[personName, accountName, entry.accountId].filter(Boolean).join(' · ')}>
                  {accountName === null ? (
                    says.nobody
                  ) : (
                    <TwoLines first={personName ?? accountName} second={personName === null ? '' : accountName} /> // prettier-ignore
                  )}
                </td>
                <td title={actWords(words, entry.act)}>{actWords(words, entry.act)}</td>
                <td title={[thing.said, thing.id].filter(Boolean).join(' · ')}>
                  <TwoLines first={thing.said || '—'} second={thing.id} />
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

function TwoLines({ first, second }: { first: string; second: string }) {
  return (
    <>
      <span lang={langOf(first)}>{first}</span>
      {second !== '' && <small lang={langOf(second)}>{second}</small>}
    </>
  );
}
