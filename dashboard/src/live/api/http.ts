import { REPLAY_VIEW, VIEW_HEADER, type ErrorAnswer, type FailureWords } from '@linetwin/contracts';

/*
 * Asking the server. Schemas come from whoever asks: what the first page needs gets by without the library that they are made with, which
 * would be a tenth of it.
 */

/** The server said no, or could not be reached. The message is fit to be shown. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  /** The same as the message for a page in another language, where the address has such texts. */
  readonly words: ErrorAnswer['words'];

  constructor(message: string, status: number, words?: ErrorAnswer['words']) {
    super(message);
    this.status = status;
    this.words = words;
  }
}

/** Whether an answer is what it should be, as the schemas of zod say it. */
export interface Check<T> {
  safeParse(
    answer: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
}

/** An answer without a body. */
export const NOTHING: Check<undefined> = {
  safeParse: (answer) =>
    answer === undefined ? { success: true, data: undefined } : refused('an answer was not expected'),
};

/** For checks that are written out: the answer is not what it should be. */
export function refused(message: string, ...path: string[]) {
  return { success: false as const, error: { issues: [{ path, message }] } };
}

let textOf: (words: FailureWords) => string | undefined = () => undefined;

/** Lets failures be told in the language of the page. @param text of these words; `undefined` where the page has none */
export function tellFailuresBy(text: (words: FailureWords) => string | undefined): void {
  textOf = text;
}

let held: string | undefined;

/**
 * Lets nothing be changed from this page while it shows the past: what looks like a button of that time would act on the plant of
 * now. @param why what whoever tries is told; `undefined` lets changes go again
 */
export function holdChanges(why: string | undefined): void {
  held = why;
}

/** One's own session is nobody else's business, and a note on the past changes nothing of the plant. */
const ALWAYS_ALLOWED = /^\/api\/(session|time-notes)/;

/** Asks the server and checks what it answers. @throws ApiError */
export async function request<T>(check: Check<T>, path: string, init?: RequestInit): Promise<T> {
  const changes = init?.method !== undefined && init.method !== 'GET';
  if (held !== undefined && changes && !ALWAYS_ALLOWED.test(path)) throw new ApiError(held, 0);
  let response: Response;
  try {
    response = await fetch(path, held === undefined ? init : fromReplay(init));
  } catch (cause) {
    if ((cause as Error).name === 'AbortError') throw cause;
    throw new ApiError(textOf({ text: 'unreachable', values: {} }) ?? (cause as Error).message, 0);
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw failureOf(response.status, body);
  const checked = check.safeParse(body);
  if (checked.success) return checked.data;
  const wrong = checked.error.issues.map(({ path: field, message }) => [field.join('.'), message].join(' '));
  throw new ApiError(`${path.split('?')[0]}: ${wrong.join('; ')}`, 200);
}

/** What the server answered instead of what was asked for, in the language of the page where there are such words. */
export function failureOf(status: number, body: unknown): ApiError {
  const { words } = (body ?? {}) as Partial<ErrorAnswer>;
  const told = words && textOf(words);
  return new ApiError(told ?? messageOf(body) ?? `HTTP ${status}`, status, words);
}

/** The server refuses whatever would change something and says that it comes from the past. */
function fromReplay(init: RequestInit = {}): RequestInit {
  const headers = new Headers(init.headers);
  headers.set(VIEW_HEADER, REPLAY_VIEW);
  return { ...init, headers };
}

/** What `fetch` needs to send a value as JSON. */
export function jsonBody(method: 'POST' | 'PUT' | 'PATCH', value: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function messageOf(body: unknown): string | undefined {
  const answer = body as Partial<ErrorAnswer> | undefined;
  if (typeof answer?.error !== 'string') return undefined;
  const { error } = answer;
  // Of one bad field the error is that of the field already.
  const more = (answer.problems ?? []).filter(({ message }) => !error.includes(message));
  return [error, ...more.map(({ field, message }) => `${field} ${message}`)].join('; ');
}

/** The end of an address that asks how something stood at an instant; nothing of the present. */
export function atQuery(at: number | undefined, first: '?' | '&' = '?'): string {
  return at === undefined ? '' : `${first}at=${Math.round(at)}`;
}
