import type { Alarm } from '@linetwin/contracts';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnacknowledged } from '../../live/record-store.ts';
import { useReasonAgainstAcknowledging } from './rights.ts';

const AcknowledgeDialog = lazy(() => import('./acknowledge-dialog.tsx'));

/** Button that acknowledges under the own name, or asks for one where nobody signs in; that one is remembered on this device. */
export function AcknowledgeButton({ alarm, compact }: { alarm: Alarm; compact?: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const refused = useReasonAgainstAcknowledging();
  if (!isUnacknowledged(alarm)) return null;
  return (
    <>
      <Button
        size={compact ? 'small' : 'middle'}
        className="acknowledge"
        disabled={refused !== undefined}
        title={refused}
        onClick={(event) => {
          event.stopPropagation();
          setOpen(true);
        }}
      >
        {t('alarms.acknowledge')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <AcknowledgeDialog alarm={alarm} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
