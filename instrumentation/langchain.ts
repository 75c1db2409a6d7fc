import { BaseCallbackHandler } from "@langchain/core/callbacks/base";
import type { Serialized } from "@langchain/core/load/serializable";
import type { BaseMessage } from "@langchain/core/messages";
import type { LLMResult } from "@langchain/core/outputs";
import { currentAttribution } from "./attribution.ts";
import { RUN_LIMIT_MS } from "./call-joiner.ts";
import { currentHandle } from "./handle.ts";
import { langChainAttribution } from "./langchain-attribution.ts";
import { langChainModel } from "./langchain-model.ts";
import { type LangChainRun, langChainRecord } from "./langchain-record.ts";
import type { CallRecord } from "./llm-call.ts";
import { activeParent } from "./wire/active-parent.ts";
import { estimateTextTokens } from "./estimate/rule-of-thumb.ts";

type Metadata = Record<string, unknown>;

/**
 * Meters LangChain's model calls, also those that no `fetch` hook can see (Bedrock, gRPC), and adds LangChain's agent and thread to those
 * it can. Needs `tollgate/register`; without it nothing is metered. One call is charged once, seen by one side or by both.
 *
 * A budget of an agent sees LangChain's agent where the calls of one `withAttribution` to one model are of one agent at a time. Where
 * several agents ask the same model at once, name each by `withAttribution({ agent }, …)`, or their calls are checked without an agent.
 *
 * @example
 * await agent.invoke(input, { callbacks: [new TollgateCallbackHandler()] });
 */
export class TollgateCallbackHandler extends BaseCallbackHandler {
  readonly name = "tollgate";
  /** LangChain's queue of callbacks runs them in the async context of whichever call began it, so attribution would get mixed up. */
  override readonly awaitHandlers = true;
  readonly #runs = new Map<string, LangChainRun>();

  override handleChatModelStart(
    llm: Serialized,
    messages: BaseMessage[][],
    runId: string,
    _parentRunId?: string,
    extraParams?: Metadata,
    _tags?: string[],
    metadata?: Metadata,
  ): void {
    this.#open(runId, { llm, extraParams, metadata, inputChars: lengthOf(messages) });
  }

  override handleLLMStart(
    llm: Serialized,
    prompts: string[],
    runId: string,
    _parentRunId?: string,
    extraParams?: Metadata,
    _tags?: string[],
    metadata?: Metadata,
  ): void {
    this.#open(runId, { llm, extraParams, metadata, inputChars: lengthOf(prompts) });
  }

  override handleLLMEnd(
    output: LLMResult,
    runId: string,
    _parentRunId?: string,
    _tags?: string[],
    extraParams?: Metadata,
  ): void {
    // Answered from LangChain's cache: no provider was asked, yet the old usage is still in there.
    const isCached = extraParams?.cached === true;
    this.#close(runId, (run) => (isCached ? undefined : langChainRecord(run, { output })));
  }

  override handleLLMError(error: unknown, runId: string): void {
    this.#close(runId, (run) => langChainRecord(run, { error }));
  }

  #open(
    runId: string,
    start: { llm: Serialized; extraParams: Metadata | undefined; metadata: Metadata | undefined; inputChars: number },
  ): void {
    const handle = currentHandle();
    if (handle === undefined) return;
    try {
      const run: LangChainRun = {
        startMs: Date.now(),
        startedAtMs: performance.now(),
        metadata: start.metadata ?? {},
        invocation: (start.extraParams?.invocation_params as Metadata | undefined) ?? {},
        className: start.llm.id.at(-1) ?? "",
        attribution: currentAttribution(),
        parent: activeParent(),
        inputTokens: estimateTextTokens(start.inputChars),
      };
      for (const [id, open] of this.#runs) {
        if (run.startMs - open.startMs <= RUN_LIMIT_MS) break;
        this.#runs.delete(id);
      }
      this.#runs.set(runId, run);
      const { agent } = langChainAttribution(run.metadata);
      const { startMs, attribution: scope } = run;
      handle.meter.joiner.openRun(runId, { startMs, model: langChainModel(run), agent, scope });
    } catch (error) {
      handle.meter.internalError("langchain", error);
    }
  }

  #close(runId: string, toRecord: (run: LangChainRun) => CallRecord | undefined): void {
    const run = this.#runs.get(runId);
    const handle = currentHandle();
    if (run === undefined || handle === undefined) return;
    this.#runs.delete(runId);
    const { meter } = handle;
    meter.joiner.endRun(runId, () => {
      try {
        const record = toRecord(run);
        if (record !== undefined) meter.finish(record);
      } catch (error) {
        meter.internalError("langchain", error);
      }
    });
  }
}

function lengthOf(input: unknown): number {
  return JSON.stringify(input).length;
}
