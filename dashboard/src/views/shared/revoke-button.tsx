import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** Asks before it takes away a key, says when that failed, and has the list read again either way. */
export function RevokeButton(props: {
  title: string;
  text: string;
  label: string;
  revoke: () => Promise<unknown>;
  onChanged: () => void;
}) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const ask = () =>
    modal.confirm({
      title: props.title,
      content: props.text,
      okText: props.label,
      okButtonProps: { danger: true },
      cancelText: t('common.cancel'),
      onOk: async () => {
        try {
          await props.revoke();
        } catch (error) {
          void message.error(t('access.users.failed', { detail: (error as Error).message }));
        }
        props.onChanged();
      },
    });
  return (
    <Button size="small" onClick={() => void ask()}>
      {props.label}
    </Button>
  );
}
