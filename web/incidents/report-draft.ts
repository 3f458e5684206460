import { Value } from 'typebox/value';

import { IncidentReport, type IncidentOrigin } from '#data/incidents/incident.ts';

/** What the form holds. The id is made when it is opened and kept until the report is taken, so that sending again is harmless. */
export interface ReportDraft {
  id: string;
  category: string;
  title: string;
  description: string;
  address: string;
  origin: IncidentOrigin;
  at: [number, number] | null;
}

export type ReportField = 'category' | 'title' | 'description' | 'address' | 'at';

export function newDraft(id: string, at: [number, number] | null): ReportDraft {
  return { id, category: '', title: '', description: '', address: '', origin: 'patrol', at };
}

/** Whether anything was filled in that it would be a pity to lose. */
export function isFilled(draft: ReportDraft): boolean {
  return [draft.category, draft.title, draft.description, draft.address].some((t) => t.trim());
}

/** The most characters that the schema of a report lets a field have. */
export function maxLengthOf(field: 'title' | 'description' | 'address'): number {
  return (IncidentReport.properties[field] as { maxLength?: number }).maxLength!;
}

/** The report that a draft says: trimmed, optional parts left out where empty. */
export function reportOf(draft: ReportDraft): IncidentReport {
  const description = draft.description.trim();
  const address = draft.address.trim();
  return {
    id: draft.id,
    category: draft.category,
    title: draft.title.trim(),
    origin: draft.origin,
    ...(description ? { description } : {}),
    ...(address ? { address } : {}),
    ...(draft.at ? { at: draft.at } : {}),
  };
}

/** Fields that the schema of a report, the server's own, does not take; empty = it may be sent. */
export function faultsOf(draft: ReportDraft): ReportField[] {
  const fields = [...Value.Errors(IncidentReport, reportOf(draft))].map(
    (e) => e.instancePath.split('/')[1],
  );
  return (['category', 'title', 'description', 'address', 'at'] as const).filter((f) =>
    fields.includes(f),
  );
}

/** A draft as it was kept, or null where it is none: storage may hold anything. */
export function readDraft(text: string | null): ReportDraft | null {
  try {
    const held = JSON.parse(text ?? 'null') as Partial<ReportDraft> | null;
    if (!held || typeof held.id !== 'string') return null;
    const draft: ReportDraft = { ...newDraft(held.id, null), ...held };
    const fine = Value.Check(IncidentReport, {
      ...reportOf(draft),
      title: draft.title.trim() || '-',
      category: draft.category || '-',
    });
    return fine ? draft : null;
  } catch {
    return null;
  }
}
