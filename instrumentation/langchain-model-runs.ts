import type { Serialized } from "@langchain/core/load/serializable";
import { scopedAttribution } from "./attribution.ts";
import { RUN_LIMIT_MS } from "./call-joiner.ts";
import { currentHandle } from "./handle.ts";
import { langChainAttribution, langChainRun } from "./langchain-attribution.ts";
import { langChainModel } from "./langchain-model.ts";
import { type LangChainRun, langChainRecord, type RunEnd } from "./langchain-record.ts";
import { langChainSaid } from "./langchain-said.ts";
import { underRun } from "./run-tree.ts";
import { appParent } from "./wire/active-parent.ts";

type Metadata = Record<string, unknown>;

export interface ModelRunStart {
  llm: Serialized;
  operation: "chat" | "text_completion";
  parentRunId: string | undefined;
  extraParams: Metadata | undefined;
  tags: string[] | undefined;
  metadata: Metadata | undefined;
  input: object;
}

/** The model runs that one handler has seen begin. */
export class ModelRuns {
  readonly #runs = new Map<string, LangChainRun>();

  open(runId: string, start: ModelRunStart): void {
    const handle = currentHandle();
    if (handle === undefined) return;
    try {
      const run = toRun(start);
      for (const [id, open] of this.#runs) {
        if (run.startMs - open.startMs <= RUN_LIMIT_MS) break;
        this.#runs.delete(id);
      }
      this.#runs.set(runId, run);
      const { startMs, said: scope, caller, parent } = run;
      const interrupt = () => this.#finish(run, { isInterrupted: true });
      handle.meter.joiner.openRun(runId, { startMs, model: langChainModel(run), scope, caller, ...parent, interrupt });
    } catch (error) {
      handle.meter.internalError("langchain", error);
    }
  }

  /** A piece of a streamed answer: all that is known of one that the app leaves early. */
  heard(runId: string, text: string): void {
    const run = this.#runs.get(runId);
    if (run !== undefined) run.heardChars = (run.heardChars ?? 0) + text.length;
  }

  /** An end that says nothing was answered from LangChain's cache. */
  close(runId: string, end: RunEnd): void {
    const run = this.#runs.get(runId);
    if (run === undefined) return;
    this.#runs.delete(runId);
    currentHandle()?.meter.joiner.endRun(runId, () => this.#finish(run, end));
  }

  #finish(run: LangChainRun, end: RunEnd): void {
    const { meter, content } = currentHandle() ?? {};
    try {
      const record = langChainRecord(run, end);
      if (record === undefined) return;
      if (content?.isOn) content.addSaid(record, langChainSaid(run.input.deref(), end.output));
      meter?.finish(record);
    } catch (error) {
      meter?.internalError("langchain", error);
    }
  }
}

function toRun(start: ModelRunStart): LangChainRun {
  const { llm, operation, extraParams = {}, metadata = {} } = start;
  const above = currentHandle()?.runs.placeOf(start.parentRunId);
  const app = appParent();
  const appSpanId = app.parent?.spanId;
  return {
    startMs: Date.now(),
    startedAtMs: performance.now(),
    operation,
    metadata,
    invocation: (extraParams.invocation_params as Metadata | undefined) ?? {},
    batchSize: Number(extraParams.batch_size ?? 1),
    className: llm.id.at(-1) ?? "",
    packageName: llm.id.at(-2) ?? "",
    said: scopedAttribution(),
    caller: {
      attribution: { ...above?.attribution, ...langChainAttribution(metadata, above?.agentName) },
      run: { ...langChainRun(metadata, start.tags), ...(appSpanId !== undefined && { appSpanId }) },
    },
    parent: underRun(app, above),
    input: new WeakRef(start.input),
  };
}
