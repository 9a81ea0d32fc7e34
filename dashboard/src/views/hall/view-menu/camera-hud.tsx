import type { EquipmentAddress } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../../live/session-context.ts';
import type { CameraMode } from '../../../scene/scene-api.ts';
import { usePreferences } from '../../../ui/preferences.tsx';

/** How one goes through the hall now, what it can be told, and the way back. */
export function CameraHud(props: {
  mode: CameraMode;
  /** The machine that the followed part is in; none while a conveyor carries it. */
  inside: EquipmentAddress | null;
  onEnd: () => void;
}) {
  const { mode, inside, onEnd } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const machine = inside && index.equipment(inside);
  return (
    <div className="camera-hud" role="status">
      <b>{t(`camera.${mode}`)}</b>
      <span>
        {mode !== 'follow'
          ? t(`camera.hint.${mode}`)
          : machine
            ? t('camera.inside', { machine: `${machine.id} ${machine.name[language]}` })
            : t('camera.carried')}
      </span>
      <button type="button" className="tool" onClick={onEnd}>
        {t('camera.end')}
      </button>
    </div>
  );
}
