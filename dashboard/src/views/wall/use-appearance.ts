import { WALL_THEMES, type WallContent, type WallTheme } from '@linetwin/contracts';
import { useLayoutEffect } from 'react';
import { usePreferences } from '../../ui/preferences.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';

/** Lets a wall look as its layout says; the address of the screen may say otherwise. @returns the theme that holds */
export function useAppearance({ theme, language }: WallContent): WallTheme {
  const [asked] = useUrlState('theme', '');
  const { wish } = usePreferences();
  const holds = WALL_THEMES.find((name) => name === asked) ?? theme;
  useLayoutEffect(() => {
    // Visitors are shown the hall by daylight.
    wish({ language, theme: holds === 'presentation' ? 'light' : holds });
    return () => wish(null);
  }, [wish, language, holds]);
  return holds;
}
