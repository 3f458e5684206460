import './hands.css';

import { useStore } from '../../ui/use-live.ts';
import { useWords } from '../../words/words.ts';
import { SHAPES } from '../tools/tool.ts';
import { toolStore } from '../tools/tool-store.ts';

/** What can be chosen of the tool in hand, over the map's upper left. */
export function ToolOptions() {
  const { words } = useWords();
  const tool = useStore(toolStore, (s) => s.state.tool);
  const shape = useStore(toolStore, (s) => s.shape);
  const dedicated = useStore(toolStore, (s) => s.dedicated);
  const { tools } = words;
  if (tool === 'select' || tool === 'give')
    return (
      <div className="tool-options" role="group" aria-label={tools.shape} data-over-map>
        {SHAPES.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === shape}
            onClick={() => toolStore.setState({ shape: one })}
          >
            {tools.shapes[one]}
          </button>
        ))}
      </div>
    );
  if (tool !== 'carve') return null;
  return (
    <div className="tool-options" data-over-map>
      <label title={tools.dedicatedHint}>
        <input
          type="checkbox"
          checked={dedicated}
          onChange={(event) => toolStore.setState({ dedicated: event.target.checked })}
        />
        {tools.dedicatedHint}
      </label>
    </div>
  );
}
