import { describe, expect, it } from "vitest";
import { NO_USAGE } from "../../instrumentation/no-usage.ts";
import { findApiShape } from "../../instrumentation/providers/api-shapes.ts";
import { recordLlmCall } from "../../instrumentation/record-llm-call.ts";
import { SHAPE_ANSWERS } from "./ways-answers.ts";
import { startMeteredApp } from "./wire-metered-app.ts";

const WAY = "recordLlmCall()";

describe(WAY, () => {
  for (const [shape, { model, provider, usage, manualStatus, costStatus = /^priced$/, failed }] of Object.entries(
    SHAPE_ANSWERS,
  )) {
    const { operation } = findApiShape(shape).shape;
    const call = { provider, model, operation, responseId: "r-1" };

    it(`${shape}, plain`, async ({ task }) => {
      task.meta.waysCell = { way: WAY, shape, mode: "plain" };
      await using app = await startDisposable();
      recordLlmCall({ ...call, usage });
      await app.handle.flush();
      // Moderation is free, and has no counts.
      const isCounted = Object.keys(usage).length > 0;
      const record = {
        source: "manual",
        operation,
        responseId: "r-1",
        ...(isCounted && { usage: { ...NO_USAGE, ...usage } }),
      };
      expect(app.calls).toMatchObject([{ costStatus: expect.stringMatching(manualStatus ?? costStatus), record }]);
    });

    it(`${shape}, failed`, async ({ task }) => {
      task.meta.waysCell = { way: WAY, shape, mode: "failed" };
      await using app = await startDisposable();
      recordLlmCall({ ...call, errorType: failed.errorType });
      await app.handle.flush();
      expect(app.calls).toMatchObject([
        { costStatus: "free", costPicoUsd: 0, record: { errorType: failed.errorType } },
      ]);
    });
  }
});

async function startDisposable() {
  const app = await startMeteredApp((_request, response) => response.end());
  return Object.assign(app, { [Symbol.asyncDispose]: () => app.stop() });
}
