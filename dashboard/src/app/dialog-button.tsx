import { Suspense, useEffect, useState, type ComponentType } from 'react';
import { Icon, type IconName } from '../ui/icons.tsx';

/** A button of the frame for a dialog that is only loaded when it is opened, by the button or by a key from wherever one is. */
export function DialogButton(props: {
  id: string;
  icon: IconName;
  label: string;
  title: string;
  /** As `aria-keyshortcuts` has them. */
  shortcuts: string;
  /** Whether a key opens it; the same function in every draw. */
  isKey: (event: KeyboardEvent) => boolean;
  Dialog: ComponentType<{ onClose: () => void }>;
  className?: string;
}) {
  const { id, icon, label, title, shortcuts, isKey, Dialog, className = '' } = props;
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isKey(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [isKey]);
  return (
    <>
      <button
        type="button"
        id={id}
        className={`quiet-button ${className}`}
        aria-label={label}
        aria-keyshortcuts={shortcuts}
        title={title}
        onClick={() => setOpen(true)}
      >
        <Icon name={icon} />
      </button>
      {open && (
        <Suspense fallback={null}>
          <Dialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
