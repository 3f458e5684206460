import type pg from 'pg';

import { dropFixDays, ensureFixDays } from './fixes.sql.ts';
import { keptDays } from './kept-days.ts';

/**
 * Make the tables of the days that are kept, and the day after them, and drop those of days past the
 * limit. Called at start and each hour. Answers how many were dropped.
 */
export async function keepFixDays(pool: pg.Pool, at: Date, daysKept: number): Promise<number> {
  const kept = keptDays(at, daysKept);
  // One day more, so that midnight never finds the next day without its table.
  const ahead = keptDays(new Date(at.getTime() + 86_400_000), daysKept);
  await ensureFixDays(pool, kept.first, ahead.last);
  return dropFixDays(pool, kept.first);
}
