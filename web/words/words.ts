import { createContext, useContext } from 'react';

import { en } from './en.ts';
import { zhCN, type Words } from './zh-cn.ts';
import type { Refusal } from './refusal.ts';

export type { Words } from './zh-cn.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const TABLES: Record<Language, Words> = { 'zh-CN': zhCN, en };

/** The words of a language. */
export function wordsOf(language: Language): Words {
  return TABLES[language];
}

export const LanguageContext = createContext<Language>('zh-CN');

/** The words and the language of the screen that asks. */
export function useWords(): { words: Words; language: Language } {
  const language = useContext(LanguageContext);
  return { words: TABLES[language], language };
}

/** A refusal in a few words, for beside the hand; its sentence where there are none. */
export function refusalInShort(words: Words, reason: string): string {
  return (
    (words.tools.no as Partial<Record<string, string>>)[reason] ?? refusalSentence(words, reason)
  );
}

/** The sentence of a refusal; a reason that this build does not know is shown as it came. */
export function refusalSentence(words: Words, reason: string): string {
  return (
    (words.refusals as Record<string, string>)[reason] ??
    `${words.refusals['unknown' satisfies Refusal]} (${reason})`
  );
}

const HAN = /\p{Script=Han}/u;

/** `lang` of a text that is the data's own: what is in Chinese is so on every screen, for voices, fonts and line breaks. */
export function langOf(text: string): Language | undefined {
  return HAN.test(text) ? 'zh-CN' : undefined;
}

/** A thing's name in the screen's language: Chinese first, the other where it is missing. */
export function nameIn(
  language: Language,
  thing: { name: string; nameEn: string | null } | { nameZh: string; nameEn: string | null },
): string {
  const zh = 'nameZh' in thing ? thing.nameZh : thing.name;
  return language === 'en' && thing.nameEn ? thing.nameEn : zh;
}
