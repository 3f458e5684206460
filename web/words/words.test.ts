import { describe, expect, it } from 'vitest';

import { en } from './en.ts';
import { formatSilence } from './format.ts';
import { langOf, nameIn, refusalSentence, wordsOf } from './words.ts';
import { zhCN } from './zh-cn.ts';

const HAN = /[\u3400-\u9fff]/;

/** Every key of a table with its text; what takes arguments is called with 'x'. */
function flatten(table: object, path = ''): [string, string][] {
  return Object.entries(table).flatMap(([key, value]): [string, string][] => {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function')
      return [[here, String((value as (...a: unknown[]) => unknown)('x', 'y', 'z'))]];
    return flatten(value as object, here);
  });
}

describe('the two tables', () => {
  it('have the same keys, none empty', () => {
    const zh = flatten(zhCN);
    expect(flatten(en).map(([key]) => key)).toEqual(zh.map(([key]) => key));
    for (const [key, text] of [...zh, ...flatten(en)]) expect(text.trim(), key).not.toBe('');
  });
  it('are each in its own language', () => {
    for (const [key, text] of flatten(en))
      if (key !== 'otherLanguage') expect(HAN.test(text), key).toBe(false);
    const withoutHan = flatten(zhCN).filter(([, text]) => !HAN.test(text));
    const allowed =
      /^(otherLanguage|severity|figures\.openGrave|keys\.names|panels\.colon|bar\.dataOf$|accounts\.oidc\.title$|audit\.about\.named$|audit\.between$)/;
    for (const [key] of withoutHan) expect(key).toMatch(allowed);
  });
  it('keep what is handed in', () => {
    for (const words of [zhCN, en]) {
      expect(words.report.sent('261123001')).toContain('261123001');
      expect(words.bar.stoppedAt('03:11:40')).toContain('03:11:40');
    }
    expect(zhCN.feedSilent('热线 12345', formatSilence(250_000, 'zh-CN'))).toBe(
      '热线 12345 已 4 分 10 秒无数据',
    );
  });
});

describe('English counts', () => {
  it('are of one thing or of more', () => {
    const { panels, plan, tools } = en;
    expect(plan.table.count('1')).toBe('1 area');
    expect(plan.table.count('1,204')).toBe('1,204 areas');
    expect(panels.publish.retired('1')).toBe('1 area retires');
    expect(panels.compare.moved('1', '0', '2')).toBe(
      '1 building, 0 households, 2 residents come to another area',
    );
    expect(tools.chosenBuildings('1')).toBe('1 building');
  });
  it('never say one of many', () => {
    const texts = (table: object): string[] =>
      Object.values(table).flatMap((value: unknown) => {
        if (typeof value === 'function') return [String((value as (...n: string[]) => unknown)('1', '1', '1'))]; // prettier-ignore
        return typeof value === 'object' && value !== null ? texts(value) : [];
      });
    const nouns =
      'areas|steps|buildings|households|residents|incidents|points|places|pieces|codes|borders';
    const wrong = new RegExp(`(^|[^\\d.,])1 (\\w+ )?(${nouns})\\b`);
    for (const text of [en.plan, en.panels, en.tools].flatMap(texts))
      expect(text).not.toMatch(wrong);
  });
});

describe('refusals', () => {
  it('has a sentence for every closed list of data', () => {
    const modules = import.meta.glob<Record<string, unknown>>(
      [
        '../../data/**/*.ts',
        '!../../data/**/*.test.ts',
        '!../../data/import/**',
        '!../../data/sample/**',
      ],
      { eager: true },
    );
    const reasons = Object.values(modules).flatMap((module) =>
      Object.entries(module)
        .filter(([name, list]) => /_(REFUSALS|REASONS)$/.test(name) && Array.isArray(list))
        .flatMap(([, list]) => list as string[]),
    );
    expect(reasons).toContain('already-closed');
    expect(reasons).toContain('unknown-category');
    for (const reason of reasons) {
      expect(zhCN.refusals, reason).toHaveProperty([reason]);
      expect(en.refusals, reason).toHaveProperty([reason]);
    }
  });
  it('shows a reason that it does not know as it came', () => {
    expect(refusalSentence(wordsOf('en'), 'moon-is-full')).toContain('moon-is-full');
  });
});

describe('nameIn', () => {
  it('falls back to Chinese', () => {
    expect(nameIn('en', { name: '石桥', nameEn: null })).toBe('石桥');
    expect(nameIn('en', { name: '石桥', nameEn: 'Shiqiao' })).toBe('Shiqiao');
    expect(nameIn('zh-CN', { nameZh: '石桥', nameEn: 'Shiqiao' })).toBe('石桥');
  });
});

describe('langOf', () => {
  it('says what is Chinese, and leaves the rest to the screen', () => {
    expect(['路面塌陷', 'A 栋 3 号', 'Shiqiao', '', '26112700223'].map(langOf)).toEqual(['zh-CN', 'zh-CN', undefined, undefined, undefined]); // prettier-ignore
  });
});

describe('the screens', () => {
  it('hold no Chinese of their own', () => {
    const sources = import.meta.glob<string>(
      ['../**/*.tsx', '../**/*.ts', '!../words/**', '!../dist/**', '!../**/*.test.*'],
      {
        eager: true,
        query: '?raw',
        import: 'default',
      },
    );
    expect(Object.keys(sources).length).toBeGreaterThan(10);
    for (const [file, text] of Object.entries(sources)) {
      const code = text.replace(/\/\*[\s\S]*?\*\/|(^|[^:])\/\/.*$/gm, '$1');
      expect(HAN.exec(code)?.[0], file).toBeUndefined();
    }
  });
});
