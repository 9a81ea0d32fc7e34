import { useTranslation } from 'react-i18next';

/** A measurement that decided: its value, what it was asked, and whether it holds; null where it was not measured. */
export interface SignRow {
  key: string;
  name: string;
  measured: string;
  criterion: string;
  holds: boolean | null;
}

/** The measurements that decided, against what they were asked. */
export function SignTable({ title, rows }: { title: string; rows: readonly SignRow[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <div className="table-scroll">
      <table className="table compact">
        <thead>
          <tr>
            <th>{title}</th>
            <th className="num">{t('findings.measured')}</th>
            <th className="num">{t('findings.criterion')}</th>
            <th>{t('findings.holds')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, measured, criterion, holds }) => (
            <tr key={key} data-named={holds === true}>
              <td>{name}</td>
              <td className="num">{measured}</td>
              <td className="num">{criterion}</td>
              <td>
                {holds === null
                  ? t('shaft.notMeasured')
                  : t(holds ? 'findings.holdsYes' : 'findings.holdsNo')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
