import { maskUserInfo, SETTINGS_REFERENCE } from './settings.ts';

export interface ShownSetting {
  name: string;
  value: string;
  from: 'default' | 'environment' | 'file' | 'nothing';
}

/** What a server started in this environment would use, with secrets masked. Says nothing of whether it is valid. */
export function shownSettings(environment: Record<string, string | undefined>): ShownSetting[] {
  return SETTINGS_REFERENCE.map(({ name, byDefault, secret }) => {
    const file = secret ? environment[`${name}_FILE`] : undefined;
    if (file) return { name, value: `*** (${file})`, from: 'file' };
    const value = environment[name];
    if (value) return { name, value: secret ? '***' : maskUserInfo(value), from: 'environment' };
    return byDefault === undefined
      ? { name, value: '', from: 'nothing' }
      : { name, value: byDefault, from: 'default' };
  });
}

/** The table of docs/guides/settings.md. */
export function settingsTable(): string {
  const rows = SETTINGS_REFERENCE.map(({ name, byDefault, meaning }) => {
    const shown = byDefault === undefined ? '–' : `\`${byDefault}\``;
    return `| \`${name}\` | ${shown} | ${meaning} |`;
  });
  return ['| Variable | Default | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
