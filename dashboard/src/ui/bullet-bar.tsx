/** Positions on a bullet bar in percent of its width, clamped to it. */
export function bulletPosition(value: number, [low, high]: readonly [number, number]): number {
  if (!Number.isFinite(value) || !(high > low)) return 0;
  return Math.min(100, Math.max(0, ((value - low) / (high - low)) * 100));
}

/** Value against target in a tenth of the room of a gauge: bar is the value, tick the target, pale bar the outlook. */
export function BulletBar(props: {
  value: number;
  max: number;
  target?: number | null;
  outlook?: number | null;
  label: string;
}) {
  const { value, max, target, outlook, label } = props;
  const scale = [0, max] as const;
  return (
    <div className="bullet" role="img" aria-label={label}>
      {outlook != null && (
        <i className="bullet-outlook" style={{ width: `${bulletPosition(outlook, scale)}%` }} />
      )}
      <i className="bullet-value" style={{ width: `${bulletPosition(value, scale)}%` }} />
      {target != null && (
        <i className="bullet-target" style={{ left: `${bulletPosition(target, scale)}%` }} />
      )}
    </div>
  );
}
