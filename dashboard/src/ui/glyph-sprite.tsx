/**
 * Shapes of machine states and alarm priorities, defined once and drawn with `<use href="#glyph-...">`.
 * Each can be told from the others without colour; all inherit `currentColor` on a 16 by 16 field.
 */
export function GlyphSprite() {
  return (
    <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
      <symbol id="glyph-running" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6" fill="currentColor" />
      </symbol>
      <symbol id="glyph-idle" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="2.2" />
      </symbol>
      {/* The arrow points to the side the machine waits on: upstream when starved, downstream when blocked. */}
      <symbol id="glyph-starved" viewBox="0 0 16 16">
        <path d="M10 2.2a5.8 5.8 0 0 1 0 11.6z" fill="currentColor" />
        <path d="M7.6 8H1.4M4.2 5 1.2 8l3 3" fill="none" stroke="currentColor" strokeWidth="1.9" />
      </symbol>
      <symbol id="glyph-blocked" viewBox="0 0 16 16">
        <path d="M6 2.2a5.8 5.8 0 0 0 0 11.6z" fill="currentColor" />
        <path d="M8.4 8h6.2M11.8 5l3 3-3 3" fill="none" stroke="currentColor" strokeWidth="1.9" />
      </symbol>
      <symbol id="glyph-held" viewBox="0 0 16 16">
        <rect x="3" y="2.5" width="3.8" height="11" rx="1" fill="currentColor" />
        <rect x="9.2" y="2.5" width="3.8" height="11" rx="1" fill="currentColor" />
      </symbol>
      <symbol id="glyph-stopped" viewBox="0 0 16 16">
        <rect x="3" y="3" width="10" height="10" rx="1" fill="none" stroke="currentColor" strokeWidth="2.2" />
      </symbol>
      <symbol id="glyph-fault" viewBox="0 0 16 16">
        <path d="M8 .6 15.4 8 8 15.4.6 8z" fill="currentColor" />
        <path
          className="glyph-cut"
          d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8"
          fill="none"
          stroke="var(--surface)"
          strokeWidth="1.8"
        />
      </symbol>
      <symbol id="glyph-nodata" viewBox="0 0 16 16">
        <circle
          cx="8"
          cy="8"
          r="5.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeDasharray="2.6 2.27"
        />
      </symbol>
      <symbol id="glyph-priority-1" viewBox="0 0 16 16">
        <path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor" />
      </symbol>
      <symbol id="glyph-priority-2" viewBox="0 0 16 16">
        <path d="M8 1.6 15.4 14H.6z" fill="currentColor" strokeLinejoin="round" />
      </symbol>
      <symbol id="glyph-priority-3" viewBox="0 0 16 16">
        <rect x="2" y="2" width="12" height="12" rx="1" fill="currentColor" />
      </symbol>
      <symbol id="glyph-priority-4" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6.2" fill="currentColor" />
      </symbol>
      <symbol id="glyph-finding" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path
          d="M3.4 8.6h2l1.2-4 2 7.2 1.4-3.2h2.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinejoin="round"
        />
      </symbol>
    </svg>
  );
}

export function Glyph({ name, size = 14, label }: { name: string; size?: number; label?: string }) {
  return (
    <svg
      className="glyph"
      width={size}
      height={size}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <use href={`#glyph-${name}`} />
    </svg>
  );
}
