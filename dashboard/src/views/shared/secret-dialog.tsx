import { App, Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

/** A secret that the server has made and does not know any more: shown this once, to be handed over. */
export function SecretDialog(props: {
  title: string;
  hint: string;
  facts?: readonly (readonly [string, string])[];
  label: string;
  secret: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.secret);
      void message.success(t('access.users.copied'));
    } catch {
      // Without TLS browsers give no clipboard; the text can be marked by hand.
      getSelection()?.selectAllChildren(document.getElementById('made-secret')!);
    }
  };
  return (
    <Modal
      open
      title={props.title}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      width={480}
      footer={
        <Button type="primary" onClick={props.onClose}>
          {t('access.users.done')}
        </Button>
      }
    >
      <dl className="secret-facts">
        {props.facts?.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{props.label}</dt>
          <dd className="secret">
            <code id="made-secret">{props.secret}</code>
            <Button size="small" onClick={() => void copy()}>
              {t('access.users.copy')}
            </Button>
          </dd>
        </div>
      </dl>
      <p className="secret-hint">{props.hint}</p>
    </Modal>
  );
}
