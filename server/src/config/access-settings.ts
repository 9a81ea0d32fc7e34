import { isIP } from 'node:net';
import { z } from 'zod';

/** Who is let in without a name: nobody, or whoever sits at the server's own machine (to look). */
export const LOGIN_MODES = ['required', 'loopback-open'] as const;
export type LoginMode = (typeof LOGIN_MODES)[number];

export interface AccessSettings {
  login: LoginMode;
  /** Address under which people reach the pages, without a slash at its end. */
  publicUrl: string | undefined;
  /** Proxies whose word on the asker's address is taken. */
  trustedProxies: readonly string[];
}

export const accessSettingsShape = {
  LINETWIN_LOGIN: z
    .enum(LOGIN_MODES)
    .default('loopback-open')
    .describe(
      'required: everybody signs in. loopback-open: on the server itself one may look, and acknowledge by typed name, without',
    ),
  LINETWIN_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address under which people reach the pages, when it is not the one listened on'),
  LINETWIN_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(z.string().refine(isAddress, 'must be an address or a range such as 10.0.0.0/8')))
    .optional()
    .describe('Proxies in front of the server, comma-separated; their X-Forwarded-For is believed'),
};

type Values = z.infer<z.ZodObject<typeof accessSettingsShape>>;

/**
 * What the settings say of access, checked together. `problems` takes what is wrong.
 *
 * @param host the address listened on
 */
export function accessSettings(values: Values, host: string, problems: string[]): AccessSettings {
  const publicUrl = values.LINETWIN_PUBLIC_URL?.replace(/\/+$/, '');
  const open = values.LINETWIN_LOGIN === 'loopback-open';
  if (open && !isLoopback(host)) {
    problems.push(
      `LINETWIN_HOST=${JSON.stringify(host)} is reached from other machines, where nobody may look without a name; set LINETWIN_LOGIN=required, or LINETWIN_HOST=127.0.0.1`,
    );
  }
  if (open && publicUrl && !isLoopback(new URL(publicUrl).hostname)) {
    problems.push(
      `LINETWIN_PUBLIC_URL=${JSON.stringify(publicUrl)} is reached from other machines, where nobody may look without a name; set LINETWIN_LOGIN=required`,
    );
  }
  return {
    login: values.LINETWIN_LOGIN,
    publicUrl,
    trustedProxies: values.LINETWIN_TRUSTED_PROXIES ?? [],
  };
}

/** True for names and addresses that only the machine itself reaches. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (bare === 'localhost' || bare === '::1') return true;
  const v4 = bare.startsWith('::ffff:') ? bare.slice(7) : bare;
  return isIP(v4) === 4 && v4.startsWith('127.');
}

function isAddress(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
