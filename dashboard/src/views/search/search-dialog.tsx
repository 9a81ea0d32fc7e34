import { useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Icon } from '../../ui/icons.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { searchSources, type Hit } from './search-plant.ts';
import { useParts } from './use-parts.ts';
import { useSources } from './use-sources.ts';
import './search.css';

/** Search over pages, machines, signals, alarms, findings and welded parts; all by keyboard. */
export default function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const linkTo = useLinkTo();
  const known = useSources();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const wanted = useDeferredValue(query);
  const parts = useParts(wanted);
  const sources = useMemo(() => [...known, ...parts], [known, parts]);
  const hits = useMemo(() => searchSources(sources, wanted), [sources, wanted]);
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, hits]);

  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    void navigate(linkTo(hit.to, hit.extra));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen((before) => (hits.length === 0 ? 0 : (before + step + hits.length) % hits.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // Asked anew: the list may still show the words before the last key.
      open(wanted === query ? hits[chosen] : searchSources(sources, query)[0]);
    }
  };
  return (
    <dialog
      ref={dialog}
      className="search"
      aria-label={t('search.title')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="search-field">
        <Icon name="search" size={18} />
        <input
          id="search-everything"
          autoFocus
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="search-hits"
          aria-activedescendant={hits.length > 0 ? `search-hit-${chosen}` : undefined}
          aria-label={t('search.title')}
          placeholder={t('search.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul id="search-hits" ref={list} role="listbox" aria-label={t('search.hits')}>
        {hits.map((hit, i) => (
          <li
            key={`${hit.kind} ${hit.to} ${hit.title} ${i}`}
            id={`search-hit-${i}`}
            role="option"
            aria-selected={i === chosen}
            data-hit={hit.kind}
            onClick={() => open(hit)}
          >
            <span className="search-kind">{t(`search.kind.${hit.kind}`)}</span>
            <span className="search-title">{hit.title}</span>
            <span className="search-detail">{hit.detail}</span>
          </li>
        ))}
      </ul>
      {hits.length === 0 && <p className="search-none">{t('search.none')}</p>}
      <p className="search-keys">{t('search.keys')}</p>
    </dialog>
  );
}
