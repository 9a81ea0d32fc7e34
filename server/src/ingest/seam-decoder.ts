import { MAX_SEAM_BYTES, seamMessageSchema, type SeamMessage } from '@linetwin/contracts';
import type { EquipmentAddress, ModelIndex } from '@linetwin/model';
import type { Rejects } from './rejects.ts';
import { sourceTimeProblem } from './source-time.ts';

/** Decodes one `.../seam` message; `undefined` when it was rejected (and counted). */
export function decodeSeam(
  index: ModelIndex,
  topic: string,
  equipment: string,
  payload: Uint8Array,
  rejects: Rejects,
): { equipment: EquipmentAddress; seam: SeamMessage } | undefined {
  if (payload.length > MAX_SEAM_BYTES) {
    rejects.reject('oversized', topic, `${payload.length} bytes, at most ${MAX_SEAM_BYTES} are taken`);
    return undefined;
  }
  const known = index.equipment(equipment);
  if (!known) {
    rejects.reject('unknown-equipment', topic, `no machine "${equipment}" in the plant files`);
    return undefined;
  }
  let raw: unknown;
  try {
    raw = JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8'));
  } catch (error) {
    rejects.reject('malformed', topic, `not JSON: ${(error as Error).message}`);
    return undefined;
  }
  const result = seamMessageSchema.safeParse(raw);
  if (!result.success) {
    const [issue] = result.error.issues;
    rejects.reject('malformed', topic, `${issue.path.map(String).join('.') || 'message'}: ${issue.message}`);
    return undefined;
  }
  const problem = sourceTimeProblem(result.data.time, Date.now());
  if (problem) {
    rejects.reject(problem.reason, topic, problem.detail);
    return undefined;
  }
  return { equipment: known.address, seam: result.data };
}
