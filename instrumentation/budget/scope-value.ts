import type { PendingCall } from "./budget-guard.ts";

/** The value by which a budget of `scope` knows the call; '' when the call has none, undefined for a scope that does not exist. The ledger stores an absent tenant as `default`. */
export function scopeValue(call: PendingCall, scope: string): string | undefined {
  const { attribution } = call;
  switch (scope) {
    case "total":
      return "";
    case "tenant":
      return attribution.tenant || "default";
    case "project":
      return attribution.project ?? "";
    case "customer":
      return attribution.customer ?? "";
    case "agent":
      return attribution.agent ?? "";
    case "user":
      return attribution.user ?? "";
    case "environment":
      return attribution.environment ?? "";
    case "model":
      return call.model;
    case "provider":
      return call.provider;
    default:
      return undefined;
  }
}
