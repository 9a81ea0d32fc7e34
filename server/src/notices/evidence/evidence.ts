import type { Text } from '@linetwin/model';

/** One signal over the minutes around the beginning of a trouble. */
export interface TrendEvidence {
  kind: 'trend';
  /** Machine, signal and unit. */
  label: string;
  /** Columns, thinned; times in ms since 1970 UTC. */
  time: number[];
  min: number[];
  max: number[];
  /** Limits to draw, in the unit of the signal. */
  limits: number[];
  /** When the trouble began. */
  since: number;
  /** IANA name of the plant's time zone. */
  zone: string;
}

/** A line that a fault draws into a spectrum, or would. */
export interface MarkedLine {
  name: string;
  /** Where it is expected, and how far beside that it still counts; in the unit of the spectrum's x. */
  at: number;
  tolerance: number;
  isHit: boolean;
}

/** The spectrum that a diagnosis was made of, with the lines that it was recognised by. */
export interface SpectrumEvidence {
  kind: 'spectrum';
  /** Machine, part and what spectrum it is. */
  label: string;
  /** What the columns hold, with units. */
  xLabel: string;
  yLabel: string;
  x: number[];
  y: number[];
  marks: MarkedLine[];
}

/** What a notice shows of its cause. */
export type Evidence = TrendEvidence | SpectrumEvidence;

type InAllLanguages<T, Words extends keyof T> = Omit<T, Words> & Record<Words, Text>;

export type TrendInAllLanguages = InAllLanguages<TrendEvidence, 'label'>;
export type SpectrumInAllLanguages = Omit<
  InAllLanguages<SpectrumEvidence, 'label' | 'xLabel' | 'yLabel'>,
  'marks'
> & { marks: (Omit<MarkedLine, 'name'> & { name: Text })[] };

/** The same before anybody's language is known. */
export type EvidenceInAllLanguages = TrendInAllLanguages | SpectrumInAllLanguages;

export function evidenceIn(evidence: EvidenceInAllLanguages, language: keyof Text): Evidence {
  if (evidence.kind === 'trend') return { ...evidence, label: evidence.label[language] };
  const { label, xLabel, yLabel, marks } = evidence;
  return {
    ...evidence,
    label: label[language],
    xLabel: xLabel[language],
    yLabel: yLabel[language],
    marks: marks.map((mark) => ({ ...mark, name: mark.name[language] })),
  };
}
