import { useTranslation } from 'react-i18next';
import { api } from '../live/api/api.ts';
import { useFetched } from '../live/use-fetched.ts';
import { formatNumber } from '../ui/format.ts';
import { usePreferences } from '../ui/preferences.tsx';

const REFRESH_MS = 15_000;

/** Says over every page that the server's disk is nearly full, or full. Absent while there is room. */
export default function DiskBanner() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { data } = useFetched('disk', (abort) => api.disk(abort), REFRESH_MS);
  if (!data || data.level === 'ok') return null;
  const gb = (bytes: number) => formatNumber(bytes / 1e9, language, bytes < 1e9 ? 3 : 1);
  const percent = Math.floor((data.usedBytes / Math.max(1, data.limitBytes)) * 100);
  const figures = { used: gb(data.usedBytes), limit: gb(data.limitBytes), percent };
  return (
    <div className="banner" role={data.level === 'full' ? 'alert' : 'status'} data-disk={data.level}>
      {t(data.level === 'full' ? 'disk.full' : 'disk.near', figures)}
    </div>
  );
}
