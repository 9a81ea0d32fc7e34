import { USER_ROLES, type UserRole } from '@linetwin/contracts';
import * as oidc from 'openid-client';
import type { OidcSettings } from '../../config/access-settings.ts';

/** Path that the provider sends people back to, below the public address. */
export const CALLBACK_PATH = '/api/session/directory/callback';
const TIMEOUT_S = 10;

/** Somebody whom the identity provider vouches for. */
export interface DirectoryPerson {
  /** Issuer and subject: the same person for ever, whatever the name. */
  directoryId: string;
  login: string;
  name: string;
  role: UserRole;
}

/** The provider knows the person, but none of the groups has a role here. */
export class NoRoleError extends Error {
  override name = 'NoRoleError';
  constructor(login: string) {
    super(`${login} is in no group that has a role here (OIDC_ROLES).`);
  }
}

/** Signing in through the plant's identity provider: authorization code with PKCE (OpenID Connect Core, RFC 7636). */
export class OidcDirectory {
  readonly name: string;
  private readonly settings: OidcSettings;
  private readonly callback: string;
  private configuration: Promise<oidc.Configuration> | undefined;

  constructor(settings: OidcSettings, publicUrl: string) {
    this.name = settings.name;
    this.settings = settings;
    this.callback = `${publicUrl}${CALLBACK_PATH}`;
  }

  /** Where to send somebody, and what that browser must bring back. @throws when the provider is away */
  async begin(): Promise<{ address: string; proof: string }> {
    const verifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const nonce = oidc.randomNonce();
    const address = oidc.buildAuthorizationUrl(await this.discovered(), {
      redirect_uri: this.callback,
      scope: 'openid profile email',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return { address: address.href, proof: [state, nonce, verifier].join('.') };
  }

  /**
   * Who came back.
   *
   * @param query query of the address that the provider sent the browser to
   * @throws NoRoleError, or what was wrong with the answer
   */
  async finish(query: string, proof: string): Promise<DirectoryPerson> {
    const [expectedState, expectedNonce, pkceCodeVerifier] = proof.split('.');
    const tokens = await oidc.authorizationCodeGrant(
      await this.discovered(),
      new URL(`${this.callback}?${query}`),
      { expectedState, expectedNonce, pkceCodeVerifier, idTokenExpected: true },
    );
    const claims = tokens.claims()!;
    const login = loginOf(claims);
    const role = this.roleOf(claims);
    if (!role) throw new NoRoleError(login);
    const name =
      typeof claims.name === 'string' && claims.name.trim() ? claims.name.trim().slice(0, 64) : login;
    return { directoryId: `${claims.iss}|${claims.sub}`, login, name, role };
  }

  /** The highest role that any of the groups gives. */
  private roleOf(claims: object): UserRole | undefined {
    let found: unknown = claims;
    for (const step of this.settings.roleClaim.split('.')) {
      found =
        typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[step] : undefined;
    }
    const groups = Array.isArray(found) ? found : [found];
    const roles = groups.flatMap((group) => this.settings.roles.get(String(group)) ?? []);
    return USER_ROLES.findLast((role) => roles.includes(role));
  }

  /** What the provider says of itself; asked again after it could not be reached. */
  private discovered(): Promise<oidc.Configuration> {
    this.configuration ??= oidc
      .discovery(
        new URL(this.settings.issuer),
        this.settings.clientId,
        undefined,
        this.settings.clientSecret ? oidc.ClientSecretPost(this.settings.clientSecret) : oidc.None(),
        {
          timeout: TIMEOUT_S,
          // The settings allow it on the machine itself only.
          execute: this.settings.issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
        },
      )
      .catch((error: Error) => {
        this.configuration = undefined;
        throw error;
      });
    return this.configuration;
  }
}

function loginOf(claims: { sub: string; [claim: string]: unknown }): string {
  const wished = [claims.preferred_username, claims.email, claims.sub].find((one) => typeof one === 'string');
  const plain = String(wished).normalize('NFKC').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}._@-]/gu, '').slice(0, 60) || 'user';
}
