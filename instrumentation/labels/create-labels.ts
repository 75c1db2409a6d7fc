import { Metric } from "../conventions.ts";
import type { MetricSeries } from "../export/metric-series.ts";
import type { Notices } from "../export/notices.ts";
import type { Settings } from "../settings.ts";
import { Labels } from "./labels.ts";
import { OTHER_VALUES } from "./value-limit.ts";

/** A process's labels; what goes beyond the limits is counted, and said once for each part. */
export function createLabels(settings: Settings, series: MetricSeries, notices: Notices): Labels {
  const overflows = series.sum(Metric.labelOverflows, "{value}");
  return new Labels({
    settings: settings.labels,
    defaults: settings.attribution,
    onOverflow(part) {
      overflows.record(1, { part });
      notices.once(
        `labels:${part}`,
        `Too many values of "${part}" in one process: further ones are recorded as "${OTHER_VALUES}". ` +
          "Give ids of single requests as session, or raise TOLLGATE_LABEL_VALUES",
      );
    },
  });
}
