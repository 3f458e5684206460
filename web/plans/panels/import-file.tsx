import { useRef, useState } from 'react';

import { formatArea, formatCount } from '../../words/format.ts';
import { refusalSentence, useWords } from '../../words/words.ts';
import { desk } from '../desk/desk-link.ts';
import { deskStore, type FileRead } from '../desk/desk.ts';

import { RepairAsk, RepairMade } from './repair-file.tsx';
import { takeOver } from './take-over.ts';

/** A district with all its levels is some 20 MB. */
const BYTES_MAX = 100_000_000;
/** So many faults are told. */
const TOLD_MAX = 20;

type Fault = Extract<FileRead, { faults: unknown }>['faults'][number];
type Differences = Extract<FileRead, { acts: unknown }>;

/** Where a file stands: it is nothing until one is chosen, and takes part in the plan only once it is seamless. */
type Stage =
  | { kind: 'said'; text: string }
  | { kind: 'faults'; file: Uint8Array; faults: readonly Fault[]; withinM: number | null }
  | { kind: 'repaired'; read: Differences; withinM: number };

/** Cells that were drawn in another program come back as edits of the plan. What is not seamless is told, and repaired only when that is asked for, and seen before it is taken over. */
export function ImportFile({ onShow }: { onShow: (at: [number, number]) => void }) {
  const { words, language } = useWords();
  const says = words.panels.importing;
  const input = useRef<HTMLInputElement>(null);
  /** The newest file that was taken over: only of that something is said. */
  const turn = useRef(0);
  const [busy, setBusy] = useState(false);
  const [stage, setStage] = useState<Stage | null>(null);
  const say = (text: string): void => setStage({ kind: 'said', text });
  const take = async (read: Differences): Promise<void> => {
    const unplaced = read.unplaced > 0 ? says.unplaced(formatCount(read.unplaced)) : '';
    if (read.acts.length === 0) return say(says.same + unplaced);
    const mine = ++turn.current;
    const no = await takeOver(read.acts, {
      desk,
      store: deskStore,
      onMade: () => {
        say(says.saving);
        // Without a way to the server it may take long: another file may be chosen meanwhile.
        setBusy(false);
      },
    });
    if (no === 'closed' || mine !== turn.current) return;
    if (no) say(says.refused(refusalSentence(words, no.refused)));
    else say(says.done(formatCount(read.redrawn), formatCount(read.described)) + unplaced);
  };
  const read = async (file: Uint8Array, withinM: number | null): Promise<void> => {
    setBusy(true);
    try {
      const answer = await desk.readFile(file, withinM);
      if ('row' in answer && answer.row > 0)
        say(
          `${says.row(formatCount(answer.row))}${'field' in answer ? `${answer.field} ` : ''}${refusalSentence(words, answer.refused)}`,
        );
      else if ('refused' in answer) say(refusalSentence(words, answer.refused));
      else if ('faults' in answer)
        setStage({ kind: 'faults', file, faults: answer.faults.toSorted((a, b) => b.areaM2 - a.areaM2), withinM }); // prettier-ignore
      else if (withinM !== null && answer.repaired)
        setStage({ kind: 'repaired', read: answer, withinM }); // prettier-ignore
      else await take(answer);
    } catch {
      // What a file can do to whoever reads it is not known beforehand.
      say(says.failed);
    } finally {
      setBusy(false);
    }
  };
  const choose = async (file: File): Promise<void> => {
    setStage(null);
    turn.current++;
    if (file.size > BYTES_MAX) say(says.tooLarge);
    else await read(new Uint8Array(await file.arrayBuffer()), null);
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
        accept=".geojson,.json,application/geo+json,.gpkg,application/geopackage+sqlite3"
        aria-label={says.open}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file once more is another choice.
          event.target.value = '';
          if (file) void choose(file);
        }}
      />
      {stage?.kind === 'said' && <p role="status">{stage.text}</p>}
      {stage?.kind === 'faults' && (
        <>
          <p role="status">
            {stage.withinM === null
              ? says.faults(formatCount(stage.faults.length))
              : says.tooWide(formatCount(stage.faults.length), String(stage.withinM))}
          </p>
          <RepairAsk
            withinM={stage.withinM}
            isBusy={busy}
            onAsk={(withinM) => void read(stage.file, withinM)}
          />
          <ul>
            {stage.faults.slice(0, TOLD_MAX).map((fault, i) => (
              <li key={i}>
                <button type="button" className="link" onClick={() => onShow(fault.at)}>
                  {says.kinds[fault.kind]}
                  {fault.areaM2 > 0 && ` ${formatArea(fault.areaM2, language)}`}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {stage?.kind === 'repaired' && (
        <RepairMade
          read={stage.read}
          withinM={stage.withinM}
          isBusy={busy}
          onShow={onShow}
          onTake={() => {
            setBusy(true);
            void take(stage.read).finally(() => setBusy(false));
          }}
          onLeave={() => setStage(null)}
        />
      )}
    </div>
  );
}
