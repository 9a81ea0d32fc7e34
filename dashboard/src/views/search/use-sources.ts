import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../live/account.ts';
import { WALL_PATH } from '../../live/display.ts';
import { useAlarms, usePlant } from '../../live/session-context.ts';
import { loadTexts } from '../../locales/i18n.ts';
import type { Language } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { alarmTexts } from '../shared/alarm-text.ts';
import { verdictText } from '../shared/finding-text.ts';
import { machineWords } from '../shared/machine-search.ts';
import { useOpenFindings } from '../shared/use-machines.ts';
import { signalWords, type Source } from './search-plant.ts';

/** Every page that is named by its path alone, and its title. */
const PAGES = [
  ['/', 'nav.hall'],
  ['/alarms', 'nav.alarms'],
  ['/findings', 'nav.findings'],
  ['/maintenance', 'nav.maintenance'],
  ['/production', 'nav.production'],
  ['/seams', 'seam.quality'],
  ['/energy', 'nav.energy'],
  ['/savings', 'nav.savings'],
  ['/planner', 'planner.title'],
  ['/workbench', 'nav.workbench'],
  ['/rules', 'nav.rules'],
  ['/runs', 'nav.runs'],
  ['/system', 'nav.system'],
  [WALL_PATH, 'wall.title'],
  ['/walls', 'nav.walls'],
] as const;
const ADMIN_PAGES = [
  ['/users', 'access.users.title'],
  ['/notices', 'nav.notices'],
  ['/displays', 'access.displays.title'],
  ['/keys', 'access.keys.title'],
  ['/audit', 'access.audit.title'],
] as const;

/** Everything that can be found: pages and machines first, then what stands, then signals. Equal hits keep this order. */
export function useSources(): readonly Source[] {
  const pages = usePages();
  const records = useRecords();
  const { machines, signals } = usePlantParts();
  return useMemo(() => [...pages, ...machines, ...records, ...signals], [pages, machines, records, signals]);
}

function usePages(): Source[] {
  const { t, i18n } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const isAdmin = useMay('admin');
  const known = useBothLanguages();
  return useMemo(
    () => [
      ...[...PAGES, ...(isAdmin ? ADMIN_PAGES : [])].map(([to, key]): Source => ({
        kind: 'page',
        to,
        title: t(key),
        detail: '',
        words: [...known.map((each) => String(i18n.getFixedT(each)(key))), to],
      })),
      ...index.model.lines.map(({ id, name }): Source => ({
        kind: 'page',
        to: `/lines/${id}`,
        title: name[language],
        detail: t('nav.line'),
        words: [id, name.zh, name.en],
      })),
    ],
    [t, i18n, language, index, isAdmin, known],
  );
}

/** The languages whose texts are here: that of the page at once, the other when it has come. */
function useBothLanguages(): readonly Language[] {
  const { language } = usePreferences();
  const [both, setBoth] = useState<readonly Language[] | null>(null);
  useEffect(() => {
    let isGone = false;
    const found = () => isGone || setBoth(['zh', 'en']);
    // Without the other language one finds by that of the page.
    Promise.all([loadTexts('zh'), loadTexts('en')]).then(found, () => undefined);
    return () => void (isGone = true);
  }, []);
  return useMemo(() => both ?? [language], [both, language]);
}

function useRecords(): Source[] {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const alarms = useAlarms();
  const findings = useOpenFindings();
  return useMemo(
    () => [
      ...alarms.map((alarm): Source => {
        const { machineId, machine, message } = alarmTexts(alarm, index, language, t);
        return {
          kind: 'alarm',
          to: `/equipment/${alarm.equipment}`,
          title: message,
          detail: `${machineId} ${machine}`,
          words: [machineId, machine],
        };
      }),
      ...findings.map((finding): Source => {
        const machine = index.equipment(finding.equipment);
        const verdict = verdictText(finding, language, t);
        return {
          kind: 'finding',
          to: '/findings',
          extra: { id: finding.id },
          title: `${verdict} · ${finding.componentName[language]}`,
          detail: `${machine?.id ?? ''} ${machine?.name[language] ?? finding.equipment}`,
          words: [machine?.id ?? '', finding.componentName.zh, finding.componentName.en],
        };
      }),
    ],
    [alarms, findings, index, language, t],
  );
}

function usePlantParts(): { machines: Source[]; signals: Source[] } {
  const { language } = usePreferences();
  const { index } = usePlant();
  return useMemo(
    () => ({
      machines: index.model.equipment.map((machine): Source => ({
        kind: 'machine',
        to: `/equipment/${machine.address}`,
        title: `${machine.id} ${machine.name[language]}`,
        detail: index.line(machine.line)?.name[language] ?? machine.line,
        words: machineWords(machine),
      })),
      signals: index.model.signals.map((signal): Source => {
        const machine = index.equipment(signal.equipment);
        return {
          kind: 'signal',
          to: `/equipment/${signal.equipment}`,
          title: signal.name[language],
          detail: `${machine?.id ?? ''} ${machine?.name[language] ?? ''}`,
          words: signalWords(signal),
        };
      }),
    }),
    [index, language],
  );
}
