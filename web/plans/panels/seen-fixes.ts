import { createStore } from 'zustand/vanilla';

import type { PlanAct } from '#data/plans/plan-act.ts';
import type { Problem } from '#data/plans/problems/problem.ts';

import { problemKey } from './problem-text.ts';

/** What is needed of the world. */
export interface SeenFixesMeans {
  /** The act that mends a problem; null where there is none. */
  fixOf: (problem: Problem) => Promise<PlanAct | null>;
  /** Resolves when a frame has been drawn and nobody waits for an answer about what they draw. */
  rest: () => Promise<void>;
}

/**
 * Which of the problems that are seen have a fix. To find one takes the worker up to a tenth of a second, so only the rows
 * in sight are asked about, one after the other and never while a hand draws; an answer at most a frame changes the list.
 * One that is asked about again keeps its old answer until the new one is there.
 */
export class SeenFixes {
  /** By `problemKey`; of what has not been asked yet there is nothing. */
  readonly store = createStore<ReadonlyMap<string, boolean>>(() => new Map());
  readonly #means: SeenFixesMeans;
  readonly #seen = new Map<string, Problem>();
  #isAsking = false;

  constructor(means: SeenFixesMeans) {
    this.#means = means;
  }

  /** A problem has come into sight, or is other than it was. Answers what is to be done when it goes. */
  see(problem: Problem): () => void {
    const key = problemKey(problem);
    this.#seen.set(key, problem);
    void this.#ask();
    return () => {
      if (this.#seen.get(key) === problem) this.#seen.delete(key);
    };
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    for (;;) {
      await this.#means.rest();
      const [next] = this.#seen;
      if (!next) break;
      const [key, problem] = next;
      this.#seen.delete(key);
      // A plan that was closed meanwhile mends nothing.
      const has = await this.#means.fixOf(problem).then(Boolean, () => false);
      const known = this.store.getState();
      if (known.get(key) !== has) this.store.setState(new Map(known).set(key, has), true);
    }
    this.#isAsking = false;
  }
}
