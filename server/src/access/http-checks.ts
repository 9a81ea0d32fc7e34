import type { ErrorAnswer } from '@linetwin/contracts';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { inWords } from '../platform/in-words.ts';
import { refusal } from './access.guard.ts';
import type { AccessRequest } from './access-request.ts';
import { REST_ACCESS } from './access-table.ts';
import type { Identifier } from './identifier.ts';
import { originProblem, placeProblem } from './origin.ts';
import { mayUse, nameOf, senderOf } from './principal.ts';
import { RateLimiter } from './rate-limiter.ts';

/** Requests of one address: a page with all its panels asks for some tens at once, and a few a second from then on. */
const REQUESTS_PER_S = 100;
const REQUESTS_AT_ONCE = 500;
/** Sign-ins of one address: a shift that begins, not a guesser. Each costs 60 ms of a core. */
const SIGN_INS_PER_S = 0.5;
const SIGN_INS_AT_ONCE = 20;
/** From the first byte of a request to its last. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
/**
 * An idle connection is ended by whoever keeps it shorter. A client that sends while the server ends it sees a reset, and must not send what
 * changes something twice; so the server keeps it longer than proxies do (nginx 60 s, Traefik 90 s, Caddy 120 s unless told otherwise).
 */
const KEEP_ALIVE_MS = 125_000;

/**
 * What every request goes through before anything looks at its body: headers of the answer, where it comes from, how often, and
 * who asks. Whether that one may is the guard's part; addresses of the framework's own, which no guard sees, are checked here.
 */
export function checkRequests(app: NestExpressApplication, identifier: Identifier, logger: Logger): void {
  const { settings, secure } = identifier;
  app.set('trust proxy', [...settings.trustedProxies]);
  const server = app.getHttpServer();
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  app.use(securityHeaders(secure));
  const requests = new RateLimiter(REQUESTS_PER_S, REQUESTS_AT_ONCE);
  const signIns = new RateLimiter(SIGN_INS_PER_S, SIGN_INS_AT_ONCE);

  app.use((request: AccessRequest, response: Response, next: NextFunction) => {
    const misplaced = placeProblem(request.headers, settings);
    if (misplaced) return refuse(response, 403, { error: misplaced });
    if (!/^\/api(\/|$)/i.test(request.path)) return next();
    // What the interface answers depends on who asks, and is nobody else's to keep.
    response.setHeader('Cache-Control', 'no-store');
    const address = networkOf(request.ip ?? '');
    const signingIn = request.method === 'POST' && /^\/api\/session\/?$/i.test(request.path);
    const waitS = requests.take(address) || (signingIn ? signIns.take(address) : 0);
    if (waitS > 0) {
      response.setHeader('Retry-After', waitS);
      const error = `Too many requests; try again in ${waitS} s.`;
      return refuse(response, 429, inWords(error, 'too-many-requests', { seconds: waitS }));
    }
    const foreign = originProblem(request.method, request.headers, settings);
    if (foreign) return refuse(response, 403, { error: foreign });
    identifier.identify(request.headers).then(
      (principal) => {
        request.principal = principal;
        request.sender = senderOf(principal);
        request.asker = { name: nameOf(principal), address: request.ip ?? '' };
        const access = /^\/api\/docs(?![^/-])/i.test(request.path) && REST_ACCESS['GET /api/docs'];
        if (access && !mayUse(access, principal)) {
          return refuse(response, principal.kind === 'nobody' ? 401 : 403, refusal(access, principal));
        }
        next();
      },
      (error: Error) => {
        logger.warn({ error: error.message }, 'nobody can be identified');
        const said = 'The server cannot see who you are: its data base is away.';
        refuse(response, 503, inWords(said, 'who-unknown'));
      },
    );
  });
}

function securityHeaders(
  secure: boolean,
): (request: Request, response: Response, next: NextFunction) => void {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        // The decoders of glTF models are WebAssembly, which this lets be compiled; it lets no text be run as a program.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // They run in workers that their loaders make from a text of their own.
        workerSrc: ["'self'", 'blob:'],
        // The component library writes its rules into style elements as they are needed.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        // Textures within a model are read from memory.
        connectSrc: ["'self'", 'blob:', 'data:'],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
}

function refuse(response: Response, status: number, answer: ErrorAnswer): void {
  response.status(status).json(answer);
}

/** An IPv6 host has a whole /64 to ask from. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  return address.split(':').slice(0, 4).join(':');
}
