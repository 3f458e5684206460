const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** When a day begins in a zone, ms; null for what is no day. */
export function dayBegins(day: string, timeZone: string): number | null {
  if (!DAY.test(day)) return null;
  const utc = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(utc)) return null;
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(utc); // prettier-ignore
  return utc - (Date.parse(`${shown.replace(' ', 'T')}Z`) - utc);
}

/** When a day is over in a zone, ms: the next one begins. Null for what is no day. */
export function dayEnds(day: string, timeZone: string): number | null {
  if (!DAY.test(day)) return null;
  const next = Date.parse(`${day}T00:00:00Z`) + 86_400_000;
  return Number.isNaN(next) ? null : dayBegins(new Date(next).toISOString().slice(0, 10), timeZone);
}
