import { useTranslation } from 'react-i18next';
import { FileButton } from './file-button.tsx';

/** A button to pick a file, and the name of the one that was picked. */
export function FileField(props: {
  /** Of the file that was picked. */
  name: string | undefined;
  accept: string;
  onPick: (file: File) => void;
  disabled?: boolean;
}) {
  const { name, ...button } = props;
  const { t } = useTranslation();
  return (
    <p className="file-field">
      <FileButton text={t('common.chooseFile')} {...button} />
      <span className={name === undefined ? 'muted' : undefined} aria-live="polite">
        {name ?? t('common.noFile')}
      </span>
    </p>
  );
}
