/**
 * MQTT topics. A machine publishes under its ISA-95 path, `site/area/line/equipment`, and the last segment
 * says what kind of message it is.
 */
export const MESSAGE_KINDS = ['telemetry', 'burst', 'seam', 'answer'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export function topicOf(equipment: string, kind: MessageKind): string {
  return `${equipment}/${kind}`;
}

/** Splits a topic into equipment address and message kind; `undefined` when it is not one of ours. */
export function parseTopic(topic: string): { equipment: string; kind: MessageKind } | undefined {
  const slash = topic.lastIndexOf('/');
  if (slash <= 0) return undefined;
  const kind = topic.slice(slash + 1) as MessageKind;
  if (!MESSAGE_KINDS.includes(kind)) return undefined;
  return { equipment: topic.slice(0, slash), kind };
}
