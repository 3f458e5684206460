-- A source that has said it is there is missed when it falls silent, also by a server that was started after.
CREATE TABLE heartbeats (
  feed text PRIMARY KEY CHECK (feed IN ('fixes', 'intake', 'cameras')),
  newest_at timestamptz NOT NULL
);
