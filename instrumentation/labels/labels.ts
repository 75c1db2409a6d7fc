import { type Baggage, propagation } from "@opentelemetry/api";
import type { Attribution } from "../llm-call.ts";
import { ATTRIBUTION_PARTS, type AttributionPart } from "./attribution-part.ts";
import { readBaggage } from "./baggage-attribution.ts";
import { cutText } from "./cut-text.ts";
import { createUserHash } from "./hash-user.ts";
import { type LabelSettings, splitTags } from "./label-settings.ts";
import { mergeAttribution } from "./merge-attribution.ts";
import { OTHER_VALUES, ValueLimit } from "./value-limit.ts";

export interface LabelsOptions {
  settings: LabelSettings;
  /** Of the process; what nothing else says. */
  defaults: Attribution;
  /** A value beyond the limit was given. */
  onOverflow(part: LimitedPart): void;
}

/** What an event says of calls; the ledger keeps each as a dictionary too. */
export type EventName = "evaluation name" | "evaluation label" | "outcome name" | "outcome label";
type LimitedPart = keyof Attribution | EventName;

/** One call's; more are nobody's way of counting, and each is a row of its own in the views by tag. */
const MOST_TAGS = 20;
/** Users and customers are people: there are more of them than of agents. */
const PERSONS = 20;
const LIMIT_FACTORS: { readonly [part in LimitedPart]?: number } = { user: PERSONS, customer: PERSONS };

/**
 * What may go into the ledger as attribution. Each text is cut to what a column holds, user ids are hashed where that is switched on, and a
 * part has a limited number of distinct values, because its columns are dictionaries and the rollups have a row for each combination. A
 * session may be anything: it is kept as plain text.
 */
export class Labels {
  readonly defaults: Attribution;
  readonly #settings: LabelSettings;
  readonly #hashUser: ((user: string) => string) | undefined;
  readonly #onOverflow: LabelsOptions["onOverflow"];
  readonly #limits = new Map<LimitedPart, ValueLimit>();
  /** One object for one baggage: LangChain's calls are told apart by it. */
  readonly #ofBaggage = new WeakMap<Baggage, Attribution>();

  constructor({ settings, defaults, onOverflow }: LabelsOptions) {
    this.#settings = settings;
    this.#onOverflow = onOverflow;
    this.#hashUser = settings.userHashKey === undefined ? undefined : createUserHash(settings.userHashKey);
    this.defaults = this.admit(defaults);
  }

  get writesBaggage(): boolean {
    return this.#settings.writesBaggage;
  }

  /** Outside of any `withAttribution`: what the baggage says, over the process's defaults. */
  outermost(): Attribution {
    if (!this.#settings.readsBaggage) return this.defaults;
    const baggage = propagation.getActiveBaggage();
    if (baggage === undefined) return this.defaults;
    let found = this.#ofBaggage.get(baggage);
    if (found === undefined) {
      const said = readBaggage(baggage);
      found = Object.keys(said).length === 0 ? this.defaults : this.admit(mergeAttribution(this.defaults, said));
      this.#ofBaggage.set(baggage, found);
    }
    return found;
  }

  /** With what the call's own headers say; they are nearest to the call and win. The same object where they say nothing. */
  withHeaders(attribution: Attribution, header: (name: string) => string | undefined): Attribution {
    if (this.#settings.headers.size === 0) return attribution;
    const said: Attribution = {};
    for (const [name, part] of this.#settings.headers) {
      const value = header(name)?.trim();
      if (!value) continue;
      if (part === "tags") said.tags = splitTags(value);
      else said[part] = value;
    }
    return Object.keys(said).length === 0 ? attribution : this.admit(mergeAttribution(attribution, said));
  }

  /** As it may be recorded. Repeating it changes nothing; the same object comes back the second time. */
  admit(attribution: Attribution): Attribution {
    if (attribution instanceof Admitted) return attribution;
    const admitted: Attribution = new Admitted();
    for (const part of ATTRIBUTION_PARTS) {
      const given = attribution[part];
      const value = given === undefined ? "" : this.#value(part, given);
      if (value !== "") admitted[part] = value;
    }
    const tags = attribution.tags === undefined ? [] : this.admitTags(attribution.tags);
    if (tags.length > 0) admitted.tags = tags;
    return admitted;
  }

  admitTags(tags: readonly unknown[] | undefined): string[] {
    if (!Array.isArray(tags)) return [];
    const admitted = tags.slice(0, MOST_TAGS).map((tag) => this.#limited("tags", cutText(plainText(tag))));
    return [...new Set(admitted)].filter((tag) => tag !== "");
  }

  /** The name or label of an event. */
  admitName(kind: EventName, name: string): string {
    return this.#limited(kind, cutText(name));
  }

  #value(part: AttributionPart, given: unknown): string {
    const text = plainText(given);
    if (text === "") return "";
    if (part === "session") return cutText(text);
    const value = part === "user" && this.#hashUser !== undefined ? this.#hashUser(text) : cutText(text);
    return this.#limited(part, value);
  }

  #limited(part: LimitedPart, value: string): string {
    let limit = this.#limits.get(part);
    if (limit === undefined) {
      limit = new ValueLimit(this.#settings.valueLimit * (LIMIT_FACTORS[part] ?? 1));
      this.#limits.set(part, limit);
    }
    if (value === "" || value === OTHER_VALUES || limit.admits(value)) return value;
    this.#onOverflow(part);
    return OTHER_VALUES;
  }
}

/** What has been looked through, as a call's attribution mostly has when its scope began. By its class: a WeakSet takes 0.5 µs longer. */
class Admitted {}

/** JavaScript callers give numbers as ids; an object is no label. */
function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "bigint" ? String(value) : "";
}
