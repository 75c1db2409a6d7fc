import { randomUUID } from "node:crypto";
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import { Tollgate } from "./conventions.ts";

/** Who sends: the standard OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES, which go before what is made up here. */
export function createResource(tenant: string | undefined): Resource {
  const own = resourceFromAttributes({
    "service.instance.id": randomUUID(),
    ...(tenant !== undefined && { [Tollgate.tenant]: tenant }),
  });
  return defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [envDetector] }));
}
