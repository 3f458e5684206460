import '../ui/dot-sign.css';

import { SEVERITIES } from '#data/incidents/incident.ts';

import { incidentStore } from '../live/stores.ts';
import { Symbol } from '../map/symbol.tsx';
import { LayerGroup, type LayerSwitch } from '../ui/layer-group.tsx';
import { LegendRow } from '../ui/legend-row.tsx';
import { useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { alarmSign, INCIDENT_SYMBOLS } from './incident-symbols.ts';
import { SeveritySymbol } from './severity-symbol.tsx';

/** The layer of open incidents: a shape and a count a severity, and how they are drawn besides. */
export function IncidentLegend({ layer }: { layer: LayerSwitch }) {
  const { words } = useWords();
  const byId = useStore(incidentStore, (s) => s.byId);
  const counts = [0, 0, 0, 0, 0];
  for (const incident of byId.values()) counts[incident.severity]!++;
  return (
    <LayerGroup layer={layer} layerKey="incidents" source={{ feed: 'intake', noun: 'incidents' }}>
      {SEVERITIES.map((severity) => (
        <LegendRow
          key={severity}
          symbol={<SeveritySymbol severity={severity} size={15} />}
          name={words.severityLong[severity]}
          count={formatCount(counts[severity]!)}
        />
      ))}
      <LegendRow
        half
        symbol={<Symbol painter={INCIDENT_SYMBOLS['quiet-3']!} size={11} />}
        name={words.layers.quiet}
      />
      <LegendRow half symbol={<i className="dot-sign quiet" />} name={words.layers.quietDot} />
      <LegendRow
        half
        symbol={<Symbol painter={alarmSign} size={9} whole />}
        name={words.alarm.marked}
      />
      <LegendRow half symbol="▲" name={words.layers.byArea.incidents} />
    </LayerGroup>
  );
}
