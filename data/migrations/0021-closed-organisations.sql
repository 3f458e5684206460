-- An organisation that is no more stays for what hung on it; nothing new is hung there.
ALTER TABLE organisations ADD COLUMN closed_at timestamptz;
