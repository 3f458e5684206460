-- When somebody was on duty, not only whether: a position is shown only where it was measured on duty, and after a restart
-- nothing but the record says when the present duty began.

-- When the present duty began, where on_duty; -infinity where it began before anything is known.
ALTER TABLE units ADD COLUMN duty_from timestamptz NOT NULL DEFAULT '-infinity';

-- The duties that have ended.
CREATE TABLE duties (
  unit_id integer NOT NULL REFERENCES units ON DELETE CASCADE,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL CHECK (until_at >= from_at),
  PRIMARY KEY (unit_id, from_at)
);
CREATE INDEX duties_until ON duties (unit_id, until_at);

-- What was told of it so far. Saying what is so already tells nothing, so each change ends what the one before began.
WITH told AS (
  SELECT (c.payload ->> 'unitId')::integer AS unit_id, (c.payload ->> 'onDuty')::boolean AS on_duty, c.at, c.no
  FROM changes c WHERE c.noun = 'units' AND c.kind = 'duty'
), turns AS (
  SELECT t.unit_id, t.on_duty, t.at, coalesce(lag(t.at) OVER (PARTITION BY t.unit_id ORDER BY t.no), '-infinity') AS before_at FROM told t
)
INSERT INTO duties (unit_id, from_at, until_at)
SELECT t.unit_id, t.before_at, max(greatest(t.at, t.before_at)) FROM turns t JOIN units u ON u.id = t.unit_id
WHERE NOT t.on_duty GROUP BY t.unit_id, t.before_at;

UPDATE units u SET duty_from = last.at
FROM (
  SELECT DISTINCT ON (c.payload ->> 'unitId') (c.payload ->> 'unitId')::integer AS unit_id, c.at FROM changes c
  WHERE c.noun = 'units' AND c.kind = 'duty' AND (c.payload ->> 'onDuty')::boolean
  ORDER BY c.payload ->> 'unitId', c.no DESC
) last
WHERE u.id = last.unit_id AND u.on_duty;
