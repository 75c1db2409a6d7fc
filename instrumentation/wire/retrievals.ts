import type { Attribution } from "../llm-call.ts";
import type { Meter } from "../meter.ts";
import { openAiResponses } from "../providers/openai-responses.ts";
import { activeParent } from "./active-parent.ts";
import { BatchResults } from "./batch-results.ts";
import type { BodySink } from "./body-sink.ts";
import { JobState } from "./job-state.ts";
import { JobTimes } from "./job-times.ts";
import type { OpenCalls } from "./open-calls.ts";
import { readRequest } from "./request-facts.ts";
import type { RetrievalTarget } from "./retrieval-target.ts";
import { WireCall } from "./wire-call.ts";

export interface RetrievalsOptions {
  meter: Meter;
  calls: OpenCalls;
  find(url: string): RetrievalTarget | undefined;
  currentAttribution(): Attribution;
}

/** Answers that are fetched after the fact: responses that went on in the background, and results of batches. */
export class Retrievals {
  readonly #options: RetrievalsOptions;
  readonly #times = new JobTimes();

  constructor(options: RetrievalsOptions) {
    this.#options = options;
  }

  /** What is to see the answer to a GET of `url`; undefined where it says nothing of calls. */
  begin(url: string): ((response: Response) => BodySink | undefined) | undefined {
    const target = this.#options.find(url);
    if (target === undefined) return undefined;
    if (target.kind === "response") return this.#response(target);
    if (target.kind === "batch")
      return (response) => (response.ok ? new JobState((job) => this.#times.learn(target.provider, job)) : undefined);
    return this.#results(target);
  }

  #response({ provider, address, port }: RetrievalTarget): (response: Response) => BodySink {
    const { calls, currentAttribution } = this.#options;
    const call = new WireCall({
      target: { shape: openAiResponses, provider, isKnownHost: true, address, port },
      request: readRequest(undefined, openAiResponses),
      attribution: currentAttribution(),
      parent: activeParent(),
      pages: calls.pages,
      charged: calls.charged,
      isRetrieval: true,
      onUnread: (unread) => calls.catchUpSoon(unread),
      onEnd: (ended) => calls.end(ended),
    });
    return (response) => {
      calls.open(call);
      call.answered(response);
      return call;
    };
  }

  #results({ provider, address, port, id }: RetrievalTarget): (response: Response) => BodySink | undefined {
    const { calls, meter, currentAttribution } = this.#options;
    const context = { attribution: currentAttribution(), ...activeParent() };
    return (response) => {
      if (!response.ok) return undefined;
      calls.announce();
      return new BatchResults({
        place: { provider, address, port, startMs: this.#times.startOf(provider, id) },
        batchId: id,
        context,
        charged: calls.charged,
        take: (records) => calls.paced.add(records),
        onUnreadable: () => meter.internalError("batch_line", undefined),
      });
    };
  }
}
