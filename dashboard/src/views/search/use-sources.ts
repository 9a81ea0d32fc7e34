import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../live/account.ts';
import { WALL_PATH } from '../../live/display.ts';
import { useAlarms, usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { alarmTexts } from '../shared/alarm-text.ts';
import { verdictText } from '../shared/finding-text.ts';
import { useOpenFindings } from '../shared/use-machines.ts';
import { signalWords, type Source } from './search-plant.ts';

type PageTitle =
  | 'nav.hall'
  | 'nav.alarms'
  | 'nav.findings'
  | 'nav.system'
  | 'wall.title'
  | 'walls.title'
  | 'access.users.title'
  | 'access.displays.title'
  | 'access.keys.title'
  | 'access.audit.title';

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
  return useMemo(() => {
    const inBoth = (key: PageTitle) =>
      (['zh', 'en'] as const).map((language) => String(i18n.getFixedT(language)(key)));
    const page = (to: string, key: PageTitle): Source => ({
      kind: 'page',
      to,
      title: String(t(key)),
      detail: '',
      words: [...inBoth(key), to],
    });
    return [
      page('/', 'nav.hall'),
      ...index.model.lines.map(({ id, name }): Source => ({
        kind: 'page',
        to: `/lines/${id}`,
        title: name[language],
        detail: String(t('nav.line')),
        words: [id, name.zh, name.en],
      })),
      page('/alarms', 'nav.alarms'),
      page('/findings', 'nav.findings'),
      page('/system', 'nav.system'),
      page(WALL_PATH, 'wall.title'),
      page('/walls', 'walls.title'),
      ...(isAdmin
        ? [
            page('/users', 'access.users.title'),
            page('/displays', 'access.displays.title'),
            page('/keys', 'access.keys.title'),
            page('/audit', 'access.audit.title'),
          ]
        : []),
    ];
  }, [t, i18n, language, index, isAdmin]);
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
        words: [machine.id, machine.name.zh, machine.name.en, machine.kind],
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
