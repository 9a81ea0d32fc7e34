import type { Finding } from '@linetwin/contracts';
import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../ui/use-url-state.ts';

/** With its 3D picture; most never open it. */
const CutawayDialog = lazy(() => import('./cutaway-dialog.tsx'));

/** Opens the cutaway of an open finding on a bearing; nothing for any other finding. The URL remembers that it is open. */
export function CutawayButton({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useUrlState('cutaway', '');
  if (finding.kind !== 'bearing' || finding.status !== 'open' || finding.grade === 'none') return null;
  return (
    <>
      <Button size="small" className="cutaway-open" onClick={() => setOpened(finding.id)}>
        {t('cutaway.open')}
      </Button>
      {opened === finding.id && (
        <Suspense fallback={null}>
          <CutawayDialog finding={finding} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  );
}
