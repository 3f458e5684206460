import { describe, expect, it } from 'vitest';

import { en } from '../words/en.ts';
import { zhCN } from '../words/zh-cn.ts';

import { saidInWords } from './said-in-words.ts';

const ZONE = 'Asia/Shanghai';

describe('what a row of the audit says, in words', () => {
  it.each([
    ['{}', ''],
    ['{"act":null,"account":null,"thing":null,"from":null,"to":null}', ''],
    ['{"act":"sign-in","account":"wang","thing":null}', '操作 登录 · 账号 wang'],
    [
      '{"personId":9,"own":false,"role":"duty-officer","areaId":4,"organisationId":null,"fromAt":"2026-11-28T03:50:00.000Z","toAt":null}',
      '人员 9 · 岗位 值班员 · 区域 4 · 开始 2026-11-28 11:50:00',
    ],
    ['{"before":{"visitorSafe":false},"after":{"visitorSafe":true}}', '访客模式 否 → 是'],
    ['{"before":"open","after":"closed","revision":2}', '第几次修改 2 · open → closed'],
    ['{"role":"leader","own":true,"before":null,"after":{"personId":7,"toAt":null}}', '岗位 网格长 · 本人 是 · 人员 空 → 7'], // prettier-ignore
    ['{"steps":2,"drawnBy":["王一","李二"]}', '步数 2 · 绘制人 王一、李二'],
    ['{"steps":2,"drawnBy":[]}', '步数 2'],
    ['{"constructor":1}', 'constructor 1'],
    ['not JSON', 'not JSON'],
    ['[1]', '[1]'],
  ])('%s', (said, line) => expect(saidInWords(zhCN, said, ZONE)).toBe(line));

  it('in English, too', () => {
    expect(saidInWords(en, '{"before":{"name":"甲"},"after":{"name":"乙"}}', ZONE)).toBe('name 甲 → 乙'); // prettier-ignore
  });
});
