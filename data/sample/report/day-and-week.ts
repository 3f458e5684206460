import { percent, type Measure } from './measure.ts';
import type { Survey } from './survey.ts';

interface Counts {
  days: number;
  /** By hour from midnight, a day. */
  hours: number[];
}

/** Whether a day's incidents have two peaks with a dip at noon and a quiet night, and a weekend's are fewer and later. */
export function measureDayAndWeek({ sample }: Survey): Measure[] {
  const work = countHours(sample.incidents, (weekday) => weekday % 6 !== 0);
  const free = countHours(sample.incidents, (weekday) => weekday % 6 === 0);
  const most = (from: number, to: number): number => Math.max(...work.hours.slice(from, to));
  const noon = Math.min(work.hours[12]!, work.hours[13]!);
  const [morning, afternoon] = [most(7, 12) / noon, most(14, 18) / noon];
  const night = work.hours[3]! / most(7, 12);
  const sum = (hours: readonly number[]): number => hours.reduce((a, b) => a + b, 0);
  const fewer = sum(free.hours) / sum(work.hours);
  const late = ({ hours }: Counts): number => sum(hours.slice(18, 23)) / sum(hours);
  const later = late(free) / late(work);
  return [
    {
      name: 'two peaks a day: morning and afternoon to noon; 3 a.m. to morning',
      asked: '≥ 1.8, ≥ 1.4; ≤ 0.2',
      got: `${morning.toFixed(2)}, ${afternoon.toFixed(2)}; ${night.toFixed(2)}`,
      met: morning >= 1.8 && afternoon >= 1.4 && night <= 0.2,
    },
    {
      name: 'weekends: incidents a day, and the share from 18 to 23 h, to a workday’s',
      asked: '70 to 90 %; ≥ 1.2',
      got: `${percent(fewer)}; ${later.toFixed(2)}`,
      met: fewer >= 0.7 && fewer <= 0.9 && later >= 1.2,
    },
  ];
}

function countHours(
  incidents: readonly { reportedAt: string }[],
  isOf: (weekday: number) => boolean,
): Counts {
  const days = new Set<string>();
  const hours = Array.from({ length: 24 }, () => 0);
  for (const { reportedAt } of incidents) {
    const day = reportedAt.slice(0, 10);
    if (!isOf(new Date(`${day}T00:00:00Z`).getUTCDay())) continue;
    days.add(day);
    hours[Number(reportedAt.slice(11, 13))]!++;
  }
  return { days: days.size, hours: hours.map((n) => n / days.size) };
}
