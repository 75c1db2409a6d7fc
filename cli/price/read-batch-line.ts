import { isObject, type JsonObject, objectAt } from "../../instrumentation/providers/read-value.ts";

/**
 * The answer inside a line of a batch's result file, as OpenAI (and who copies it), Anthropic and Gemini write them. Undefined for
 * anything else. Requests that failed, expired or were cancelled become the error that they are.
 *
 * @see https://platform.openai.com/docs/api-reference/batch/request-output
 * @see https://docs.claude.com/en/docs/build-with-claude/batch-processing
 * @see https://ai.google.dev/gemini-api/docs/batch-api
 */
export function readBatchLine(line: JsonObject): JsonObject | undefined {
  if (typeof line.custom_id === "string") {
    const body = objectAt(line, "response").body;
    if (isObject(body)) return body;
    if (isObject(line.error)) return { error: line.error };
    return isObject(line.result) ? anthropicAnswer(line.result) : undefined;
  }
  if (typeof line.key !== "string") return undefined;
  if (isObject(line.response)) return line.response;
  return isObject(line.error) ? { error: line.error } : undefined;
}

/** `succeeded` has a message, `errored` an error; `canceled` and `expired` have nothing and cost nothing. */
function anthropicAnswer({ type, message, error }: JsonObject): JsonObject {
  if (isObject(message)) return message;
  if (isObject(error)) return isObject(error.error) ? error : { error };
  return { error: { type: typeof type === "string" ? type : "error" } };
}
