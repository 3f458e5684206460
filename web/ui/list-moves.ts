/** What the keys that go through a list do: `go` takes a place in it, which it bounds; `active` is −1 where there is none. */
export function listMoves(
  go: (to: number) => void,
  at: { active: number; page: number; count: number },
): Record<string, () => void> {
  const { active, page, count } = at;
  return {
    ArrowDown: () => go(active + 1),
    ArrowUp: () => go(active < 0 ? 0 : active - 1),
    PageDown: () => go(active + page),
    PageUp: () => go(active - page),
    Home: () => go(0),
    End: () => go(count - 1),
  };
}
