import { isIP } from 'node:net';
import { USER_ROLES, type UserRole } from '@linetwin/contracts';
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
  /** The plant's identity provider. */
  oidc: OidcSettings | undefined;
}

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
  /** Claim that holds the groups of a person; a path with dots for nested ones. */
  roleClaim: string;
  /** Role of each group; somebody in none of them is not let in. */
  roles: ReadonlyMap<string, UserRole>;
  /** What the button on the sign-in page calls it. */
  name: string;
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
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Identity provider (OpenID Connect) that people may sign in through'),
  OIDC_CLIENT_ID: z.string().min(1).optional().describe('Name of Linetwin at the identity provider'),
  OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('Secret of Linetwin at the identity provider'),
  OIDC_NAME: z
    .string()
    .min(1)
    .max(40)
    .default('SSO')
    .describe('What the sign-in page calls the identity provider'),
  OIDC_ROLE_CLAIM: z
    .string()
    .min(1)
    .default('groups')
    .describe('Claim of the ID token with the groups of a person, such as realm_access.roles'),
  OIDC_ROLES: z
    .string()
    .optional()
    .describe('Role of each group: plant-admins=admin,maintenance=engineer; who is in none is not let in'),
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
    oidc: oidcSettings(values, publicUrl, problems),
  };
}

function oidcSettings(
  values: Values,
  publicUrl: string | undefined,
  problems: string[],
): OidcSettings | undefined {
  if (!values.OIDC_ISSUER) return undefined;
  if (!values.OIDC_CLIENT_ID) problems.push('OIDC_ISSUER needs OIDC_CLIENT_ID');
  if (!values.OIDC_ROLES) problems.push('OIDC_ISSUER needs OIDC_ROLES, which says who gets which role');
  if (!publicUrl)
    problems.push('OIDC_ISSUER needs LINETWIN_PUBLIC_URL, to which the provider sends people back');
  const insecure =
    values.OIDC_ISSUER.startsWith('http:') && !isLoopback(new URL(values.OIDC_ISSUER).hostname);
  if (insecure) problems.push('OIDC_ISSUER must be an https address');
  const roles = new Map<string, UserRole>();
  for (const pair of values.OIDC_ROLES?.split(',') ?? []) {
    const [group, role] = pair.split('=').map((part) => part.trim());
    if (group && USER_ROLES.includes(role as UserRole)) roles.set(group, role as UserRole);
    else
      problems.push(`OIDC_ROLES: "${pair.trim()}" must be GROUP=ROLE with one of ${USER_ROLES.join(', ')}`);
  }
  return {
    issuer: values.OIDC_ISSUER,
    clientId: values.OIDC_CLIENT_ID ?? '',
    clientSecret: values.OIDC_CLIENT_SECRET,
    roleClaim: values.OIDC_ROLE_CLAIM,
    roles,
    name: values.OIDC_NAME,
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
