import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Plan } from '#data/plans/plan.ts';

import { hereStore } from '../../live/who-is-here.ts';
import { LANGUAGES, LanguageContext, wordsOf } from '../../words/words.ts';
import { CLOSED, deskStore } from '../desk/desk.ts';

import { TOOL_KEYS } from './tool.ts';
import { ToolRail } from './tool-rail.tsx';
import { ToolStatus } from './tool-status.tsx';
import { putToolsAway, toolStore } from './tool-store.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

/** A screen with a mouse; jsdom asks no media queries itself. */
let isCoarse = false;
vi.stubGlobal('matchMedia', () => ({ matches: isCoarse, addEventListener: vi.fn(), removeEventListener: vi.fn() })); // prettier-ignore

const box = document.createElement('div');
let root: Root;
const choose = vi.fn();
const show = (language: (typeof LANGUAGES)[number] = 'zh-CN'): void =>
  act(() =>
    root.render(
      <LanguageContext.Provider value={language}>
        <ToolRail choose={choose} />
        <ToolStatus metresPerPx={1.2} />
      </LanguageContext.Provider>,
    ),
  );
const button = (tool: string): HTMLButtonElement => box.querySelector(`[data-tool=${tool}]`)!;
const status = (): string => box.querySelector('[role=status]')!.textContent;

beforeEach(() => {
  isCoarse = false;
  toolStore.setState({ touched: null });
  hereStore.setState({ asked: false, me: null, device: null });
  choose.mockClear();
  putToolsAway();
  deskStore.setState({ ...CLOSED, phase: 'ready', plan: { status: 'draft' } as Plan });
  root = createRoot(box);
});
afterEach(() => act(() => root.unmount()));

test('a tool that cannot be used is there, and says why: by its title, and where it is pressed', () => {
  deskStore.setState({ plan: null });
  show();
  expect(box.querySelectorAll('[data-tool]')).toHaveLength(TOOL_KEYS.length);
  expect(button('split').getAttribute('aria-disabled')).toBe('true');
  expect(button('split').title).toContain(wordsOf('zh-CN').tools.whyNot['read-only']);
  act(() => button('split').click());
  // Who is asked for it says why, and takes it not.
  expect(choose).toHaveBeenCalledWith('split');
  act(() => toolStore.setState({ unusable: 'read-only' }));
  expect(status()).toBe(
    wordsOf('zh-CN').tools.names.select + wordsOf('zh-CN').tools.whyNot['read-only'],
  );
  act(() => button('measure').click());
  expect(choose).toHaveBeenCalledWith('measure');
});

test('buildings are given once they have come', () => {
  show();
  expect(button('give').title).toContain(wordsOf('zh-CN').tools.whyNot.ground);
  act(() => deskStore.setState({ ground: 'ready' }));
  expect(button('give').getAttribute('aria-disabled')).toBe('false');
});

test.each(LANGUAGES)('%s: the status line says what the tool waits for, or why not', (language) => {
  const { tools, refusals } = wordsOf(language);
  show(language);
  expect(status()).toBe(tools.names.select + tools.wants.select);
  act(() => toolStore.setState({ refusal: { reason: 'border-locked', areas: [] } }));
  expect(status()).toBe(tools.names.select + refusals['border-locked']);
  expect(box.querySelector('.tool-status')!.textContent).toContain(tools.scale('4,300'));
});

test('lengths and land are measured while the hand goes on', () => {
  show('en');
  act(() => toolStore.setState({ state: { tool: 'measure', isOver: false, legs: [[[118, 32]], [[118, 32.001]]], hover: [] } })); // prettier-ignore
  expect(box.querySelector('.tool-status')!.textContent).toMatch(/Length 111 m(?!.*Land)/);
  act(() => toolStore.setState({ state: { tool: 'measure', isOver: false, legs: [[[118, 32]], [[118, 32.001]]], hover: [[118.001, 32.001]] } })); // prettier-ignore
  expect(box.querySelector('.tool-status')!.textContent).toMatch(/Land 5,2\d\d m²/);
});

test.each(LANGUAGES)(
  '%s: no key is named to fingers, unless a key was pressed since',
  (language) => {
    const { wants, wantsOfFingers, names } = wordsOf(language).tools;
    toolStore.setState({
      state: { tool: 'split', legs: [[[118, 32]], [[118, 32.001]]], hover: [] },
    });
    isCoarse = true;
    show(language);
    expect(status()).toBe(names.split + wantsOfFingers.finish);
    expect(status()).not.toMatch(/Enter|Esc/);
    act(() => toolStore.setState({ touched: false }));
    expect(status()).toBe(names.split + wants.finish);
  },
);

test('a finger on a screen with a mouse is told of no key', () => {
  toolStore.setState({ state: { tool: 'split', legs: [[[118, 32]], [[118, 32.001]]], hover: [] }, touched: true }); // prettier-ignore
  show();
  expect(status()).toContain(wordsOf('zh-CN').tools.wantsOfFingers.finish);
});

test('every want that names a key has words without one', () => {
  for (const language of LANGUAGES) {
    const { wants, wantsOfFingers } = wordsOf(language).tools;
    const keyed = Object.entries(wants).filter(([, text]) => /Enter|Esc|Delete|方向键/.test(text));
    expect(Object.keys(wantsOfFingers).sort()).toEqual(keyed.map(([want]) => want).sort());
    for (const text of Object.values(wantsOfFingers)) expect(text).not.toMatch(/Enter|Esc|方向键/);
  }
});
