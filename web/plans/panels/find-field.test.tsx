import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { FindField, type Found } from './find-field.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const PEOPLE = [
  { id: 1, name: '周敏', more: '石桥' },
  { id: 2, name: '周明', more: '明月' },
];
let root: Root;
let place: HTMLElement;
let chosen: (number | null)[];
const asked: string[] = [];
const field = (): HTMLInputElement => place.querySelector('input')!;
const names = (): string[] => [...place.querySelectorAll('[role=option]')].map((one) => one.textContent); // prettier-ignore
const press = (key: string): void => act(() => void field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))); // prettier-ignore
const rest = async (): Promise<void> => act(async () => new Promise((done) => setTimeout(done, 320))); // prettier-ignore
const type = async (text: string): Promise<void> => {
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field(), text);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });
  await rest();
};
const show = async (value: number | null): Promise<void> => {
  act(() =>
    root.render(
      <FindField<{ people: Found[] }>
        label="网格长"
        path="/api/people"
        listOf={({ people }) => people}
        value={value}
        isReadOnly={false}
        onChoose={(id) => chosen.push(id)}
      />,
    ),
  );
  await rest();
};

beforeEach(() => {
  chosen = [];
  asked.length = 0;
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    const query = new URLSearchParams(path.split('?')[1]);
    const ids = query.get('ids')?.split(',').map(Number);
    const people = PEOPLE.filter(({ id, name }) => ids ? ids.includes(id) : name.includes(query.get('q') ?? '')); // prettier-ignore
    return Promise.resolve(Response.json({ people }));
  });
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.unstubAllGlobals();
});

test('is found by a part of the name, gone to by arrows and taken by Enter', async () => {
  await show(null);
  await type('周');
  expect(names()).toEqual(['周敏 石桥', '周明 明月']);
  press('ArrowDown');
  press('Enter');
  expect(chosen).toEqual([2]);
  expect(place.querySelector('[role=listbox]')).toBeNull();
});

test('says whose it is, and is taken away', async () => {
  await show(1);
  expect(field().value).toBe('周敏');
  act(() => place.querySelector('button')!.click());
  expect(chosen).toEqual([null]);
});

test('is left as it was by Escape, and says when nobody is found', async () => {
  await show(1);
  await type('李');
  expect(place.querySelector('.none')!.textContent).not.toBe('');
  press('Enter');
  press('Escape');
  expect([field().value, chosen]).toEqual(['周敏', []]);
});
