import { useEffect, useMemo } from 'react';
import { createStore } from 'zustand/vanilla';

import type { PlanArea } from '#data/plans/plan-state.ts';

import { askServer } from '../../live/ask-server.ts';
import { useDistrict, useStore, useVersions } from '../../ui/use-live.ts';
import { useWords } from '../../words/words.ts';
import { deskStore } from '../desk/desk.ts';

import { answersFor, type AnswersFor, type Held } from './answers-for.ts';

/** So many answers are kept: the pointer passes many areas. */
const HELD_MAX = 500;

const answerStore = createStore<{ held: Held }>(() => ({ held: new Map() }));
const asked = new Set<string>();

/**
 * Who answers for areas, by their ids, as the plan says it. What the server is asked for is asked once, and again with each
 * edition.
 */
export function useAnswersFor(areas: readonly PlanArea[]): ReadonlyMap<number, AnswersFor> {
  const { language } = useWords();
  const levels = useDistrict()?.levels ?? NO_LEVELS;
  const versions = useVersions();
  const held = useStore(answerStore, (s) => s.held);
  const rows = useStore(deskStore, (s) => s.rows);
  const told = useMemo(() => {
    const own = new Map(areas.map((area) => [area.id, area]));
    const areaOf = (id: number): PlanArea | undefined => own.get(id) ?? rows.get(id)?.area;
    return new Map(areas.map((area) => [area.id, answersFor(area, areaOf, levels, held, language)])); // prettier-ignore
  }, [areas, rows, levels, held, language]);
  useEffect(() => {
    forget();
  }, [versions]);
  useEffect(() => {
    for (const said of told.values())
      if (typeof said === 'object' && 'asks' in said) said.asks.forEach((path) => void ask(path));
  }, [told]);
  return told;
}

const NO_LEVELS: readonly never[] = [];

function forget(): void {
  asked.clear();
  if (answerStore.getState().held.size > 0) answerStore.setState({ held: new Map() });
}

async function ask(path: string): Promise<void> {
  if (asked.has(path)) return;
  if (asked.size >= HELD_MAX) forget();
  asked.add(path);
  const answer = await askServer<unknown>(path);
  if (asked.has(path))
    answerStore.setState(({ held }) => ({
      held: new Map(held).set(path, answer.ok ? answer.value : null),
    }));
}
