import type { Equipment, EquipmentAddress } from '@linetwin/model';
import { Button, Checkbox, Segmented, Select } from 'antd';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../live/account.ts';
import { layoutApi } from '../../live/api/layout-api.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { Empty, Failure } from '../../ui/panel.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { hasWebgl } from '../hall/webgl.ts';
import { useReasonAgainst } from '../shared/rights.ts';
import { EditPlan } from './edit-plan.tsx';
import { LayoutSide } from './layout-side.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { useDraft } from './use-draft.ts';
import { useLayoutKeys } from './use-layout-keys.ts';
import './layout.css';

const EditScene = lazy(() => import('./edit-scene.tsx'));
const TURNS_DEG = [15, 90] as const;

/** Where machines stand in the hall, to be changed by engineers. */
export default function LayoutPage() {
  const { t } = useTranslation();
  const may = useMay('engineer');
  const reason = useReasonAgainst('engineer');
  if (may) return <LayoutEditor />;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('nav.layout')}</h1>
      </header>
      <Empty>{reason}</Empty>
    </div>
  );
}

function LayoutEditor() {
  const { t } = useTranslation();
  const draft = useDraft();
  const files = useFetched('layout', (abort) => layoutApi.state(abort));
  const [view, setView] = useUrlState('view', '2d');
  const [noScene, setNoScene] = useState(() => !hasWebgl());
  const [address, setAddress] = useState<EquipmentAddress | null>(null);
  const [snaps, setSnaps] = useState(true);
  const [turnDeg, setTurnDeg] = useState<number>(90);
  const [saving, setSaving] = useState(false);
  const choose = useCallback((machine: Equipment | null) => setAddress(machine?.address ?? null), []);
  const chosen = draft.settled.find((machine) => machine.address === address);
  useLayoutKeys({ draft, chosen, turnDeg, onChoose: choose });
  const inScene = view === '3d' && !noScene;
  const turn = (degrees: number) =>
    chosen && draft.put(chosen, { ...chosen.at, rotationDeg: chosen.at.rotationDeg + degrees });
  return (
    <div className="layout-page">
      <header className="page-head layout-head">
        <h1>{t('nav.layout')}</h1>
        <span className="muted">{t('layout.hint')}</span>
      </header>
      <div className="layout-tools" role="toolbar" aria-label={t('nav.layout')}>
        <Button disabled={!draft.canUndo} onClick={draft.undo}>
          {t('layout.undo')}
        </Button>
        <Button disabled={!draft.canRedo} onClick={draft.redo}>
          {t('layout.redo')}
        </Button>
        <Button disabled={!chosen} onClick={() => turn(turnDeg)}>
          {t('layout.turnLeft', { degrees: turnDeg })}
        </Button>
        <Button disabled={!chosen} onClick={() => turn(-turnDeg)}>
          {t('layout.turnRight', { degrees: turnDeg })}
        </Button>
        <Select
          aria-label={t('layout.step')}
          value={turnDeg}
          options={TURNS_DEG.map((value) => ({ value, label: `${value}°` }))}
          onChange={setTurnDeg}
        />
        <Checkbox
          checked={snaps}
          title={t('layout.snapHint')}
          onChange={({ target }) => setSnaps(target.checked)}
        >
          {t('layout.snap')}
        </Checkbox>
        {!noScene && (
          <Segmented
            aria-label={t('hall.view')}
            value={inScene ? '3d' : '2d'}
            options={[
              { value: '2d', label: t('hall.view2d') },
              { value: '3d', label: t('hall.view3d') },
            ]}
            onChange={setView}
          />
        )}
        <Button disabled={draft.draft.size === 0} onClick={draft.discard}>
          {t('layout.discard')}
        </Button>
        <Button
          type="primary"
          disabled={draft.draft.size === 0 || !files.data}
          onClick={() => setSaving(true)}
        >
          {t('layout.review')}
        </Button>
      </div>
      {files.error && !files.data && (
        <Failure what={t('layout.loadFailed')} detail={files.error.message} retry={files.retry} />
      )}
      <div className="layout-body">
        <div className="layout-stage">
          {inScene ? (
            <Suspense fallback={<div className="scene-loading">{t('hall.sceneLoading')}</div>}>
              <EditScene
                draft={draft}
                chosen={chosen}
                snaps={snaps}
                onChoose={choose}
                onFailed={() => setNoScene(true)}
              />
            </Suspense>
          ) : (
            <EditPlan draft={draft} chosen={chosen} snaps={snaps} onChoose={choose} />
          )}
        </div>
        <LayoutSide draft={draft} chosen={chosen} files={files.data} onChoose={choose} />
      </div>
      {saving && files.data && (
        <SaveDialog
          draft={draft}
          base={files.data.version}
          onClose={() => setSaving(false)}
          onReload={files.retry}
        />
      )}
    </div>
  );
}
