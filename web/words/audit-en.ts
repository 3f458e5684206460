import type { auditZhCN } from './audit-zh-cn.ts';

/** What the screen of the audit says; part of the English table. */
export const auditEn: typeof auditZhCN = {
  title: 'Audit',
  columns: {
    no: 'No.',
    at: 'Time',
    who: 'Account',
    act: 'Act',
    thing: 'Thing',
    said: 'Details',
    address: 'From',
  },
  acts: {
    'sign-in': 'Signed in',
    'sign-in-failed': 'Sign-in failed',
    'sign-out': 'Signed out',
    'end-sessions': 'Signed out everywhere',
    'change-password': 'Changed the password',
    'use-link': 'Used a link',
    'publish-plan': 'Published a plan',
    'withdraw-plan': 'Withdrew a plan',
    'discard-plan': 'Discarded a draft',
    'restore-edition': 'Went back to an edition',
    'read-audit': 'Read the audit',
  },
  all: 'All',
  account: 'Account',
  thing: 'Thing',
  from: 'From',
  to: 'To',
  clear: 'Clear',
  nobody: 'not signed in',
  none: 'Nothing is like that',
  more: 'Earlier ones',
  save: (n) => `Export CSV (${n})`,
};
