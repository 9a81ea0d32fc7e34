import { ChannelError } from '../channel.port.ts';

/** A service that is slower than this counts as not there: the notice has five seconds, and another channel. */
export const SEND_TIMEOUT_MS = 4000;
/** Of an answer no more than this is read. */
const MAX_ANSWER_BYTES = 16_384;

/**
 * Posts to a service and gives its answer.
 *
 * @throws ChannelError when it does not answer in time, or with anything but 2xx
 */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body,
    });
    text = await readSome(response);
  } catch (error) {
    const failure = (error as Error).name === 'TimeoutError' ? 'no-answer' : 'unreachable';
    throw new ChannelError(reasonOf(error as Error), { failure });
  }
  if (!response.ok) {
    const seconds = Number(response.headers.get('retry-after'));
    // What a proxy says in HTML is no use to whoever reads the list of notices.
    const said = text.trimStart().startsWith('<') ? '' : text.slice(0, 200);
    throw new ChannelError(`HTTP ${response.status} ${said}`.trim(), {
      permanent: [400, 401, 403, 404, 410].includes(response.status),
      retryAfterMs: seconds > 0 ? seconds * 1000 : undefined,
    });
  }
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function readSome(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > MAX_ANSWER_BYTES) break;
  }
  return text;
}

/** Of what `fetch` throws the reason is one level down. The URL, which holds the key of a robot, is not repeated. */
function reasonOf(error: Error): string {
  if (error.name === 'TimeoutError') return `no answer within ${SEND_TIMEOUT_MS / 1000} s`;
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? error.message;
}
