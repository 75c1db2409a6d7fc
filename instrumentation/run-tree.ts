import { type Attributes, ROOT_CONTEXT, type Span, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import { General, Tollgate } from "./conventions.ts";
import type { Attribution, CallRun, ParentSpan } from "./llm-call.ts";
import type { ActiveParent } from "./wire/active-parent.ts";

/** Where a call that is made in a run hangs, and on whose behalf it is. */
export interface RunPlace {
  parent: ParentSpan;
  /** What the framework says; what the app says by `withAttribution` goes before it. */
  attribution: Attribution;
  run: CallRun;
  /** The agent around it, where the framework knows agents by name. */
  agentName: string | undefined;
  /** The app's active span when the run began. */
  appSpanId: string | undefined;
}

export interface RunStart extends Omit<RunPlace, "parent" | "appSpanId"> {
  /** The run it is a part of, if that is open. */
  above: RunPlace | undefined;
  /** The app's active span. */
  active: ActiveParent;
  /** Absent for a run that is no span of its own. */
  span?: { name: string; attributes: Attributes } | undefined;
}

interface OpenRun {
  place: RunPlace | undefined;
  span: Span | undefined;
  group: Group;
}

/** A run at the top and all that are open in it. */
interface Group {
  touchedMs: number;
  ids: Set<string>;
}

/** A run never ends where the app leaves its stream early; after so long without a sign of life from any run of its tree it is written. */
const IDLE_LIMIT_MS = 15 * 60_000;
const SWEEP_MS = 60_000;
/** Of open runs: about 10 MB. */
const OPEN_LIMIT = 10_000;

/**
 * The runs of a framework (agents, chains, tools) that are open, as a tree of spans without money: the calls made in them hang there, where
 * they would hang nowhere. Nothing of it is ever active in the app's context.
 */
export class RunTree {
  /** Finds the run that the code now running is in; set by what knows the framework. */
  locate: (() => string | undefined) | undefined;
  readonly #tracer: Tracer;
  readonly #runs = new Map<string, OpenRun>();
  readonly #groups = new Set<Group>();
  #sweepTimer: NodeJS.Timeout | undefined;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** Once for each run, though several handlers may be told of it. */
  open(id: string, aboveId: string | undefined, start: RunStart): void {
    if (this.#runs.has(id)) return;
    const now = Date.now();
    const group = this.#groupOf(aboveId) ?? { touchedMs: now, ids: new Set() };
    this.#groups.add(group);
    group.touchedMs = now;
    group.ids.add(id);
    const { above, active, attribution, run, agentName } = start;
    const { parent } = underRun(active, above);
    const appSpanId = active.parent?.spanId;
    if (start.span === undefined) {
      const place = above && { ...above, attribution, run, agentName };
      this.#runs.set(id, { place, span: undefined, group });
    } else {
      const { name, attributes } = start.span;
      const context = parent && trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: false });
      const span = this.#tracer.startSpan(name, { startTime: new Date(now), attributes }, context ?? ROOT_CONTEXT);
      const place = { parent: span.spanContext(), attribution, run, agentName, appSpanId };
      this.#runs.set(id, { place, span, group });
    }
    this.#watch();
  }

  close(id: string, errorType?: string): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    run.group.touchedMs = Date.now();
    this.#end(id, run, (span) => {
      if (errorType === undefined) return;
      span.setAttribute(General.errorType, errorType);
      span.setStatus({ code: SpanStatusCode.ERROR });
    });
    if (this.#runs.size > 0) return;
    clearInterval(this.#sweepTimer);
    this.#sweepTimer = undefined;
  }

  placeOf(id: string | undefined): RunPlace | undefined {
    return id === undefined ? undefined : this.#runs.get(id)?.place;
  }

  /** Where a call made now would be. */
  current(): RunPlace | undefined {
    if (this.#runs.size === 0 || this.locate === undefined) return undefined;
    try {
      return this.placeOf(this.locate());
    } catch {
      return undefined;
    }
  }

  /** Writes what is open, for a process that ends. */
  endAll(): void {
    for (const group of [...this.#groups]) this.#interrupt(group);
    clearInterval(this.#sweepTimer);
    this.#sweepTimer = undefined;
  }

  #groupOf(id: string | undefined): Group | undefined {
    return id === undefined ? undefined : this.#runs.get(id)?.group;
  }

  #end(id: string, { span, group }: OpenRun, mark: (span: Span) => void): void {
    this.#runs.delete(id);
    group.ids.delete(id);
    if (group.ids.size === 0) this.#groups.delete(group);
    if (span === undefined) return;
    mark(span);
    span.end(new Date(group.touchedMs));
  }

  #interrupt(group: Group): void {
    for (const id of [...group.ids].reverse()) {
      const run = this.#runs.get(id);
      if (run !== undefined) this.#end(id, run, (span) => span.setAttribute(Tollgate.runInterrupted, true));
    }
  }

  #watch(): void {
    for (const oldest of this.#groups) {
      if (this.#runs.size <= OPEN_LIMIT) break;
      this.#interrupt(oldest);
    }
    this.#sweepTimer ??= setInterval(() => {
      const limit = Date.now() - IDLE_LIMIT_MS;
      for (const group of [...this.#groups]) if (group.touchedMs < limit) this.#interrupt(group);
    }, SWEEP_MS).unref();
  }
}

/** Under the run, unless the app has opened a span of its own in it; then that stays the parent. */
export function underRun(active: ActiveParent, place: RunPlace | undefined): ActiveParent {
  if (place === undefined || active.supersedesSpanId !== undefined) return active;
  const isAppsOwn = active.parent !== undefined && active.parent.spanId !== place.appSpanId;
  return isAppsOwn ? active : { parent: place.parent };
}
