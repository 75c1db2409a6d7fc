-- Spans of other instrumentations that may tell of a model call, or that count tokens, passed on to the views of 205 and 208. Keeps nothing.
-- A filling view is planned anew for each insert, which costs more than the work for a hundred spans (measured: 150 ms of CPU for 205, 4 for this one), but
-- one behind a table that gets no row is not planned at all. So what is costly and seldom needed stands behind such a filter.
-- Its test is about names only. A name that no span of the block has costs next to nothing: the names are of LowCardinality.
CREATE TABLE IF NOT EXISTS tollgate.foreign_spans
(
    Timestamp          DateTime64(9),
    TraceId            String,
    SpanId             String,
    ParentSpanId       String,
    SpanName           LowCardinality(String),
    ServiceName        LowCardinality(String),
    ResourceAttributes Map(LowCardinality(String), String),
    ScopeName          String,
    SpanAttributes     Map(LowCardinality(String), String),
    Duration           UInt64,
    StatusCode         LowCardinality(String)
)
ENGINE = Null;
