import type { KeyboardEvent, ReactNode } from 'react';

/** One panel of several that stand in the same place. */
export interface SideTab<K extends string> {
  key: K;
  name: string;
  /** Beside the name. */
  count?: string;
  panel: ReactNode;
}

/** Panels of which one is seen: arrows go from tab to tab. */
export function SideTabs<K extends string>(props: {
  label: string;
  tabs: readonly SideTab<K>[];
  chosen: K;
  onChoose: (key: K) => void;
}) {
  const { tabs } = props;
  const at = Math.max(0, tabs.findIndex(({ key }) => key === props.chosen)); // prettier-ignore
  const chosen = tabs[at]!;
  const roam = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (at + by + tabs.length) % tabs.length;
    props.onChoose(tabs[next]!.key);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <section className="side-tabs">
      <div role="tablist" aria-label={props.label} onKeyDown={roam}>
        {tabs.map(({ key, name, count }) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`side-tab-${key}`}
            aria-selected={key === chosen.key}
            aria-controls="side-panel"
            tabIndex={key === chosen.key ? 0 : -1}
            onClick={() => props.onChoose(key)}
          >
            {name}
            {count && <span className="count">{count}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="side-panel" aria-labelledby={`side-tab-${chosen.key}`}>
        {chosen.panel}
      </div>
    </section>
  );
}
