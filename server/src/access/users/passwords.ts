import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { MIN_PASSWORD_LENGTH } from '@linetwin/contracts';
import { Refusal } from '../../platform/in-words.ts';

/** OWASP's second choice of parameters: 19 MiB, 2 passes, 1 lane; about 60 ms on one core of a plant PC. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Hashes at a time: they run on libuv's 4 threads, which the disk needs too. */
const MAX_RUNNING = 2;
/** Those who wait; with more the server says that it is busy instead of answering minutes later. */
const MAX_WAITING = 100;

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

const hashAsync = promisify(argon2) as (name: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;

/** More sign-ins at once than can be checked. */
export class BusyError extends Refusal {
  override name = 'BusyError';

  constructor() {
    super('Too many sign-ins at once; try again.', 'sign-ins-busy');
  }
}

/** Argon2id (RFC 9106) of the platform, kept as PHC strings; never more than a few at once. */
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws BusyError */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const hash = await this.run(password, salt, MEMORY_KIB, PASSES, 1, HASH_BYTES);
    return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${unpadded(salt)}$${unpadded(hash)}`;
  }

  /**
   * Whether the password is the one that was hashed. Takes as long when there is no hash at all, so that nobody learns from the
   * time who is known here.
   *
   * @throws BusyError
   */
  async verify(password: string, stored: string | null | undefined): Promise<boolean> {
    const parts = PHC.exec(stored ?? '');
    if (!parts) {
      await this.run(password, Buffer.alloc(SALT_BYTES), MEMORY_KIB, PASSES, 1, HASH_BYTES);
      return false;
    }
    const [, memory, passes, lanes, salt, expected] = parts;
    const wanted = Buffer.from(expected, 'base64');
    const hash = await this.run(
      password,
      Buffer.from(salt, 'base64'),
      Number(memory),
      Number(passes),
      Number(lanes),
      wanted.length,
    );
    return timingSafeEqual(hash, wanted);
  }

  private async run(
    password: string,
    nonce: Buffer,
    memory: number,
    passes: number,
    parallelism: number,
    tagLength: number,
  ): Promise<Buffer> {
    if (this.running >= MAX_RUNNING) {
      if (this.waiting.length >= MAX_WAITING) throw new BusyError();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running++;
    try {
      const message = password.normalize('NFKC');
      return await hashAsync('argon2id', { message, nonce, memory, passes, parallelism, tagLength });
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** Words that guessers begin with. What is built of them alone is no password, however long. */
const WEAK_PARTS =
  /password|passwort|passw0rd|linetwin|admin|welcome|letmein|qwerty|asdf|zxcv|iloveyou|woaini|mima|123456789|12345678|123456|1234|abcdef|abcd|abc|888|666|000|111|520|5201314/g;
/** A password has at least this many different symbols. */
const MIN_SYMBOLS = 5;

/** Why a new password will not do. */
export const PASSWORD_PROBLEMS = {
  'password-unchanged': 'The new password must be another one than before.',
  'password-short': `The new password must have at least ${MIN_PASSWORD_LENGTH} characters.`,
  'password-few-symbols': 'The new password must not be made of so few different characters.',
  'password-guessable': 'The new password must not be made of the name and of words that are guessed first.',
} as const;
export type PasswordProblem = keyof typeof PASSWORD_PROBLEMS;

/**
 * What is wrong with a new password; `undefined` when it will do. Long ones of any symbols are welcome (NIST SP 800-63B): no
 * rules of composition, only length and not what guessers try first.
 */
export function passwordProblem(
  password: string,
  about: { login: string; name: string },
): PasswordProblem | undefined {
  const text = password.normalize('NFKC');
  if ([...text].length < MIN_PASSWORD_LENGTH) return 'password-short';
  const lower = text.toLowerCase();
  if (new Set(lower).size < MIN_SYMBOLS) return 'password-few-symbols';
  let rest = lower.replace(WEAK_PARTS, '');
  for (const own of [about.login, about.name]) {
    const word = own.normalize('NFKC').toLowerCase();
    if (word.length >= 3) rest = rest.replaceAll(word, '');
  }
  // A year, a mark and a repeated word do not make up for it.
  rest = rest.replace(/(19|20)\d\d|[\d\s!@#$%^&*._-]/g, '').replace(/(.{2,})\1+/g, '$1');
  if ([...rest].length < 4) return 'password-guessable';
  return undefined;
}
