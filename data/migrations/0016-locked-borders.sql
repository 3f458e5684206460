-- Locks on borders belong to the edition that a plan with them came to: the next plan begins with them. Edges by their ends, four
-- whole numbers each (ten-millionths of a degree).
ALTER TABLE editions
  ADD COLUMN locked_borders integer[] NOT NULL DEFAULT '{}' CHECK (cardinality(locked_borders) % 4 = 0);

-- Packed areas say them, too. Browsers keep what was packed under its version for good: none may be given what was kept before.
UPDATE versions SET version = version + 1 WHERE noun = 'areas' AND version > 0;
