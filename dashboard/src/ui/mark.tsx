/** The sign of the product: a bearing. */
export function Mark({ size = 40 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="mark">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" strokeWidth="2">
        <circle cx="16" cy="16" r="9.5" />
        <circle cx="16" cy="16" r="4" />
      </g>
      <g fill="var(--on-accent)">
        <circle cx="16" cy="9.25" r="1.9" />
        <circle cx="21.9" cy="19.4" r="1.9" />
        <circle cx="10.1" cy="19.4" r="1.9" />
      </g>
    </svg>
  );
}
