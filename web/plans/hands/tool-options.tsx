import '../over-map.css';
import './hands.css';

import { useDistrict, useStore } from '../../ui/use-live.ts';
import { nameIn, useWords } from '../../words/words.ts';
import { deskStore } from '../desk/desk.ts';
import { levelsMade } from '../tools/levels-made.ts';
import { CARVED, SHAPES } from '../tools/tool.ts';
import { toolStore } from '../tools/tool-store.ts';

/** What can be chosen of the tool in hand, over the map's upper left. */
export function ToolOptions() {
  const { words } = useWords();
  const tool = useStore(toolStore, (s) => s.state.tool);
  const shape = useStore(toolStore, (s) => s.shape);
  const carves = useStore(toolStore, (s) => s.carves);
  const makes = useStore(toolStore, (s) => s.makes);
  const rows = useStore(deskStore, (s) => s.rows);
  const names = useLevelNames();
  const { tools } = words;
  const levels = levelsMade(rows);
  switch (tool) {
    case 'select':
    case 'give':
      return (
        <Choice
          label={tools.shape}
          chosen={shape}
          options={SHAPES.map((key) => ({ key, name: tools.shapes[key] }))}
          onChoose={(one) => toolStore.setState({ shape: one })}
        />
      );
    case 'carve': {
      const cell = [...names.values()].at(-1) ?? '';
      const above = names.get(levels[0] ?? 0) ?? cell;
      // Where no area can be made for a cell to lie in, the cell is all there is.
      const kinds = levels.length === 0 ? CARVED.filter((key) => key !== 'area') : CARVED;
      return (
        <Choice
          label={tools.carves.label}
          isLong
          chosen={carves}
          options={kinds.map((key) => ({ key, name: tools.carves[key](key === 'cell' ? cell : above) }))} // prettier-ignore
          onChoose={(one) => toolStore.setState({ carves: one })}
        />
      );
    }
    case 'found':
      return (
        <Choice
          label={tools.makes}
          chosen={makes ?? levels[0] ?? 0}
          options={levels.map((key) => ({ key, name: names.get(key) ?? String(key) }))}
          onChoose={(one) => toolStore.setState({ makes: one })}
        />
      );
    default:
      return null;
  }
}

/** What levels are called, by rank, from the district's down. */
function useLevelNames(): ReadonlyMap<number, string> {
  const { language } = useWords();
  const levels = useDistrict()?.levels ?? [];
  return new Map(levels.map((level) => [level.rank, nameIn(language, level)]));
}

/** One of several. */
function Choice<K extends string | number>(props: {
  label: string;
  chosen: K;
  options: readonly { key: K; name: string }[];
  /** Its names have no room beside what else stands above a narrow map. */
  isLong?: boolean;
  onChoose: (key: K) => void;
}) {
  return (
    <div
      className={props.isLong ? 'tool-options long' : 'tool-options'}
      role="group"
      aria-label={props.label}
      data-over-map
    >
      {props.options.map(({ key, name }) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === props.chosen}
          onClick={() => props.onChoose(key)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
