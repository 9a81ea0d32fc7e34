import type { ReactNode } from 'react';

/** Line icons of the frame around the pages, drawn on a 20 by 20 field in the colour of the text. */
const PATHS = {
  hall: <path d="M2.5 17.5v-10l5 3v-3l5 3v-7h5v14zM6 14.5h2m4 0h2" />,
  line: <path d="M2 10h3m4 0h3m4 0h2M5 7.5h4v5H5zm7 0h4v5h-4z" />,
  alarms: (
    <path d="M10 2.5a5 5 0 0 1 5 5c0 4.5 2 6 2 6H3s2-1.5 2-6a5 5 0 0 1 5-5zM8.2 16.500a2 2 0 0 0 3.6 0" />
  ),
  findings: <path d="M2 11h3l2-6 3.5 11 2.5-7 1.5 2H18" />,
  energy: <path d="M11 2 4.500 11.500H9L8 18l7.500-10H11z" />,
  maintenance: (
    <path d="M12.500 3.500a4 4 0 0 0-4.600 5.300L3 13.700 6.300 17l4.900-4.900a4 4 0 0 0 5.300-4.600l-2.600 2.600-2.400-.600-.600-2.400z" />
  ),
  production: <path d="M3 17V9l4 2.500V9l4 2.500V4h4l1 13zM2.500 17h15M7 14h.01M11 14h.01" />,
  savings: <path d="M4 16C4 8 9 4 17 3.500c0 8-3.500 12.500-10 12.500M3 18.500C5 13 8 10 12 8" />,
  workbench: (
    <path d="M2.500 3v14.500H18M5 8l2.500-3 2.500 3 2.500-3 4 3M5 14l2.500-2.500 2.500 2.500 3-2 3.500 1.500" />
  ),
  system: <path d="M3 4h14v5H3zm0 7h14v5H3zm3-4.500h.01M6 13.500h.01" />,
  more: <path d="M4.500 10h.01M10 10h.01M15.500 10h.01" strokeWidth={2.6} />,
  search: <path d="M9 3.500a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zm4 9.5 4 4" />,
  help: (
    <path d="M10 2.500a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15zM7.700 7.900a2.3 2.3 0 1 1 3.500 2c-.8.5-1.200.9-1.200 1.900m0 2.200v.1" />
  ),
  sun: (
    <path d="M10 6.500a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM10 2v1.500M10 16.500V18M2 10h1.500M16.5 10H18M4.3 4.300l1.1 1.100m9.2 9.2 1.1 1.100m0-11.4-1.1 1.100m-9.2 9.2-1.1 1.1" />
  ),
  moon: <path d="M16.5 11.800A6.8 6.8 0 0 1 8.2 3.500a6.8 6.8 0 1 0 8.3 8.300z" />,
  eye: (
    <path d="M2 10c2-4 5-6 8-6s6 2 8 6c-2 4-5 6-8 6s-6-2-8-6zM10 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5" />
  ),
  layers: <path d="M10 3l7 4-7 4-7-4zM3 10.5l7 4 7-4M3 14l7 4 7-4" />,
  home: <path d="M3 8V3h5M17 8V3h-5M3 12v5h5m9-5v5h-5" />,
  close: <path d="m5 5 10 10M15 5 5 15" />,
  open: <path d="M8 4H4v12h12v-4M11 4h5v5m0-5-7 7" />,
  back: <path d="m12 4-6 6 6 6" />,
  person: (
    <path d="M10 3a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM3.500 17.500c0-3.5 3-5 6.500-5s6.500 1.500 6.500 5" />
  ),
  plus: <path d="M10 4v12M4 10h12" />,
  replay: <path d="M4 6.500A7 7 0 1 1 3 10M4 2.500v4h4M10 6v4l3 2" />,
  play: <path d="M6 4v12l10-6z" />,
  pause: <path d="M6.500 4v12M13.500 4v12" />,
  stepBack: <path d="M14 4 6 10l8 6zM5 4v12" />,
  stepOn: <path d="m6 4 8 6-8 6zM15 4v12" />,
  link: (
    <path d="M8.500 11.500a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.200L10 5.800m1.500 2.700a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.200L10 14.200" />
  ),
  check: <path d="m4 10.5 4 4 8-9" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {PATHS[name]}
    </svg>
  );
}
