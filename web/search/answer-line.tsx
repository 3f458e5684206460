import type { ReactNode } from 'react';

import type { District } from '#data/wire/messages.ts';
import type { SearchAnswer } from '#data/wire/search.ts';

import { langOf, type Language, nameIn, useWords, type Words } from '../words/words.ts';

/** What an answer is called, in a screen's language. */
export function titleOf(answer: SearchAnswer, language: Language): string {
  return titleField(answer, language)[1];
}

function titleField(
  { name, nameEn, address, code, id }: SearchAnswer,
  language: Language,
): ['name' | 'nameEn' | 'address' | 'code', string] {
  if (language === 'en' && nameEn) return ['nameEn', nameEn];
  if (name) return ['name', name];
  return address ? ['address', address] : ['code', code ?? String(id)];
}

/** An answer as two lines: its name and what it is; its address or code, and where. What was typed is marked. */
export function AnswerLine({
  answer,
  district,
}: {
  answer: SearchAnswer;
  district: District | null;
}) {
  const { words, language } = useWords();
  const { noun, code, address, areas, marks } = answer;
  const [field, title] = titleField(answer, language);
  const under: ReactNode[] = [];
  if (address && field !== 'address')
    under.push(
      <span key="address" lang={langOf(address)}>
        <Marked text={address} marks={marks.address} />
      </span>,
    );
  if (code && field !== 'code' && showsCode(answer))
    under.push(
      <span key="code" className="code">
        <Marked text={code} marks={marks.code} />
      </span>,
    );
  const chain = areas
    .slice(areas.length > 1 ? 1 : 0)
    .map((area) => nameIn(language, area))
    // A grid that is called by its community's name says it for both.
    .filter((one, i, all) => !all[i + 1]?.startsWith(one));
  if (chain.length > 0)
    under.push(
      <span key="chain" lang={langOf(chain.join())}>
        {chain.join(' › ')}
      </span>,
    );
  else if (noun === 'places') under.push(<span key="outside">{words.search.outside}</span>);
  return (
    <>
      <span className="line">
        <span className="title" lang={langOf(title)}>
          <Marked text={title} marks={marks[field]} />
        </span>
        <span className="kind">{kindOf(answer, words, language, district)}</span>
      </span>
      {under.length > 0 && (
        <span className="under">
          {under.map((part, i) => [i > 0 && <span key={`dot${i}`}> · </span>, part])}
        </span>
      )}
    </>
  );
}

/** A number is shown where people know a thing by it, or where it was typed. */
function showsCode({ noun, marks }: SearchAnswer): boolean {
  return noun === 'incidents' || noun === 'units' || noun === 'areas' || marks.code !== undefined;
}

function kindOf(
  { noun, kind }: SearchAnswer,
  words: Words,
  language: Language,
  district: District | null,
): string {
  const level = district?.levels.find((l) => l.key === kind);
  const known: Record<SearchAnswer['noun'], Record<string, string>> = {
    places: words.search.notations,
    areas: {},
    compounds: {},
    buildings: words.buildings.uses,
    people: words.people.roles,
    units: words.units.kinds,
    sites: words.sites.classes,
    incidents: words.incidents.states,
  };
  if (noun === 'areas' && level) return language === 'en' ? level.nameEn : level.nameZh;
  return known[noun][kind] ?? '';
}

/** A text of which pieces are marked; pieces [from, to) in rising order. */
export function Marked({
  text,
  marks = [],
}: {
  text: string;
  marks?: readonly [number, number][] | undefined;
}) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from < at || to > text.length) continue;
    pieces.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  pieces.push(text.slice(at));
  return <>{pieces}</>;
}
