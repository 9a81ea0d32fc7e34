import { Segmented } from 'antd';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../live/account.ts';
import { QUALITY_CHOICES, type QualityChoice } from '../../../scene/quality/quality.ts';
import { CAMERA_MODES, type CameraMode, type CameraPlace } from '../../../scene/scene-api.ts';
import { Icon } from '../../../ui/icons.tsx';
import { LONGEST_NAME, useBookmarks, withBookmark } from './kept.ts';

/** How one looks at the hall: the way the camera goes, kept views, and how finely it is drawn. */
export default function ViewMenu(props: {
  mode: CameraMode;
  onMode: (next: CameraMode) => void;
  quality: QualityChoice;
  onQuality: (next: QualityChoice) => void;
  placeNow: () => CameraPlace | undefined;
  onGo: (place: CameraPlace) => void;
}) {
  const { mode, onMode, quality, onQuality, placeNow, onGo } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) box.current?.removeAttribute('open');
    };
    addEventListener('pointerdown', onDown);
    return () => removeEventListener('pointerdown', onDown);
  }, []);

  return (
    <details
      ref={box}
      className="view-menu"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !box.current?.open) return;
        // Escape closes the menu first; the next one goes back to the whole hall.
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        box.current.open = false;
        box.current.querySelector('summary')?.focus();
      }}
    >
      <summary className="tool">
        <Icon name="eye" size={16} />
        <span>{t('camera.menu')}</span>
      </summary>
      <div className="view-menu-body">
        <h2>{t('camera.mode')}</h2>
        <Segmented
          block
          size="small"
          aria-label={t('camera.mode')}
          value={mode}
          options={CAMERA_MODES.map((value) => ({ value, label: t(`camera.${value}`) }))}
          onChange={onMode}
        />
        <p className="muted small">{t(`camera.hint.${mode}`)}</p>
        <Bookmarks placeNow={placeNow} onGo={onGo} />
        <h2>{t('camera.quality')}</h2>
        <Segmented
          block
          size="small"
          aria-label={t('camera.quality')}
          value={quality}
          options={QUALITY_CHOICES.map((value) => ({ value, label: t(`camera.level.${value}`) }))}
          onChange={onQuality}
        />
        <p className="muted small">{t('camera.qualityHint')}</p>
      </div>
    </details>
  );
}

function Bookmarks({
  placeNow,
  onGo,
}: {
  placeNow: () => CameraPlace | undefined;
  onGo: (place: CameraPlace) => void;
}) {
  const { t } = useTranslation();
  const { user } = useAccount();
  const [bookmarks, setBookmarks] = useBookmarks(user?.login ?? '');
  const [name, setName] = useState('');
  const keep = (event: FormEvent) => {
    event.preventDefault();
    const place = placeNow();
    if (name.trim() === '' || !place) return;
    setBookmarks(withBookmark(bookmarks, { name: name.trim(), place }));
    setName('');
  };
  return (
    <>
      <h2>{t('camera.bookmarks')}</h2>
      {bookmarks.length === 0 ? (
        <p className="muted small">{t('camera.noBookmarks')}</p>
      ) : (
        <ul className="bookmarks">
          {bookmarks.map((bookmark) => (
            <li key={bookmark.name}>
              <button type="button" className="bookmark" onClick={() => onGo(bookmark.place)}>
                {bookmark.name}
              </button>
              <button
                type="button"
                className="tool icon-only"
                aria-label={t('camera.forget', { name: bookmark.name })}
                onClick={() => setBookmarks(bookmarks.filter((one) => one !== bookmark))}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form className="bookmark-new" onSubmit={keep}>
        <input
          value={name}
          maxLength={LONGEST_NAME}
          placeholder={t('camera.name')}
          aria-label={t('camera.name')}
          onChange={({ target }) => setName(target.value)}
        />
        <button type="submit" className="tool" disabled={name.trim() === ''}>
          {t('camera.keep')}
        </button>
      </form>
    </>
  );
}
