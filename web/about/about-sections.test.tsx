import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { LATELY_COUNT_MAX, type Chain, type Lately, type Near } from '#data/wire/about.ts';

import { connectionStore, districtStore, siteStore, unitStore } from '../live/stores.ts';
import { hereStore } from '../live/who-is-here.ts';
import type { Selection } from '../map/scene.ts';
import { zhCN } from '../words/zh-cn.ts';

import { AboutSections } from './about-sections.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const NOW = Date.parse('2026-01-15T08:00:00Z');
const area = (id: number, level: number) => ({ id, code: `${id}`, level, name: `域${id}`, nameEn: null }); // prettier-ignore
const post = (role: string, personId: number, name: string) => ({ role, personId, name, phone: null, organisation: null }); // prettier-ignore
const LEVELS = [
  { rank: 3, key: 'community', nameZh: '社区', nameEn: 'Community' },
  { rank: 4, key: 'grid', nameZh: '网格', nameEn: 'Grid' },
];
const CHAIN: Chain = {
  building: { id: 9, name: '一栋', posts: [post('captain', 3, '孙三')] },
  areas: [
    { area: area(5, 5), posts: [] },
    { area: area(4, 4), posts: [post('leader', 1, '周一'), post('worker', 2, '吴二')] },
    { area: area(3, 3), posts: [post('leader', 4, '李四')] },
  ],
};
const NEAR: Near = {
  at: [118, 32],
  people: [{ unitId: 7, kind: 'worker', name: '郑七', distanceM: 42, measuredAt: new Date(NOW - 4_000).toISOString() }], // prettier-ignore
  peopleWithinM: 2_000,
  peopleCount: 12,
  cameras: [{ id: 8, class: 'fixed', name: '东门', state: 'online', distanceM: 20 }],
  camerasCount: 1,
  stations: [{ id: 10, class: 'police', name: '派出所', state: null, distanceM: 1_240 }],
};
const LATELY: Lately = {
  withinM: 100,
  incidents: [{ id: 'x', no: 'N', category: 'c', severity: 3, title: '堆物', at: [118.1, 32.1], state: 'closed', reportedAt: '2026-01-10T00:00:00Z' }], // prettier-ignore
  count: LATELY_COUNT_MAX,
};
const NOTHING = { building: null, areas: [], at: null, people: [], peopleCount: 0, cameras: [], camerasCount: 0, stations: [], withinM: null, incidents: [], count: 0 }; // prettier-ignore

let root: Root;
let place: HTMLElement;
let answers: Record<string, unknown>;
let asked: string[];
let gone: unknown[];
const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve)));
const part = (name: string) => place.querySelector<HTMLElement>(`[data-about=${name}]`)!;
const click = (button: HTMLElement) => act(() => button.click());
const buttonOf = (name: string, text: string) =>
  [...part(name).querySelectorAll('button')].find((b) => b.textContent!.includes(text))!;
async function show(of: Selection = { noun: 'incidents', id: 'a' }) {
  act(() => root.render(<AboutSections of={of} go={(to, known) => gone.push([to, known])} />));
  await settle();
}

beforeEach(() => {
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    const answer = answers[path.split('?')[0]!.split('/').at(-1)!];
    return answer instanceof Response ? Promise.resolve(answer.clone()) : Promise.resolve(Response.json(answer)); // prettier-ignore
  });
  connectionStore.setState({ serverOffsetMs: NOW - Date.now() });
  districtStore.setState({ district: { timeZone: 'Asia/Shanghai', levels: LEVELS } as never });
  answers = { chain: CHAIN, near: NEAR, lately: LATELY };
  asked = [];
  gone = [];
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  siteStore.setState({ states: new Map() });
  districtStore.setState({ district: null });
  vi.unstubAllGlobals();
});

it('asks the three questions of what is selected, and shows shapes until they are answered', async () => {
  act(() => root.render(<AboutSections of={{ noun: 'units', id: 7 }} go={() => undefined} />));
  expect(place.querySelectorAll('.card-shapes')).toHaveLength(3);
  await settle();
  expect(asked.sort()).toEqual(['/api/units/7/chain', '/api/units/7/lately?days=30', '/api/units/7/near']); // prettier-ignore
  expect(place.querySelectorAll('.card-shapes')).toHaveLength(0);
});

it('asks of a colleague only what whoever is here is told', async () => {
  const unit = { id: 7, code: 'U7', kind: 'worker' as const, name: '郑七', personId: 9, homeAreaId: null, onDuty: true }; // prettier-ignore
  unitStore.setState({ byId: new Map([[7, unit]]) });
  const asks = async (role: 'planner' | 'worker', personId: number, acts: string[]) => {
    act(() => root.render(null));
    asked = [];
    const posts = [{ role, areaId: 4, organisationId: null, buildingId: null }];
    hereStore.setState({ asked: true, me: { person: { id: personId, name: '' }, posts, acts } as never }); // prettier-ignore
    await show({ noun: 'units', id: 7 });
    return asked.map((path) => path.split('?')[0]!.split('/').at(-1)!).sort();
  };
  try {
    expect(await asks('planner', 1, ['see-staff'])).toEqual(['chain']);
    expect(await asks('worker', 1, ['see-incidents', 'see-positions'])).toEqual(['chain', 'lately']); // prettier-ignore
    expect(await asks('worker', 9, ['see-incidents', 'see-positions'])).toEqual(['chain', 'lately', 'near']); // prettier-ignore
  } finally {
    act(() => root.render(null));
    hereStore.setState({ asked: null, me: null });
    unitStore.setState({ byId: new Map() });
  }
});

it('names who answers, the nearest first, and leaves out a level without anybody', async () => {
  await show();
  const people = [...part('chain').querySelectorAll('li')].map((li) => li.textContent);
  const roles = zhCN.people.roles;
  expect(people).toEqual([
    `孙三${roles.captain}`,
    `周一${roles.leader}`,
    `吴二${roles.worker}`,
    `李四${zhCN.areas.leader}`,
  ]);
  expect(part('chain').querySelectorAll('.about-line')).toHaveLength(3);
  click(part('chain').querySelector('button')!);
  expect(gone).toEqual([[{ noun: 'buildings', id: 9 }, undefined]]);
});

it('says how far and since when people are, and goes to whom is clicked', async () => {
  await show();
  expect(part('near').querySelector('p')!.textContent).toBe('周边 2 公里在岗人员 12');
  const row = buttonOf('near', '郑七');
  expect(row.textContent).toBe(`郑七${zhCN.units.kinds.worker}4 秒前42 米`);
  click(row);
  click(buttonOf('near', '派出所'));
  expect(gone.map((one) => (one as [unknown])[0])).toEqual([{ noun: 'units', id: 7 }, { noun: 'sites', id: 10 }]); // prettier-ignore
  expect(buttonOf('near', '派出所').textContent).toContain('1.2 公里');
});

it('says of a camera what was told last, not what the answer had', async () => {
  await show();
  expect(buttonOf('near', '东门').textContent).toBe('东门20 米');
  act(() => siteStore.setState({ states: new Map([[8, { state: 'offline', at: '' }]]) }));
  expect(buttonOf('near', '东门').textContent).toBe(`东门${zhCN.sites.states.offline}20 米`);
});

it('asks for 90 days when told to, counts to a bound, and goes to a closed incident by its place', async () => {
  await show();
  expect(part('lately').querySelector('.note')!.textContent).toBe('周边 100 米 · 1,000+ 件');
  click(buttonOf('lately', '堆物'));
  expect(gone).toEqual([[{ noun: 'incidents', id: 'x' }, [118.1, 32.1]]]);
  click(buttonOf('lately', zhCN.about.days(90)));
  await settle();
  expect(asked.at(-1)).toBe('/api/incidents/a/lately?days=90');
});

it('says a sentence where there is nothing', async () => {
  answers = { chain: NOTHING, near: NOTHING, lately: NOTHING };
  await show();
  expect(part('chain').textContent).toContain(zhCN.about.noChain);
  expect(part('near').textContent).toContain(zhCN.about.noPlace);
  expect(part('lately').textContent).toContain(zhCN.about.noLately(30));
});

it('says why one failed and asks it again, and the others stand', async () => {
  answers['near'] = new Response('{"reason":"busy","detail":""}', { status: 503 });
  await show();
  expect(part('near').querySelector('[role=alert]')!.textContent).toContain(zhCN.refusals.busy);
  expect(part('chain').querySelectorAll('li')).toHaveLength(4);
  answers['near'] = NEAR;
  click(buttonOf('near', zhCN.card.retry));
  await settle();
  expect(part('near').querySelector('[role=alert]')).toBeNull();
  expect(buttonOf('near', '郑七')).toBeDefined();
});
