import { accountsEn } from './accounts-en.ts';
import { areasEn } from './areas-en.ts';
import { auditEn } from './audit-en.ts';
import { cardsEn } from './cards-en.ts';
import { devicesEn } from './devices-en.ts';
import { frameEn } from './frame-en.ts';
import { incidentsEn } from './incidents-en.ts';
import { alarmEn, heatEn, layersEn, setsEn } from './layers-en.ts';
import { organisationsEn } from './organisations-en.ts';
import { panelsEn } from './panels-en.ts';
import { managingEn } from './people-en.ts';
import { planEn } from './plan-en.ts';
import { plotsEn } from './plots-en.ts';
import { refusalsEn } from './refusals-en.ts';
import { screensEn } from './screens-en.ts';
import { searchEn } from './search-en.ts';
import { toolsEn } from './tools-en.ts';
import type { Words } from './zh-cn.ts';

/** English, key by key as the Chinese table has it; the compiler says what lacks. */
export const en: Words = {
  otherLanguage: '中文',
  product: 'Jingwei',
  ...screensEn,
  ...frameEn,
  ...incidentsEn,
  ...areasEn,
  ...cardsEn,

  layers: layersEn,
  alarm: alarmEn,
  heat: heatEn,
  sets: setsEn,
  search: searchEn,
  plots: plotsEn,
  panels: panelsEn,
  tools: toolsEn,
  accounts: accountsEn,
  devices: devicesEn,
  managing: managingEn,
  organisations: organisationsEn,
  audit: auditEn,
  plan: planEn,
  refusals: refusalsEn,
};
