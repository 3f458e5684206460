import { bell, createDraw } from './draw.ts';

const DAY_MS = 86_400_000;

/** Of a day's incidents, how many begin in each hour: a high morning, a lower afternoon. */
export const HOURS = [9, 6, 5, 4, 5, 9, 20, 42, 74, 96, 88, 58, 40, 48, 72, 84, 76, 58, 46, 40, 34, 26, 18, 12]; // prettier-ignore
/** On days off people rise later and are out in the evening. */
export const FREE_HOURS = [13, 9, 6, 5, 5, 8, 14, 26, 44, 60, 66, 56, 46, 48, 54, 60, 62, 58, 54, 50, 44, 34, 26, 18]; // prettier-ignore
/** Mondays bring what the weekend left; weekends are quieter. Sunday first. */
const WEEKDAYS = [0.74, 1.12, 1.05, 1.02, 1.02, 1.04, 0.8];

/** How many times as often as the day's own shape something comes, by the hour from midnight. */
export const HOUR_SHAPES = {
  even: [2, 2, 2, 2, 2, 1.6, 1.2, 1, 0.9, 0.9, 0.9, 0.9, 1, 1, 0.9, 0.9, 0.9, 1, 1.1, 1.2, 1.3, 1.5, 1.8, 2],
  day: [0.3, 0.2, 0.2, 0.2, 0.3, 0.6, 1, 1.1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.1, 1.2, 1.2, 1, 0.8, 0.6, 0.4],
  office: [0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 0.6, 0.9, 1.2, 1.2, 1.2, 1.1, 0.8, 1, 1.2, 1.2, 1.2, 0.9, 0.5, 0.4, 0.3, 0.2, 0.2, 0.1],
  morning: [0.3, 0.3, 0.3, 0.4, 1, 2, 2.2, 2, 1.6, 1.2, 1, 0.9, 0.7, 0.7, 0.7, 0.7, 0.8, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3],
  evening: [1, 0.6, 0.5, 0.4, 0.5, 0.7, 0.8, 0.8, 0.7, 0.7, 0.7, 0.8, 0.9, 0.8, 0.7, 0.7, 0.9, 1.5, 2.2, 2.6, 2.6, 2.2, 1.8, 1.4],
  night: [5, 5, 4.5, 4, 3.5, 2, 1.2, 0.7, 0.5, 0.5, 0.5, 0.6, 0.9, 0.9, 0.5, 0.5, 0.6, 0.9, 1.6, 2.6, 3.4, 4, 5, 5],
  meals: [1, 0.8, 0.6, 0.5, 0.5, 0.8, 1.1, 1, 0.8, 0.7, 0.9, 1.5, 1.6, 1, 0.7, 0.7, 0.9, 1.5, 1.9, 1.7, 1.4, 1.2, 1.1, 1],
  vendors: [0.5, 0.3, 0.2, 0.2, 0.4, 1.2, 2, 2, 1.3, 0.8, 0.7, 0.8, 0.9, 0.7, 0.6, 0.7, 1.1, 1.8, 2.4, 2.6, 2.4, 1.8, 1.2, 0.8],
  commute: [0.3, 0.2, 0.2, 0.2, 0.3, 0.6, 1.2, 2, 1.8, 1, 0.7, 0.8, 0.9, 0.8, 0.7, 0.7, 0.9, 1.8, 2, 1.3, 0.9, 0.8, 0.6, 0.4],
  school: [0, 0, 0, 0, 0, 0, 0.8, 5, 3, 0.4, 0.3, 0.8, 0.6, 0.4, 0.3, 0.8, 3.5, 2.6, 0.6, 0.2, 0.3, 0.3, 0, 0],
} satisfies Record<string, number[]>; // prettier-ignore
export type HourShape = keyof typeof HOUR_SHAPES;

/** What sort of day it is. */
export interface DayShape {
  /** Whether people are off: a weekend or a holiday. */
  isFree: boolean;
  isWeekend: boolean;
  isHoliday: boolean;
  rainMm: number;
  meanC: number;
  /** How many incidents an ordinary day would have becomes how many this one has. */
  factor: number;
}

/** First days of the Spring Festival, of the Dragon Boat and of the Mid-Autumn festival, which the moon says. */
const BY_MOON: Record<number, [spring: string, dragon: string, autumn: string]> = {
  2024: ['02-10', '06-10', '09-17'], 2025: ['01-29', '05-31', '10-06'], 2026: ['02-17', '06-19', '09-25'],
  2027: ['02-06', '06-09', '09-15'], 2028: ['01-26', '05-28', '10-03'], 2029: ['02-13', '06-16', '09-22'],
  2030: ['02-03', '06-05', '09-12'], 2031: ['01-23', '06-24', '10-01'], 2032: ['02-11', '06-12', '09-19'],
  2033: ['01-31', '06-01', '09-08'], 2034: ['02-19', '06-20', '09-27'], 2035: ['02-08', '06-10', '09-16'],
}; // prettier-ignore

/** Nanjing's year by month: mean temperature, and how often it rains. */
const MEANS_C = [3, 5.2, 9.8, 16, 21.3, 25.2, 28.6, 28.1, 23.8, 18, 11.3, 5.2];
const RAINY = [0.29, 0.32, 0.37, 0.36, 0.36, 0.4, 0.42, 0.38, 0.28, 0.25, 0.26, 0.23];
/** Of a rainy day, millimetres: the plum rains and the typhoons bring most. */
const RAIN_MM = [5, 6, 8, 9, 10, 17, 19, 15, 10, 8, 8, 5];

/** The shape of a date, given as its UTC midnight. The same date has the same weather whatever is made around it. */
export function shapeOfDay(dateMs: number, seed: number): DayShape {
  const date = new Date(dateMs);
  const [month, weekday] = [date.getUTCMonth(), date.getUTCDay()];
  const { rainMm, meanC } = weatherOf(dateMs, seed);
  const isHoliday = holidayOf(dateMs);
  const isWeekend = weekday % 6 === 0;
  const draw = createDraw(seed, `day ${dateMs / DAY_MS}`);
  let factor = isHoliday ? Math.min(0.8, WEEKDAYS[weekday]!) : WEEKDAYS[weekday]!;
  if (!isHoliday && holidayOf(dateMs - DAY_MS)) factor *= 1.1;
  factor *= 1 + Math.min(0.14, rainMm / 250) + (meanC > 30 ? 0.07 : 0) + (meanC < 0 ? 0.05 : 0);
  factor *= (month === 0 ? 0.99 : 1.01) * (1 + 0.035 * bell(draw));
  return { isFree: isWeekend || isHoliday, isWeekend, isHoliday, rainMm, meanC, factor };
}

/** Warm and wet spells last some days: each day is the mean of its own draw and those of the days before. */
function weatherOf(dateMs: number, seed: number): { rainMm: number; meanC: number } {
  const [warm, wet] = [spell(dateMs, seed, 'warmth', 5), spell(dateMs, seed, 'rain', 2)];
  const month = new Date(dateMs).getUTCMonth();
  // Half of the way to the month before or after, by the day.
  const into = (new Date(dateMs).getUTCDate() - 15) / 30;
  const other = (month + (into < 0 ? 11 : 1)) % 12;
  const mix = (list: readonly number[]): number => list[month]! + Math.abs(into) * (list[other]! - list[month]!); // prettier-ignore
  const isWet = chance(wet) < mix(RAINY);
  const amount = createDraw(seed, `amount ${dateMs / DAY_MS}`);
  const rainMm = isWet ? Math.round(10 * mix(RAIN_MM) * -Math.log(1 - 0.999 * amount())) / 10 : 0;
  return { rainMm, meanC: Math.round(10 * (mix(MEANS_C) + 3.2 * warm - (isWet ? 1 : 0))) / 10 };
}

/** A normal deviate that goes with those of the days before. */
function spell(dateMs: number, seed: number, what: string, days: number): number {
  let sum = 0;
  for (let back = 0; back < days; back++)
    sum += bell(createDraw(seed, `${what} ${dateMs / DAY_MS - back}`));
  return sum / Math.sqrt(days);
}

/** How likely a normal deviate is to be below this one, nearly. */
function chance(deviate: number): number {
  return 1 / (1 + Math.exp(-1.702 * deviate));
}

/** Whether a date is a public holiday: those by the sun, and by the moon in the years of the table. */
function holidayOf(dateMs: number): boolean {
  const date = new Date(dateMs);
  const day = date.toISOString().slice(5, 10);
  if (day === '01-01' || day === '04-04' || day === '04-05') return true;
  if (day >= '05-01' && day <= '05-05') return true;
  if (day >= '10-01' && day <= '10-07') return true;
  const moon = BY_MOON[date.getUTCFullYear()];
  if (!moon) return false;
  const since = (first: string): number => (dateMs - Date.parse(`${date.getUTCFullYear()}-${first}T00:00:00Z`)) / DAY_MS; // prettier-ignore
  const spring = since(moon[0]);
  return (spring >= -1 && spring <= 6) || since(moon[1]) === 0 || since(moon[2]) === 0;
}
