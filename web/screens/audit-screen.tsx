import '../audit/audit.css';

import { useState } from 'react';

import { writeCsv } from '#data/wire/write-csv.ts';

import { thingInWords } from '../audit/about-in-words.ts';
import { actWords } from '../audit/act-words.ts';
import { AuditFilters } from '../audit/audit-filters.tsx';
import { NO_FILTER } from '../audit/audit-query.ts';
import { AuditTable } from '../audit/audit-table.tsx';
import { useAudit } from '../audit/use-audit.ts';
import { AskedState } from '../ui/asked-state.tsx';
import { ListPage } from '../ui/list-page.tsx';
import { fileName, saveText } from '../ui/save-file.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

/** Who did what: for auditors, sifted, page by page, and out as a file. */
export default function AuditScreen() {
  const { words, language } = useWords();
  const says = words.audit;
  const [filter, setFilter] = useState(NO_FILTER);
  const district = useAnswer<{ timeZone: string }>('/api/district');
  const zone = district.value?.timeZone ?? null;
  const audit = useAudit(filter, zone);
  const entries = audit.value?.entries ?? null;
  const save = (): void => {
    const rows = (entries ?? []).map((e) => [e.no, e.at, e.accountName, actWords(words, e.act), e.noun, e.thing, e.said, e.address, e.hash, e.personName, e.about && thingInWords(words, language, e).said]); // prettier-ignore
    const head = ['no', 'at', 'account', 'act', 'noun', 'thing', 'said', 'address', 'hash', 'person', 'about']; // prettier-ignore
    saveText(fileName([says.title], 'csv'), 'text/csv;charset=utf-8', writeCsv([head, ...rows]));
  };
  return (
    <ListPage page="audit">
      <AskedState asked={district.reason === null ? audit : district} />
      {entries && zone !== null && (
        <>
          <AuditFilters filter={filter} onChange={setFilter} />
          {entries.length === 0 && <p role="status">{says.none}</p>}
          {entries.length > 0 && (
            <>
              <AuditTable entries={entries} zone={zone} />
              <div className="acts">
                {audit.mayAskMore && (
                  <button
                    type="button"
                    className="button small"
                    onClick={() => void audit.showMore()}
                  >
                    {says.more}
                  </button>
                )}
                <button type="button" className="button small" onClick={save}>
                  {says.save(formatCount(entries.length))}
                </button>
              </div>
            </>
          )}
        </>
      )}
    </ListPage>
  );
}
