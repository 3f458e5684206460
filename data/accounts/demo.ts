import type { PostRole } from '#data/people/person.ts';

/** Everybody's password in a sample district. It is no secret: demo accounts are for the machine itself alone. */
export const DEMO_PASSWORD = 'jingwei-demo';

/** Who sits at the desks of a sample district; whoever walks in it has a name of the sample's. */
export const DEMO_NAMES: Partial<Record<PostRole, string>> = {
  'patrol-lead': '周志远',
  'station-leader': '韩卫东',
  handler: '沈佳慧',
  'community-officer': '陆婉清',
  'street-officer': '许建平',
  'duty-leader': '顾长安',
  'duty-officer': '苏晓彤',
  operator: '何雨桐',
  supervisor: '严正明',
  planner: '丁若溪',
  publisher: '冯启航',
  auditor: '钱守一',
  administrator: '白云川',
};
