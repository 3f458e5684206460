import type { AuditAct } from '#data/audit/audit-entry.ts';

/** What the screen of the audit says; part of the Chinese table. */
export const auditZhCN = {
  title: '操作审计',
  columns: {
    no: '序号',
    at: '时间',
    who: '账号',
    act: '操作',
    thing: '对象',
    said: '内容',
    address: '来源',
  },
  acts: {
    'sign-in': '登录',
    'sign-in-failed': '登录失败',
    'sign-out': '退出登录',
    'end-sessions': '全部退出',
    'change-password': '修改密码',
    'use-link': '使用链接',
    'publish-plan': '发布方案',
    'withdraw-plan': '撤回方案',
    'discard-plan': '作废草案',
    'restore-edition': '恢复版本',
    'read-audit': '查阅审计',
  } satisfies Record<AuditAct, string>,
  all: '全部',
  account: '账号',
  thing: '对象',
  from: '自',
  to: '至',
  clear: '清除条件',
  nobody: '未登录',
  none: '没有符合条件的记录',
  more: '更早的记录',
  save: (n: string) => `导出 CSV（${n} 条）`,
};
