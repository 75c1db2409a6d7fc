import { BaseCallbackHandler } from "@langchain/core/callbacks/base";
import type { Serialized } from "@langchain/core/load/serializable";
import type { BaseMessage } from "@langchain/core/messages";
import type { LLMResult } from "@langchain/core/outputs";
import { ModelRuns } from "./langchain-model-runs.ts";
import { closeRun, openRun } from "./langchain-runs.ts";

type Metadata = Record<string, unknown>;
type Tags = string[];

/**
 * Meters LangChain's model calls, also those that no `fetch` hook can see (Bedrock, gRPC), adds LangChain's agent, chain, node, thread and
 * tags to those it can, and writes agents, chains and tools as spans without money, so that a trace reads as a tree. Needs
 * `tollgate/register`; without it nothing is metered. One call is charged once, seen by one side or by both.
 *
 * Give it to a model, a chain or an agent; the higher, the more of the tree there is. `ignoreChain`, `ignoreAgent` (tools) and
 * `ignoreRetriever` leave those spans out, for an app that has them from elsewhere.
 *
 * A budget of an agent sees LangChain's agent in LangGraph and `createAgent`. In other chains it does where the calls of one
 * `withAttribution` to one model are of one agent at a time; where several agents ask the same model at once, name each by
 * `withAttribution({ agent }, …)`, or their calls are checked without an agent.
 *
 * @example
 * await agent.invoke(input, { callbacks: [new TollgateCallbackHandler()] });
 */
export class TollgateCallbackHandler extends BaseCallbackHandler {
  readonly name = "tollgate";
  /** LangChain's queue of callbacks runs them in the async context of whichever call began it, so attribution would get mixed up. */
  override readonly awaitHandlers = true;
  readonly #models = new ModelRuns();

  override handleChatModelStart(
    llm: Serialized,
    messages: BaseMessage[][],
    runId: string,
    parentRunId?: string,
    extraParams?: Metadata,
    tags?: Tags,
    metadata?: Metadata,
  ): void {
    this.#models.open(runId, { llm, parentRunId, extraParams, tags, metadata, operation: "chat", input: messages });
  }

  override handleLLMStart(
    llm: Serialized,
    prompts: string[],
    runId: string,
    parentRunId?: string,
    extraParams?: Metadata,
    tags?: Tags,
    metadata?: Metadata,
  ): void {
    const operation = "text_completion";
    this.#models.open(runId, { llm, parentRunId, extraParams, tags, metadata, operation, input: prompts });
  }

  override handleLLMNewToken(token: string, _at: unknown, runId: string): void {
    this.#models.heard(runId, token);
  }

  override handleLLMEnd(
    output: LLMResult,
    runId: string,
    _parentRunId?: string,
    _tags?: Tags,
    extraParams?: Metadata,
  ): void {
    // Answered from LangChain's cache: no provider was asked, yet the old usage is still in there.
    this.#models.close(runId, extraParams?.cached === true ? {} : { output });
  }

  override handleLLMError(error: unknown, runId: string): void {
    this.#models.close(runId, { error });
  }

  /** The types say `(…, runType, tags, metadata, runName, parentRunId)`; what is passed is `(…, parentRunId, tags, metadata, runType, runName)`. */
  override handleChainStart(
    chain: Serialized,
    _inputs: unknown,
    runId: string,
    fourth?: string,
    tags: Tags = [],
    metadata: Metadata = {},
    seventh?: string,
    eighth?: string,
  ): void {
    const parentRunId = [fourth, eighth].find(isRunId);
    const className = chain.id.at(-1) ?? "";
    const name = [eighth, seventh].find((text) => text && !isRunId(text)) ?? className;
    openRun(runId, parentRunId, { kind: "chain", name, className, tags, metadata });
  }

  override handleChainEnd(_outputs: unknown, runId: string): void {
    closeRun(runId);
  }

  override handleChainError(error: unknown, runId: string): void {
    closeRun(runId, error);
  }

  override handleToolStart(
    tool: Serialized,
    _input: string,
    runId: string,
    parentRunId?: string,
    tags: Tags = [],
    metadata: Metadata = {},
    runName?: string,
    toolCallId?: string,
  ): void {
    const className = tool.id.at(-1) ?? "";
    openRun(runId, parentRunId, { kind: "tool", name: runName ?? className, className, tags, metadata, toolCallId });
  }

  override handleToolEnd(_output: unknown, runId: string): void {
    closeRun(runId);
  }

  override handleToolError(error: unknown, runId: string): void {
    closeRun(runId, error);
  }

  override handleRetrieverStart(
    retriever: Serialized,
    _query: string,
    runId: string,
    parentRunId?: string,
    tags: Tags = [],
    metadata: Metadata = {},
    name?: string,
  ): void {
    const className = retriever.id.at(-1) ?? "";
    openRun(runId, parentRunId, { kind: "retriever", name: name ?? className, className, tags, metadata });
  }

  override handleRetrieverEnd(_documents: unknown, runId: string): void {
    closeRun(runId);
  }

  override handleRetrieverError(error: unknown, runId: string): void {
    closeRun(runId, error);
  }
}

const isRunId = (text: string | undefined) =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
