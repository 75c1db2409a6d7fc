/** 2026-11-22 23:59:30 UTC: half a minute before midnight. */
const CREATED = 1_795_391_970;

/** An answer of /v1/responses that was made in the background within 90 seconds. */
export function backgroundResponse(overrides: object = {}) {
  return {
    id: "resp_1",
    object: "response",
    created_at: CREATED,
    status: "completed",
    background: true,
    completed_at: CREATED + 90,
    model: "gpt-4o-2024-08-06",
    output: [],
    usage: { input_tokens: 1000, output_tokens: 200, total_tokens: 1200 },
    ...overrides,
  };
}
