import { PALETTES, type ThemeName } from '../../ui/tokens.ts';

/** Colour of a stage: nothing to act on in 1, a warning in 2, as urgent as an alarm from 3 on. */
export function stageColour(stage: 1 | 2 | 3 | 4, theme: ThemeName): string {
  const { good, warning, priority } = PALETTES[theme];
  return stage === 1 ? good : stage === 2 ? warning : priority[1];
}
