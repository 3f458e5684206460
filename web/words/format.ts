import type { Language } from './words.ts';

/** Numbers, times, ages and distances as both languages write them. Pure: the clock is handed in. */

/** Names in a row: `人员、摄像`, `Units, Cameras`. */
export function formatList(names: readonly string[], language: Language): string {
  return names.join(language === 'zh-CN' ? '、' : ', ');
}

/** A count in full, with thousands commas: lists never abbreviate. */
export function formatCount(n: number): string {
  return Math.round(n)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A figure: in full below 100,000, from there `12.6 万` (English `126 k`, `1.03 M`). */
export function formatFigure(n: number, language: Language): string {
  if (Math.abs(n) < 100_000) return formatCount(n);
  if (language === 'zh-CN') return `${formatTenths(n / 10_000)} 万`;
  if (Math.abs(n) < 1_000_000) return `${formatCount(n / 1000)} k`;
  return `${(n / 1e6).toFixed(2)} M`;
}

function formatTenths(n: number): string {
  const [whole, tenth] = n.toFixed(1).split('.');
  return `${formatCount(Number(whole))}.${tenth}`;
}

/** Metres below 1 km, then kilometres with one decimal: `420 米`, `1.2 公里`. */
export function formatDistance(m: number, language: Language): string {
  const zh = language === 'zh-CN';
  if (m < 999.5) return `${Math.round(m)} ${zh ? '米' : 'm'}`;
  return `${formatTenths(m / 1000)} ${zh ? '公里' : 'km'}`;
}

/** Square metres below a tenth of a square kilometre, from there square kilometres with two decimals. */
export function formatArea(m2: number, language: Language): string {
  const zh = language === 'zh-CN';
  if (m2 < 100_000) return `${formatCount(m2)} ${zh ? '平方米' : 'm²'}`;
  return `${(m2 / 1e6).toFixed(2)} ${zh ? '平方公里' : 'km²'}`;
}

/** Kilometres an hour of metres a second. */
export function formatSpeed(mps: number, language: Language): string {
  return `${(mps * 3.6).toFixed(1)} ${language === 'zh-CN' ? '公里/时' : 'km/h'}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function parts(at: number, timeZone: string): Record<string, string> {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      weekday: 'short',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const of: Record<string, string> = {};
  for (const part of format.formatToParts(at)) of[part.type] = part.value;
  // Some locale data pads what was asked for as a bare number.
  for (const name of ['month', 'day'] as const) of[name] = String(Number(of[name]));
  return of;
}

/** `03:12:08` on desks, `03:12` on walls, in the district's zone. at: ms since 1970. */
export function formatTime(at: number, timeZone: string, seconds = true): string {
  const p = parts(at, timeZone);
  return seconds ? `${p.hour}:${p.minute}:${p.second}` : `${p.hour}:${p.minute}`;
}

const WEEKDAYS: Record<string, string> = {
  Mon: '一',
  Tue: '二',
  Wed: '三',
  Thu: '四',
  Fri: '五',
  Sat: '六',
  Sun: '日',
};
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `11月23日 周一`, `Mon 23 Nov`. */
export function formatDate(at: number, timeZone: string, language: Language): string {
  const p = parts(at, timeZone);
  if (language === 'zh-CN') return `${p.month}月${p.day}日 周${WEEKDAYS[p.weekday ?? ''] ?? ''}`;
  return `${p.weekday} ${p.day} ${MONTHS[Number(p.month) - 1]}`;
}

/** `2026-11-23` of a moment in the district's zone. */
export function isoDate(at: number, timeZone: string): string {
  const p = parts(at, timeZone);
  return `${p.year}-${p.month!.padStart(2, '0')}-${p.day!.padStart(2, '0')}`;
}

/** `11月23日`, `23 Nov`; with the year when it is another one. */
export function formatDay(at: number, now: number, timeZone: string, language: Language): string {
  const p = parts(at, timeZone);
  const otherYear = p.year !== parts(now, timeZone).year;
  if (language === 'zh-CN') return `${otherYear ? `${p.year}年` : ''}${p.month}月${p.day}日`;
  return `${p.day} ${MONTHS[Number(p.month) - 1]}${otherYear ? ` ${p.year}` : ''}`;
}

/** The date of data, `2026-11-23`, on a line that is short: in English `23 Nov`, of another year `Nov 2024`. */
export function formatDataDate(date: string, now: number, language: Language): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  if (language === 'zh-CN' || !year) return date;
  const name = MONTHS[Number(month) - 1];
  return year === String(new Date(now).getUTCFullYear())
    ? `${Number(day)} ${name}`
    : `${name} ${year}`;
}

/** `11月23日 03:12`; with the year when it is another one. */
export function formatMoment(
  at: number,
  now: number,
  timeZone: string,
  language: Language,
): string {
  return `${formatDay(at, now, timeZone, language)} ${formatTime(at, timeZone, false)}`;
}

/** A span in words, without "ago": `4 秒`, `7 分`, `2 时`, `3 天`. */
export function formatSpan(ms: number, language: Language): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const zh = language === 'zh-CN';
  if (s < 60) return `${s} ${zh ? '秒' : 's'}`;
  if (s < 3600) return `${Math.floor(s / 60)} ${zh ? '分' : 'min'}`;
  if (s < 86_400) return `${Math.floor(s / 3600)} ${zh ? '时' : 'h'}`;
  return `${Math.floor(s / 86_400)} ${zh ? '天' : 'd'}`;
}

/** A span as how long ago, however long: `4 秒前`, `3 天前`. */
export function formatAgo(ms: number, language: Language): string {
  return language === 'zh-CN' ? `${formatSpan(ms, language)}前` : `${formatSpan(ms, language)} ago`;
}

/** How long ago: `4 秒前`, `7 分前`, `2 时前`; a day old or more, its time. A moment ahead of now reads as 0. */
export function formatAge(at: number, now: number, timeZone: string, language: Language): string {
  const ms = now - at;
  if (ms >= 86_400_000) return formatMoment(at, now, timeZone, language);
  return formatAgo(ms, language);
}

/** A silence to the second below ten minutes, as a silent feed says it: `4 分 10 秒`. */
export function formatSilence(ms: number, language: Language): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60 || s >= 600) return formatSpan(ms, language);
  const zh = language === 'zh-CN';
  const rest = s % 60;
  const minutes = formatSpan(ms, language);
  return rest === 0 ? minutes : `${minutes} ${rest} ${zh ? '秒' : 's'}`;
}

/** A community's name without the word that all of them end in, where something to tell them by remains. */
export function shortCommunity(name: string): string {
  return name.length > 3 ? name.replace(/社区$|(?<=\w) (Community|Vil\.|Village)$/, '') : name;
}

/** A street's name without the word that all of them end in, where something to tell them by remains. */
export function shortStreet(name: string): string {
  return name.replace(/(?<=..)街道$|(?<=\w) (Subdistrict|District)$/, '');
}
