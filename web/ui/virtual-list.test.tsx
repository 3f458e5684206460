import { act, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { VirtualList } from './virtual-list.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
let place: HTMLElement;
let setRows: (rows: string[]) => void;
const onSelect = vi.fn<(row: string) => void>();
const onEscape = vi.fn();
const names = (n: number): string[] => Array.from({ length: n }, (_, i) => `row ${i}`);

function Held({ first }: { first: string[] }) {
  const [rows, set] = useState(first);
  const [active, setActive] = useState<string | null>(null);
  setRows = set;
  return (
    <VirtualList
      rows={rows}
      keyOf={(r) => r}
      rowHeight={50}
      activeKey={active}
      selectedKey={null}
      label="rows"
      onActive={setActive}
      onSelect={onSelect}
      onEscape={onEscape}
      row={(r) => r}
    />
  );
}
const list = (): HTMLElement => place.querySelector<HTMLElement>('[role=listbox]')!;
const press = (key: string): void =>
  act(() => {
    list().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
const active = (): string | undefined =>
  place.querySelector<HTMLElement>('.active')?.dataset['key'];

beforeEach(() => {
  // jsdom lays nothing out: ten rows of 50 px are seen.
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(300);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} }); // prettier-ignore
  Element.prototype.scrollTo = function (options?: unknown) {
    this.scrollTop = (options as { top: number }).top;
    this.dispatchEvent(new Event('scroll'));
  };
  onSelect.mockReset();
  onEscape.mockReset();
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  act(() => root.render(<Held first={names(4_000)} />));
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('a list of any length', () => {
  it('has only what is seen in the page, and says how many there are', () => {
    const options = place.querySelectorAll('[role=option]');
    expect(options.length).toBeGreaterThanOrEqual(10);
    expect(options.length).toBeLessThan(40);
    expect(options[0]!.getAttribute('aria-setsize')).toBe('4000');
  });
  it('is walked by arrows, taken by Enter and left by Escape', () => {
    press('Enter');
    expect(onSelect).not.toHaveBeenCalled();
    press('ArrowDown');
    press('ArrowDown');
    press('ArrowDown');
    press('ArrowUp');
    expect(active()).toBe('row 1');
    const named = list().getAttribute('aria-activedescendant');
    expect(document.getElementById(named!)?.dataset['key']).toBe('row 1');
    press('Enter');
    expect(onSelect).toHaveBeenCalledExactlyOnceWith('row 1');
    press('Home');
    press('ArrowUp');
    expect(active()).toBe('row 0');
    press('Escape');
    expect(onEscape).toHaveBeenCalledOnce();
  });
  it('stays at its row when others come above it', () => {
    press('ArrowDown');
    press('ArrowDown');
    act(() => setRows(['new', ...names(4_000)]));
    expect(active()).toBe('row 1');
    press('ArrowUp');
    expect(active()).toBe('row 0');
  });
  it('begins anew when its row has gone', () => {
    press('ArrowDown');
    act(() => setRows(names(4_000).slice(1)));
    expect(list().hasAttribute('aria-activedescendant')).toBe(false);
    press('ArrowDown');
    expect(active()).toBe('row 1');
  });
});
