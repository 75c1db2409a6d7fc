import type { Span } from "@opentelemetry/api";
import { Foreign, GenAi } from "./conventions.ts";
import type { Attribution } from "./llm-call.ts";
import { textAt } from "./providers/read-value.ts";
import { sdkSpan } from "./wire/sdk-span.ts";

/**
 * What another instrumentation's active span says of who asks: the agent of the semantic conventions; `functionId`, and `userId` and `sessionId` of
 * the metadata, of AI SDK 4 to 6, which tell it in their spans alone. Undefined where it says nothing, or is not recorded.
 */
export function spanAttribution(active: Span): Attribution | undefined {
  const { attributes } = sdkSpan(active);
  if (attributes === undefined) return undefined;
  const agent = textAt(attributes, Foreign.aiSdkFunction) ?? textAt(attributes, GenAi.agentName);
  const user = textAt(attributes, Foreign.aiSdkUser);
  const session = textAt(attributes, Foreign.aiSdkSession) ?? textAt(attributes, GenAi.conversationId);
  if (agent === undefined && user === undefined && session === undefined) return undefined;
  return {
    ...(agent !== undefined && { agent }),
    ...(user !== undefined && { user }),
    ...(session !== undefined && { session }),
  };
}
