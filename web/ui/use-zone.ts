import { useAnswer } from './use-answer.ts';

/** The district's time zone, on a page that has no link by which it would know the district; UTC until it is told. */
export const useZone = (): string =>
  useAnswer<{ timeZone: string }>('/api/district').value?.timeZone ?? 'UTC';
