import { Icon, type IconName } from '../../ui/icons.tsx';

/** A button of a time bar: an icon that says in words what it does. */
export function BarButton(props: { icon: IconName; text: string; onClick: () => void; primary?: boolean }) {
  const { icon, text, onClick, primary } = props;
  return (
    <button
      type="button"
      className="replay-button"
      data-primary={primary}
      aria-label={text}
      title={text}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
