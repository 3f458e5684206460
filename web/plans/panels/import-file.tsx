import { useRef, useState } from 'react';

import { formatArea, formatCount } from '../../words/format.ts';
import { refusalSentence, useWords } from '../../words/words.ts';
import { desk } from '../desk/desk-link.ts';
import type { FileRead } from '../desk/desk.ts';

/** A district with all its levels is some 20 MB. */
const BYTES_MAX = 100_000_000;
/** So many faults are told. */
const TOLD_MAX = 20;

type Fault = Extract<FileRead, { faults: unknown }>['faults'][number];

/** Cells that were drawn in another program come back as edits of the plan; what is not seamless is told, and nothing is moved. */
export function ImportFile({ onShow }: { onShow: (at: [number, number]) => void }) {
  const { words, language } = useWords();
  const says = words.panels.importing;
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const take = async (file: File): Promise<void> => {
    setFaults([]);
    setSaid(null);
    if (file.size > BYTES_MAX) return setSaid(says.tooLarge);
    setBusy(true);
    try {
      const read = await desk.readFile(await file.text());
      if ('row' in read) {
        const row = read.row > 0 ? says.row(formatCount(read.row)) : '';
        return setSaid(`${row}${refusalSentence(words, read.refused)}`);
      }
      if ('refused' in read) return setSaid(refusalSentence(words, read.refused));
      if ('faults' in read) {
        setSaid(says.faults(formatCount(read.faults.length)));
        return setFaults(read.faults);
      }
      for (const act of read.acts) {
        const no = await desk.make(act);
        if (no) return setSaid(refusalSentence(words, no.refused));
      }
      setSaid(
        read.acts.length === 0
          ? says.same
          : says.done(formatCount(read.redrawn), formatCount(read.described)),
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="import-file">
      <button
        type="button"
        className="button small"
        disabled={busy}
        title={says.hint}
        onClick={() => input.current?.click()}
      >
        {busy ? says.busy : says.open}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".geojson,.json,application/geo+json"
        aria-label={says.open}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file once more is another choice.
          event.target.value = '';
          if (file) void take(file);
        }}
      />
      {said !== null && <p role="status">{said}</p>}
      {faults.length > 0 && (
        <ul>
          {faults.slice(0, TOLD_MAX).map((fault, i) => (
            <li key={i}>
              <button type="button" className="link" onClick={() => onShow(fault.at)}>
                {says.kinds[fault.kind]}
                {fault.areaM2 > 0 && ` ${formatArea(fault.areaM2, language)}`}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
