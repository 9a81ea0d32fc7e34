import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

const SPEEDS = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600];

/** Plant seconds per second of a replay. */
export function SpeedSelect({ speed, onChange }: { speed: number; onChange: (speed: number) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      size="small"
      className="replay-speed"
      aria-label={t('replay.speed')}
      value={speed}
      options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
      onChange={onChange}
    />
  );
}
