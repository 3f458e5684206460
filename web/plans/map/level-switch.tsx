import '../over-map.css';
import './plan-map.css';

import { useDistrict, useStore } from '../../ui/use-live.ts';
import { nameIn, useWords } from '../../words/words.ts';
import { toolStore } from '../tools/tool-store.ts';

/** Which level a click selects of, and whose figures are written on the map: by the map's zoom, or one that is chosen. */
export function LevelSwitch() {
  const { words, language } = useWords();
  const levels = useDistrict()?.levels ?? [];
  const level = useStore(toolStore, (s) => s.level);
  const zoomLevel = useStore(toolStore, (s) => s.zoomLevel);
  const { tools } = words;
  const atZoom = levels.find(({ rank }) => rank === zoomLevel);
  return (
    <label className="level-switch" data-over-map>
      <span>{tools.level}</span>
      <select
        value={level ?? ''}
        onChange={(event) => toolStore.setState({ level: Number(event.target.value) || null })}
      >
        <option value="">
          {tools.levelByZoom}
          {atZoom && ` · ${nameIn(language, atZoom)}`}
        </option>
        {levels.slice(1).map((one) => (
          <option key={one.rank} value={one.rank}>
            {nameIn(language, one)}
          </option>
        ))}
      </select>
    </label>
  );
}
