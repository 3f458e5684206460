import type { AuditEntry } from '#data/audit/audit-entry.ts';

import { nameIn, type Language, type Words } from '../words/words.ts';

import { wordFor } from './word-for.ts';

/** What a row is about, and beside it which one by the id that is kept. */
export interface ThingSaid {
  said: string;
  /** '' where `said` has it already. */
  id: string;
}

/**
 * What a row of the audit is about, in words: by its name where the server still knows it, with the id apart; otherwise its
 * kind and the id that is kept. All is '' of a row that is about nothing.
 */
export function thingInWords(words: Words, language: Language, entry: AuditEntry): ThingSaid {
  const { noun, thing, about } = entry;
  const kind = wordFor(words.audit.nouns, noun);
  if (thing === '') return { said: '', id: '' };
  if (about === null) return { said: `${kind} ${thing}`, id: '' };
  const says = words.audit.about;
  const name = about.name === undefined ? '' : nameIn(language, { name: about.name, nameEn: about.nameEn ?? null }); // prettier-ignore
  const id = says.id(thing);
  if (noun === 'posts') {
    const { person = '', role = '', place } = about;
    const where = place === undefined ? says.district : nameIn(language, { name: place, nameEn: about.placeEn ?? null }); // prettier-ignore
    return { said: says.post(person, wordFor(words.people.roles, role), where), id };
  }
  if (about.person !== undefined) {
    const of = noun === 'sessions' ? says.session : says.account;
    return { said: of(about.person, name), id };
  }
  if (noun === 'devices') return { said: says.named(wordFor(says.devices, about.kind ?? ''), name), id }; // prettier-ignore
  const isTitle = noun === 'plans' || noun === 'editions';
  return { said: isTitle ? says.named(kind, name) : `${kind} ${name}`, id };
}
