// @vitest-environment jsdom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { useSpaceFirst } from './use-keys.ts';

let root: Root;
let due: number;
let heard: string[];
function Page() {
  useSpaceFirst(() => due > 0 && due-- > 0);
  return (
    <div onKeyDown={() => heard.push('down')} onKeyUp={() => heard.push('up')}>
      <button type="button" />
      <input type="range" />
      <input type="text" />
      <textarea />
      <select />
    </div>
  );
}
beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = '<main></main>';
  [due, heard] = [0, []];
  root = createRoot(document.querySelector('main')!);
  act(() => root.render(<Page />));
});
afterEach(() => act(() => root.unmount()));

/** Whether the press and the release were left to the element. */
function space(at: string, repeat = false): [boolean, boolean] {
  const send = (type: string, again = false): boolean => document.querySelector(at)!.dispatchEvent(new KeyboardEvent(type, { key: ' ', repeat: again, bubbles: true, cancelable: true })); // prettier-ignore
  const pressed = send('keydown');
  return [repeat ? pressed || send('keydown', true) : pressed, send('keyup')];
}

it('takes one press before a control, however long it is held, and leaves it the next', () => {
  for (const at of ['button', '[type=range]']) {
    due = 1;
    expect(space(at, true)).toEqual([false, false]);
    expect(due).toBe(0);
    expect(heard).toEqual([]);
    expect(space(at)).toEqual([true, true]);
    expect(heard.splice(0)).toEqual(['down', 'up']);
  }
});

it('leaves a text its spaces, and a choice its key', () => {
  due = 1;
  for (const at of ['[type=text]', 'textarea', 'select']) expect(space(at)).toEqual([true, true]);
  expect(due).toBe(1);
});
