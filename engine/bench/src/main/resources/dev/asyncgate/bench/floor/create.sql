-- createTask: one task in the queue, its obligation and the receipt that opened it.
SELECT 1;
