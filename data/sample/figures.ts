import type { SampleSize } from './sample.ts';

/** How much of everything a sample has. Counts are exact but for buildings, which are so many or a few more. */
export interface Figures {
  km2: number;
  streets: number;
  communities: number;
  grids: number;
  microGrids: number;
  buildings: number;
  households: number;
  residents: number;
  cameras: number;
  stations: number;
  workers: number;
  volunteers: number;
  /** Grid leaders who carry a phone of their own, beside those that only have a post. */
  leaders: number;
  squads: number;
  /** Units on duty. */
  onDuty: number;
  /** Days of history, and incidents on an ordinary one. */
  days: number;
  incidentsADay: number;
  open: number;
  /** Of the open ones, how many are Ⅰ and how many Ⅱ. */
  openGrave: [number, number];
}

/** domain.md §6: a district of a million people, a fast tenth of it for tests, and the city to test beyond. */
export const FIGURES: Record<SampleSize, Figures> = {
  street: {
    km2: 4.9,
    streets: 2,
    communities: 10,
    grids: 100,
    microGrids: 350,
    buildings: 2_500,
    households: 38_000,
    residents: 103_000,
    cameras: 1_700,
    stations: 70,
    workers: 142,
    volunteers: 30,
    leaders: 20,
    squads: 4,
    onDuty: 142,
    days: 90,
    incidentsADay: 78,
    open: 30,
    openGrave: [1, 2],
  },
  district: {
    km2: 49,
    streets: 12,
    communities: 104,
    grids: 1_000,
    microGrids: 3_503,
    buildings: 25_000,
    households: 380_000,
    residents: 1_030_000,
    cameras: 17_000,
    stations: 698,
    workers: 1_425,
    volunteers: 300,
    leaders: 208,
    squads: 24,
    onDuty: 1_425,
    days: 90,
    incidentsADay: 780,
    open: 300,
    openGrave: [2, 9],
  },
  city: {
    km2: 90,
    streets: 17,
    communities: 148,
    grids: 1_430,
    microGrids: 5_000,
    buildings: 100_000,
    households: 542_000,
    residents: 1_470_000,
    cameras: 20_000,
    stations: 1_000,
    workers: 8_200,
    volunteers: 1_400,
    leaders: 340,
    squads: 60,
    onDuty: 8_200,
    days: 90,
    incidentsADay: 1_150,
    open: 4_000,
    openGrave: [6, 60],
  },
};
