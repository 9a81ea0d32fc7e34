import { Modal } from 'antd';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActorNameField, useActorName } from './actor-name.tsx';

/**
 * A question whose answer is sent, by its button or by the enter key in any field: busy while it is under way, and what went wrong stands
 * below until it is sent again.
 */
export function SendDialog(props: {
  title: string;
  /** What its button says; the title where left out. */
  okText?: string;
  width?: number;
  /** Whether it can be sent at all. */
  isComplete?: boolean;
  /** What is still missing, said only when somebody tries to send it. */
  missing?: string;
  /** Asks for a name where nobody signs in. */
  asksWho?: boolean;
  /** Sends it, and does what comes after; `by` is the name that was asked for. */
  send: (by: string | undefined) => Promise<unknown>;
  /** What to say of a failure; its own message where left out. */
  failed?: (failure: Error) => string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, okText = title, width = 440, isComplete = true, asksWho = false, children } = props;
  const { t } = useTranslation();
  const form = useId();
  const actor = useActorName();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !isComplete) return;
    if (props.missing !== undefined) return setProblem(props.missing);
    const by = asksWho ? actor.take() : undefined;
    if (by === false) return;
    setBusy(true);
    setProblem('');
    try {
      await props.send(by);
    } catch (failure) {
      setProblem(props.failed?.(failure as Error) ?? (failure as Error).message);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={okText}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !isComplete, htmlType: 'submit', form }}
      confirmLoading={busy}
      onCancel={props.onClose}
      width={width}
    >
      <form id={form} onSubmit={(event) => void submit(event)}>
        {children}
        {asksWho && <ActorNameField actor={actor} />}
        {problem && (
          <p className="field-error" role="alert">
            {problem}
          </p>
        )}
      </form>
    </Modal>
  );
}
