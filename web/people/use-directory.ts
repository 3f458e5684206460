import type { Directory } from '#data/people/managing.ts';
import type { PostRole } from '#data/people/person.ts';

import { usePages, type Pages } from '../ui/use-pages.ts';

/** What of the list of people is asked for. */
export interface DirectoryFilter {
  q: string;
  role: PostRole | '';
  only: 'no-post' | 'account' | 'no-account' | '';
  /** Of it and those below it. */
  organisationId?: number;
}

export const EVERYBODY: DirectoryFilter = { q: '', role: '', only: '' };

function directoryPath(
  { q, role, only, organisationId }: DirectoryFilter,
  after: number | null,
): string {
  const query = new URLSearchParams();
  if (q.trim()) query.set('q', q.trim());
  if (role) query.set('role', role);
  if (only) query.set('only', only);
  if (organisationId !== undefined) query.set('organisationId', String(organisationId));
  if (after !== null) query.set('after', String(after));
  return `/api/people/directory?${query.toString()}`;
}

/** People as they are asked for, page by page. */
export const useDirectory = (filter: DirectoryFilter): Pages<Directory> =>
  usePages<Directory>(
    directoryPath(filter, null),
    ({ next }) => (next === null ? null : directoryPath(filter, next)),
    (was, more) => ({ ...more, people: [...was.people, ...more.people] }),
  );
