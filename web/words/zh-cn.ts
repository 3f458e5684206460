import { accountsZhCN } from './accounts-zh-cn.ts';
import { areasZhCN } from './areas-zh-cn.ts';
import { auditZhCN } from './audit-zh-cn.ts';
import { cardsZhCN } from './cards-zh-cn.ts';
import { devicesZhCN } from './devices-zh-cn.ts';
import { frameZhCN } from './frame-zh-cn.ts';
import { incidentsZhCN } from './incidents-zh-cn.ts';
import { alarmZhCN, heatZhCN, layersZhCN, setsZhCN } from './layers-zh-cn.ts';
import { organisationsZhCN } from './organisations-zh-cn.ts';
import { panelsZhCN } from './panels-zh-cn.ts';
import { managingZhCN } from './people-zh-cn.ts';
import { planZhCN } from './plan-zh-cn.ts';
import { plotsZhCN } from './plots-zh-cn.ts';
import { refusalsZhCN } from './refusals-zh-cn.ts';
import { screensZhCN } from './screens-zh-cn.ts';
import { searchZhCN } from './search-zh-cn.ts';
import { toolsZhCN } from './tools-zh-cn.ts';

/** 中文 is the table that all others must match, key by key. */
export const zhCN = {
  otherLanguage: 'English',
  product: '经纬',
  ...screensZhCN,
  ...frameZhCN,
  ...incidentsZhCN,
  ...areasZhCN,
  ...cardsZhCN,

  layers: layersZhCN,
  alarm: alarmZhCN,
  heat: heatZhCN,
  sets: setsZhCN,
  search: searchZhCN,
  plots: plotsZhCN,
  panels: panelsZhCN,
  tools: toolsZhCN,
  accounts: accountsZhCN,
  devices: devicesZhCN,
  managing: managingZhCN,
  organisations: organisationsZhCN,
  audit: auditZhCN,
  plan: planZhCN,
  refusals: refusalsZhCN,
};

/** What every language must have: the keys of the Chinese table, and each refusal. */
export type Words = typeof zhCN;
