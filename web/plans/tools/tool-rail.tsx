import './tool-rail.css';

import { useDistrict, useStore } from '../../ui/use-live.ts';
import { useMay } from '../../ui/use-may.ts';
import { useWords } from '../../words/words.ts';
import { deskStore } from '../desk/desk.ts';

import { ToolIcon } from './tool-icon.tsx';
import { TOOL_KEYS, type ToolKey } from './tool.ts';
import { toolStore } from './tool-store.ts';
import { TOOL_LETTERS } from './tools.ts';
import { whyNot } from './why-not.ts';

/** The tools, each with its word and letter; one that cannot be used now is there, and says why; one that a post may not use is not. */
export function ToolRail({ choose }: { choose: (tool: ToolKey) => void }) {
  const { words } = useWords();
  const held = useStore(toolStore, (s) => s.state.tool);
  const phase = useStore(deskStore, (s) => s.phase);
  const plan = useStore(deskStore, (s) => s.plan);
  const ground = useStore(deskStore, (s) => s.ground);
  const rows = useStore(deskStore, (s) => s.rows);
  // Another edition in force: a plan is brought over first.
  const inForce = useDistrict()?.editionId ?? null;
  const mayDraw = useMay('draw-plan');
  const { tools } = words;
  return (
    <nav className="tool-rail" aria-label={tools.label}>
      <div role="toolbar" aria-orientation="vertical" aria-label={tools.label} onKeyDown={roam}>
        {TOOL_KEYS.map((tool) => {
          const why = whyNot(tool, { phase, plan, ground, rows }, inForce);
          if (why === 'may-not') return null;
          const letter = TOOL_LETTERS[tool].toUpperCase();
          return (
            <button
              key={tool}
              type="button"
              data-tool={tool}
              aria-pressed={held === tool}
              aria-disabled={why !== null}
              aria-keyshortcuts={letter}
              tabIndex={held === tool ? 0 : -1}
              title={`${tools.names[tool]} (${letter}) · ${why ? tools.whyNot[why] : tools.hints[tool]}`}
              onClick={() => choose(tool)}
            >
              <ToolIcon of={tool} />
              <span>{tools.names[tool]}</span>
            </button>
          );
        })}
      </div>
      {mayDraw && <Switches />}
    </nav>
  );
}

/** Snapping, and whether lines follow what is there. */
function Switches() {
  const { words } = useWords();
  const snapping = useStore(toolStore, (s) => s.snapping);
  const tracing = useStore(toolStore, (s) => s.tracing);
  const { tools } = words;
  return (
    <div className="tool-switches">
      <button
        type="button"
        aria-pressed={snapping}
        aria-keyshortcuts="Q"
        title={`${tools.snapping} (Q) · ${tools.snappingHint}`}
        onClick={() => toolStore.setState({ snapping: !snapping })}
      >
        <ToolIcon of="snapping" />
        <span>{tools.snapping}</span>
      </button>
      <button
        type="button"
        aria-pressed={tracing}
        aria-keyshortcuts="T"
        title={`${tools.tracing} (T) · ${tools.tracingHint}`}
        onClick={() => toolStore.setState({ tracing: !tracing })}
      >
        <ToolIcon of="tracing" />
        <span>{tools.tracing}</span>
      </button>
    </div>
  );
}

/** ↑ ↓ go from one to the next: of a toolbar Tab finds one button. */
function roam(event: React.KeyboardEvent<HTMLDivElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll('button')];
  const at = all.indexOf(document.activeElement as HTMLButtonElement);
  all[(at + by + all.length) % all.length]?.focus();
}
