import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useIsReplay } from '../../live/session-context.ts';
import { KEY_GROUPS, type KeyGroup } from './key-groups.ts';
import './help.css';

/** What can be done by keys: what works here first, then the rest. */
export default function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isReplay = useIsReplay();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const isHere = ({ path, replay }: KeyGroup) =>
    (path?.test(pathname) ?? true) && (replay === undefined || isReplay);
  const here = KEY_GROUPS.filter(isHere);
  const elsewhere = KEY_GROUPS.filter((group) => !isHere(group));
  return (
    <dialog
      ref={dialog}
      className="help"
      aria-labelledby="help-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <header>
        <h2 id="help-title">{t('help.title')}</h2>
        <button type="button" className="quiet-button" autoFocus onClick={onClose}>
          {t('common.close')}
        </button>
      </header>
      <div className="help-groups" tabIndex={0} role="group" aria-label={t('help.here')}>
        {here.map((group) => (
          <Keys key={group.group} {...group} />
        ))}
        <h3 className="help-elsewhere">{t('help.elsewhere')}</h3>
        {elsewhere.map((group) => (
          <Keys key={group.group} {...group} />
        ))}
      </div>
    </dialog>
  );
}

function Keys({ group, hints }: KeyGroup) {
  const { t } = useTranslation();
  return (
    <section>
      <h4>{t(`help.group.${group}`)}</h4>
      <dl>
        {hints.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((pressed) => (
                <span key={pressed.join()} className="help-keys">
                  {pressed.map((key) => (
                    <kbd key={key}>{key === '␣' ? t('help.space') : key}</kbd>
                  ))}
                </span>
              ))}
            </dt>
            <dd>{t(`help.does.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
