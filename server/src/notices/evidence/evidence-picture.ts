import type { Evidence } from './evidence.ts';
import { spectrumSvg } from './spectrum-picture.ts';
import { trendSvg } from './trend-picture.ts';

/** Draws what a notice shows of its cause, as SVG in the colours of the light theme. */
export function evidenceSvg(evidence: Evidence): string {
  // Notices of earlier versions, which may still wait, have trends that do not say so.
  return evidence.kind === 'spectrum' ? spectrumSvg(evidence) : trendSvg(evidence);
}
