const HOUR_MS = 3_600_000;

/** How far a zone's clock is ahead of UTC at an instant, ms; looked up once an hour of the time asked for. */
export function zoneOffset(zone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });
  const known = new Map<number, number>();
  return (time) => {
    const hour = Math.floor(time / HOUR_MS) * HOUR_MS;
    let offset = known.get(hour);
    if (offset === undefined) {
      offset = Date.parse(`${format.format(hour).replace(' ', 'T')}Z`) - hour;
      known.set(hour, offset);
    }
    return offset;
  };
}
