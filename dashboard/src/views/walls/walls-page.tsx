import type { WallLayout } from '@linetwin/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../live/account.ts';
import { WALL_PATH } from '../../live/display.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { wallsApi } from '../../live/api/walls-api.ts';
import { formatMoment } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { RevokeButton } from '../shared/revoke-button.tsx';
import { useReasonAgainst } from '../shared/rights.ts';
import { draftOf, newDraft, type WallDraft } from './wall-draft.ts';
import { WallEditor } from './wall-editor.tsx';

/** Walls that people laid out: to look at for everybody, to change for engineers. */
export default function WallsPage() {
  const { t } = useTranslation();
  const walls = useFetched('walls', (abort) => wallsApi.list(abort));
  const reason = useReasonAgainst('engineer');
  const [draft, setDraft] = useState<WallDraft>();
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('nav.walls')}</h1>
        <span className="muted">{reason ?? t('walls.hint')}</span>
        <div className="page-tools">
          <Link to={WALL_PATH}>{t('walls.openDefault')}</Link>
          <Button
            type="primary"
            disabled={reason !== undefined}
            title={reason}
            onClick={() => setDraft(newDraft())}
          >
            <Icon name="plus" size={14} /> {t('walls.add')}
          </Button>
        </div>
      </header>
      {draft && (
        <WallEditor
          key={draft.id}
          draft={draft}
          onClose={() => setDraft(undefined)}
          onKept={() => {
            setDraft(undefined);
            walls.retry();
          }}
        />
      )}
      <Panel flush>
        {walls.loading ? (
          <Loading rows={4} />
        ) : !walls.data ? (
          <Failure what={t('walls.loadFailed')} detail={walls.error?.message} retry={walls.retry} />
        ) : walls.data.layouts.length === 0 ? (
          <Empty>{t('walls.empty')}</Empty>
        ) : (
          <WallTable
            walls={walls.data.layouts}
            onChange={(wall) => setDraft(draftOf(wall))}
            onRemoved={walls.retry}
          />
        )}
      </Panel>
    </div>
  );
}

function WallTable(props: {
  walls: readonly WallLayout[];
  onChange: (wall: WallLayout) => void;
  onRemoved: () => void;
}) {
  const { walls, onChange, onRemoved } = props;
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const may = useMay('engineer');
  return (
    <StackTable
      rows={walls}
      rowKey={({ id }) => id}
      rowProps={({ name }) => ({ 'data-wall': name })}
      columns={[
        { title: t('walls.name'), cell: ({ name }) => <strong>{name}</strong> },
        { title: t('common.theme'), cell: ({ content }) => t(`walls.theme.${content.theme}`) },
        { title: t('common.language'), cell: ({ content }) => t(`walls.language.${content.language}`) },
        { title: t('walls.pages'), className: 'num', cell: ({ content }) => content.pages.length },
        {
          title: t('walls.changed'),
          cell: ({ changedAt, changedBy }) => (
            <>
              {formatMoment(changedAt, index.model.site.timeZone, live.now())}
              <small className="muted block">{changedBy}</small>
            </>
          ),
        },
        {
          title: '',
          className: 'col-action',
          cell: (wall) => (
            <>
              <Link to={`${WALL_PATH}?layout=${encodeURIComponent(wall.id)}`}>{t('walls.open')}</Link>
              {may && (
                <>
                  <Button type="link" size="small" onClick={() => onChange(wall)}>
                    {t('walls.edit')}
                  </Button>
                  <RevokeButton
                    title={t('walls.removeTitle', { name: wall.name })}
                    text={t('walls.removeText')}
                    label={t('walls.remove')}
                    revoke={() => wallsApi.remove(wall.id)}
                    onChanged={onRemoved}
                  />
                </>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
