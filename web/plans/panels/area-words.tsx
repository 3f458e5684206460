import { useState } from 'react';

import { AREA_KINDS } from '#data/areas/area.ts';
import { bandOf } from '#data/areas/area-standing.ts';
import type { AreaWords, PlanAct } from '#data/plans/plan-act.ts';

import { useDistrict } from '../../ui/use-live.ts';
import { nameIn, refusalSentence, useWords } from '../../words/words.ts';
import { desk } from '../desk/desk-link.ts';
import type { PlanRow } from '../desk/desk.ts';

import { BandField } from './band-field.tsx';
import { FindField, type Found } from './find-field.tsx';

/** What is said of the selected areas without their borders; of several what they have in common, and changed for all at once. */
export function AreaWordsForm(props: {
  chosen: readonly PlanRow[];
  rows: ReadonlyMap<number, PlanRow>;
  isReadOnly: boolean;
}) {
  const { words, language } = useWords();
  const { chosen, rows, isReadOnly } = props;
  const [refusal, setRefusal] = useState<{ reason: string; names: string } | null>(null);
  const { details } = words.plan;
  const levels = useDistrict()?.levels ?? [];
  const [only] = chosen.length === 1 ? chosen : [];
  const areas = chosen.map((row) => row.area);
  const same = <T,>(of: (area: PlanRow['area']) => T): T | undefined => {
    const [first, ...rest] = areas.map(of);
    return rest.every((value) => value === first) ? first : undefined;
  };
  const make = async (act: PlanAct): Promise<void> => {
    const refused = await desk.make(act);
    const named = refused?.areas.flatMap((id) => rows.get(id)?.area ?? []) ?? [];
    const names = named
      .map((area) => nameIn(language, area))
      .slice(0, 3)
      .join(' · ');
    setRefusal(refused && { reason: refused.refused, names });
  };
  const say = (said: Partial<AreaWords>): void =>
    void make({ verb: 'describe', areas: areas.map(({ id }) => ({ id, words: said })) });
  const kind = same((area) => area.kind);
  const locked = same((area) => area.locked);
  const parentId = same((area) => area.parentId);
  const level = same((area) => area.level);
  const parent = parentId === undefined || parentId === null ? undefined : rows.get(parentId);
  const band = level === undefined ? null : bandOf(levels, level);
  const usual = band && { households: endsOf(band.households), residents: endsOf(band.residents) };
  const parents = parent
    ? [...rows.values()].filter(
        (row) => row.area.level === parent.area.level && row.area.parentId === parent.area.parentId,
      )
    : [];
  return (
    <section className="area-words" aria-label={details.title}>
      {only && (
        <>
          {(['name', 'nameEn', 'code'] as const).map((key) => (
            <TextField
              key={`${only.area.id}-${key}`}
              label={details[key]}
              value={only.area[key] ?? ''}
              hint={key === 'code' ? details.codeHint : ''}
              most={key === 'code' ? 64 : 200}
              isReadOnly={isReadOnly}
              onSay={(text) => say({ [key]: key === 'nameEn' && text === '' ? null : text })}
            />
          ))}
        </>
      )}
      <label>
        <span>{details.kind}</span>
        <select
          value={kind ?? ''}
          disabled={isReadOnly}
          onChange={(event) => say({ kind: AREA_KINDS.find((k) => k === event.target.value)! })}
        >
          {kind === undefined && <option value="">{details.several}</option>}
          {AREA_KINDS.map((k) => (
            <option key={k} value={k}>
              {words.areas.kinds[k]}
            </option>
          ))}
        </select>
      </label>
      <FindField<PeopleAnswer>
        label={details.leader}
        path="/api/people"
        listOf={peopleOf}
        value={same((area) => area.leaderId)}
        isReadOnly={isReadOnly}
        onChoose={(leaderId) => say({ leaderId })}
      />
      {kind === 'dedicated' && (
        <FindField<OrganisationsAnswer>
          label={details.owner}
          path="/api/organisations"
          listOf={organisationsOf}
          value={same((area) => area.ownerId)}
          isReadOnly={isReadOnly}
          onChoose={(ownerId) => say({ ownerId })}
        />
      )}
      {only && usual && kind !== 'dedicated' && (
        <BandField
          key={only.area.id}
          value={only.area.band}
          usual={usual}
          isReadOnly={isReadOnly}
          onSay={(band) => say({ band })}
        />
      )}
      {level !== undefined && parent && (
        <label>
          <span>{details.parent}</span>
          <select
            value={parent.area.id}
            disabled={isReadOnly}
            onChange={
              (event) =>
              void make({ verb: 'reassign', areas: areas.map(({ id }) => id), parentId: Number(event.target.value) }) // prettier-ignore
            }
          >
            {parents.map(({ area }) => (
              <option key={area.id} value={area.id}>
                {nameIn(language, area)}
              </option>
            ))}
          </select>
        </label>
      )}
      {!isReadOnly && (
        <div className="acts">
          <button
            type="button"
            className="button small"
            onClick={() => say({ locked: locked !== true })}
          >
            {locked === true ? details.unlock : details.lock}
          </button>
          {([true, false] as const).map((to) => (
            <button
              key={String(to)}
              type="button"
              className="button small"
              onClick={() =>
                void make({ verb: 'lock-borders', around: areas.map(({ id }) => id), locked: to })
              }
            >
              {to ? details.lockBorders : details.unlockBorders}
            </button>
          ))}
        </div>
      )}
      {refusal && (
        <p className="refused" role="alert">
          {refusalSentence(words, refusal.reason)} {refusal.names}
        </p>
      )}
    </section>
  );
}

const endsOf = ({ from, to }: { from: number; to: number }) => ({ from, to });

interface PeopleAnswer {
  people: { id: number; name: string; posts: { organisation: string | null }[] }[];
}
const peopleOf = ({ people }: PeopleAnswer): Found[] =>
  people.map(({ id, name, posts }) => ({ id, name, more: posts.flatMap((post) => post.organisation ?? [])[0] ?? '' })); // prettier-ignore

interface OrganisationsAnswer {
  organisations: { id: number; name: string; parent: string | null }[];
}
const organisationsOf = ({ organisations }: OrganisationsAnswer): Found[] =>
  organisations.map(({ id, name, parent }) => ({ id, name, more: parent ?? '' }));

/** A text that is said when Enter is pressed or the field is left, and is as it was at Escape. */
function TextField(props: {
  label: string;
  value: string;
  hint: string;
  most: number;
  isReadOnly: boolean;
  onSay: (text: string) => void;
}) {
  const { value } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const done = (): void => {
    if (typed !== null && typed.trim() !== value) props.onSay(typed.trim());
    setTyped(null);
  };
  return (
    <label>
      <span>{props.label}</span>
      <input
        value={typed ?? value}
        maxLength={props.most}
        placeholder={props.hint}
        readOnly={props.isReadOnly}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => {
          if (event.key === 'Enter') done();
          if (event.key !== 'Escape' || typed === null) return;
          event.stopPropagation();
          setTyped(null);
        }}
      />
    </label>
  );
}
