-- until when a generation may be used: what its certified policy says, for questions about many keys
ALTER TABLE key_generation ADD COLUMN apply_not_after BIGINT;
ALTER TABLE key_generation ADD COLUMN process_not_after BIGINT;
CREATE INDEX generation_by_apply_end ON key_generation (apply_not_after, id);
CREATE INDEX generation_by_process_end ON key_generation (process_not_after, id);
