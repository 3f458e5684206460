import { describe, expect, it } from 'vitest';

import type { AuditAbout, AuditEntry } from '#data/audit/audit-entry.ts';

import { en } from '../words/en.ts';
import { zhCN } from '../words/zh-cn.ts';

import { thingInWords } from './about-in-words.ts';

const entry = (noun: string, thing: string, about: AuditAbout | null): AuditEntry => ({ no: 1, at: '2026-06-01T00:00:00.000Z', accountId: null, accountName: null, personId: null, personName: null, address: '', act: 'import', noun, thing, about, said: '{}', hash: '' }); // prettier-ignore

describe('what a row of the audit is about', () => {
  it.each<[string, string, AuditAbout | null, string, string]>([
    ['accounts', 'a-1', { name: 'wang', person: '王一' }, '王一的账号（wang）', 'account of 王一 (wang)'],
    ['sessions', 's-1', { name: 'wang', person: '王一' }, '王一的登录（账号 wang）', 'session of 王一 (account wang)'],
    ['people', '3', { name: '孙三' }, '人员 孙三', 'person 孙三'],
    ['posts', '10', { person: '孙三', role: 'leader', place: '临江', placeEn: 'Linjiang' }, '孙三的岗位：临江 网格长', 'post of 孙三: Grid leader, Linjiang'],
    ['posts', '11', { person: '李二', role: 'auditor' }, '李二的岗位：全区 审计员', 'post of 李二: Auditor, whole district'],
    ['posts', '12', { person: '李二', role: 'constructor' }, '李二的岗位：全区 constructor', 'post of 李二: constructor, whole district'],
    ['organisations', '2', { name: '城管局', nameEn: 'Urban Management' }, '单位 城管局', 'organisation Urban Management'],
    ['devices', 'd-1', { name: '指挥大厅', kind: 'wall' }, '大屏“指挥大厅”', 'wall “指挥大厅”'],
    ['plans', 'p-1', { name: '江东微调' }, '方案“江东微调”', 'plan “江东微调”'],
    ['editions', '3', { name: '秋季调整' }, '版本“秋季调整”', 'edition “秋季调整”'],
    ['incidents', 'i-1', { name: '26060100017' }, '事件 26060100017', 'incident 26060100017'],
  ])('%s %s by its name, the id apart', (noun, thing, about, zh, inEnglish) => {
    const row = entry(noun, thing, about);
    expect(thingInWords(zhCN, 'zh-CN', row)).toEqual({ said: zh, id: `编号 ${thing}` });
    expect(thingInWords(en, 'en', row)).toEqual({ said: inEnglish, id: `id ${thing}` });
  }); // prettier-ignore

  it('what is no more by kind and id, and nothing of nothing', () => {
    expect(thingInWords(zhCN, 'zh-CN', entry('posts', '12', null))).toEqual({ said: '岗位 12', id: '' }); // prettier-ignore
    expect(thingInWords(en, 'en', entry('later', '12', null))).toEqual({
      said: 'later 12',
      id: '',
    });
    expect(thingInWords(en, 'en', entry('audit', '', null))).toEqual({ said: '', id: '' });
  });
});
