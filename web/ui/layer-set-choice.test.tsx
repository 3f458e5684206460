// @vitest-environment jsdom
import { act, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { zhCN } from '../words/zh-cn.ts';

import { LayerSetChoice } from './layer-set-choice.tsx';
import { keepSets, layerSetStore, SETS_MAX, type LayerSet } from './layer-sets.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const words = zhCN.sets;
let root: Root;
let place: HTMLElement;
let shown: LayerSet | null;
function Column({ name, view }: LayerSet) {
  const [set, choose] = useState<LayerSet | null>({ name, view });
  shown = set;
  return (
    <LayerSetChoice name={set?.name || undefined} view={set?.view ?? view} onChoose={choose} />
  );
}
const names = (): string[] => layerSetStore.getState().sets.map((s) => s.name);
const buttonOf = (name: string): HTMLButtonElement =>
  [...place.querySelectorAll('button')].find((b) => b.textContent === name)!;
const press = (name: string): void => act(() => buttonOf(name).click());
/** What a person does to a field; React hears of a value only where it was not set by itself. */
function fill(field: HTMLInputElement | HTMLSelectElement, value: string, event: string): void {
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')!.set!;
  act(() => {
    setter.call(field, value);
    field.dispatchEvent(new Event(event, { bubbles: true }));
  });
}
function give(name: string): void {
  fill(place.querySelector('input')!, name, 'input');
  act(() => place.querySelector('form')!.requestSubmit());
}
/** Another column, as after opening another address. */
function show(name: string, view: string): void {
  act(() => root?.unmount());
  root = createRoot(place);
  act(() => root.render(<Column name={name} view={view} />));
}

beforeEach(() => {
  keepSets([]);
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

it('saves what is shown under a name, renames and deletes it', () => {
  show('', '?layers=areas');
  press(words.saveAs);
  give('  夜班 ');
  expect(layerSetStore.getState().sets).toEqual([{ name: '夜班', view: '?layers=areas' }]);
  expect(shown?.name).toBe('夜班');
  // The field is gone: the focus is not lost with it.
  expect(document.activeElement).toBe(place.querySelector('select'));
  press(words.rename);
  give('白班');
  expect([names(), shown?.name]).toEqual([['白班'], '白班']);
  press(words.delete);
  expect(names()).toEqual([]);
  // It is still shown, and may be saved again.
  expect(place.querySelector('select')!.selectedOptions[0]!.textContent).toBe(
    words.unsaved('白班'),
  );
  press(words.save);
  expect(names()).toEqual(['白班']);
});

it('offers to save what has been changed, and a set that an address brought', () => {
  keepSets([{ name: 'a', view: '?layers=areas' }]);
  show('a', '?layers=areas,base');
  press(words.saveChanged);
  expect(layerSetStore.getState().sets).toEqual([{ name: 'a', view: '?layers=areas,base' }]);
  show('b', '?layers=');
  press(words.save);
  expect(names()).toEqual(['a', 'b']);
});

it('shows a set that is chosen', () => {
  keepSets([{ name: 'a', view: '?layers=areas' }]);
  show('', '?layers=');
  fill(place.querySelector('select')!, 'a', 'change');
  expect(shown).toEqual({ name: 'a', view: '?layers=areas' });
});

it('lays no set over another, and does not save a change by renaming', () => {
  keepSets([{ name: 'a', view: '?layers=areas' }]);
  show('', '?layers=base');
  press(words.saveAs);
  give('a');
  expect(place.querySelector('[role=alert]')!.textContent).toBe(words.taken);
  show('a', '?layers=base');
  press(words.rename);
  give('b');
  expect(layerSetStore.getState().sets).toEqual([{ name: 'b', view: '?layers=areas' }]);
  expect(shown).toEqual({ name: 'b', view: '?layers=base' });
});

it('says when a name is taken and when there is no room', () => {
  keepSets(Array.from({ length: SETS_MAX }, (_, i) => ({ name: `s${i}`, view: '?layers=' })));
  show('s0', '?layers=');
  expect(buttonOf(words.saveAs).disabled).toBe(true);
  press(words.rename);
  give('s1');
  expect(place.querySelector('[role=alert]')!.textContent).toBe(words.taken);
  expect(names()[0]).toBe('s0');
});
