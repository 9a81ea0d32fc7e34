import type { ReadingsImport } from '@linetwin/contracts';
import type { MeterTree } from '@linetwin/model';
import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { energyApi } from '../../live/api/energy-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { useReplayInstant } from '../../live/use-fetched-at.ts';
import { formatDate, formatMoment, formatPercent } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useReasonAgainst } from '../shared/rights.ts';
import { ImportDialog } from './import-dialog.tsx';
import { ReadingProblems } from './reading-problems.tsx';

/** Files of meter readings that were taken, with the share of their data that they cost; for plants that have such meters. */
export function ReadingsPanel({ tree, onImported }: { tree: MeterTree; onImported: () => void }) {
  const { t } = useTranslation();
  const reason = useReasonAgainst('engineer');
  const [open, setOpen] = useState(false);
  const at = useReplayInstant();
  const imports = useFetched('readings', (abort) => energyApi.imports(abort));
  const known = imports.data?.filter((one) => at === undefined || one.at <= at);
  const meters = tree.meters.filter(({ source }) => source.kind === 'readings');
  if (meters.length === 0) return null;
  return (
    <Panel
      title={t('energy.readings')}
      extra={
        <Tooltip title={reason}>
          <Button size="small" disabled={reason !== undefined} onClick={() => setOpen(true)}>
            {t('energy.importReadings')}
          </Button>
        </Tooltip>
      }
      flush
      className="energy-wide"
    >
      {imports.loading ? (
        <Loading rows={3} />
      ) : !known ? (
        <Failure what={t('energy.loadFailed')} detail={imports.error?.message} retry={imports.retry} />
      ) : known.length === 0 ? (
        <Empty>{t('energy.noReadings')}</Empty>
      ) : (
        <ImportTable imports={known} tree={tree} />
      )}
      {open && (
        <ImportDialog
          meters={meters}
          onClose={() => setOpen(false)}
          onImported={() => {
            setOpen(false);
            imports.retry();
            onImported();
          }}
        />
      )}
    </Panel>
  );
}

function ImportTable({ imports, tree }: { imports: readonly ReadingsImport[]; tree: MeterTree }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  return (
    <StackTable
      rows={imports}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('energy.meter'),
          cell: ({ meter, file }) => (
            <>
              <strong>{tree.meter(meter)?.name[language] ?? meter}</strong>
              <small className="muted block code">{file}</small>
            </>
          ),
        },
        {
          title: t('energy.time'),
          className: 'nowrap',
          cell: ({ from, to }) => `${formatDate(from, zone)} – ${formatDate(to - 1, zone)}`,
        },
        {
          title: t('energy.lost'),
          className: 'num',
          cell: ({ taken, expected }) => formatPercent(expected > 0 ? 1 - taken / expected : 0, language),
        },
        { title: t('energy.whatIsWrong'), cell: ({ problems }) => <ReadingProblems problems={problems} /> },
        {
          title: t('energy.takenBy'),
          cell: ({ by, at }) => (
            <>
              {by}
              <small className="muted block">{formatMoment(at, zone)}</small>
            </>
          ),
        },
      ]}
    />
  );
}
