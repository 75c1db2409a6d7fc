import { Tollgate } from "../conventions.ts";
import { currentHandle } from "../handle.ts";
import { type AboutCalls, aboutCalls } from "./about-calls.ts";

export interface Outcome extends AboutCalls {
  /** What was reached: `ticket_solved`, `order_placed`, … Few distinct ones. */
  name: string;
  /** `won`, `lost`, … */
  label?: string;
  /** What it was worth, in a unit of the app's: dollars, minutes saved. */
  value?: number;
}

/**
 * Records what calls were good for; the ledger shows what it cost. It is about the call of `responseId`, else about the calls of the session in
 * force since its last outcome of that name, else about those of the trace. Does nothing when metering is off; never throws. What cannot be
 * used is counted as an internal error of reason `outcome`.
 *
 * @example
 * withAttribution({ session: ticket.id }, () => recordOutcome({ name: "ticket_solved", value: 12.5 }));
 */
export function recordOutcome(outcome: Outcome): void {
  const handle = currentHandle();
  if (handle === undefined) return;
  try {
    const { name, label, value } = outcome;
    if (typeof name !== "string" || name === "") throw new TypeError("Cannot record an outcome: it has no name");
    const attributes = {
      [Tollgate.outcomeName]: handle.labels.admitName("outcome name", name),
      ...(label && { [Tollgate.outcomeLabel]: handle.labels.admitName("outcome label", String(label)) }),
      ...(typeof value === "number" && Number.isFinite(value) && { [Tollgate.outcomeValue]: value }),
    };
    handle.recordEvent({ name: "tollgate.outcome", attributes, ...aboutCalls(outcome) });
  } catch (error) {
    handle.meter.internalError("outcome", error);
  }
}
