-- Under which name the caller knew what it did. No part of what is hashed.
ALTER TABLE receipts ADD COLUMN trace_id text;
