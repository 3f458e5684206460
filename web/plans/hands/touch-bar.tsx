import '../over-map.css';
import './hands.css';

import { useStore } from '../../ui/use-live.ts';
import { useWords } from '../../words/words.ts';
import { toolStore } from '../tools/tool-store.ts';
import { useIsTouched } from '../tools/use-is-touched.ts';

import { planTools } from './plan-tools.ts';

/** What Enter, Escape and Delete are, for fingers: over the map's foot. */
export function TouchBar() {
  const { words } = useWords();
  const state = useStore(toolStore, (s) => s.state);
  const { bar } = useIsTouched();
  const { tools } = words;
  if (!bar || state.tool === 'select') return null;
  const isHeld = state.tool === 'vertex' && state.grip !== null;
  return (
    <div className="touch-bar" role="toolbar" aria-label={tools.bar} data-over-map>
      <button type="button" className="button" onClick={() => planTools.back()}>
        {tools.back}
      </button>
      {isHeld && (
        <button type="button" className="button" onClick={() => planTools.give({ kind: 'delete' })}>
          {tools.remove}
        </button>
      )}
      {state.tool === 'simplify' && (
        <>
          <button
            type="button"
            className="button step"
            aria-label={tools.less}
            onClick={() => planTools.give({ kind: 'less' })}
          >
            −
          </button>
          <button
            type="button"
            className="button step"
            aria-label={tools.more}
            onClick={() => planTools.give({ kind: 'more' })}
          >
            +
          </button>
        </>
      )}
      <button
        type="button"
        className="button primary"
        onClick={() => planTools.give({ kind: 'finish' })}
      >
        {tools.finish}
      </button>
    </div>
  );
}
