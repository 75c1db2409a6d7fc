/**
 * How readers' queries run, as 922_reader_settings.sql and 923_reader_layers.sql tell a server, with the reasons: the embedded engine
 * has no profiles, and the bench asks as readers do.
 */
export const READER_SETTINGS = {
  compile_expressions: 0,
  compile_aggregate_expressions: 0,
  compile_sort_description: 0,
  split_intersecting_parts_ranges_into_layers_final: 0,
} as const;
