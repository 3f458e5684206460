/** What figures of an area are made of: whole numbers, so that adding and taking away leave no trace of their order. */
export interface Sums {
  buildings: number;
  households: number;
  residents: number;
  /** Cells whose people are a share of a count by land. */
  estimated: number;
  incidents: number;
  managementPoints: number;
  members: number;
  cm2: number;
  /** Of its border. */
  mm: number;
  roadMm: number;
  waterMm: number;
  wallMm: number;
}

export function noSums(): Sums {
  return { buildings: 0, households: 0, residents: 0, estimated: 0, incidents: 0, managementPoints: 0, members: 0, cm2: 0, mm: 0, roadMm: 0, waterMm: 0, wallMm: 0 }; // prettier-ignore
}

/** What stands on a cell. */
export type CellSums = Omit<Sums, 'members' | 'cm2' | 'mm' | 'roadMm' | 'waterMm' | 'wallMm'>;
/** What an edge adds to what lies beside it. */
export type EdgeSums = Pick<Sums, 'cm2' | 'mm' | 'roadMm' | 'waterMm' | 'wallMm'>;

export function addCell(to: Sums, cell: CellSums, times: 1 | -1): void {
  to.buildings += times * cell.buildings;
  to.households += times * cell.households;
  to.residents += times * cell.residents;
  to.estimated += times * cell.estimated;
  to.incidents += times * cell.incidents;
  to.managementPoints += times * cell.managementPoints;
}

/** @param side 1 of what lies left of the edge, −1 of what lies right */
export function addEdge(to: Sums, edge: EdgeSums, side: 1 | -1, times: 1 | -1): void {
  to.cm2 += times * side * edge.cm2;
  to.mm += times * edge.mm;
  to.roadMm += times * edge.roadMm;
  to.waterMm += times * edge.waterMm;
  to.wallMm += times * edge.wallMm;
}
