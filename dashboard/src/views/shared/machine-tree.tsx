import type { AlarmPriority, Equipment, Line } from '@linetwin/model';
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { Icon } from '../../ui/icons.tsx';
import { Empty } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { AlarmGlyph, MachineGlyph } from './machine-glyph.tsx';
import { searchMachines } from './machine-search.ts';
import { useMachines, useOpenFindings, useStandingAlarms } from './use-machines.ts';
import { Glyph } from '../../ui/glyph-sprite.tsx';

/** All machines by line and station, with state, worst alarm and open findings; searchable in both languages. */
export function MachineTree(props: { selected: string | null; onSelect: (equipment: Equipment) => void }) {
  const { selected, onSelect } = props;
  const { t } = useTranslation();
  const { index } = usePlant();
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query);
  const found = useMemo(() => searchMachines(index.model.equipment, wanted), [index, wanted]);
  const searching = wanted.trim() !== '';

  return (
    <div className="tree">
      <div className="tree-search">
        <Icon name="search" size={16} />
        <input
          id="machine-search"
          type="search"
          placeholder={t('common.search')}
          aria-label={t('common.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={({ key }) => {
            if (key !== 'Enter') return;
            // Asked anew: the list below may still show the words before the last key.
            const [first] = query.trim() ? searchMachines(index.model.equipment, query) : [];
            if (first) onSelect(first);
          }}
        />
      </div>
      <div className="tree-list">
        {searching ? (
          found.length === 0 ? (
            <Empty>{t('common.noMatch')}</Empty>
          ) : (
            <MachineList machines={found} selected={selected} onSelect={onSelect} />
          )
        ) : (
          index.model.lines.map((line) => (
            <LineGroup key={line.id} line={line} selected={selected} onSelect={onSelect} />
          ))
        )}
      </div>
    </div>
  );
}

function LineGroup(props: { line: Line; selected: string | null; onSelect: (equipment: Equipment) => void }) {
  const { line, selected, onSelect } = props;
  const { language } = usePreferences();
  const { index } = usePlant();
  const machines = useMemo(() => index.equipmentOf(line.id), [index, line.id]);
  return (
    <details open className="tree-line">
      <summary>
        <span>{line.name[language]}</span>
        <span className="muted">{machines.length}</span>
      </summary>
      <MachineList machines={machines} selected={selected} onSelect={onSelect} />
    </details>
  );
}

function MachineList(props: {
  machines: readonly Equipment[];
  selected: string | null;
  onSelect: (equipment: Equipment) => void;
}) {
  const { machines, selected, onSelect } = props;
  const standing = useStandingAlarms();
  const findings = useOpenFindings();
  const withFinding = useMemo(() => new Set(findings.map(({ equipment }) => equipment)), [findings]);
  return (
    <ul>
      {machines.map((machine) => (
        <MachineRow
          key={machine.address}
          machine={machine}
          selected={machine.address === selected}
          alarm={standing.get(machine.address)?.priority}
          pulsing={standing.get(machine.address)?.unacknowledged}
          finding={withFinding.has(machine.address)}
          onSelect={onSelect}
        />
      ))}
    </ul>
  );
}

const MachineRow = memo(function MachineRow(props: {
  machine: Equipment;
  selected: boolean;
  alarm?: AlarmPriority;
  pulsing?: boolean;
  finding: boolean;
  onSelect: (equipment: Equipment) => void;
}) {
  const { machine, selected, alarm, pulsing, finding, onSelect } = props;
  const { language } = usePreferences();
  const { t } = useTranslation();
  const signals = useMachines().get(machine.address)!;
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <li>
      <button
        ref={row}
        title={`${machine.id} ${machine.name[language]}`}
        type="button"
        className="tree-row"
        aria-current={selected || undefined}
        data-machine={machine.id}
        onClick={() => onSelect(machine)}
      >
        <MachineGlyph machine={signals} />
        <span className="tree-id">{machine.id}</span>
        <span className="tree-name">{machine.name[language]}</span>
        {finding && (
          <span className="finding-glyph">
            <Glyph name="finding" size={14} label={t('nav.findings')} />
          </span>
        )}
        {alarm && <AlarmGlyph priority={alarm} pulsing={pulsing} size={12} />}
      </button>
    </li>
  );
});
