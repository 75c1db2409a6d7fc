import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { it } from "vitest";
import { Labels } from "../../instrumentation/labels/labels.ts";
import { mergeAttribution } from "../../instrumentation/labels/merge-attribution.ts";
import type { Attribution } from "../../instrumentation/llm-call.ts";
import { readSettings } from "../../instrumentation/settings.ts";

const PARTS = ["agent", "tenant", "user", "session", "promptId", "tags", "other"] as const;
const value = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.anything());
const given = fc.record(Object.fromEntries(PARTS.map((part) => [part, value])), { requiredKeys: [] });

function isLabel(text: unknown): boolean {
  return typeof text === "string" && text !== "" && text.isWellFormed() && [...text].length <= 200;
}

it("whatever is given as attribution, no throw, only whole texts of at most 200 characters, and the same again the second time", () => {
  const labels = new Labels({ settings: readSettings({}).labels, defaults: {}, onOverflow() {} });
  const property = fc.property(given, (attribution) => {
    const admitted = labels.admit(mergeAttribution({}, attribution as Attribution));
    const again = labels.admit({ ...admitted });
    return (
      labels.admit(admitted) === admitted &&
      isDeepStrictEqual({ ...again }, { ...admitted }) &&
      Object.values(admitted).flat().every(isLabel)
    );
  });
  fc.assert(property, { numRuns: 200 });
});
