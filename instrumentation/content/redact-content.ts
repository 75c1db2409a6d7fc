import { currentHandle } from "../handle.ts";
import type { RedactContent } from "./content-recorder.ts";

/**
 * Sets what looks through prompts and answers before they are recorded. It sees them only where TOLLGATE_RECORD_CONTENT switches that on; where
 * it throws, that call's text is not recorded. A second call replaces the first.
 *
 * @example
 * redactContent(({ messages }) => messages.map((message) => maskEmails(message)));
 */
export function redactContent(redact: RedactContent): void {
  const handle = currentHandle();
  if (handle !== undefined) handle.content.redact = redact;
}
