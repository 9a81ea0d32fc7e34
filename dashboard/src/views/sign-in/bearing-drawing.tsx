/** Rolling elements of the drawn bearing, as in a 6205. */
const BALLS = 9;
const CENTRE = 260;
const PITCH = 150;

/** A deep-groove ball bearing as a drawing office would draw it, with centre lines. */
export function BearingDrawing() {
  return (
    <svg viewBox="0 0 520 520" className="bearing-drawing" fill="none">
      <g className="drawing-grid">
        {Array.from({ length: 14 }, (_, i) => (
          <path key={i} d={`M${i * 40} 0V520M0 ${i * 40}H520`} />
        ))}
      </g>
      <g className="drawing-body">
        {[226, 184, 116, 74].map((radius) => (
          <circle key={radius} cx={CENTRE} cy={CENTRE} r={radius} />
        ))}
      </g>
      <g className="drawing-balls">
        {Array.from({ length: BALLS }, (_, i) => {
          const angle = (i / BALLS) * 2 * Math.PI - Math.PI / 2;
          const x = CENTRE + PITCH * Math.cos(angle);
          const y = CENTRE + PITCH * Math.sin(angle);
          return <circle key={i} cx={x} cy={y} r="36" data-first={i === 1} />;
        })}
      </g>
      <g className="drawing-lines">
        <circle cx={CENTRE} cy={CENTRE} r={PITCH} />
        <path d={`M${CENTRE} 8V512M8 ${CENTRE}H512`} />
      </g>
    </svg>
  );
}
