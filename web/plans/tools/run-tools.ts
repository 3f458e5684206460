import type { PlanAct } from '#data/plans/plan-act.ts';

import { deskStore, type Desk, type Place, type SnapKind } from '../desk/desk.ts';

import { contextNow } from './context-now.ts';
import { withBuildings } from './give-tool.ts';
import { LINE_TOOLS } from './line-tools.ts';
import type { Hit, Outcome, ToolEvent, ToolKey, Wanted } from './tool.ts';
import { levelChosen, selectAreas, toolStore } from './tool-store.ts';
import { toolOf } from './tools.ts';
import { isForAll, whyNot } from './why-not.ts';

/** px within which a place snaps, and a border or building is hit. */
const REACH_PX = 12;
const SNAPS: readonly SnapKind[] = ['vertex', 'border', 'line'];

/** Something that a hand did, before it is known what lies there. */
export type HandInput =
  | { kind: 'hover' | 'place' | 'press' | 'drag' | 'drop'; at: Place; metresPerPx: number; add: boolean; free: boolean } // prettier-ignore
  | Exclude<ToolEvent, { hit: Hit }>;

export interface ToolRunner {
  /** What a hand did: handled in order; of several movements the last. */
  give: (input: HandInput) => void;
  choose: (tool: ToolKey) => void;
  /** Escape: a point back, then the tool, then the selection. Whether there was anything. */
  back: () => boolean;
  /** Ctrl-Z: a point back. Whether something was being drawn. */
  stepBack: () => boolean;
  /** Away with what is drawn; the tool stays. */
  cancel: () => void;
  /** Settles once all that was given has been handled, and its preview is there. */
  settled: () => Promise<void>;
  stop: () => void;
}

/** Hands what a hand does to the tool, asks the desk what lies there and what the tool's act would come to, and makes it. */
export function createToolRunner(desk: Desk): ToolRunner {
  const queue: HandInput[] = [];
  let running: Promise<void> | null = null;
  let previewing: Promise<void> | null = null;
  /** What the newest preview is of. */
  let asked = '';

  const hitOf = async (input: Extract<HandInput, { at: Place }>): Promise<Hit> => {
    const { state, snapping, tracing } = toolStore.getState();
    const asks = toolOf(state.tool).asks(state);
    const withinM = REACH_PX * input.metresPerPx;
    // A free hand's line is as it is drawn, but for where it begins and ends.
    const snaps = asks.snap && snapping && !input.free && input.kind !== 'drag';
    const snapped = snaps ? await desk.snap(input.at, { withinM, to: SNAPS }) : null;
    const at = snapped?.kind ? snapped.at : input.at;
    const last = 'legs' in state ? state.legs.at(-1)?.at(-1) : undefined;
    const traces = tracing && last && LINE_TOOLS.has(state.tool) && input.kind !== 'drag' && input.kind !== 'drop'; // prettier-ignore
    // Clicks ask what is exact; while the pointer moves, only what the tool shows.
    const [chain, border, buildings, along] = await Promise.all([
      asks.areas ? desk.areasAt(input.at) : [],
      asks.border ? desk.borderAt(at, withinM) : null,
      asks.buildings ? desk.buildingsIn(input.at) : [],
      traces ? desk.trace(last, at) : null,
    ]);
    if (along && 'refused' in along && input.kind === 'place')
      toolStore.setState({ refusal: { reason: along.refused, areas: [] } });
    const { rows } = deskStore.getState();
    const level = levelChosen(toolStore.getState());
    const area = chain.findLast((id) => (rows.get(id)?.area.level ?? 99) <= level) ?? 0;
    return {
      at,
      snapped,
      along: Array.isArray(along) ? along : null,
      cell: chain.at(-1) ?? 0,
      area,
      border,
      buildings,
    };
  };

  const pick = (found: readonly number[], add: boolean): void => {
    const { selection } = toolStore.getState();
    if (!add) return selectAreas(found);
    const fresh = found.filter((id) => !selection.includes(id));
    selectAreas(
      fresh.length > 0 ? [...selection, ...fresh] : selection.filter((id) => !found.includes(id)),
    );
  };

  const actOf = async (wanted: Wanted): Promise<PlanAct | { refused: string }> =>
    wanted.verb === 'give-to' ? desk.giveBuildings(wanted.buildings, wanted.to) : wanted;

  const make = async (wanted: Wanted): Promise<void> => {
    const { tool } = toolStore.getState().state;
    if (whyNot(tool, deskStore.getState())) return;
    toolStore.setState({ isMaking: true });
    let no: { refused: string; areas: readonly number[] } | null;
    try {
      const act = await actOf(wanted);
      no = 'refused' in act ? { ...act, areas: [] } : await desk.make(act);
    } finally {
      toolStore.setState({ isMaking: false });
    }
    if (no) {
      toolStore.setState({ refusal: { reason: no.refused, areas: no.areas } });
      return;
    }
    // What is no more is selected no more, what was founded is: it wants a name. The tool begins anew.
    const { rows } = deskStore.getState();
    const founded = 'found' in wanted && wanted.found ? [wanted.found.id] : wanted.verb === 'carve' ? [wanted.id] : null; // prettier-ignore
    selectAreas((founded ?? toolStore.getState().selection).filter((id) => rows.has(id)));
    const context =
      tool === 'merge' || founded
        ? { ...contextNow(desk.nextId()), selection: [] }
        : contextNow(desk.nextId());
    asked = '';
    toolStore.setState({ state: toolOf(tool).begin(context), act: null, preview: null, refusal: null }); // prettier-ignore
  };

  const follow = async (outcome: Outcome): Promise<void> => {
    if (outcome === 'leave') {
      leave();
    } else if ('make' in outcome) {
      await make(outcome.make);
    } else if ('gather' in outcome) {
      const found = await desk.buildingsIn(outcome.gather);
      const { state } = toolStore.getState();
      if (state.tool === 'give') toolStore.setState({ state: withBuildings(state, found) });
    } else if (typeof outcome.select === 'number') {
      if (outcome.select !== 0) pick([outcome.select], outcome.add);
      else if (!outcome.add) selectAreas([]);
    } else {
      const level = levelChosen(toolStore.getState());
      pick(await desk.areasIn(outcome.select, level), outcome.add);
    }
  };

  /** From a tool to the first one, from that to nothing selected. */
  const leave = (): boolean => {
    const { state, selection } = toolStore.getState();
    if (state.tool !== 'select') choose('select');
    else if (selection.length > 0) selectAreas([]);
    else return false;
    return true;
  };

  const step = async (input: HandInput): Promise<void> => {
    const event: ToolEvent = 'at' in input ? { ...input, hit: await hitOf(input) } : input;
    if ('hit' in event) toolStore.setState({ at: event.hit.at, snapped: event.hit.snapped });
    const { state } = toolStore.getState();
    const next = toolOf(state.tool).step(state, event, contextNow(desk.nextId()));
    // A "no" stays in sight until something else is done.
    const said = event.kind === 'hover' || event.kind === 'place' ? {} : { refusal: null, unusable: null }; // prettier-ignore
    toolStore.setState({ state: next.state, ...said });
    if (next.outcome) await follow(next.outcome);
    look();
  };

  /** Asks what the tool's act would come to, one question at a time. */
  const look = (): void => {
    if (previewing) return;
    const { state } = toolStore.getState();
    const usable = !whyNot(state.tool, deskStore.getState());
    const wanted = usable ? toolOf(state.tool).wanted(state, contextNow(desk.nextId())) : null;
    const question = wanted ? JSON.stringify(wanted) : '';
    if (question === asked) return;
    asked = question;
    if (!wanted) {
      toolStore.setState({ act: null, preview: null });
      return;
    }
    previewing = (async () => {
      const act = await actOf(wanted);
      const preview = 'refused' in act ? { ...act, areas: [] } : await desk.preview(act);
      if (asked === question && preview)
        toolStore.setState({ act: 'refused' in act ? null : act, preview });
    })().finally(() => {
      previewing = null;
      look();
    });
  };

  const run = (): void => {
    running ??= (async () => {
      for (let input = queue.shift(); input; input = queue.shift()) await step(input);
    })().finally(() => {
      running = null;
      if (queue.length > 0) run();
    });
  };

  const give = (input: HandInput): void => {
    // Nothing lies there yet that could be asked about.
    if (deskStore.getState().phase !== 'ready') return;
    const last = queue.at(-1);
    if (last?.kind === 'hover' && input.kind === 'hover') queue.pop();
    queue.push(input);
    run();
  };
  const stepBack = (): boolean => {
    const { state } = toolStore.getState();
    const { outcome } = toolOf(state.tool).step(state, { kind: 'back' }, contextNow(desk.nextId()));
    if (outcome === 'leave') return false;
    give({ kind: 'back' });
    return true;
  };
  const choose = (tool: ToolKey): void => {
    const unusable = whyNot(tool, deskStore.getState());
    toolStore.setState({ unusable });
    if (unusable) return;
    queue.length = 0;
    asked = '';
    toolStore.setState({ state: toolOf(tool).begin(contextNow(desk.nextId())), act: null, preview: null, refusal: null, snapped: null }); // prettier-ignore
    look();
  };

  // An edit, also one from elsewhere: what was seen of the act before it is no more so.
  const stopDesk = deskStore.subscribe(({ packed, phase, plan }, was) => {
    // What is published is drawn on no more: nothing waits for a click that changes it.
    if (was.plan?.status === 'draft' && plan && plan.status !== 'draft' && !isForAll(toolStore.getState().state.tool)) choose('select'); // prettier-ignore
    if (packed === was.packed && phase === was.phase) return;
    const { rows } = deskStore.getState();
    selectAreas(toolStore.getState().selection.filter((id) => rows.has(id)));
    asked = '';
    look();
  });
  // Another choice of what is made.
  const stopOptions = toolStore.subscribe(({ carves, makes, state }, was) => {
    if (carves === was.carves && makes === was.makes) return;
    if (state.tool === 'found') choose('found');
    else look();
  });
  const stop = (): void => {
    stopDesk();
    stopOptions();
  };

  return {
    give,
    choose,
    back: () => {
      if (toolStore.getState().refusal) toolStore.setState({ refusal: null });
      return stepBack() || leave();
    },
    stepBack,
    cancel: () => {
      const { tool } = toolStore.getState().state;
      const context = { ...contextNow(desk.nextId()), selection: [] };
      queue.length = 0;
      asked = '';
      toolStore.setState({ state: toolOf(tool).begin(context), act: null, preview: null, refusal: null }); // prettier-ignore
    },
    settled: async () => {
      while (running ?? previewing) await (running ?? previewing);
    },
    stop,
  };
}
